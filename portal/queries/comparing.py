"""Two reports side by side: their documents, and whether the same people stand behind them.

Not here: which differences may be said (`portal.reporting.comparing`).
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from portal.access import Actor
from portal.errors import NotFound
from portal.models import Membership, Question, Revision, RosterEntry, Round, Vote
from portal.queries import reports
from portal.queries.reports import Shown
from portal.reporting import comparing
from portal.reporting.numbers import Json


@dataclass(frozen=True, slots=True)
class Pair:
    one: Shown
    other: Shown
    people: Json


def pair(session: Session, actor: Actor, one_id: str, other_id: str) -> Pair:
    """Two rounds of one brand that one works for, or NotFound."""
    one = reports.shown(session, actor, one_id)
    other = reports.shown(session, actor, other_id)
    if one.round.brand_id != other.round.brand_id:
        raise NotFound
    return Pair(one, other, _people(session, one, other))


def _people(session: Session, one: Shown, other: Shown) -> Json:
    """How many count in both rounds; and how those answered who answered in both, once both are
    over: while one runs, single answers would show."""
    shared = _shared(session, one.round, other.round)
    is_over = all(shown.document["round"]["state"] == "closed" for shown in (one, other))
    moves = _moves(session, one, other) if is_over and shared else []
    return comparing.people(one.document, other.document, shared, moves)


def _shared(session: Session, one: Round, other: Round) -> int:
    mine, theirs = _counting(one).subquery(), _counting(other).subquery()
    joined = select(func.count()).select_from(mine).join(theirs, mine.c.person == theirs.c.person)
    return session.scalar(joined) or 0


def _counting(round: Round) -> Select[int]:
    listed = (
        select(Membership.person_id.label("person"))
        .join(RosterEntry, RosterEntry.membership_id == Membership.id)
        .where(RosterEntry.round_id == round.id)
    )
    return listed if round.who_counts == "invited" else listed.where(RosterEntry.had_joined)


def _moves(session: Session, one: Shown, other: Shown) -> list[tuple[str, str]]:
    """The counted answers to both support questions of everybody who counts and answered both."""
    before, after = aliased(Vote), aliased(Vote)
    return [
        (first, second)
        for first, second in session.execute(
            select(before.counted_answer, after.counted_answer)
            .join(after, after.person_id == before.person_id)
            .where(
                *_about(before, one),
                *_about(after, other),
                before.person_id.in_(_counting(one.round)),
                after.person_id.in_(_counting(other.round)),
            )
        )
    ]


def _about(vote: type[Vote], shown: Shown) -> tuple[ColumnElement[bool], ...]:
    """Answers to the support question about the revision that the report judges."""
    asked = select(Question.id).where(Question.round_id == shown.round.id, Question.position == 0)
    judged = select(Revision.id).where(
        Revision.draft_id == shown.round.draft_id,
        Revision.number == shown.document["round"]["revision"],
    )
    return (
        vote.round_id == shown.round.id,
        vote.question_id == asked.scalar_subquery(),
        vote.revision_id == judged.scalar_subquery(),
    )
