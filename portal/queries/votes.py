"""Votes as their owner sees them: what is asked, what one answered, and, once one may know, what
the others did. Totals come only from `seeing.tallied_questions`; hidden ones are None."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, exists, func, literal, select, union_all
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, seeing
from portal.errors import NotFound
from portal.ids import is_public_id
from portal.models import Question, Revision, Round, Variant, Vote
from portal.queries.revisions import VariantShown

# Fewer answers than this are not broken down for anybody.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it stands now, and whether an answer to it names one of its variants."""

    round: Round
    question: Question
    revision_id: int
    revision_number: int
    is_variant: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """What everybody answered. While there are few answers only their number: of two, each
    would know the other's."""

    total: int
    counts: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Ask:
    """A question as the actor meets it. `earlier` is the newest answer about an older revision;
    `tally` is None while it is hidden from the actor."""

    public_id: str
    kind: str
    prompt: str
    settings: Mapping[str, Any]
    position: int
    answer: str | None
    reason: str
    earlier: tuple[int, str] | None
    tally: Tally | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody chose and wrote that could not be saved, and the sentence why."""

    question_id: str
    answer: str
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """A question with all that its place on the page needs. `revision` is the number of the
    revision on show; `why_not` the sentence why one cannot answer now."""

    ask: Ask
    round_id: str
    revision: int
    is_current: bool
    is_over: bool
    blindness: str
    closes_at: datetime
    is_staff: bool
    why_not: str | None
    variants: tuple[VariantShown, ...]
    kept: Kept | None = None


def asked(session: Session, actor: Actor, round_id: str, question_id: str, answer: str) -> Asked:
    """The question of a round the actor sees, with the revision that is judged now."""
    visible = seeing.rounds(actor).where(
        Round.public_id == (round_id if is_public_id(round_id) else "")
    )
    return _asked(session, visible, question_id, answer)


def asked_about(session: Session, round: Round, question_id: str, answer: str) -> Asked:
    """The same for a round already found."""
    return _asked(session, select(Round).where(Round.id == round.id), question_id, answer)


def _asked(session: Session, rounds: Select[Round], question_id: str, answer: str) -> Asked:
    newest = (
        select(func.max(Revision.id))
        .where(Revision.draft_id == Round.draft_id, Revision.published_at <= clock.now())
        .correlate(Round)
        .scalar_subquery()
    )
    # Signs that a database refuses are no key of a variant.
    key = answer if answer.isalnum() else ""
    is_variant = exists().where(Variant.revision_id == Revision.id, Variant.key == key)
    row = session.execute(
        rounds.join(Question, Question.round_id == Round.id)
        .join(Revision, Revision.id == newest)
        .where(Question.public_id == (question_id if is_public_id(question_id) else ""))
        .add_columns(Question, Revision.id, Revision.number, is_variant)
    ).one_or_none()
    if row is None:
        raise NotFound
    return Asked(*row)


def asks(
    session: Session,
    actor: Actor,
    round_id: int,
    revision_id: int,
    question_id: int | None = None,
) -> tuple[Ask, ...]:
    """The questions of a round about one revision, in order, in one statement."""
    open_now = (
        seeing.tallied_questions(actor)
        .with_only_columns(Question.id)
        .where(Question.round_id == round_id, Revision.id == revision_id)
        .cte("open_now")
    )
    own = (
        seeing.votes(actor)
        .join(Revision, Revision.id == Vote.revision_id)
        .where(Vote.round_id == round_id)
        .with_only_columns(
            Vote.question_id.label("question_id"),
            Vote.answer.label("answer"),
            Vote.reason.label("reason"),
            Vote.revision_id.label("revision_id"),
            Revision.number.label("number"),
            literal(0).label("count"),
        )
    )
    totals = (
        select(Vote.question_id, Vote.answer, literal(""), literal(0), literal(0), func.count())
        .join(open_now, open_now.c.id == Vote.question_id)
        .where(Vote.revision_id == revision_id)
        .group_by(Vote.question_id, Vote.answer)
    )
    answers = union_all(own, totals).subquery("answers")
    statement = (
        select(
            Question.public_id,
            Question.kind,
            Question.prompt,
            Question.settings,
            Question.position,
            open_now.c.id.is_not(None).label("is_open"),
            answers.c.answer,
            answers.c.reason,
            answers.c.revision_id,
            answers.c.number,
            answers.c.count,
        )
        .outerjoin(open_now, open_now.c.id == Question.id)
        .outerjoin(answers, answers.c.question_id == Question.id)
        .where(Question.round_id == round_id)
        .order_by(Question.position, answers.c.number)
    )
    if question_id is not None:
        statement = statement.where(Question.id == question_id)
    found: dict[str, list[Row[Any]]] = {}
    for row in session.execute(statement):
        found.setdefault(row.public_id, []).append(row)
    return tuple(_ask(rows, revision_id) for rows in found.values())


def _ask(rows: list[Row[Any]], revision_id: int) -> Ask:
    first = rows[0]
    # Rows of revision 0 are totals; the rest are the actor's own answers, the oldest first.
    own = [row for row in rows if row.revision_id]
    now = next((row for row in own if row.revision_id == revision_id), None)
    before = [(row.number, row.answer) for row in own if row.revision_id < revision_id]
    counts: dict[str, int] = {row.answer: row[-1] for row in rows if row.revision_id == 0}
    total = sum(counts.values())
    return Ask(
        public_id=first.public_id,
        kind=first.kind,
        prompt=first.prompt,
        settings=first.settings,
        position=first.position,
        answer=now.answer if now else None,
        reason=now.reason if now else "",
        earlier=before[-1] if before else None,
        tally=Tally(total, counts if total >= FEWEST else None) if first.is_open else None,
    )
