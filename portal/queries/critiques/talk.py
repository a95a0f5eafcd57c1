"""A conversation in its place on the page: what the reader may add to it, and why not."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing
from portal.models import Revision, Round
from portal.queries import votes
from portal.queries.critiques.threads import PLAIN, Conversation
from portal.queries.critiques.views import View
from portal.queries.images import Picture
from portal.queries.topics import TopicSeen


@dataclass(frozen=True, slots=True)
class Standing:
    """What a reader may do around each remark of a round."""

    round_id: str
    revision: int
    may_speak: bool
    may_answer: bool
    may_tell: bool = False
    is_staff: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What the conversation can be narrowed to: numbers of revisions, pictures of the one on show,
    what critique is about; and, for the team, segments of the group."""

    revisions: tuple[int, ...] = ()
    pictures: tuple[Picture, ...] = ()
    topics: tuple[TopicSeen, ...] = ()
    segments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Menus:
    """What the two menus above a conversation draw, and nothing of who reads it."""

    round_id: str
    view: View
    choices: Choices
    has_been_here: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with all that its place on the page needs.

    `hears_others` tells whether others' critique of the current revision is open to the actor;
    `why_not` is the sentence why the actor cannot add to it, if so.
    """

    conversation: Conversation
    round_id: str
    revision: int
    blindness: str
    is_over: bool
    hears_others: bool
    is_staff: bool
    may_answer: bool
    why_not: str | None
    view: View = PLAIN
    choices: Choices = Choices()
    # When one's last visit ended.
    since: datetime | None = None

    @property
    def topics(self) -> tuple[TopicSeen, ...]:
        """What its composer offers."""
        return self.choices.topics

    @property
    def menus(self) -> Menus:
        return Menus(self.round_id, self.view, self.choices, self.since is not None)

    @property
    def is_thread(self) -> bool:
        return bool(self.view.thread)

    @property
    def counts_are_hidden(self) -> bool:
        """Whether an order by stances leaves out what one may not count yet."""
        return not (self.is_staff or self.is_over or self.blindness == "open")

    @property
    def standing(self) -> Standing:
        return Standing(
            self.round_id,
            self.revision,
            self.why_not is None,
            self.may_answer,
            # Whoever reads and is not on the team is a member.
            may_tell=not self.is_staff,
            is_staff=self.is_staff,
        )


def talk(
    session: Session,
    actor: Actor,
    round: Round,
    found: Conversation,
    revision: int | None = None,
    hears_others: bool = False,
) -> Talk:
    """`found` in its place; looks up the current revision and what it opens unless told."""
    if revision is None:
        revision, hears_others = _hears_others(session, actor, round)
    return Talk(
        conversation=found,
        round_id=round.public_id,
        revision=revision,
        blindness=round.blindness,
        is_over=round.state(clock.now()) == "closed",
        hears_others=hears_others,
        is_staff=actor.role_in(round.brand_id) is not None,
        may_answer=actor.manages(round.brand_id),
        why_not=doing.why_not_take_part(actor, round),
    )


def _hears_others(session: Session, actor: Actor, round: Round) -> tuple[int, bool]:
    """The number of the current revision, and whether others' critique of it is open."""
    row = session.execute(
        select(Revision.id, Revision.number)
        .where(Revision.draft_id == round.draft_id, Revision.published_at <= clock.now())
        .order_by(Revision.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return 0, False
    asks = votes.asks(session, actor, round, row.id, only_support=True)
    return row.number, bool(asks) and asks[0].tally is not None
