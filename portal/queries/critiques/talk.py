"""A conversation in its place on the page: what the reader may add to it, and why not."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing
from portal.models import Revision, Round
from portal.queries import topics, votes
from portal.queries.critiques.threads import Conversation
from portal.queries.topics import TopicSeen


@dataclass(frozen=True, slots=True)
class Standing:
    """What a reader may do around each remark of a round."""

    round_id: str
    revision: int
    may_speak: bool
    may_answer: bool


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
    topics: tuple[TopicSeen, ...] = ()
    is_thread: bool = False

    @property
    def standing(self) -> Standing:
        return Standing(self.round_id, self.revision, self.why_not is None, self.may_answer)


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


def with_topics(session: Session, actor: Actor, round: Round, found: Talk) -> Talk:
    """The same with what its composer offers, for whoever may write."""
    if found.why_not is not None:
        return found
    return replace(found, topics=topics.of_draft(session, actor, round.draft_id))


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
