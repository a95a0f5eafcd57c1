"""Exports of a Polis conversation: comments.csv and votes.csv, with summary.csv for its topic.

Here: statements, and each person's last vote on each of them. Not here: what they become in the
portal. A statement that moderators rejected (-1) and the votes on it are left out.
"""

import csv
import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from portal.imports import columns
from portal.imports.decoding import decoded
from portal.language import gettext as _

LATEST = 253_402_300_799_000  # the end of the year 9999, in milliseconds


@dataclass(frozen=True, slots=True)
class Statement:
    id: str
    author: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Stance:
    statement: str
    voter: str
    value: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """`people`: everyone who wrote or voted, also where nothing of it could be used. `unused`: a
    sentence for each line that could not be. `print`: of the content."""

    topic: str
    url: str
    description: str
    statements: tuple[Statement, ...]
    stances: tuple[Stance, ...]
    people: tuple[str, ...]
    unused: tuple[str, ...]
    print: str


def read(folder: Path) -> Conversation:
    """The conversation in a folder, or Invalid."""
    unused: list[str] = []
    people: set[str] = set()
    statements, rejected = _statements(folder / "comments.csv", people, unused)
    known = {statement.id for statement in statements}
    stances = _stances(folder / "votes.csv", known, rejected, people, unused)
    summary = _summary(folder / "summary.csv")
    return Conversation(
        topic=summary.get("topic") or folder.name,
        url=summary.get("url", ""),
        description=summary.get("conversation-description", ""),
        statements=tuple(statements),
        stances=tuple(stances),
        people=tuple(sorted(people - {""}, key=lambda name: (len(name), name))),
        unused=tuple(unused),
        print=_print(folder),
    )


def _statements(
    path: Path, people: set[str], unused: list[str]
) -> tuple[list[Statement], set[str]]:
    found: dict[str, Statement] = {}
    rejected: set[str] = set()
    names = ("timestamp", "comment-id", "author-id", "moderated", "comment-body")
    for line, row in columns.rows(path, *names):
        at, id, text = _moment(row["timestamp"]), row["comment-id"], row["comment-body"].strip()
        people.add(row["author-id"])
        if row["moderated"] == "-1":
            rejected.add(id)
            _leave(unused, path, line, _("rejected by the moderators of the conversation"))
        elif not id or not row["author-id"] or at is None:
            _leave(unused, path, line, _("no id, no author or no time"))
        elif not text:
            _leave(unused, path, line, _("no text"))
        elif id in found:
            _leave(unused, path, line, _("the statement stands there already"))
        else:
            found[id] = Statement(id, row["author-id"], text, at)
    return list(found.values()), rejected


def _stances(
    path: Path, known: set[str], rejected: set[str], people: set[str], unused: list[str]
) -> list[Stance]:
    """The last vote of a person on a statement, in the order of the file, holds."""
    last: dict[tuple[str, str], tuple[int, Stance]] = {}
    for line, row in columns.rows(path, "timestamp", "comment-id", "voter-id", "vote"):
        at, value = _moment(row["timestamp"]), columns.whole(row["vote"], -1, 1)
        id, voter = row["comment-id"], row["voter-id"]
        people.add(voter)
        if id in rejected:
            _leave(unused, path, line, _("a vote on a rejected statement"))
        elif id not in known:
            _leave(unused, path, line, _("a vote on a statement that is not there"))
        elif value is None or at is None or not voter:
            _leave(unused, path, line, _("no voter, no time, or a vote other than -1, 0 or 1"))
        else:
            if (voter, id) in last:
                before = last.pop((voter, id))[0]
                _leave(unused, path, before, _("replaced by a later vote of the same person"))
            last[voter, id] = (line, Stance(id, voter, value, at))
    return [stance for _line, stance in last.values()]


def _leave(unused: list[str], path: Path, line: int, why: str) -> None:
    unused.append(_("%(file)s line %(line)s: %(why)s", file=path.name, line=line, why=why))


def _moment(cell: str) -> datetime | None:
    """Milliseconds since 1970."""
    found = columns.whole(cell, 1, LATEST)
    return None if found is None else datetime.fromtimestamp(found / 1000, UTC)


def _summary(path: Path) -> dict[str, str]:
    """Names and values, where the file is there."""
    if not path.is_file():
        return {}
    rows = csv.reader(io.StringIO(decoded(columns.content(path)), newline=""))
    return {row[0]: row[1].strip() for row in rows if len(row) > 1}


def _print(folder: Path) -> str:
    files = (columns.content(folder / name) for name in ("comments.csv", "votes.csv"))
    return hashlib.sha256(b"\0".join(files)).hexdigest()[:24]
