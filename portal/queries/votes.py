"""Votes as their owner sees them: what is asked, what one answered, and, once one may know, what
the others did. Whether one may, `access.hearing` says; a hidden total is None."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from sqlalchemy import (
    FromClause,
    Integer,
    Select,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from portal import clock, kinds
from portal.access import ASKING, NOW, Actor, asked_by, hearing, seeing
from portal.access.hearing import Hearing
from portal.errors import NotFound
from portal.ids import is_public_id
from portal.models import Question, Revision, Round, Variant, Vote
from portal.queries import first_answers
from portal.queries.ballots import Ask, Asked, Tally

# Fewer answers than this are not broken down for anybody.
FEWEST = 5
# No answer reads like this: those that are in, and counted nowhere yet.
WAITING = "waiting"
QUESTIONS = Question.__table__
REVISIONS = Revision.__table__
VOTES = Vote.__table__


def asked(session: Session, actor: Actor, round_id: str, question_id: str) -> Asked:
    """The question of a round the actor sees, with the revision that is judged now."""
    wanted = round_id if is_public_id(round_id) else ""
    return _asked(session, _visible(), question_id, asked_by(actor, wanted=wanted))


def asked_about(session: Session, round: Round, question_id: str) -> Asked:
    """The same for a round already found."""
    return _asked(session, _known(), question_id, {"round": round.id})


def _asked(
    session: Session,
    statement: Select[Any],
    question_id: str,
    parameters: dict[str, object],
) -> Asked:
    question = question_id if is_public_id(question_id) else ""
    row = session.execute(statement, {**parameters, "question": question}).one_or_none()
    if row is None:
        raise NotFound
    return Asked(*row)


@cache
def _visible() -> Select[Any]:
    return _with_question(seeing.rounds(ASKING).where(Round.public_id == bindparam("wanted")))


@cache
def _known() -> Select[Any]:
    return _with_question(select(Round).where(Round.id == hearing.ROUND))


def _with_question(rounds: Select[Round]) -> Select[Any]:
    newest = (
        select(func.max(Revision.id))
        .where(Revision.draft_id == Round.draft_id, Revision.published_at <= NOW)
        .correlate(Round)
        .scalar_subquery()
    )
    keys = (
        select(func.aggregate_strings(Variant.key, "\n"))
        .where(Variant.revision_id == Revision.id)
        .correlate(Revision)
        .scalar_subquery()
    )
    return (
        rounds.join(Question, Question.round_id == Round.id)
        .join(Revision, Revision.id == newest)
        .where(Question.public_id == bindparam("question"))
        .add_columns(Question, Revision.id, Revision.number, keys)
    )


def asks(
    session: Session,
    actor: Actor,
    round: Round,
    revision_id: int,
    *,
    question_id: int | None = None,
    only_support: bool = False,
) -> tuple[Ask, ...]:
    """The questions of a round shown to the actor, in order, about one revision."""
    which = "support" if only_support else "all" if question_id is None else "one"
    rows = session.execute(
        _statement(hearing.of(actor, round), which, round.state(clock.now()) == "closed"),
        {
            "me": actor.person_id,
            "round": round.id,
            "revision": revision_id,
            "question": question_id,
        },
    )
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.public_id, []).append(row)
    return tuple(_ask(members, revision_id) for members in found.values())


@cache
def _statement(
    heard: Hearing, which: Literal["all", "one", "support"], is_over: bool
) -> Select[Any]:
    """Questions with one's own answers and, where they may be seen, everybody's counted."""
    is_open = hearing.totals(heard, QUESTIONS)
    totals = _totals(heard) if is_over else _totals_in_fives(heard)
    answers = union_all(_own(), totals).subquery("answers")
    statement = (
        select(
            QUESTIONS.c.public_id,
            QUESTIONS.c.kind,
            QUESTIONS.c.prompt,
            QUESTIONS.c.settings,
            QUESTIONS.c.position,
            is_open.label("is_open"),
            answers.c.answer,
            answers.c.reason,
            answers.c.revision_id,
            answers.c.number,
            answers.c.count,
        )
        .select_from(QUESTIONS)
        .outerjoin(answers, answers.c.question_id == QUESTIONS.c.id)
        .where(QUESTIONS.c.round_id == hearing.ROUND)
        .order_by(QUESTIONS.c.position, answers.c.number)
    )
    if which == "one":
        return statement.where(QUESTIONS.c.id == bindparam("question", type_=Integer))
    return statement.where(QUESTIONS.c.position == 0) if which == "support" else statement


def _own() -> Select[Any]:
    return (
        select(
            VOTES.c.question_id.label("question_id"),
            VOTES.c.answer.label("answer"),
            VOTES.c.reason.label("reason"),
            VOTES.c.revision_id.label("revision_id"),
            REVISIONS.c.number.label("number"),
            literal(0).label("count"),
        )
        .join(REVISIONS, REVISIONS.c.id == VOTES.c.revision_id)
        .where(VOTES.c.round_id == hearing.ROUND, VOTES.c.person_id == hearing.ME)
    )


def _totals(heard: Hearing) -> Select[Any]:
    """Rows of revision 0. Of questions whose totals are hidden nothing is even counted, and of
    those whose answers would tell who gave them only how many there are."""
    asked, given = QUESTIONS.alias(), VOTES.alias()
    told = case(
        (asked.c.kind.in_(sorted(kinds.COUNTED)), literal_column("''")), else_=given.c.answer
    ).label("told")
    return (
        select(given.c.question_id, told, literal(""), literal(0), literal(0), func.count())
        .select_from(_answers_heard(heard, asked, given))
        .where(given.c.answer != kinds.PREFER_NOT)
        .group_by(given.c.question_id, "told")
    )


def _totals_in_fives(heard: Hearing) -> Select[Any]:
    """The same while the round is open: what was said first, in whole fives in the order they came,
    so that nobody who looks again after one more vote learns that vote. Those that fill no five,
    and those who would rather not say, are one number."""
    asked, given = QUESTIONS.alias(), VOTES.alias()
    said = first_answers.first(given.c, "answer")
    found = (
        select(given.c.question_id, given.c.id, asked.c.kind, said.label("said"))
        .select_from(_answers_heard(heard, asked, given))
        .subquery()
    )
    is_apart = found.c.said == kinds.PREFER_NOT
    alike = (found.c.question_id, is_apart)
    placed = select(
        found,
        is_apart.label("is_apart"),
        func.row_number().over(partition_by=alike, order_by=found.c.id).label("place"),
        func.count().over(partition_by=alike).label("many"),
    ).subquery()
    told = case(
        (placed.c.is_apart, WAITING),
        (placed.c.kind.in_(sorted(kinds.COUNTED)), literal_column("''")),
        (placed.c.place > placed.c.many - placed.c.many % FEWEST, WAITING),
        else_=placed.c.said,
    ).label("told")
    return select(
        placed.c.question_id, told, literal(""), literal(0), literal(0), func.count()
    ).group_by(placed.c.question_id, "told")


def _answers_heard(heard: Hearing, asked: FromClause, given: FromClause) -> FromClause:
    """The questions whose totals may be seen, with their answers about the revision."""
    return asked.join(
        given,
        (given.c.question_id == asked.c.id)
        & (given.c.revision_id == hearing.REVISION)
        & (asked.c.round_id == hearing.ROUND)
        & hearing.totals(heard, asked),
    )


def _ask(rows: list[Any], revision_id: int) -> Ask:
    first = rows[0]
    # Rows of revision 0 are totals; the rest are the actor's own answers, the oldest first.
    own = [row for row in rows if row.revision_id]
    now = next((row for row in own if row.revision_id == revision_id), None)
    before = [(row.number, row.answer) for row in own if row.revision_id < revision_id]
    counts: dict[str, int] = {row.answer: row[-1] for row in rows if row.revision_id == 0}
    return Ask(
        public_id=first.public_id,
        kind=first.kind,
        prompt=first.prompt,
        settings=first.settings,
        position=first.position,
        answer=now.answer if now else None,
        reason=now.reason if now else "",
        earlier=before[-1] if before else None,
        tally=_tally(first.kind, counts) if first.is_open else None,
    )


def _tally(kind: str, counts: Mapping[str, int]) -> Tally:
    told = {answer: count for answer, count in counts.items() if answer != WAITING}
    total, counted = sum(counts.values()), sum(told.values())
    if kind in kinds.COUNTED:
        return Tally(total, counted, {})
    return Tally(total, counted, kinds.summed(kind, told) if counted >= FEWEST else None)
