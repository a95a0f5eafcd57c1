"""Reminders to those who have not answered an invitation: at most two, only while undecided.

The statement that counts a reminder is the one that checks; the same link goes out again, so the
first mail stays good.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing
from portal.actions import events, generations, quotas, suppressions
from portal.errors import Refused
from portal.models import Group, Invitation, Job, Membership
from portal.models.invitations import MOST_REMINDERS

PAUSE: Final = timedelta(days=3)


def waiting_count(session: Session, group: Group) -> int:
    """How many would be reminded now."""
    found = select(func.count(Invitation.id)).where(*_undecided(group, clock.now()))
    return session.scalars(found).one()


def send(session: Session, actor: Actor, group: Group) -> int:
    """To everyone who was last written to three days ago and has not answered; how many."""
    if reason := doing.why_not_invite(actor, group):
        raise Refused(reason)
    now = clock.now()
    reminded = session.execute(
        update(Invitation)
        .where(*_undecided(group, now))
        .values(
            reminders=Invitation.reminders + 1,
            reminded_at=now,
            expires_at=now + generations.LIFE,
        )
        .returning(Invitation.public_id, Invitation.generation, Invitation.reminders)
        .execution_options(synchronize_session=False)
    ).all()
    quotas.take(session, group.brand_id, len(reminded), now)
    if reminded:
        session.execute(insert(Job), [_mail(row, group.brand_id) for row in reminded])
    events.record(
        session,
        actor,
        "invitations.reminded",
        brand_id=group.brand_id,
        group_id=group.id,
        count=len(reminded),
    )
    return len(reminded)


def _undecided(group: Group, now: datetime) -> tuple[ColumnElement[bool], ...]:
    members = select(Membership.id).where(
        Membership.group_id == group.id,
        Membership.joined_at.is_(None),
        Membership.removed_at.is_(None),
    )
    return (
        Invitation.membership_id.in_(members),
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.waiting_since.is_(None),
        Invitation.bounced_at.is_(None),
        Invitation.expires_at > now,
        Invitation.sent_at < now - PAUSE,
        func.coalesce(Invitation.reminded_at, Invitation.sent_at) < now - PAUSE,
        Invitation.reminders < MOST_REMINDERS,
        ~suppressions.of_invitation(),
    )


def _mail(row: Any, brand_id: int) -> dict[str, Any]:
    return {
        "kind": "mail.reminder",
        "payload": {"invitation": row.public_id, "generation": row.generation},
        "brand_id": brand_id,
        "dedupe_key": f"mail.reminder:{row.public_id}:{row.generation}:{row.reminders}",
    }
