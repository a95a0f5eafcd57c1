"""The page a member judges a draft on, and staff look at: everything on it, in six statements."""

import random
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing, one_row, seeing
from portal.errors import NotFound
from portal.models import Brand, Decision, Group, Round, RoundVisit
from portal.queries import critiques, revisions, votes
from portal.queries.critiques import Conversation
from portal.queries.revisions import Picture, RevisionShown, VariantShown
from portal.queries.votes import Ask


@dataclass(frozen=True, slots=True)
class DecisionTold:
    choice: str
    why: str
    what_next: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class DraftPage:
    """`hears_others` tells whether others' critique of the current revision is open to the actor;
    `why_not` is the sentence why the actor cannot take part now, if so."""

    round_id: str
    state: str
    blindness: str
    opens_at: datetime
    ends_at: datetime
    brand: str
    brand_id: str
    brand_kind: str
    group: str
    is_staff: bool
    may_respond: bool
    is_first_visit: bool
    why_not: str | None
    shown: RevisionShown
    current: RevisionShown
    revisions: tuple[RevisionShown, ...]
    pictures: tuple[Picture, ...]
    variants: tuple[VariantShown, ...]
    asks: tuple[Ask, ...]
    conversation: Conversation
    decision: DecisionTold | None

    @property
    def is_current(self) -> bool:
        return self.shown.id == self.current.id

    @property
    def hears_others(self) -> bool:
        """The support question's totals and others' critique open together."""
        return bool(self.asks) and self.asks[0].tally is not None

    @property
    def answered(self) -> int:
        return sum(ask.answer is not None for ask in self.asks)


@dataclass(frozen=True, slots=True)
class Frame:
    """The round with what stands around it."""

    round: Round
    brand: Brand
    group: Group
    is_visited: bool
    decision: DecisionTold | None


def page(
    session: Session,
    actor: Actor,
    round_id: str,
    *,
    revision_number: int | None = None,
    before: str | None = None,
    thread: str | None = None,
    start: str | None = None,
) -> DraftPage:
    frame = _frame(session, actor, round_id)
    round = frame.round
    known = revisions.of_round(session, actor, round)
    shown, current = _chosen(known, revision_number)
    pictures, variants = revisions.pictures(session, shown.id)
    talk = (
        critiques.thread(session, actor, round.id, thread, start)
        if thread
        else critiques.conversation(session, actor, round.id, before)
    )
    return DraftPage(
        round_id=round.public_id,
        state=round.state(clock.now()),
        blindness=round.blindness,
        opens_at=round.opens_at,
        ends_at=round.ends_at,
        brand=frame.brand.name,
        brand_id=frame.brand.public_id,
        brand_kind=frame.brand.kind,
        group=frame.group.name,
        is_staff=actor.role_in(round.brand_id) is not None,
        may_respond=actor.manages(round.brand_id),
        is_first_visit=not frame.is_visited and actor.role_in(round.brand_id) is None,
        why_not=doing.why_not_take_part(actor, round),
        shown=shown,
        current=current,
        revisions=tuple(known),
        pictures=pictures,
        variants=in_own_order(variants, actor, round),
        asks=votes.asks(session, actor, round.id, shown.id),
        conversation=talk,
        decision=frame.decision,
    )


def in_own_order(
    variants: tuple[VariantShown, ...], actor: Actor, round: Round
) -> tuple[VariantShown, ...]:
    """Random for each member, the same each time: no variant gains from standing first."""
    if actor.role_in(round.brand_id):
        return variants
    order = list(variants)
    random.Random(f"{actor.public_id} {round.public_id}").shuffle(order)  # noqa: S311
    return tuple(order)


def _frame(session: Session, actor: Actor, round_id: str) -> Frame:
    visited = exists().where(
        RoundVisit.round_id == Round.id, RoundVisit.person_id == actor.person_id
    )
    around = (
        seeing.rounds(actor)
        .join(Brand, Brand.id == Round.brand_id)
        .join(Group, Group.id == Round.group_id)
        .outerjoin(Decision, (Decision.round_id == Round.id) & Decision.superseded_at.is_(None))
        .add_columns(Brand, Group, visited, Decision)
    )
    round, brand, group, is_visited, decision = one_row(session, around, round_id)
    return Frame(round, brand, group, is_visited, decision and _told(decision))


def _told(decision: Decision) -> DecisionTold:
    return DecisionTold(decision.choice, decision.why, decision.what_next, decision.decided_at)


def _chosen(known: list[RevisionShown], number: int | None) -> tuple[RevisionShown, RevisionShown]:
    """The revision asked for and the one judged now: the newest published, or the only ones."""
    published = [
        row for row in known if row.published_at is not None and row.published_at <= clock.now()
    ]
    if not known:
        raise NotFound
    current = (published or known)[-1]
    if number is None:
        return current, current
    wanted = next((row for row in known if row.number == number), None)
    if wanted is None:
        raise NotFound
    return wanted, current
