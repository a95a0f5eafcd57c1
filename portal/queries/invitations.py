"""Invitations as those who manage see them: states, counts, a page of rows; and those that wait
for the person who asks. Not here: what the invited person reads (`offers`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, Select, case, exists, func, or_, select
from sqlalchemy.orm import Session

from portal import access, clock
from portal.access import ASKING, NOW, Actor, asked_by
from portal.errors import Invalid
from portal.language import gettext as _
from portal.models import Brand, Group, Invitation, Membership, Person, Staff, Suppression
from portal.models.invitations import STATES

PAGE = 100
_MAILED = ("queued", "deferred", "sent", "bounced", "failed", "opened", "joined", "waiting")
_LIVE = ("queued", "deferred", "sent", "bounced", "failed", "opened", "waiting")


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """`email` is the one canonical form; a name is the brand's own until the person joined."""

    public_id: str
    name: str
    email: str
    state: str
    failure: str | None
    next_try_at: datetime | None
    reminders: int
    is_declined: bool
    is_stopped: bool
    created_at: datetime
    sent_at: datetime | None
    opened_at: datetime | None
    accepted_at: datetime | None
    expires_at: datetime
    group_id: str
    segments: tuple[str, ...]

    @property
    def can_resend(self) -> bool:
        is_over = self.state in ("joined", "waiting") or self.is_declined
        return not is_over and not self.is_stopped

    @property
    def is_live(self) -> bool:
        """Its link works: it can be shown, and taken back."""
        return self.state in _LIVE


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the mails of a group are: `written` of `total` left the house or failed; `later`
    of those that wait have a day of their own."""

    group_id: str
    total: int
    queued: int
    failed: int
    later: int = 0

    @property
    def written(self) -> int:
        return self.total - self.queued


@dataclass(frozen=True, slots=True)
class Listing:
    rows: tuple[InvitationRow, ...]
    counts: dict[str, int]
    progress: Progress
    state: str
    words: str
    next: str | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Pending:
    """An invitation that waits for the person's own answer."""

    public_id: str
    brand: str
    group: str | None
    role: str | None
    expires_at: datetime


def listing(
    session: Session, actor: Actor, group: Group, state: str = "", words: str = "", after: str = ""
) -> Listing:
    """One page of a group's invitations, the newest first; two statements."""
    if state and state not in STATES:
        raise Invalid(_("There is no such state."))
    now = clock.now()
    counts, later = _counts(session, actor, group, now)
    found = _rows_of(actor).where(Membership.group_id == group.id)
    if state:
        found = found.where(state_of(now) == state)
    if words := words.strip()[:80]:
        found = found.where(_speaks_of(words))
    if after:
        known = select(Invitation.id).where(Invitation.public_id == after).scalar_subquery()
        found = found.where(Invitation.id < known)
    rows = session.execute(found.order_by(Invitation.id.desc()).limit(PAGE + 1)).all()
    page = tuple(_row(row, now) for row in rows[:PAGE])
    return Listing(
        page,
        counts,
        _progress(group, counts, later),
        state,
        words,
        page[-1].public_id if len(rows) > PAGE else None,
    )


def one_row(session: Session, actor: Actor, invitation: Invitation) -> InvitationRow:
    """The row as it is now, for the fragment that replaces it."""
    found = _rows_of(actor).where(Invitation.id == invitation.id)
    return _row(session.execute(found).one(), clock.now())


def progress(session: Session, actor: Actor, group: Group) -> Progress:
    return _progress(group, *_counts(session, actor, group, clock.now()))


def pending(session: Session, actor: Actor) -> list[Pending]:
    """What waits for the actor's answer. Nothing does before the address is proven theirs."""
    rows: Iterable[Any] = session.execute(_pending(), asked_by(actor))
    return [
        Pending(invitation.public_id, brand, group, role, invitation.expires_at)
        for invitation, brand, group, role in rows
    ]


@cache
def _pending() -> Executable:
    return (
        waiting_for(ASKING)
        .outerjoin(Brand, Brand.id == func.coalesce(Group.brand_id, Staff.brand_id))
        .add_columns(Brand.name, Group.name, Staff.role)
        .order_by(Invitation.id.desc())
        .limit(50)
    )


