"""Threads in reading order, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from typing import Any, Final

from sqlalchemy import Select
from sqlalchemy.orm import Session

from portal.access import Actor, hearing
from portal.access.hearing import Hearing
from portal.ids import is_public_id
from portal.models import Round
from portal.queries.critiques import columns, pages, remarks
from portal.queries.critiques.pages import Which
from portal.queries.critiques.remarks import Remark

ROOTS: Final = 20
REPLIES: Final = 30
REPLIES_ALONE: Final = 200
LEVELS: Final = 5


@dataclass(frozen=True, slots=True)
class Thread:
    """A remark with its answers in reading order; `more_from` is the next answer not shown."""

    remarks: tuple[Remark, ...]
    more_from: str | None

    @property
    def root(self) -> Remark:
        return self.remarks[0]


@dataclass(frozen=True, slots=True)
class Conversation:
    """`before` continues with older remarks, None at the end."""

    threads: tuple[Thread, ...]
    before: str | None


def conversation(
    session: Session,
    actor: Actor,
    round: Round,
    before: str | None = None,
    *,
    revision_id: int | None = None,
) -> Conversation:
    """A page of remarks of a round shown to the actor, from the newest or from below `before`.

    `revision_id` is the revision they look at; the newest unless told."""
    threads = _threads(
        session,
        actor,
        round,
        "page" if before is None else "below",
        place=before,
        revision_id=revision_id,
    )
    more = len(threads) > ROOTS
    threads = threads[:ROOTS]
    return Conversation(_numbered(threads), threads[-1].root.public_id if more else None)


def remark(session: Session, actor: Actor, round: Round, public_id: str) -> Remark | None:
    """One remark without its answers, as it stands now."""
    found = _threads(session, actor, round, "one", place=public_id, replies=0)
    return found[0].root if found else None


def thread(
    session: Session,
    actor: Actor,
    round: Round,
    root: str,
    start: str | None = None,
    *,
    revision_id: int | None = None,
) -> Conversation:
    """One remark alone, with its answers from `start` on."""
    found = _threads(
        session,
        actor,
        round,
        "one",
        place=root,
        replies=REPLIES_ALONE,
        start=start,
        revision_id=revision_id,
    )
    return Conversation(_numbered(found), None)


def _threads(
    session: Session,
    actor: Actor,
    round: Round,
    which: Which,
    *,
    place: str | None = None,
    replies: int = REPLIES,
    start: str | None = None,
    revision_id: int | None = None,
) -> list[Thread]:
    """Threads with so many answers each, and one more that tells where to go on."""
    rows: Iterable[Any] = session.execute(
        _statement(hearing.of(actor, round), which, start is not None),
        {
            "me": actor.person_id,
            "round": round.id,
            "draft": round.draft_id,
            "revision": revision_id,
            "place": place if place and is_public_id(place) else "",
            "start": start if start and is_public_id(start) else "",
            "roots": ROOTS + 1,
            "replies": replies,
        },
    )
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.thread, []).append(row)
    return [_thread(members, replies) for members in found.values()]


@cache
def _statement(heard: Hearing, which: Which, from_start: bool) -> Select[Any]:
    """Built once for each case; person, round and places are parameters."""
    shown = pages.shown(heard, which, from_start)
    return columns.of(shown, heard).order_by(columns.THREAD.desc(), columns.SAID.c.id)


def _thread(rows: list[Any], replies: int) -> Thread:
    more_from = rows[-1].public_id if len(rows) > replies + 1 else None
    rows = rows[: replies + 1]
    return Thread(tuple(_in_reading_order(rows)), more_from)


def _in_reading_order(rows: list[Any]) -> Iterable[Remark]:
    """Each answer below what it answers, without recursion: a thread may be a thousand deep."""
    root, by_id = rows[0], {row.id: row for row in rows}
    children: dict[int, list[Any]] = {}
    for row in rows[1:]:
        # An answer to something that is not shown stands right below the remark.
        children.setdefault(row.parent_id if row.parent_id in by_id else root.id, []).append(row)
    waiting: list[tuple[Any, int]] = [(root, 0)]
    while waiting:
        row, level = waiting.pop()
        parent = by_id.get(row.parent_id)
        yield remarks.of_row(
            row,
            level=min(level, LEVELS),
            answers=parent.author if parent is not None and level > LEVELS else "",
            is_locked=root.is_locked,
        )
        waiting.extend((child, level + 1) for child in reversed(children.get(row.id, [])))


def _numbered(threads: Iterable[Thread]) -> tuple[Thread, ...]:
    """Pins have the numbers in which their remarks follow each other on the page."""
    numbers = count(1)
    return tuple(
        replace(thread, remarks=(replace(thread.root, number=next(numbers)), *thread.remarks[1:]))
        if thread.root.is_pinned
        else thread
        for thread in threads
    )
