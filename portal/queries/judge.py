"""The page a member judges a draft on, and staff look at: everything on it, in eight statements."""

import json
import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, String, bindparam, case, cast, func, select
from sqlalchemy.orm import Session

from portal import clock, kinds
from portal.access import ASKING, ME, Actor, asked_by, doing, seeing
from portal.errors import NotFound
from portal.ids import is_public_id
from portal.kinds import Offer, Screen
from portal.models import Brand, Decision, Draft, Group, Membership, Round, RoundVisit
from portal.queries import critiques, pulse, revisions, votes
from portal.queries.ballots import Ask, Ballot, Kept, seed_of
from portal.queries.critiques import Choices, Talk, View, news
from portal.queries.images import Picture
from portal.queries.pulse import Beat
from portal.queries.revisions import AttachmentShown, RevisionShown, VariantShown
from portal.queries.topics import of_draft

# How long a member takes, in seconds: one screen of a question, one with four fields or an order
# to make; and how many screens there are where the answers decide it.
SCREEN, COMPOSED, OPEN_END = 10, 30, 4
# A visit is written down so often, not with each page.
NOTED_EVERY = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class DecisionTold:
    choice: str
    why: str
    what_next: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class DraftPage:
    """`shown` is the revision on show, `current` the one that is judged now."""

    round_id: str
    draft_id: str
    state: str
    opens_at: datetime
    ends_at: datetime
    brand: Brand
    group: str
    is_staff: bool
    # Whether the pictures carry the name of whoever looks at this page.
    is_marked: bool
    is_visit_due: bool
    why_not: str | None
    shown: RevisionShown
    current: RevisionShown
    revisions: tuple[RevisionShown, ...]
    pictures: tuple[Picture, ...]
    variants: tuple[VariantShown, ...]
    attachments: tuple[AttachmentShown, ...]
    ballots: tuple[Ballot, ...]
    talk: Talk
    decision: DecisionTold | None

    @property
    def beat(self) -> Beat:
        """What this page knows, for asking later whether something is new."""
        word = pulse.stands(self.state, self.ends_at, self.current.number, bool(self.decision))
        asks = [ballot.ask for ballot in self.ballots] if self.is_current else None
        return Beat(self.round_id, word, "" if asks is None else pulse.print_of(asks))

    @property
    def is_current(self) -> bool:
        return self.shown.id == self.current.id

    @property
    def answered(self) -> int:
        return sum(ballot.ask.answer is not None for ballot in self.ballots)

    @property
    def can_vote(self) -> bool:
        return self.is_current and self.why_not is None

    @property
    def more(self) -> tuple[Ballot, ...]:
        """What is asked beside the support question."""
        return self.ballots[1:]

    @property
    def left(self) -> tuple[Ballot, ...]:
        """What is asked beside it, and not answered yet."""
        return tuple(ballot for ballot in self.more if ballot.ask.answer is None)

    @property
    def minutes_left(self) -> int:
        """About how long that takes."""
        return max(1, round(sum(map(_seconds, self.left)) / 60))

    @property
    def shows_variants_to_choose(self) -> bool:
        """Whether a question already stands there with every variant's picture and words."""
        return self.can_vote and any(
            ballot.ask.kind == "choice" and ballot.variants for ballot in self.ballots
        )

    def keeping(self, kept: Kept) -> "DraftPage":
        """The same page with a choice that could not be saved still in its place."""
        ballots = (
            replace(ballot, kept=kept) if ballot.ask.public_id == kept.question_id else ballot
            for ballot in self.ballots
        )
        return replace(self, ballots=tuple(ballots))


def _seconds(ballot: Ballot) -> int:
    if ballot.ask.kind in ("price_range", "ranking"):
        return COMPOSED
    return SCREEN * ((ballot.first.count or OPEN_END) if ballot.first else 1)