def waiting_for(actor: Actor) -> Select[Invitation]:
    """The live invitations of the person who asks."""
    memberships = select(Membership.id).where(Membership.person_id == actor.person_id)
    staff = select(Staff.id).where(Staff.person_id == actor.person_id)
    return (
        select(Invitation)
        .outerjoin(Membership, Membership.id == Invitation.membership_id)
        .outerjoin(Group, Group.id == Membership.group_id)
        .outerjoin(Staff, Staff.id == Invitation.staff_id)
        .join(Person, Person.id == actor.person_id)
        .where(
            or_(Invitation.membership_id.in_(memberships), Invitation.staff_id.in_(staff)),
            Person.verified_at.is_not(None),
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > NOW,
            Membership.removed_at.is_(None),
            Group.closed_at.is_(None),
            Staff.ended_at.is_(None),
        )
    )


def state_of(now: datetime) -> ColumnElement[str]:
    """`Invitation.state` as SQL."""
    return case(
        (Invitation.accepted_at.is_not(None), "joined"),
        (Invitation.declined_at.is_not(None), "declined"),
        (Invitation.revoked_at.is_not(None), "revoked"),
        (Invitation.waiting_since.is_not(None), "waiting"),
        (Invitation.expires_at <= now, "expired"),
        (Invitation.opened_at.is_not(None), "opened"),
        (Invitation.bounced_at.is_not(None), "bounced"),
        (Invitation.failed_at.is_not(None), "failed"),
        (Invitation.sent_at.is_not(None), "sent"),
        (Invitation.failure.is_not(None), "deferred"),
        else_="queued",
    )


def _counts(
    session: Session, actor: Actor, group: Group, now: datetime
) -> tuple[dict[str, int], int]:
    """How many in each state, and how many of those queued leave on another day."""
    state = state_of(now).label("state")
    later = func.count(case((Invitation.next_try_at > now, 1)))
    shown = access.seeing.invitations(actor).where(Membership.group_id == group.id)
    rows = session.execute(
        shown.with_only_columns(state, func.count(Invitation.id), later).group_by(state)
    ).all()
    found = {row[0]: row for row in rows}
    waves = found["queued"][2] if "queued" in found else 0
    return {name: found[name][1] if name in found else 0 for name in STATES}, waves


def _progress(group: Group, counts: dict[str, int], later: int) -> Progress:
    total = sum(counts[name] for name in _MAILED)
    waiting = counts["queued"] + counts["deferred"]
    return Progress(group.public_id, total, waiting, counts["failed"] + counts["bounced"], later)


def _rows_of(actor: Actor) -> Select[Any]:
    return (
        access.seeing.invitations(actor)
        .join(Person, Person.id == Membership.person_id)
        .add_columns(Membership, Person, Group.public_id, is_stopped())
    )


def is_stopped() -> ColumnElement[bool]:
    """Whether the brand no longer writes to the person of the row."""
    return (
        exists()
        .where(
            Suppression.brand_id == Group.brand_id,
            Suppression.email_key == Person.email_key,
            Suppression.lifted_at.is_(None),
        )
        .correlate(Group, Person)
    )


def _speaks_of(words: str) -> ColumnElement[bool]:
    return or_(
        Person.email_key.icontains(words, autoescape=True),
        Membership.invited_name.icontains(words, autoescape=True),
        # A name from elsewhere is not searched before the person joined here.
        Membership.joined_at.is_not(None) & Person.name.icontains(words, autoescape=True),
    )


def _row(row: Any, now: datetime) -> InvitationRow:
    invitation, membership, person, group_id, stopped = row
    has_joined = membership.joined_at is not None
    return InvitationRow(
        public_id=invitation.public_id,
        name=person.name if has_joined else membership.invited_name,
        email=person.email_key,
        state=invitation.state(now),
        failure=invitation.failure,
        next_try_at=invitation.next_try_at,
        reminders=invitation.reminders,
        is_declined=invitation.declined_at is not None,
        is_stopped=stopped,
        created_at=invitation.created_at,
        sent_at=invitation.sent_at,
        opened_at=invitation.opened_at,
        accepted_at=invitation.accepted_at,
        expires_at=invitation.expires_at,
        group_id=group_id,
        segments=tuple(membership.segments),
    )
