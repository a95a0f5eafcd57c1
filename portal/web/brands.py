"""A brand's desk, its settings and its colour."""

from zoneinfo import available_timezones

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext as _

from portal import access
from portal.access import doing
from portal.actions import brands
from portal.colours import Accent, hex_of
from portal.errors import Invalid, NotFound, Refused
from portal.models import Brand, Person
from portal.queries import brands as reads
from portal.web import dress
from portal.web.forms.brands import BrandForm, NewBrandForm
from portal.web.htmx import see_other
from portal.web.messages import say
from portal.web.policy import signed_in, staff
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("brands", __name__)
Page = str | Response | tuple[str, int]


@blueprint.get("/brands/<brand_id>")
@staff
def show(brand_id: str) -> Page:
    brand = _staffed(brand_id)
    return render_template(
        "brands/show.html",
        desk_of=brand,
        desk=reads.desk(db(), actor(), brand),
        why_not_manage=doing.why_not_manage(actor(), brand.id),
        owns=actor().owns(brand.id),
    )


@blueprint.get("/brands/<brand_id>/accent.css")
@signed_in
def accent(brand_id: str) -> Response:
    """The brand's two numbers, from which the style sheet makes every tone."""
    brand = access.one(db(), access.seeing.brands(actor()), brand_id)
    rule = f":root{{--accent-h:{brand.accent_hue};--accent-c:{brand.accent_chroma / 1000:g}}}\n"
    return Response(rule, mimetype="text/css")


@blueprint.get("/brands/<brand_id>/settings")
@staff
def settings(brand_id: str) -> Page:
    brand = _staffed(brand_id)
    if reason := doing.why_not_edit_brand(actor(), brand):
        raise Refused(reason)
    colour = hex_of(Accent(brand.accent_hue, brand.accent_chroma))
    return _settings_page(brand, BrandForm(formdata=None, obj=brand, accent=colour))


@blueprint.post("/brands/<brand_id>/settings")
@staff
def change(brand_id: str) -> Page:
    brand = _staffed(brand_id)
    form = BrandForm()
    try:
        brands.change(db(), actor(), brand, accent=form.accent.data or "", **form.brand())
    except Invalid as error:
        form.validate()
        form.refuse(error)
        db().rollback()
        return _settings_page(_staffed(brand_id), form), 422
    say(_("The settings of the brand are saved."))
    return see_other(url_for("brands.show", brand_id=brand_id))


@blueprint.get("/brands/new")
@staff
def new() -> Page:
    _require_ownership()
    form = NewBrandForm(formdata=None, language=actor().language, timezone=actor().timezone)
    return render_template("brands/new.html", form=form, zones=sorted(available_timezones()))


@blueprint.post("/brands/new")
@staff
def create() -> Page:
    _require_ownership()
    form = NewBrandForm()
    owner = db().get_one(Person, actor().person_id)
    try:
        brand = brands.create(db(), owner, **form.brand())
    except Invalid as error:
        form.validate()
        form.refuse(error)
        page = render_template("brands/new.html", form=form, zones=sorted(available_timezones()))
        return page, 422
    say(_("The brand is there. Its desk shows the first steps."))
    return see_other(url_for("brands.show", brand_id=brand.public_id))


def _staffed(brand_id: str) -> Brand:
    brand = access.one(db(), access.seeing.staffed_brands(actor()), brand_id)
    dress.wear(brand)
    return brand


def _require_ownership() -> None:
    """A further brand is made by somebody who owns one already."""
    if "owner" not in actor().roles.values():
        raise NotFound


def _settings_page(brand: Brand, form: BrandForm) -> str:
    return render_template(
        "brands/settings.html", of=brand, form=form, zones=sorted(available_timezones())
    )
