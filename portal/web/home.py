"""The front door: members see what needs their voice, staff are sent to their desks."""

from flask import Blueprint, Response, redirect, render_template, url_for

from portal.access import seeing
from portal.queries import home, invitations
from portal.web.policy import open_to_all
from portal.web.session import commit, db
from portal.web.sign_in import actor

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@open_to_all
def show() -> str | Response:
    if not actor().is_signed_in:
        return redirect(url_for("people.sign_in"), 303)  # type: ignore[return-value]
    if actor().is_staff_anywhere and not actor().groups:
        return _desks()
    found = home.home(db(), actor())
    pending = invitations.pending(db(), actor())
    commit()
    return render_template("home/show.html", home=found, pending=pending)


def _desks() -> str | Response:
    """Straight to the one desk; where there are several, choose."""
    brands = db().scalars(seeing.staffed_brands(actor())).all()
    if len(brands) == 1:
        desk = url_for("brands.show", brand_id=brands[0].public_id)
        return redirect(desk, 303)  # type: ignore[return-value]
    return render_template("home/desks.html", brands=sorted(brands, key=lambda brand: brand.name))
