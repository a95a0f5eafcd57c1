"""The very first page of an installation: its first brand and that brand's owner. It exists only
while there is no brand at all."""

from zoneinfo import available_timezones

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext as _

from portal.actions import brands
from portal.addresses import BadAddress, parse
from portal.errors import Invalid, NotFound
from portal.web import sign_in as device
from portal.web.forms.brands import FirstRunForm
from portal.web.htmx import see_other
from portal.web.languages import language
from portal.web.limits import limiter
from portal.web.messages import say
from portal.web.policy import open_to_all
from portal.web.session import db

blueprint = Blueprint("first_run", __name__)
Page = str | Response | tuple[str, int]


@blueprint.get("/first-run")
@open_to_all
def show() -> Page:
    if brands.any_exists(db()):
        raise NotFound
    return _page(FirstRunForm(formdata=None, language=language()))


@blueprint.post("/first-run")
@open_to_all
@limiter.limit("20 per hour", key_func=lambda: "first run")
def create() -> Page:
    if brands.any_exists(db()):
        raise NotFound
    form = FirstRunForm()
    try:
        if not form.validate():
            raise Invalid(_("The brand was not made."))
        address = parse(form.email.data or "")
        owner = brands.found_first(
            db(),
            form.code.data or "",
            email=address.stored,
            email_key=address.canonical,
            person=form.person.data or "",
            password=form.password.data or "",
            **form.brand(),
        )
    except BadAddress as error:
        form.email.errors = [str(error)]
        return _page(form), 422
    except Invalid as error:
        if not form.errors or error.fields:
            form.refuse(error)
        return _page(form), 422
    device.start(owner)
    say(_("Welcome. This is the desk of your brand; it shows the first steps."))
    return see_other(url_for("home.show"))


def _page(form: FirstRunForm) -> str:
    return render_template("brands/first_run.html", form=form, zones=sorted(available_timezones()))
