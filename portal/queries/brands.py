"""A brand's desk: what its staff have before them, in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, distinct, func, select
from sqlalchemy.orm import Session, aliased

from portal import access, clock
from portal.access import Actor
from portal.models import (
    Brand,
    Decision,
    Draft,
    Group,
    Invitation,
    Membership,
    Revision,
    RosterEntry,
    Round,
    Vote,
)
from portal.queries import images, moderation, triage
from portal.queries.images import Picture
from portal.queries.triage import Waiting

MOST = 60


@dataclass(frozen=True, slots=True)
class DraftCard:
    public_id: str
    title: str
    number: int
    is_written: bool
    is_archived: bool
    publish_at: datetime | None
    is_refused: bool
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class RoundLine:
    public_id: str
    title: str
    group: str
    state: str
    opens_at: datetime
    closes_at: datetime
    ends_at: datetime
    answered: int
    asked: int
    decision: str | None


@dataclass(frozen=True, slots=True)
class GroupLine:
    public_id: str
    name: str
    capacity: int
    is_closed: bool
    joined: int
    waiting: int
    failed: int
    to_moderate: int


@dataclass(frozen=True, slots=True)
class Desk:
    drafts: tuple[DraftCard, ...]
    archived: tuple[DraftCard, ...]
    open_rounds: tuple[RoundLine, ...]
    coming_rounds: tuple[RoundLine, ...]
    closed_rounds: tuple[RoundLine, ...]
    groups: tuple[GroupLine, ...]
    # By the public id of the round; of those in which something waits for an answer.
    waiting: Mapping[str, Waiting]

    @property
    def mine(self) -> int:
        """How many one has taken and not settled."""
        return sum(waiting.mine for waiting in self.waiting.values())

    @property
    def steps(self) -> tuple[bool, bool, bool, bool]:
        """Which first steps are done: a group, somebody invited, a draft, a round."""
        return (
            bool(self.groups),
            any(group.joined + group.waiting for group in self.groups),
            bool(self.drafts or self.archived),
            bool(self.open_rounds or self.coming_rounds or self.closed_rounds),
        )


def desk(session: Session, actor: Actor, brand: Brand) -> Desk:
    """Six statements, however much a brand has."""
    cards = draft_cards(session, actor, brand)
    lines = round_lines(session, actor, Round.brand_id == brand.id)
    return Desk(
        drafts=tuple(card for card in cards if not card.is_archived),
        archived=tuple(card for card in cards if card.is_archived),
        open_rounds=tuple(sorted(_in(lines, "open"), key=lambda line: line.closes_at)),
        coming_rounds=tuple(_in(lines, "preparing", "scheduled")),
        closed_rounds=tuple(_in(lines, "closed")),
        groups=_group_lines(session, actor, brand),
        waiting=triage.waiting(session, actor, brand),
    )


def draft_cards(session: Session, actor: Actor, brand: Brand) -> list[DraftCard]:
    """The drafts, the one touched last first, each with its newest revision."""
    newest = (
        select(func.max(Revision.id))
        .where(Revision.draft_id == Draft.id)
        .correlate(Draft)
        .scalar_subquery()
    )
    rows = session.execute(
        access.seeing.drafts(actor)
        .join(Revision, Revision.id == newest)
        .where(Draft.brand_id == brand.id)
        .add_columns(Revision)
        .order_by(Revision.id.desc())
        .limit(MOST)
    ).all()
    first = images.of_revisions(session, [revision.id for _, revision in rows], only_first=True)
    return [
        DraftCard(
            draft.public_id,
            revision.title,
            revision.number,
            revision.published_at is None,
            draft.archived_at is not None,
            revision.publish_at,
            bool(revision.publish_refused),
            next(iter(first.get(revision.id, ())), None),
        )
        for draft, revision in rows
    ]


def round_lines(session: Session, actor: Actor, which: ColumnElement[bool]) -> list[RoundLine]:
    """Rounds, the newest first, each with how many of those who count have answered."""
    counted = aliased(RosterEntry)
    counts = and_(
        counted.round_id == Round.id,
        (counted.had_joined.is_(True)) | (Round.who_counts == "invited"),
    )
    asked = select(func.count()).select_from(counted).where(counts)
    answered = (
        select(func.count(distinct(Vote.person_id)))
        .select_from(Vote)
        .join(Membership, Membership.person_id == Vote.person_id)
        .join(counted, counted.membership_id == Membership.id)
        .where(Vote.round_id == Round.id, counts)
    )
    shown = aliased(Revision)
    newest = select(func.max(Revision.id)).where(Revision.draft_id == Round.draft_id)
    rows = session.execute(
        access.seeing.staffed_rounds(actor)
        .join(Group, Group.id == Round.group_id)
        .join(shown, shown.id == newest.correlate(Round).scalar_subquery())
        .outerjoin(Decision, and_(Decision.round_id == Round.id, Decision.superseded_at.is_(None)))
        .where(which)
        .add_columns(
            shown.title,
            Group.name,
            answered.correlate(Round).scalar_subquery(),
            asked.correlate(Round).scalar_subquery(),
            Decision.choice,
        )
        .order_by(Round.opens_at.desc(), Round.id.desc())
        .limit(MOST)
    ).all()
    now = clock.now()
    return [
        RoundLine(
            public_id=round.public_id,
            title=title,
            group=group,
            state=round.state(now),
            opens_at=round.opens_at,
            closes_at=round.closes_at,
            ends_at=round.ends_at,
            answered=answered_count,
            asked=asked_count,
            decision=decision,
        )
        for round, title, group, answered_count, asked_count, decision in rows
    ]


def _group_lines(session: Session, actor: Actor, brand: Brand) -> tuple[GroupLine, ...]:
    """Groups with who is in, who was asked, and whose mail failed."""
    here = and_(Membership.left_at.is_(None), Membership.removed_at.is_(None))
    joined = Membership.joined_at.is_not(None)
    waits = and_(Membership.id.is_not(None), ~joined, Invitation.revoked_at.is_(None))
    fails = and_(waits, Invitation.failed_at.is_not(None))
    rows = session.execute(
        access.seeing.staffed_groups(actor)
        .outerjoin(Membership, and_(Membership.group_id == Group.id, here))
        .outerjoin(Invitation, Invitation.membership_id == Membership.id)
        .where(Group.brand_id == brand.id)
        .add_columns(
            *(func.count(case((kind, 1))) for kind in (joined, waits, fails)),
            moderation.waiting_count(actor),
        )
        .group_by(Group.id)
        .order_by(Group.closed_at.is_not(None), Group.id)
        .limit(MOST)
    ).all()
    return tuple(
        GroupLine(
            group.public_id,
            group.name,
            group.capacity,
            group.closed_at is not None,
            joined_count,
            waiting,
            failed,
            to_moderate if actor.manages(brand.id) else 0,
        )
        for group, joined_count, waiting, failed, to_moderate in rows
    )


def _in(lines: Sequence[RoundLine], *states: str) -> list[RoundLine]:
    return [line for line in lines if line.state in states]
