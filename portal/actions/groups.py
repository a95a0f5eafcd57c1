"""Groups: opened, edited and closed by those who manage the brand.

Terms are never changed: a new text is the next version. Not here: who is in a group
(`memberships`) or asked to come (`invitations`).
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing
from portal.actions import events
from portal.errors import Conflict, Invalid, Refused
from portal.language import gettext as _
from portal.models import Brand, Group, Membership, Round, Terms
from portal.text import clean, one_line

LONGEST_TEXT: Final = 10_000
MOST_PEOPLE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Wording:
    """What a group says of itself, as typed."""

    name: str
    purpose: str
    house_rules: str
    capacity: int
    terms: str
    holds_first_posts: bool = False


def open(session: Session, actor: Actor, brand: Brand, wording: Wording) -> Group:
    if reason := doing.why_not_manage(actor, brand.id):
        raise Refused(reason)
    wording = _checked(wording)
    group = Group(
        brand_id=brand.id,
        name=wording.name,
        purpose=wording.purpose,
        house_rules=wording.house_rules,
        capacity=wording.capacity,
        holds_first_posts=wording.holds_first_posts,
    )
    session.add(group)
    session.flush()
    session.add(Terms(group_id=group.id, version=1, text=wording.terms))
    events.record(session, actor, "group.opened", brand_id=brand.id, group_id=group.id)
    session.flush()
    return group


def edit(session: Session, actor: Actor, group: Group, wording: Wording) -> None:
    """Keep the new wording; the places cannot be fewer than the members."""
    if reason := doing.why_not_manage(actor, group.brand_id):
        raise Refused(reason)
    wording = _checked(wording)
    kept = session.scalar(
        update(Group)
        .where(Group.id == group.id, Group.closed_at.is_(None), wording.capacity >= member_count())
        .values(
            name=wording.name,
            purpose=wording.purpose,
            house_rules=wording.house_rules,
            capacity=wording.capacity,
            holds_first_posts=wording.holds_first_posts,
        )
        .returning(Group.id)
    )
    if kept is None:
        _refuse_edit(group)
    _keep_terms(session, actor, group, wording.terms)
    events.record(session, actor, "group.changed", brand_id=group.brand_id, group_id=group.id)


def close(session: Session, actor: Actor, group: Group) -> None:
    """Nobody joins any more; a round that still runs or waits is closed first."""
    if reason := doing.why_not_manage(actor, group.brand_id):
        raise Refused(reason)
    now = clock.now()
    busy = (
        select(Round.id)
        .where(
            Round.group_id == Group.id,
            Round.registered_at.is_not(None),
            Round.closed_at.is_(None),
            or_(Round.opened_at.is_(None), Round.closes_at > now),
        )
        .exists()
    )
    # Whoever registers a round holds this row: wait, so that the next statement sees that round.
    session.execute(select(Group.id).where(Group.id == group.id).with_for_update())
    closed = session.scalar(
        update(Group)
        .where(Group.id == group.id, Group.closed_at.is_(None), ~busy)
        .values(closed_at=now)
        .returning(Group.id)
    )
    if closed is None:
        if group.closed_at is not None:
            raise Conflict(_("This group is closed."))
        raise Conflict(_("A round of this group is still running or waiting. Close it first."))
    events.record(session, actor, "group.closed", brand_id=group.brand_id, group_id=group.id)


def member_count() -> ColumnElement[int]:
    """How many have joined the group of the statement around it; paused members keep a place."""
    return (
        select(func.count())
        .where(
            Membership.group_id == Group.id,
            Membership.joined_at.is_not(None),
            Membership.left_at.is_(None),
            Membership.removed_at.is_(None),
        )
        .correlate(Group)
        .scalar_subquery()
    )


def _keep_terms(session: Session, actor: Actor, group: Group, text: str) -> None:
    """The next version, if the text differs; the row of the group is locked by now."""
    newest = session.scalars(
        select(Terms).where(Terms.group_id == group.id).order_by(Terms.version.desc()).limit(1)
    ).one()
    if text == newest.text:
        return
    session.add(Terms(group_id=group.id, version=newest.version + 1, text=text))
    events.record(
        session,
        actor,
        "terms.changed",
        brand_id=group.brand_id,
        group_id=group.id,
        version=newest.version + 1,
    )


def _refuse_edit(group: Group) -> None:
    if group.closed_at is not None:
        raise Conflict(_("This group is closed."))
    sentence = _("More people than that have joined already.")
    raise Invalid(_("The group was not saved."), {"capacity": sentence})


def _checked(wording: Wording) -> Wording:
    """The wording, cleaned; or Invalid with every problem at once."""
    name = one_line(wording.name)
    texts = {
        "purpose": clean(wording.purpose),
        "house_rules": clean(wording.house_rules),
        "terms": clean(wording.terms),
    }
    problems = {
        field: _("Keep this under 10,000 characters.")
        for field, text in texts.items()
        if len(text) > LONGEST_TEXT
    }
    if not 1 <= len(name) <= 80:
        problems["name"] = _("Write a name of up to 80 characters.")
    if not texts["purpose"]:
        problems["purpose"] = _("Say in a sentence what this group is for.")
    if not texts["terms"]:
        problems["terms"] = _("Say what must stay confidential; people agree to it when joining.")
    if not 1 <= wording.capacity <= MOST_PEOPLE:
        problems["capacity"] = _("Write a number from 1 to 100,000.")
    if problems:
        raise Invalid(_("The group was not saved."), problems)
    return Wording(
        name=name,
        purpose=texts["purpose"],
        house_rules=texts["house_rules"],
        capacity=wording.capacity,
        terms=texts["terms"],
        holds_first_posts=wording.holds_first_posts,
    )
