"""The waiting list of a group: whoever waits longest gets the place that becomes free.

Run by the clock, so that it does not matter how a place became free: somebody left, was removed,
or there are more places now. Going onto the list is part of `joining`.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor
from portal.actions import events, jobs
from portal.actions.groups import member_count
from portal.actions.joining import has_place, may_be_member
from portal.models import Group, Invitation, Membership


def give_places(session: Session) -> int:
    """Make members of those who wait, as far as places go; how many."""
    count = 0
    for group_id, brand_id in session.execute(_with_places()).all():
        session.execute(
            select(Group.id).where(Group.id == group_id).with_for_update(key_share=True)
        )
        for row in _in_order(session, group_id):
            if _given(session, row, brand_id):
                _tell(session, row, group_id, brand_id)
                count += 1
    return count


def ahead_of(session: Session, invitation: Invitation) -> int:
    """How many wait longer in the same group."""
    group_id = (
        select(Membership.group_id)
        .where(Membership.id == invitation.membership_id)
        .scalar_subquery()
    )
    return session.scalars(
        select(func.count(Invitation.id))
        .join(Membership, Membership.id == Invitation.membership_id)
        .where(
            Membership.group_id == group_id,
            *_waits(),
            (Invitation.waiting_since < invitation.waiting_since)
            | (
                (Invitation.waiting_since == invitation.waiting_since)
                & (Invitation.id < invitation.id)
            ),
        )
    ).one()


def _with_places() -> Any:
    """Open groups with a place and somebody who waits for it."""
    waiting = (
        select(Membership.group_id)
        .join(Invitation, Invitation.membership_id == Membership.id)
        .where(*_waits())
    )
    return (
        select(Group.id, Group.brand_id)
        .where(Group.id.in_(waiting), Group.closed_at.is_(None), Group.capacity > member_count())
        .order_by(Group.id)
    )


def _in_order(session: Session, group_id: int) -> Sequence[Any]:
    return session.execute(
        select(
            Invitation.id,
            Invitation.public_id,
            Invitation.generation,
            Invitation.membership_id,
            Membership.person_id,
        )
        .join(Membership, Membership.id == Invitation.membership_id)
        .where(Membership.group_id == group_id, *_waits())
        .order_by(Invitation.waiting_since, Invitation.id)
    ).all()


def _given(session: Session, row: Any, brand_id: int) -> bool:
    """One place to one person, if both are still there."""
    now = clock.now()
    accepted = session.scalar(
        update(Invitation)
        .where(
            Invitation.id == row.id,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            may_be_member(row.person_id, brand_id),
            has_place(),
        )
        .values(accepted_at=now)
        .returning(Invitation.id)
        .execution_options(synchronize_session=False)
    )
    if accepted is None:
        return False
    session.execute(
        update(Membership)
        .where(Membership.id == row.membership_id)
        .values(joined_at=now, left_at=None, paused_at=None)
    )
    return True


def _tell(session: Session, row: Any, group_id: int, brand_id: int) -> None:
    jobs.enqueue(
        session,
        "mail.place",
        {"invitation": row.public_id, "generation": row.generation},
        dedupe_key=f"mail.place:{row.public_id}:{row.generation}",
        brand_id=brand_id,
    )
    actor = Actor(person_id=row.person_id)
    events.record(session, actor, "membership.joined", brand_id=brand_id, group_id=group_id)


def _waits() -> tuple[ColumnElement[bool], ...]:
    return (
        Invitation.waiting_since.is_not(None),
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
        Membership.removed_at.is_(None),
    )
