"""What is new in a round for a page that is open: found in two statements while nothing is.

Whatever is counted here is counted through `seeing`, or drawn from the same totals as the page:
a pulse tells nothing that a reload would not.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.access import ASKING, ME, NOW, Actor, asked_by, hearing, seeing
from portal.errors import NotFound
from portal.ids import is_public_id
from portal.models import Critique, Decision, Moment, Notice, Revision, Round
from portal.queries import votes
from portal.queries.ballots import Ask

# More than so many is "many": counting goes no further.
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Beat:
    """What an open page knows; it asks with this, and is answered when something differs.
    `totals` is empty where the page shows none."""

    round_id: str
    stands: str
    totals: str = ""
    said: int = 0
    news: int = 0


@dataclass(frozen=True, slots=True)
class Pulse:
    """The round as it stands. `said`: what others said since; `to_me`: of those, answers to the
    actor; `totals`: a print of the totals that the actor may see, empty where none was asked."""

    round: Round
    state: str
    revision_id: int
    revision: int
    is_decided: bool
    said: int
    to_me: int
    news: int
    asks: tuple[Ask, ...]
    totals: str

    @property
    def beat(self) -> Beat:
        """What the page knows once it was told."""
        word = stands(self.state, self.round.ends_at, self.revision, self.is_decided)
        return Beat(self.round.public_id, word, self.totals, self.said, self.news)


def pulse(session: Session, actor: Actor, known: Beat, since: datetime) -> Pulse:
    """What happened in the round after `since`; the totals too, if the page shows them."""
    wanted = known.round_id if is_public_id(known.round_id) else ""
    row = session.execute(_statement(), asked_by(actor, wanted=wanted, since=since)).one_or_none()
    if row is None:
        raise NotFound
    round, revision_id, number, is_decided, said, to_me, news = row
    asks: tuple[Ask, ...] = ()
    if known.totals and revision_id and hearing.of(actor, round) != "own":
        asks = votes.asks(session, actor, round, revision_id)
    return Pulse(
        round=round,
        state=round.state(clock.now()),
        revision=number or 0,
        is_decided=is_decided,
        said=said,
        to_me=to_me,
        news=news,
        asks=asks,
        revision_id=revision_id or 0,
        totals=print_of(asks) if known.totals else "",
    )


def stands(state: str, ends_at: datetime, revision: int, is_decided: bool) -> str:
    """How a round stands, in one word: it changes when the page has to."""
    decided = "-decided" if is_decided else ""
    return f"{state}-{int(ends_at.timestamp())}-r{revision}{decided}"


def print_of(asks: Iterable[Ask]) -> str:
    """Of the totals as they are drawn, so it moves only when those do: while the round is open by
    whole fives. How many answers wait for their five is not in it."""
    shown = [
        (ask.public_id, ask.tally.counts and sorted(ask.tally.counts.items()))
        for ask in asks
        if ask.tally is not None
    ]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:12]


@cache
def _statement() -> Select[Any]:
    newest = (
        select(func.max(Revision.id))
        .where(Revision.draft_id == Round.draft_id, Revision.published_at <= NOW)
        .correlate(Round)
        .scalar_subquery()
    )
    decided = exists().where(Decision.round_id == Round.id, Decision.superseded_at.is_(None))
    return (
        seeing.rounds(ASKING)
        .outerjoin(Revision, Revision.id == newest)
        .add_columns(Revision.id, Revision.number, decided, _said(), _said(_answers_me()), _news())
        .where(Round.public_id == bindparam("wanted"))
    )


def _said(*more: ColumnElement[bool]) -> ScalarSelect[int]:
    """How much others said that the actor may read now, words that are still there."""
    heard = (
        seeing.critiques(ASKING)
        .where(
            Round.public_id == bindparam("wanted"),
            Critique.created_at > bindparam("since", type_=Moment),
            Critique.author_id != ME,
            Critique.deleted_at.is_(None),
            Critique.hidden_at.is_(None),
            *more,
        )
        .with_only_columns(Critique.id)
        .limit(MOST)
    )
    return select(func.count()).select_from(heard.subquery()).scalar_subquery()


def _answers_me() -> ColumnElement[bool]:
    mine = aliased(Critique)
    return exists().where(mine.id == Critique.parent_id, mine.author_id == ME)


def _news() -> ScalarSelect[int]:
    unread = seeing.notices(ASKING).where(Notice.read_at.is_(None))
    return (
        select(func.count())
        .select_from(unread.with_only_columns(Notice.id).subquery())
        .scalar_subquery()
    )
