"""Whose stance counts on a critique: one a person, over it and over what was merged into it.

A stance on the critique itself comes before one on a duplicate, and of several duplicates the
newest; words of one's own are never a stance, so whoever wrote one of the duplicates does not
count. Decision 0017 says why. While a critique is merged its own count is of what was taken on it.
"""

from typing import Any

from sqlalchemy import Select, Subquery, and_, case, exists, func, select, tuple_, union_all

from portal.models import Critique, Stance

SAID = Critique.__table__
TAKEN = Stance.__table__


def counted(of: Select[int]) -> Select[int, int, int]:
    """critique_id, person_id and value of what counts on each critique whose id is in `of`."""
    each = _each(of)
    own, same = SAID.alias(), SAID.alias()
    # One list for all, not one look for each stance: nearly always it is empty.
    wrote_one = tuple_(each.c.stands_id, each.c.person_id).in_(
        select(same.c.merged_into_id, same.c.author_id).where(same.c.merged_into_id.is_not(None))
    )
    # One's own remark takes no stance of one's own, except where another tool brought one along.
    wrote_it = and_(
        each.c.taken_on != each.c.stands_id,
        exists().where(own.c.id == each.c.stands_id, own.c.author_id == each.c.person_id),
    )
    return select(each.c.stands_id.label("critique_id"), each.c.person_id, each.c.value).where(
        each.c.place == 1, ~wrote_one, ~wrote_it
    )


def _each(of: Any) -> Subquery:
    """Every stance on them; a person's `place` is 1 for the one that goes before the others."""
    same = union_all(
        select(SAID.c.id.label("stands_id"), SAID.c.id).where(SAID.c.id.in_(of)),
        select(SAID.c.merged_into_id, SAID.c.id).where(SAID.c.merged_into_id.in_(of)),
    ).subquery("same")
    on_itself = case((same.c.id == same.c.stands_id, 0), else_=1)
    newest = func.coalesce(TAKEN.c.changed_at, TAKEN.c.created_at).desc()
    place = func.row_number().over(
        partition_by=(same.c.stands_id, TAKEN.c.person_id),
        order_by=(on_itself, newest, same.c.id.desc()),
    )
    return (
        select(
            same.c.stands_id,
            same.c.id.label("taken_on"),
            TAKEN.c.person_id,
            TAKEN.c.value,
            place.label("place"),
        )
        .join(TAKEN, TAKEN.c.critique_id == same.c.id)
        .subquery("each")
    )
