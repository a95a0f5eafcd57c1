"""A list before it is sent: how many of each kind, one page of its lines, what its columns mean."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.models import Group, InvitationList, Membership

PAGE: Final = 100
SAMPLES: Final = 3
KINDS: Final = ("new", "invited", "member", "suppressed", "bad")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table that was sent, with what its first rows hold."""

    name: str
    meaning: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """One page of a list that waits for confirmation. `beyond` of those it invites may have to
    wait for a place."""

    public_id: str
    group_id: str
    counts: dict[str, int]
    rows: list[dict[str, Any]]
    problems: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    columns: tuple[Column, ...]
    beyond: int
    page: int
    pages: int

    @property
    def total(self) -> int:
        return self.counts["new"]

    @property
    def left_out(self) -> int:
        return sum(self.counts.values()) - self.total


def preview(session: Session, proposed: InvitationList, group: Group, page: int) -> Preview:
    left_out = [problem for problem in proposed.problems if not problem["is_note"]]
    pages = max(1, -(-max(len(proposed.rows), len(left_out)) // PAGE))
    page = min(max(1, page), pages)
    part = slice((page - 1) * PAGE, page * PAGE)
    counts = Counter(_kind(problem) for problem in left_out)
    return Preview(
        public_id=proposed.public_id,
        group_id=group.public_id,
        counts={**{kind: counts[kind] for kind in KINDS}, "new": len(proposed.rows)},
        rows=proposed.rows[part],
        problems=left_out[part],
        notes=[problem for problem in proposed.problems if problem["is_note"]],
        columns=_columns(proposed),
        beyond=max(0, _asked(session, group) + len(proposed.rows) - group.capacity),
        page=page,
        pages=pages,
    )


def lines(proposed: InvitationList, kind: str) -> Iterator[tuple[Any, ...]]:
    """The lines of one kind: number, address or text, name, segments, why."""
    if kind == "new":
        for row in proposed.rows:
            yield row["line"], row["email"], row["name"], ", ".join(row["segments"]), ""
    for problem in proposed.problems:
        if not problem["is_note"] and _kind(problem) == kind:
            yield problem["line"], problem["text"], "", "", problem["sentence"]


def _kind(problem: dict[str, Any]) -> str:
    """Lists of before this was kept call everything bad."""
    return str(problem.get("kind", "bad"))


def _columns(proposed: InvitationList) -> tuple[Column, ...]:
    if proposed.cells is None or proposed.columns is None:
        return ()
    names = proposed.cells["names"]
    first = [cells for _line, flaw, cells in proposed.cells["rows"][: 2 * SAMPLES] if not flaw]
    return tuple(
        Column(
            names[i] if i < len(names) else "",
            meaning,
            tuple(cells[i][:40] for cells in first[:SAMPLES] if i < len(cells) and cells[i]),
        )
        for i, meaning in enumerate(proposed.columns)
    )


def _asked(session: Session, group: Group) -> int:
    """How many are in the group or asked into it."""
    return session.scalars(
        select(func.count(Membership.id)).where(
            Membership.group_id == group.id,
            Membership.left_at.is_(None),
            Membership.removed_at.is_(None),
        )
    ).one()
