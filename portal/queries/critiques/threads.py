"""Threads as they are read: each answer below what it answers, in the order of a view."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from typing import Any, Final

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session

from portal.access import Actor, hearing
from portal.models import Round
from portal.queries.critiques import columns, news, pages, remarks, shapes
from portal.queries.critiques.columns import SAID
from portal.queries.critiques.pages import LEVELS
from portal.queries.critiques.remarks import Remark
from portal.queries.critiques.shapes import Shape
from portal.queries.critiques.views import View

ROOTS: Final = 20
REPLIES: Final = 30
REPLIES_ALONE: Final = 200
# More answers than MANY are folded after the first OPEN.
MANY, OPEN = 6, 3
PLAIN: Final = View()


@dataclass(frozen=True, slots=True)
class Thread:
    """A remark with its answers in reading order; `more_from` is the next answer not shown.

    `answer_count` and `new_count` are of all answers one may hear, also further in or on, up to
    COUNTED, which stands for "that or more"."""

    remarks: tuple[Remark, ...]
    more_from: str | None
    answer_count: int = 0
    new_count: int = 0

    @property
    def root(self) -> Remark:
        return self.remarks[0]

    @property
    def answers(self) -> tuple[Remark, ...]:
        return self.remarks[1:]

    def holds(self, public_id: str) -> bool:
        return any(remark.public_id == public_id for remark in self.remarks)

    @property
    def first(self) -> tuple[Remark, ...]:
        """The answers that stand open: all, or the first of many."""
        return self.answers if len(self.answers) <= MANY else self.answers[:OPEN]

    @property
    def rest(self) -> tuple[Remark, ...]:
        return self.answers[len(self.first) :]


@dataclass(frozen=True, slots=True)
class Conversation:
    """`before` continues with what comes after in the order, None at the end. `new_count` is of
    the whole round; `up` what the answer that is looked at alone is an answer to."""

    threads: tuple[Thread, ...]
    before: str | None
    new_count: int = 0
    up: str = ""

    def holds(self, public_id: str) -> bool:
        return bool(self.only(public_id).threads)

    def only(self, public_id: str) -> "Conversation":
        """The thread in which this one is shown, if any is."""
        return replace(self, threads=tuple(t for t in self.threads if t.holds(public_id)))


def conversation(
    session: Session,
    actor: Actor,
    round: Round,
    view: View = PLAIN,
    *,
    revision_id: int | None = None,
) -> Conversation:
    """What a view shows the actor of a round shown to them. `revision_id` is the revision they look
    at beside it; the newest unless told."""
    replies = REPLIES_ALONE if view.thread else REPLIES
    rows = _rows(session, actor, round, view, replies, revision_id)
    threads = _threads(rows, replies)
    has_more = len(threads) > ROOTS
    threads = threads[:ROOTS]
    return Conversation(
        threads=_numbered(threads),
        before=threads[-1].root.public_id if has_more else None,
        new_count=rows[0].news if rows else 0,
        up=(rows[0].up or "") if rows else "",
    )


def thread(session: Session, actor: Actor, round: Round, top: str, start: str = "") -> Conversation:
    """One remark or answer alone, with what is below it from `start` on."""
    return conversation(session, actor, round, View(thread=top, start=start))


def remark(session: Session, actor: Actor, round: Round, public_id: str) -> Remark | None:
    """One remark without its answers, as it stands now."""
    rows = _rows(session, actor, round, View(thread=public_id), 0, None)
    found = _threads(rows, 0)
    return found[0].root if found else None


def _rows(
    session: Session,
    actor: Actor,
    round: Round,
    view: View,
    replies: int,
    revision_id: int | None,
) -> list[Any]:
    about = {
        "me": actor.person_id,
        "round": round.id,
        "draft": round.draft_id,
        "revision": revision_id,
        "roots": ROOTS + 1,
        "replies": replies,
    }
    statement = _statement(shapes.of_view(actor, round, view))
    return list(session.execute(statement, about | shapes.parameters(view)))


@lru_cache(maxsize=512)
def _statement(shape: Shape) -> Select[Any]:
    """Built once for each case; person, round and words of the address are parameters."""
    shown = pages.shown(shape)
    deeper = pages.deeper(shape, shown)
    is_top = shown.c.level == 0
    answered = pages.answers(shape.heard, shown)
    freshly = pages.answers(shape.heard, shown, only_new=True)
    answered_one = SAID.alias()
    up = (
        select(answered_one.c.public_id)
        .where(answered_one.c.id == SAID.c.parent_id, hearing.critique(shape.heard, answered_one))
        .correlate(SAID)
        .scalar_subquery()
    )
    return (
        columns.of(shown, shape.heard)
        .add_columns(
            shown.c.level,
            deeper.c.number.label("deeper"),
            case((is_top, answered)).label("answers"),
            case((is_top, freshly)).label("fresh"),
            case((is_top, news.how_many(shape.heard))).label("news"),
            case((is_top, up)).label("up"),
        )
        .outerjoin(deeper, deeper.c.seed == SAID.c.id)
        .order_by(shown.c.key.desc(), shown.c.top.desc(), shown.c.level > 0, SAID.c.id)
    )


def _threads(rows: list[Any], replies: int) -> list[Thread]:
    found: dict[int, dict[int, Any]] = {}
    for row in rows:
        found.setdefault(row.top, {}).setdefault(row.id, row)
    return [_thread(list(members.values()), replies) for members in found.values()]


def _thread(rows: list[Any], replies: int) -> Thread:
    """The first row is the remark; there is one answer too many where there are more."""
    more_from = rows[-1].public_id if len(rows) > replies + 1 else None
    rows = rows[: replies + 1]
    top = rows[0]
    return Thread(
        tuple(_in_reading_order(rows)),
        more_from,
        answer_count=max(top.answers, len(rows) - 1),
        new_count=top.fresh,
    )


def _in_reading_order(rows: list[Any]) -> Iterable[Remark]:
    """Each answer below what it answers, without recursion. One whose place is not shown stands
    right below the remark."""
    top, by_id = rows[0], {row.id: row for row in rows}
    children: dict[int, list[Any]] = {}
    for row in rows[1:]:
        children.setdefault(row.parent_id if row.parent_id in by_id else top.id, []).append(row)
    waiting: list[tuple[Any, int]] = [(top, 0)]
    while waiting:
        row, level = waiting.pop()
        yield _remark(row, level, by_id.get(row.parent_id), top.is_locked)
        waiting.extend((child, level + 1) for child in reversed(children.get(row.id, [])))


def _remark(row: Any, level: int, parent: Any, is_locked: bool) -> Remark:
    is_beyond = level > LEVELS
    return remarks.of_row(
        row,
        level=min(level, LEVELS),
        answers=parent.author if parent is not None and is_beyond else "",
        is_locked=is_locked,
    )


def _numbered(threads: Iterable[Thread]) -> tuple[Thread, ...]:
    """Pins have the numbers in which their remarks follow each other on the page."""
    numbers = count(1)
    return tuple(
        replace(thread, remarks=(replace(thread.root, number=next(numbers)), *thread.answers))
        if thread.root.is_pinned
        else thread
        for thread in threads
    )
