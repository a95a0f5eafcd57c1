"""Memberships: what becomes of a person in a group after being invited.

Staff pause, resume, remove and describe; the member leaves. A removal is a ban: it outlives every
invitation until staff lift it. Joining is in `joining`.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing
from portal.actions import events
from portal.errors import Conflict, Invalid, NotFound, Refused
from portal.language import gettext as _
from portal.models import Group, Invitation, Membership
from portal.text import one_line

LONGEST_SEGMENT: Final = 40
LONGEST_REASON: Final = 300
MOST_SEGMENTS: Final = 10


def pause(session: Session, actor: Actor, membership: Membership, because: str = "") -> None:
    """May read on, but not vote or write; why is told to the member alone."""
    because = one_line(because)
    if len(because) > LONGEST_REASON:
        raise Invalid(_("Keep the reason under %(limit)d characters.", limit=LONGEST_REASON))
    _change(
        session,
        actor,
        membership,
        "membership.paused",
        {"paused_at": clock.now(), "paused_because": because},
        *_active(),
        Membership.paused_at.is_(None),
    )


def resume(session: Session, actor: Actor, membership: Membership) -> None:
    _change(
        session,
        actor,
        membership,
        "membership.resumed",
        {"paused_at": None, "paused_because": ""},
        *_active(),
        Membership.paused_at.is_not(None),
    )


def credit(session: Session, actor: Actor, group: Group, *, is_wished: bool) -> None:
    """Whether the actor is named where their critique changes a product: theirs to say."""
    session.execute(
        update(Membership)
        .where(Membership.group_id == group.id, Membership.person_id == actor.person_id)
        .values(is_credited=is_wished)
    )


def remove(session: Session, actor: Actor, membership: Membership) -> None:
    """Access ends with this statement; what the person said and voted stays."""
    now = clock.now()
    _change(
        session,
        actor,
        membership,
        "membership.removed",
        {"removed_at": now},
        Membership.removed_at.is_(None),
    )
    _revoke_invitation(session, membership.id, now)


def let_back(session: Session, actor: Actor, membership: Membership) -> None:
    """Lift the ban; to come back the person needs an invitation again."""
    now = clock.now()
    _change(
        session,
        actor,
        membership,
        "membership.let_back",
        {"removed_at": None, "left_at": now},
        Membership.removed_at.is_not(None),
    )


def describe(session: Session, actor: Actor, membership: Membership, words: str) -> None:
    """Set the segments from words between commas."""
    _change(
        session,
        actor,
        membership,
        "membership.described",
        {"segments": segments_in(words)},
        Membership.removed_at.is_(None),
    )


def leave(session: Session, actor: Actor, group: Group) -> None:
    """A member goes, by their own will."""
    now = clock.now()
    gone = session.scalar(
        update(Membership)
        .where(
            Membership.group_id == group.id,
            Membership.person_id == actor.person_id,
            *_active(),
        )
        .values(left_at=now, paused_at=None, paused_because="")
        .returning(Membership.id)
    )
    if gone is None:
        raise NotFound
    events.record(session, actor, "membership.left", brand_id=group.brand_id, group_id=group.id)


def segments_in(words: str) -> list[str]:
    found = list(dict.fromkeys(filter(None, map(one_line, re.split("[,;|\n]", words)))))
    problem = None
    if len(found) > MOST_SEGMENTS:
        problem = _("A person can have at most 10 segments.")
    elif any(len(word) > LONGEST_SEGMENT for word in found):
        problem = _("A segment is longer than 40 characters.")
    if problem:
        raise Invalid(problem, {"segments": problem})
    return found


def _change(
    session: Session,
    actor: Actor,
    membership: Membership,
    kind: str,
    values: dict[str, Any],
    *still: ColumnElement[bool],
) -> None:
    """One change by staff, if the membership is `still` as the page showed it."""
    group = session.scalars(select(Group).where(Group.id == membership.group_id)).one()
    if reason := doing.why_not_manage(actor, group.brand_id):
        raise Refused(reason)
    changed = session.scalar(
        update(Membership)
        .where(Membership.id == membership.id, *still)
        .values(**values)
        .returning(Membership.id)
    )
    if changed is None:
        raise Conflict(_("Somebody was faster. Look at the members again."))
    events.record(
        session,
        actor,
        kind,
        brand_id=group.brand_id,
        group_id=group.id,
        membership=membership.public_id,
    )


def _revoke_invitation(session: Session, membership_id: int, now: datetime) -> None:
    session.execute(
        update(Invitation)
        .where(
            Invitation.membership_id == membership_id,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )


def _active() -> Sequence[ColumnElement[bool]]:
    return (
        Membership.joined_at.is_not(None),
        Membership.left_at.is_(None),
        Membership.removed_at.is_(None),
    )
