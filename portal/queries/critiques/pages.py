"""Which remarks are on a page: ids, found by index, whatever the length of the conversation."""

from typing import Any, Final, Literal

from sqlalchemy import (
    Integer,
    ScalarSelect,
    Select,
    Subquery,
    bindparam,
    func,
    select,
    union_all,
)

from portal.access import hearing
from portal.access.hearing import Hearing
from portal.queries.critiques.columns import SAID

Which = Literal["page", "below", "one"]
# No id is larger; "no cut" compares with it.
LAST: Final = 2**62


def shown(heard: Hearing, which: Which, from_start: bool) -> Subquery:
    """Ids of the remarks and, for each, of its first answers and one more (which is the cut)."""
    page = (
        select(SAID.c.id)
        .where(
            SAID.c.round_id == hearing.ROUND,
            SAID.c.root_id.is_(None),
            hearing.critique(heard, SAID),
        )
        .order_by(SAID.c.id.desc())
        .limit(bindparam("roots", type_=Integer))
    )
    if which == "one":
        page = page.where(SAID.c.public_id == bindparam("place"))
    elif which == "below":
        page = page.where(SAID.c.id < _id_of("place", heard))
    roots = page.cte("page")
    return union_all(select(roots.c.id), _answers(heard, roots, from_start)).subquery("shown")


def _answers(heard: Hearing, roots: Any, from_start: bool) -> Select[int]:
    answer, later = SAID.alias(), SAID.alias()
    # Only what may be heard is counted: where a page ends would tell how much is hidden.
    following = select(later.c.id).where(
        later.c.root_id == roots.c.id, hearing.critique(heard, later)
    )
    # Driven from the page's remarks by their root: the length of the conversation does not matter.
    answers = select(answer.c.id).join(roots, roots.c.id == answer.c.root_id)
    if from_start:
        following = following.where(later.c.id >= _id_of("start", heard))
        answers = answers.where(answer.c.id >= _id_of("start", heard))
    cut = (
        following.order_by(later.c.id)
        .offset(bindparam("replies", type_=Integer))
        .limit(1)
        .correlate(roots)
        .scalar_subquery()
    )
    return answers.where(answer.c.id <= func.coalesce(cut, LAST), hearing.critique(heard, answer))


def _id_of(name: str, heard: Hearing) -> ScalarSelect[int]:
    """The place a page starts from: something of this round that one may hear, or nowhere."""
    other = SAID.alias()
    return (
        select(other.c.id)
        .where(
            other.c.public_id == bindparam(name),
            other.c.round_id == hearing.ROUND,
            hearing.critique(heard, other),
        )
        .scalar_subquery()
    )
