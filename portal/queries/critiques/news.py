"""What is new to somebody: what others said since their last visit ended. On the first visit
nothing is. Where a visit ends, `portal.actions.visits` says; this reads what it wrote."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, bindparam, case, func, select

from portal import clock
from portal.access import hearing
from portal.access.hearing import Hearing
from portal.models import Critique, Moment, RoundVisit

# Somebody who looked at no page of the round for so long has left it.
SITTING: Final = timedelta(minutes=30)
# Counted no further: "99+" says as much.
MOST: Final = 100
_SAID: Final = Critique.__table__
_VISITS: Final = RoundVisit.__table__
_SITTING_SINCE: Final = bindparam(
    "sitting_since", callable_=lambda: clock.now() - SITTING, type_=Moment
)


def left(visits: FromClause = _VISITS) -> ColumnElement[Any]:
    """When the last sitting ended: the one before this, or the one on record if this one has just
    begun and is not written down yet."""
    return case((visits.c.seen_at < _SITTING_SINCE, visits.c.seen_at), else_=visits.c.left_at)


def since() -> ScalarSelect[datetime]:
    return (
        select(left())
        .where(_VISITS.c.round_id == hearing.ROUND, _VISITS.c.person_id == hearing.ME)
        .scalar_subquery()
    )


def is_new(said: FromClause) -> ColumnElement[bool]:
    return (
        (said.c.created_at > since())
        & (said.c.author_id != hearing.ME)
        & said.c.deleted_at.is_(None)
        & said.c.hidden_at.is_(None)
    )


def how_many(heard: Hearing) -> ScalarSelect[int]:
    """Of the round, as far as one counts."""
    fresh = _SAID.alias()
    found = (
        select(fresh.c.id)
        .where(fresh.c.round_id == hearing.ROUND, is_new(fresh), hearing.critique(heard, fresh))
        .limit(MOST)
        .subquery()
    )
    return select(func.count()).select_from(found).scalar_subquery()
