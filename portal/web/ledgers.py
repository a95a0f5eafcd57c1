"""The ledger of a group: what was asked, answered, acted on and credited, for both sides."""

from flask import Blueprint, render_template

from portal import access
from portal.queries import groups, ledgers
from portal.web import dress
from portal.web.policy import signed_in
from portal.web.session import commit, db
from portal.web.sign_in import actor

blueprint = Blueprint("ledgers", __name__)


@blueprint.get("/groups/<group_id>/ledger")
@signed_in
def show(group_id: str) -> str:
    group = access.one(db(), access.seeing.groups(actor()), group_id)
    brand = groups.brand_of(db(), group)
    found = ledgers.page(db(), actor(), group)
    commit()
    dress.wear(brand)
    return render_template("ledgers/show.html", of=brand, group=group, found=found)
