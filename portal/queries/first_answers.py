"""What a vote said first, whatever was changed since.

While a round is open totals are made of these and of nothing newer: a change that showed at the
next look would tell what one member thought before and thinks now. Whether the newest or the first
answer counts in the end, `counted_answer` says.
"""

from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from portal.models import VoteChange

CHANGES = VoteChange.__table__


def first(votes: Any, word: str) -> ColumnElement[str]:
    """`word`: answer or reason. `votes`: the columns of the table, or of an alias of it."""
    own = CHANGES.alias()
    given = (
        select(own.c[word])
        .where(own.c.vote_id == votes.id)
        .order_by(own.c.id)
        .limit(1)
        .correlate_except(own)
        .scalar_subquery()
    )
    now = getattr(votes, word)
    return case((votes.changed_at.is_(None), now), else_=func.coalesce(given, now))
