"""The team of a brand: who is on it, asked by an owner, with which role."""

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from portal import access
from portal.access import doing
from portal.actions import invitations, people
from portal.actions import staff as actions
from portal.addresses import BadAddress, parse
from portal.errors import Invalid, Refused
from portal.models import Brand, Invitation, Staff
from portal.queries import staff as reads
from portal.web import dress
from portal.web.forms.staff import ROLE_CHOICES, InviteStaffForm
from portal.web.htmx import see_other
from portal.web.limits import limiter
from portal.web.messages import say
from portal.web.policy import staff
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("staff", __name__)
Page = str | Response | tuple[str, int]


@blueprint.get("/brands/<brand_id>/staff")
@staff
def index(brand_id: str) -> Page:
    return _page(_brand(brand_id), InviteStaffForm(formdata=None))


@blueprint.post("/brands/<brand_id>/staff")
@staff
@limiter.limit("60 per hour")
def invite(brand_id: str) -> Page:
    brand, form = _brand(brand_id), InviteStaffForm()
    if reason := doing.why_not_own(actor(), brand.id):
        raise Refused(reason)
    try:
        address = parse(form.email.data or "")
        person = people.ensure(
            db(), address.stored, address.canonical, brand.language, brand.timezone
        )
        actions.invite(db(), actor(), brand, person, form.role.data or "")
    except BadAddress as error:
        form.refuse(Invalid(error.sentence, {"email": _(error.sentence)}))
        return _page(brand, form), 422
    except Invalid as error:
        form.refuse(error)
        return _page(brand, form), 422
    say(_("The invitation to the team is on its way."))
    return see_other(url_for("staff.index", brand_id=brand_id))


@blueprint.post("/staff/<staff_id>/role")
@staff
def change_role(staff_id: str) -> Page:
    row, brand = _one(staff_id)
    actions.change_role(db(), actor(), row, request.form.get("role", ""))
    say(_("The role is changed."))
    return see_other(url_for("staff.index", brand_id=brand.public_id))


@blueprint.post("/staff/<staff_id>/resend")
@staff
@limiter.limit("60 per hour")
def resend(staff_id: str) -> Page:
    row, brand = _one(staff_id)
    asked = access.seeing.invitations(actor()).where(Invitation.staff_id == row.id)
    invitation = db().scalars(asked).one_or_none()
    if invitation is None:
        raise Refused(doing.why_not_own(actor(), brand.id) or _("There is nothing to send."))
    invitations.resend(db(), actor(), invitation)
    say(_("Sent again. The older link no longer works."))
    return see_other(url_for("staff.index", brand_id=brand.public_id))


@blueprint.post("/staff/<staff_id>/end")
@staff
def end(staff_id: str) -> Page:
    row, brand = _one(staff_id)
    actions.end(db(), actor(), row)
    say(_("They are no longer on the team. Their access has ended."))
    if row.person_id == actor().person_id:
        return see_other(url_for("home.show"))
    return see_other(url_for("staff.index", brand_id=brand.public_id))


def _brand(brand_id: str) -> Brand:
    brand = access.one(db(), access.seeing.staffed_brands(actor()), brand_id)
    dress.wear(brand)
    return brand


def _one(staff_id: str) -> tuple[Staff, Brand]:
    row = access.one(db(), access.seeing.staff(actor()), staff_id)
    return row, db().get_one(Brand, row.brand_id)


def _page(brand: Brand, form: InviteStaffForm) -> str:
    return render_template(
        "staff/index.html",
        of=brand,
        form=form,
        team=reads.team(db(), actor(), brand),
        roles=ROLE_CHOICES,
        why_not_own=doing.why_not_own(actor(), brand.id),
    )
