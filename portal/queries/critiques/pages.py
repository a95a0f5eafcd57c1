"""Which remarks are on a page: ids, found by index, whatever the length of the conversation.

A page is remarks at the top of their threads, each with its first answers; or one remark or answer
alone, with what is below it. Steps go in to LEVELS; what is deeper is counted, as far as one
counts, and goes on in a page of its own. Every walk along a thread has an end written into it, so
that no length and no circle in damaged data can hold a page up.
"""

from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Integer,
    ScalarSelect,
    Select,
    Subquery,
    bindparam,
    func,
    literal,
    select,
    tuple_,
    union_all,
)

from portal.access import hearing
from portal.access.hearing import Hearing
from portal.queries.critiques import narrowing, news
from portal.queries.critiques.columns import SAID
from portal.queries.critiques.shapes import Shape
from portal.queries.driving import driving

LEVELS: Final = 5
# What is deeper is counted so far down, and so many in all; and answers so far.
DEEPER, WALKED, COUNTED = 100, 400, 100
# No id is larger; "no cut" compares with it.
LAST: Final = 2**62
_REPLIES: Final = bindparam("replies", type_=Integer)


def shown(shape: Shape) -> CTE:
    """id, top (of its thread on this page), key (of that in the order) and level of each remark,
    and for each thread of one answer more, which is the cut."""
    page = (_one(shape) if shape.is_thread else _many(shape)).cte("page")
    parts = [select(page.c.id, page.c.id.label("top"), page.c.key, literal(0).label("level"))]
    parts.append(_answers(shape, page))
    if shape.is_thread:
        parts.append(_below(shape, page))
    return union_all(*parts).cte("shown")


def _many(shape: Shape) -> Select[int, int]:
    """The next remarks of the order."""
    key = narrowing.key(shape)
    statement = (
        select(SAID.c.id, key.label("key"))
        .where(
            SAID.c.round_id == hearing.ROUND,
            SAID.c.root_id.is_(None),
            hearing.critique(shape.heard, SAID),
            *narrowing.conditions(shape),
        )
        .order_by(key.desc(), SAID.c.id.desc())
        .limit(bindparam("roots", type_=Integer))
    )
    return statement.where(_is_below(shape)) if shape.is_below else statement


def _one(shape: Shape) -> Select[int, int]:
    return select(SAID.c.id, SAID.c.id.label("key"), SAID.c.root_id).where(
        SAID.c.public_id == bindparam("place"),
        SAID.c.round_id == hearing.ROUND,
        hearing.critique(shape.heard, SAID),
    )


def _is_below(shape: Shape) -> ColumnElement[bool]:
    """Further down in the order than the remark before this page."""
    if not shape.by_stance:
        return SAID.c.id < _of("place", shape, "id")
    place = tuple_(_of("place", shape, shape.sort), _of("place", shape, "id"))
    return tuple_(SAID.c[shape.sort], SAID.c.id) < place


def _of(name: str, shape: Shape, column: str) -> ScalarSelect[int]:
    """Of the remark a page starts from: one of this round that one may hear, or nowhere; in an
    order by counts, one whose counts one may see, or its place would tell them."""
    other = SAID.alias()
    may = hearing.counted if shape.by_stance else hearing.critique
    return (
        select(other.c[column])
        .where(
            other.c.public_id == bindparam(name),
            other.c.round_id == hearing.ROUND,
            may(shape.heard, other),
        )
        .scalar_subquery()
    )


def _answers(shape: Shape, page: CTE) -> Select[Any]:
    """The first answers in each thread, driven by its root: how long the conversation is, or the
    thread, does not matter."""
    answer, later = SAID.alias(), SAID.alias()
    following = select(later.c.id).where(*_is_answer(shape, later, page))
    answers = select(answer.c.id, page.c.id, page.c.key, answer.c.depth).select_from(
        driving(page, answer, answer.c.root_id == page.c.id)
    )
    # Only what may be heard is counted: where a page ends would tell how much is hidden.
    cut = following.order_by(later.c.id).offset(_REPLIES).limit(1).correlate(page)
    return answers.where(
        *_is_answer(shape, answer, page),
        answer.c.id <= func.coalesce(cut.scalar_subquery(), LAST),
    )


def _is_answer(shape: Shape, answer: FromClause, page: CTE) -> list[ColumnElement[bool]]:
    found = [
        answer.c.root_id == page.c.id,
        answer.c.depth <= LEVELS,
        hearing.critique(shape.heard, answer),
    ]
    return [*found, answer.c.id >= _of("start", shape, "id")] if shape.is_from else found


def _below(shape: Shape, page: CTE) -> Select[Any]:
    """What is below an answer that is looked at alone, five steps down."""
    child, deeper = SAID.alias(), SAID.alias()
    down = (
        select(child.c.id, literal(1).label("level"))
        .select_from(driving(page, child, child.c.parent_id == page.c.id))
        .where(page.c.root_id.is_not(None), hearing.critique(shape.heard, child))
        .cte("down", recursive=True)
    )
    down = down.union_all(
        select(deeper.c.id, down.c.level + 1)
        .select_from(driving(down, deeper, deeper.c.parent_id == down.c.id))
        .where(down.c.level < LEVELS, hearing.critique(shape.heard, deeper))
    )
    found = select(down.c.id, down.c.level)
    if shape.is_from:
        found = found.where(down.c.id >= _of("start", shape, "id"))
    first = found.order_by(down.c.id).limit(_REPLIES + 1).subquery()
    return select(first.c.id, page.c.id, page.c.key, first.c.level).join(page, literal(True))


def deeper(shape: Shape, shown: FromClause) -> Subquery:
    """How many answers go on below each of those that stand innermost: id and number."""
    child, next = SAID.alias(), SAID.alias()
    walk = (
        select(shown.c.id.label("seed"), child.c.id, literal(1).label("step"))
        .select_from(driving(shown, child, child.c.parent_id == shown.c.id))
        .where(shown.c.level == LEVELS, hearing.critique(shape.heard, child))
        .cte("walk", recursive=True)
    )
    walk = walk.union_all(
        select(walk.c.seed, next.c.id, walk.c.step + 1)
        .select_from(driving(walk, next, next.c.parent_id == walk.c.id))
        .where(walk.c.step < DEEPER, hearing.critique(shape.heard, next))
    )
    walked = select(walk.c.seed).limit(WALKED).subquery()
    return select(walked.c.seed, func.count().label("number")).group_by(walked.c.seed).subquery()


def answers(heard: Hearing, shown: FromClause, *, only_new: bool = False) -> ScalarSelect[int]:
    """How many there are in the thread of a remark on the page, as far as one counts."""
    answer = SAID.alias()
    found = (
        select(answer.c.id)
        .where(answer.c.root_id == shown.c.id, hearing.critique(heard, answer))
        .limit(COUNTED)
        .correlate(shown)
    )
    if only_new:
        found = found.where(news.is_new(answer))
    return select(func.count()).select_from(found.subquery()).scalar_subquery()
