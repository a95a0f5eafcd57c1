"""One critique with all the team knows of it: what says the same, what was answered, its notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from portal.access import Actor, doing, seeing
from portal.errors import NotFound
from portal.ids import is_public_id
from portal.models import Critique, Note, Person, Response, Revision, Round
from portal.queries.critiques import revision_numbers
from portal.queries.triage.boards import Colleague, colleagues
from portal.queries.triage.cards import Card, cards, described
from portal.text import plain

MOST = 500


@dataclass(frozen=True, slots=True)
class Same:
    """One that was merged: its words, and whose they are."""

    public_id: str
    author: str
    words: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """A state it was given, the newest first; the first one holds."""

    state: str
    sentence: str
    revision: int | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoteSeen:
    public_id: str
    author: str
    text: str
    at: datetime
    is_own: bool


@dataclass(frozen=True, slots=True)
class Triaged:
    """`stands_for_it` is what it was merged into."""

    card: Card
    round_id: str
    stands_for_it: Same | None
    duplicates: tuple[Same, ...]
    given: tuple[Given, ...]
    notes: tuple[NoteSeen, ...]
    colleagues: tuple[Colleague, ...]
    revisions: tuple[int, ...]
    why_not: str | None


def triaged(session: Session, actor: Actor, round: Round, critique: Critique) -> Triaged:
    """Six statements. `critique` is one that the actor's team was shown."""
    stands, duplicates = _same(session, actor, critique)
    return Triaged(
        card=_card(session, critique),
        round_id=round.public_id,
        stands_for_it=stands,
        duplicates=duplicates,
        given=_given(session, critique),
        notes=notes_of(session, actor, critique),
        colleagues=colleagues(session, actor, round.brand_id),
        revisions=tuple(revision_numbers(session, round.draft_id)),
        why_not=doing.why_not_manage(actor, round.brand_id),
    )


def notes_of(session: Session, actor: Actor, critique: Critique) -> tuple[NoteSeen, ...]:
    """What the team wrote down about it, the oldest first."""
    rows = session.execute(
        seeing.notes(actor)
        .where(Note.critique_id == critique.id)
        .outerjoin(Person, Person.id == Note.author_id)
        .with_only_columns(Note.public_id, Person.name, Note.text, Note.created_at, Person.id)
        .order_by(Note.id)
        .limit(MOST)
    )
    return tuple(
        NoteSeen(public_id, name or "", text, at, id == actor.person_id)
        for public_id, name, text, at, id in rows
    )


def chosen(
    session: Session, actor: Actor, round: Round, public_ids: Sequence[str]
) -> list[Critique]:
    """These critiques of a round, the most agreed with first; NotFound if one is not there."""
    if not all(map(is_public_id, public_ids)):
        raise NotFound
    rows = session.scalars(
        seeing.team_critiques(actor)
        .where(Critique.round_id == round.id, Critique.public_id.in_(public_ids))
        .order_by(Critique.agree_count.desc(), Critique.id)
    ).all()
    if len(rows) != len(set(public_ids)):
        raise NotFound
    return list(rows)


def words_of(session: Session, rows: Sequence[Critique]) -> tuple[Same, ...]:
    """The same to be read, in their order."""
    names = dict(
        session.execute(
            select(Critique.id, Person.name)
            .join(Person, Person.id == Critique.author_id)
            .where(Critique.id.in_([row.id for row in rows]))
        ).all()
    )
    return tuple(_said(row.public_id, names[row.id], row.text, row.created_at) for row in rows)


def to_answer(session: Session, round: Round, critique: Critique) -> tuple[Card, list[int]]:
    """What the form that answers it shows: itself, and the revisions that may address it."""
    return _card(session, critique), revision_numbers(session, round.draft_id)


def _said(public_id: str, author: str, text: str, at: datetime) -> Same:
    return Same(public_id, author, plain(text, 240), at)


def _card(session: Session, critique: Critique) -> Card:
    found = select(Critique.id).where(Critique.id == critique.id).subquery("found")
    [card] = cards(session.execute(described(found)).all())
    return card


def _same(
    session: Session, actor: Actor, critique: Critique
) -> tuple[Same | None, tuple[Same, ...]]:
    rows = session.execute(
        seeing.team_critiques(actor)
        .where(
            or_(
                Critique.merged_into_id == critique.id,
                Critique.id == (critique.merged_into_id or 0),
            )
        )
        .join(Person, Person.id == Critique.author_id)
        .with_only_columns(
            *(Critique.id, Critique.public_id, Person.name, Critique.text, Critique.created_at)
        )
        .order_by(Critique.id)
        .limit(MOST)
    ).all()
    said = {row.id: _said(*row[1:]) for row in rows}
    above = said.pop(critique.merged_into_id or 0, None)
    return above, tuple(said.values())


def _given(session: Session, critique: Critique) -> tuple[Given, ...]:
    by, addressed = aliased(Person), aliased(Revision)
    rows = session.execute(
        select(*(Response.state, Response.sentence, addressed.number, by.name, Response.created_at))
        .outerjoin(by, by.id == Response.by_id)
        .outerjoin(addressed, addressed.id == Response.revision_id)
        .where(Response.critique_id == critique.id)
        .order_by(Response.id.desc())
        .limit(MOST)
    )
    return tuple(
        Given(state, sentence, number, name or "", at) for state, sentence, number, name, at in rows
    )