@dataclass(frozen=True, slots=True)
class Visit:
    """`since` is when one's last visit ended, None on the first; `is_due` tells that this one is
    to be written down."""

    since: datetime | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The round with what stands around it."""

    round: Round
    brand: Brand
    group: str
    draft_id: str
    visit: Visit
    segments: tuple[str, ...]
    decision: DecisionTold | None


def page(
    session: Session,
    actor: Actor,
    round_id: str,
    view: View = critiques.PLAIN,
) -> DraftPage:
    """`view` says which part of the conversation, and beside which revision."""
    frame = _frame(session, actor, round_id)
    round = frame.round
    known = revisions.of_round(session, actor, round)
    shown, current = _chosen(known, view.revision)
    hung = revisions.hung(session, shown.id)
    variants = in_own_order(hung.variants, actor, round)
    ballots = tuple(
        ballot(actor, round, ask, shown.number, shown.id == current.id, variants)
        for ask in votes.asks(session, actor, round, shown.id)
    )
    found = critiques.conversation(session, actor, round, view, revision_id=shown.id)
    # The totals of the support question and others' critique open together.
    known_from = current.number if shown.id == current.id else None
    hears_others = bool(ballots) and ballots[0].ask.tally is not None
    talk = critiques.talk(session, actor, round, found, known_from, hears_others)
    topics = of_draft(session, actor, round.draft_id)
    choices = Choices(
        tuple(revision.number for revision in known if revision.published_at),
        hung.pictures,
        topics,
        frame.segments,
    )
    return DraftPage(
        round_id=round.public_id,
        draft_id=frame.draft_id,
        state=round.state(clock.now()),
        opens_at=round.opens_at,
        ends_at=round.ends_at,
        brand=frame.brand,
        group=frame.group,
        is_staff=talk.is_staff,
        is_marked=round.marks_images and not talk.is_staff,
        is_visit_due=frame.visit.is_due,
        why_not=talk.why_not,
        shown=shown,
        current=current,
        revisions=tuple(known),
        pictures=hung.pictures,
        variants=variants,
        attachments=hung.attachments,
        ballots=ballots,
        talk=replace(talk, view=view, choices=choices, since=frame.visit.since),
        decision=frame.decision,
    )


def ballot(
    actor: Actor,
    round: Round,
    ask: Ask,
    revision: int,
    is_current: bool,
    variants: tuple[VariantShown, ...],
) -> Ballot:
    """A question in its place."""
    shown = variants if ask.kind in kinds.OF_VARIANTS else ()
    why_not = doing.why_not_vote(actor, round)
    return Ballot(
        ask=ask,
        round_id=round.public_id,
        revision=revision,
        is_current=is_current,
        is_over=round.state(clock.now()) == "closed",
        blindness=round.blindness,
        closes_at=round.ends_at,
        is_staff=actor.role_in(round.brand_id) is not None,
        why_not=why_not,
        variants=shown,
        first=None if why_not or ask.answer else first_screen(actor, ask, shown),
    )


def first_screen(actor: Actor, ask: Ask, variants: tuple[VariantShown, ...]) -> Screen | None:
    """Where a question of several screens begins for this person."""
    if ask.kind not in kinds.STEPS:
        return None
    names = {variant.key: variant.name for variant in variants}
    seed = seed_of(actor, ask.public_id)
    return kinds.screen(Offer(ask.kind, ask.settings, names, seed), {})


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
    wanted = round_id if is_public_id(round_id) else ""
    row = session.execute(_around(), asked_by(actor, wanted=wanted)).one_or_none()
    if row is None:
        raise NotFound
    round, brand, group, draft_id, since, seen_at, lists, decision = row
    return Frame(
        round,
        brand,
        group,
        draft_id,
        Visit(since, _is_due(actor, round, seen_at)),
        _segments(lists),
        decision and _told(decision),
    )


@cache
def _around() -> Select[Any]:
    return (
        seeing.rounds(ASKING)
        .join(Brand, Brand.id == Round.brand_id)
        .join(Group, Group.id == Round.group_id)
        .outerjoin(Decision, (Decision.round_id == Round.id) & Decision.superseded_at.is_(None))
        .outerjoin(RoundVisit, (RoundVisit.round_id == Round.id) & (RoundVisit.person_id == ME))
        .join(Draft, Draft.id == Round.draft_id)
        .add_columns(
            Brand,
            Group.name,
            Draft.public_id,
            news.left(),
            RoundVisit.seen_at,
            _lists_of_segments(),
            Decision,
        )
        .where(Round.public_id == bindparam("wanted"))
    )


def _lists_of_segments() -> ColumnElement[str]:
    """For the team: each list of segments that a member of the group has, one a line."""
    lists = (
        select(cast(Membership.segments, String).label("list"))
        .where(Membership.group_id == Round.group_id)
        .distinct()
        .correlate(Round)
        .subquery()
    )
    found = select(func.aggregate_strings(lists.c.list, "\n")).scalar_subquery()
    return case((Round.brand_id.in_(ASKING.roles), found))


def _segments(lists: str | None) -> tuple[str, ...]:
    found = {segment for line in (lists or "").splitlines() for segment in json.loads(line)}
    return tuple(sorted(found))


def _is_due(actor: Actor, round: Round, seen_at: datetime | None) -> bool:
    """Not of a colleague who is in the group too: the report would take it for a member's look."""
    if actor.role_in(round.brand_id) and round.group_id in actor.groups:
        return False
    return seen_at is None or clock.now() - seen_at > NOTED_EVERY


def _told(decision: Decision) -> DecisionTold:
    return DecisionTold(decision.choice, decision.why, decision.what_next, decision.decided_at)


def _chosen(known: list[RevisionShown], number: str) -> tuple[RevisionShown, RevisionShown]:
    """The revision asked for and the one judged now: the newest published, or the only ones."""
    published = [
        row for row in known if row.published_at is not None and row.published_at <= clock.now()
    ]
    if not known:
        raise NotFound
    current = (published or known)[-1]
    if not number:
        return current, current
    wanted = next((row for row in known if str(row.number) == number), None)
    if wanted is None:
        raise NotFound
    return wanted, current
