"""What of a round one may hear: a word, and the conditions it stands for.

The rules of `seeing.critiques`, `seeing.stance_tallies` and `seeing.tallied_questions` once more,
for a round that `seeing.rounds` has already shown to the actor. Conditions depend on the word
alone and take person, round and revision as parameters (`me`, `round`, `revision`), so the busy
pages build each statement once. tests/access/test_hearing.py holds both spellings to each other.
"""

from typing import Any, Final, Literal

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    ScalarSelect,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    true,
)

from portal import clock
from portal.access import asking
from portal.access.actor import Actor
from portal.models import Question, Round, Stance, Vote

Hearing = Literal["team", "all", "judged", "own"]
ME: Final = asking.ME
ROUND: Final = bindparam("round", type_=Integer)
REVISION: Final = bindparam("revision", type_=Integer)
_stances: Final = Stance.__table__
_votes: Final = Vote.__table__
_questions: Final = Question.__table__


def of(actor: Actor, round: Round) -> Hearing:
    """team: everything. all: everybody once it is over or where it is open. judged: as far as
    one's own votes are in. own: nothing but one's own words before the close."""
    if actor.role_in(round.brand_id):
        return "team"
    if round.blindness == "open":
        return "all"
    if round.state(clock.now()) == "closed":
        return "all"
    return "judged" if round.blindness == "until_vote" else "own"


def critique(hearing: Hearing, critiques: FromClause) -> ColumnElement[bool]:
    """Of these critiques of the round, those that may be read."""
    if hearing == "team":
        return true()
    is_own: ColumnElement[bool] = critiques.c.author_id == ME
    if hearing == "own":
        return is_own
    is_through: ColumnElement[bool] = critiques.c.held_at.is_(None)
    if hearing == "all":
        return or_(is_own, is_through)
    return or_(is_own, is_through & (critiques.c.revision_id <= _judged_up_to()))


def stance_counts(
    hearing: Hearing, critiques: FromClause, own_stance: ColumnElement[Any]
) -> ColumnElement[bool]:
    """Of these, those whose agreements may be counted."""
    if hearing in ("team", "all"):
        return true()
    if hearing == "own":
        return false()
    is_theirs: ColumnElement[bool] = or_(critiques.c.author_id == ME, own_stance.is_not(None))
    return (critiques.c.revision_id <= _judged_up_to()) & is_theirs


def counted(hearing: Hearing, critiques: FromClause) -> ColumnElement[bool]:
    """The same where one's own stance is not at hand: what may stand in an order by counts."""
    taken = _stances.alias()
    own = (
        select(taken.c.value)
        .where(taken.c.critique_id == critiques.c.id, taken.c.person_id == ME)
        .correlate(critiques)
        .scalar_subquery()
    )
    return critique(hearing, critiques) & stance_counts(hearing, critiques, own)


def totals(hearing: Hearing, questions: FromClause) -> ColumnElement[bool]:
    """Of these questions, those whose totals about the revision may be seen."""
    if hearing in ("team", "all"):
        return true()
    if hearing == "own":
        return false()
    own = _votes.alias()
    return exists().where(
        own.c.person_id == ME,
        own.c.question_id == questions.c.id,
        own.c.revision_id >= REVISION,
    )


def _judged_up_to() -> ScalarSelect[int]:
    """The newest revision on which one's own support vote is in."""
    own, support = _votes.alias(), _questions.alias()
    return (
        select(func.max(own.c.revision_id))
        .join(support, support.c.id == own.c.question_id)
        .where(own.c.round_id == ROUND, own.c.person_id == ME, support.c.position == 0)
        .scalar_subquery()
    )
