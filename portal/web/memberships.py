"""What staff change about one member: a row of the group's page, answered as that row."""

from collections.abc import Callable

from flask import Blueprint, Response, get_template_attribute, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import access
from portal.access import Actor
from portal.actions import memberships
from portal.models import Group, Membership
from portal.queries import groups as reads
from portal.web.forms.groups import PauseForm, SegmentsForm
from portal.web.htmx import hx, see_other, wants_fragment
from portal.web.messages import say
from portal.web.policy import staff
from portal.web.session import commit, db
from portal.web.sign_in import actor

blueprint = Blueprint("memberships", __name__)
Change = Callable[[Session, Actor, Membership], None]


@blueprint.post("/memberships/<membership_id>/pause")
@staff
def pause(membership_id: str) -> Response:
    because = PauseForm().because.data or ""

    def change(session: Session, actor: Actor, membership: Membership) -> None:
        memberships.pause(session, actor, membership, because)

    return _changed(membership_id, change, _("Paused: may read, but not take part."))


@blueprint.post("/memberships/<membership_id>/resume")
@staff
def resume(membership_id: str) -> Response:
    return _changed(membership_id, memberships.resume, _("Takes part again."))


@blueprint.post("/memberships/<membership_id>/remove")
@staff
def remove(membership_id: str) -> Response:
    return _changed(membership_id, memberships.remove, _("Removed. Their access has ended."))


@blueprint.post("/memberships/<membership_id>/let-back")
@staff
def let_back(membership_id: str) -> Response:
    return _changed(membership_id, memberships.let_back, _("May be invited again."))


@blueprint.post("/memberships/<membership_id>/segments")
@staff
def describe(membership_id: str) -> Response:
    words = SegmentsForm().segments.data or ""

    def change(session: Session, actor: Actor, membership: Membership) -> None:
        memberships.describe(session, actor, membership, words)

    return _changed(membership_id, change, _("The segments are saved."))


def _changed(membership_id: str, change: Change, done: str) -> Response:
    membership = _staffed(membership_id)
    group_id = db().get_one(Group, membership.group_id).public_id
    change(db(), actor(), membership)
    commit()
    if wants_fragment():
        row = reads.member_row(db(), actor(), membership)
        return hx(get_template_attribute("groups/_member.html", "member")(row, True))
    say(done)
    return see_other(url_for("groups.show", group_id=group_id) + f"#member-{membership_id}")


def _staffed(membership_id: str) -> Membership:
    """A membership in a brand one works for; one's own in another brand is not handled here."""
    visible = access.seeing.memberships(actor()).where(Group.brand_id.in_(actor().roles))
    return access.one(db(), visible, membership_id)
