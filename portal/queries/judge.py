"""The page a member judges a draft on, and staff look at: everything on it, in eight statements."""

import random
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from portal import clock, kinds
from portal.access import Actor, doing
from portal.errors import NotFound
from portal.kinds import Offer, Screen
from portal.models import Brand, Round
from portal.queries import critiques, frames, pulse, revisions, votes
from portal.queries.ballots import Ask, Ballot, Kept, seed_of
from portal.queries.critiques import Choices, Talk, View
from portal.queries.frames import DecisionTold
from portal.queries.images import Picture
from portal.queries.pulse import Beat
from portal.queries.revisions import AttachmentShown, RevisionShown, VariantShown
from portal.queries.topics import of_draft

# How long a member takes, in seconds: one screen of a question, one with four fields or an order
# to make; and how many screens there are where the answers decide it.
SCREEN, COMPOSED, OPEN_END = 10, 30, 4


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


def page(
    session: Session,
    actor: Actor,
    round_id: str,
    view: View = critiques.PLAIN,
) -> DraftPage:
    """`view` says which part of the conversation, and beside which revision."""
    frame = frames.around(session, actor, round_id)
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
