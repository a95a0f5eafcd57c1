"""The board of a round: four columns, each with its count and a page of cards."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from portal.access import Actor, doing
from portal.models import Critique, Person, Round, Staff
from portal.models.brands import ROLES
from portal.queries import topics
from portal.queries.critiques import revision_numbers
from portal.queries.topics import TopicSeen
from portal.queries.triage.asked import COLUMNS, STATE, Asked, asked_for, below, order
from portal.queries.triage.cards import Card, cards, described
from portal.queries.triage.counts import late

PAGE = 20


@dataclass(frozen=True, slots=True)
class Column:
    """`after` goes on below the last card, "" at the end; `is_later` when this is not its top."""

    state: str
    count: int
    cards: tuple[Card, ...]
    after: str
    is_later: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of the team who may answer."""

    public_id: str
    name: str
    is_self: bool


@dataclass(frozen=True, slots=True)
class Board:
    round_id: str
    title: str
    asked: Asked
    columns: tuple[Column, ...]
    late: int
    topics: tuple[TopicSeen, ...]
    colleagues: tuple[Colleague, ...]
    revisions: tuple[int, ...]
    why_not: str | None

    @property
    def total(self) -> int:
        return sum(column.count for column in self.columns)


def board(session: Session, actor: Actor, round: Round, asked: Asked, title: str) -> Board:
    """Five statements, however much was said."""
    counts, waiting = _counts(session, actor, round, asked)
    found = _cards(session, actor, round, asked)
    return Board(
        round_id=round.public_id,
        title=title,
        asked=asked,
        columns=tuple(_column(state, counts.get(state, 0), found, asked) for state in COLUMNS),
        late=waiting,
        topics=tuple(topics.of_draft(session, actor, round.draft_id)),
        colleagues=colleagues(session, actor, round.brand_id),
        revisions=tuple(revision_numbers(session, round.draft_id)),
        why_not=doing.why_not_manage(actor, round.brand_id),
    )


def colleagues(session: Session, actor: Actor, brand_id: int) -> tuple[Colleague, ...]:
    """Those who may answer for the brand: oneself first, then by name."""
    rows = session.execute(
        select(Person.id, Person.public_id, Person.name)
        .join(Staff, Staff.person_id == Person.id)
        .where(
            Staff.brand_id == brand_id,
            Staff.role.in_(ROLES[:2]),
            Staff.joined_at.is_not(None),
            Staff.ended_at.is_(None),
        )
        .order_by(Person.name, Person.id)
    )
    found = [Colleague(public_id, name, id == actor.person_id) for id, public_id, name in rows]
    return tuple(sorted(found, key=lambda colleague: not colleague.is_self))


def _counts(
    session: Session, actor: Actor, round: Round, asked: Asked
) -> tuple[dict[str, int], int]:
    """How many there are in each column, and how many have waited too long."""
    rows = session.execute(
        asked_for(actor, round, asked)
        .with_only_columns(STATE.label("state"), func.count(), late())
        .group_by(STATE)
    ).all()
    return {state: count for state, count, _ in rows}, sum(waiting for _, _, waiting in rows)


def _cards(session: Session, actor: Actor, round: Round, asked: Asked) -> list[Card]:
    """A page of each column and one more, which tells that it goes on."""
    pages = [_page(actor, round, asked, state) for state in COLUMNS]
    found = union_all(*(select(page) for page in pages)).subquery("found")
    return cards(session.execute(described(found).order_by(*order(asked))).all())


def _page(actor: Actor, round: Round, asked: Asked, state: str) -> Any:
    page = asked_for(actor, round, asked).where(literal(state) == STATE)
    if asked.after and asked.column == state:
        page = page.where(below(asked, round))
    return page.with_only_columns(Critique.id).order_by(*order(asked)).limit(PAGE + 1).subquery()


def _column(state: str, count: int, found: list[Card], asked: Asked) -> Column:
    mine = [card for card in found if card.state == state]
    goes_on = len(mine) > PAGE
    mine = mine[:PAGE]
    return Column(
        state=state,
        count=count,
        cards=tuple(mine),
        after=mine[-1].public_id if goes_on else "",
        is_later=bool(asked.after) and asked.column == state,
    )
