"""Lists of people to invite, pasted or uploaded → entries, and a sentence for each line left out.

Here: what a list says. Not here: whether somebody may be invited (`portal.actions`), or who is
known. Everything read stays text: a formula is a name like any other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from portal.addresses import BadAddress, parse
from portal.imports import workbooks
from portal.imports.decoding import UNREADABLE, decoded, why_not_text
from portal.imports.list_columns import Columns, columns_in, columns_of
from portal.imports.table_rows import Row, rows
from portal.language import gettext as _
from portal.text import one_line

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_ROWS: Final = 20_000
LONGEST_NAME: Final = 80
LONGEST_SEGMENT: Final = 40
MOST_SEGMENTS: Final = 10
_NAMED: Final = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*@[^<>]*)>")
_AROUND: Final = " \t\n\u00a0,;\"'"


@dataclass(frozen=True, slots=True)
class Entry:
    """One person to invite: `email` is what mail goes to, `email_key` who it is."""

    line: int
    email: str
    email_key: str
    name: str = ""
    segments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line is left out; `text` is how the line begins. A note leaves nothing out."""

    line: int
    text: str
    sentence: str
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The rows as they were sent, without the names of their columns, and what those mean."""

    rows: tuple[Row, ...]
    columns: Columns


@dataclass(frozen=True, slots=True)
class AddressList:
    """`refusal` says why there is no list at all; `table` is there where columns can be told."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    refusal: str | None = None
    table: Table | None = None


@dataclass(slots=True)
class _Reading:
    entries: dict[str, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def leave_out(self, row: Row, sentence: str, *, is_note: bool = False) -> None:
        text = one_line(" ".join(row.cells)[:400], 80)
        self.problems.append(Problem(row.line, text, sentence, is_note))

    def take(self, row: Row, address: str, name: str, segments: Sequence[str]) -> None:
        try:
            entry = _entry(row.line, address, name, segments)
        except BadAddress as error:
            return self.leave_out(row, _(error.sentence))
        if flaw := _flaw(entry):
            return self.leave_out(row, flaw)
        first = self.entries.setdefault(entry.email_key, entry)
        if first is not entry:
            self.leave_out(row, _("The same address as on line %(line)d.", line=first.line))
        return None


def packed(table: Table) -> dict[str, Any]:
    """To be kept as JSON until the list is confirmed."""
    rows = [[row.line, row.flaw, list(row.cells)] for row in table.rows]
    return {"names": list(table.columns.names), "rows": rows}


def unpacked(kept: dict[str, Any], meanings: Sequence[str]) -> Table:
    """The same rows, with these meanings for their columns."""
    rows = tuple(Row(line, tuple(cells), flaw) for line, flaw, cells in kept["rows"])
    return Table(rows, Columns(tuple(meanings), tuple(kept["names"])))


def read(content: bytes) -> AddressList:
    """What an uploaded file says: text of any encoding, or a workbook."""
    if len(content) > MOST_BYTES:
        return AddressList(refusal=_("This file is larger than 5 MB. Split it and upload parts."))
    if content.startswith(b"PK\x03\x04"):
        return _read_workbook(content)
    if reason := why_not_text(content):
        return AddressList(refusal=reason)
    return read_text(decoded(content))


def read_text(text: str) -> AddressList:
    """What was pasted, or a file once decoded."""
    if len(text) > MOST_BYTES:
        return AddressList(refusal=_("This is more than 5 MB of text. Send it in parts."))
    return _read_rows(rows(text.replace("\r\n", "\n").replace("\r", "\n")))


def read_table(table: Table) -> AddressList:
    """The rows once more, as their columns are understood now."""
    reading = _Reading()
    for row in table.rows:
        _read_row(reading, row, table.columns)
    return AddressList(tuple(reading.entries.values()), tuple(reading.problems), table=table)


def _read_workbook(content: bytes) -> AddressList:
    try:
        book = workbooks.read(content, MOST_ROWS + 1)
    except workbooks.TooManyRows:
        return AddressList(refusal=_too_many())
    except workbooks.BadWorkbook:
        return AddressList(
            refusal=_(
                "This workbook cannot be read. Open it, save it as “CSV UTF-8”, and upload that "
                "file."
            )
        )
    found = _read_rows(list(book.rows))
    if book.sheet is None or found.refusal is not None:
        return found
    note = _("Only the first sheet was read: %(name)s.", name=one_line(book.sheet, 40))
    return replace(found, problems=(Problem(1, "", note, is_note=True), *found.problems))


def _read_rows(found: list[Row]) -> AddressList:
    if not found:
        return AddressList(refusal=_("The list is empty. Write at least one address."))
    if len(found) > MOST_ROWS + 1:
        return AddressList(refusal=_too_many())
    reading = _Reading()
    columns = columns_of(found[0].cells)
    if columns is not None:
        _note_columns(reading, found.pop(0), columns)
    for row in found:
        _read_row(reading, row, columns)
    guessed = columns or columns_in([row.cells for row in found if not row.flaw])
    return AddressList(
        tuple(reading.entries.values()),
        tuple(reading.problems),
        table=Table(tuple(found), guessed) if guessed else None,
    )


def _too_many() -> str:
    return _("A list can hold 20,000 people. Split it and send parts.")


def _read_row(reading: _Reading, row: Row, columns: Columns | None) -> None:
    if flaw := _unreadable(row):
        reading.leave_out(row, flaw)
    elif columns is not None:
        address, name, segments = columns.of(row.cells)
        if named := _NAMED.fullmatch(address):
            address, name = named["address"], name or named["name"]
        reading.take(row, address, name, segments)
    else:
        for address, name, words in _people(row.cells):
            reading.take(row, address, name, words)


def _unreadable(row: Row) -> str | None:
    if row.flaw == "quote":
        return _("A quotation mark is opened here and never closed.")
    if row.flaw == "cell":
        return _("One cell of this line is too long to be a name or an address.")
    if any(UNREADABLE in cell or "\x00" in cell for cell in row.cells):
        return _("This line has signs that cannot be read. Save the file as “CSV UTF-8”.")
    return None


def _people(cells: Sequence[str]) -> Iterator[tuple[str, str, Sequence[str]]]:
    """The (address, name, segments) of a line without column names: usually one, or several."""
    line = ", ".join(cells)
    if found := list(_NAMED.finditer(line)):
        rest = line[found[-1].end() :]
        segments = re.split("[,;]", rest) if len(found) == 1 and "@" not in rest else []
        for named in found:
            yield named["address"], named["name"], segments
        yield from ((word, "", ()) for word in re.split(r"[\s,;]+", rest) if "@" in word)
        return
    words = [word for word in re.split(r"[\s,;]+", line) if word]
    if len(words) > 1 and all("@" in word.strip("@") for word in words):
        yield from ((word, "", ()) for word in words)
        return
    at = next((i for i, cell in enumerate(cells) if "@" in cell), 0)
    others = [cell for i, cell in enumerate(cells) if i != at and cell.strip()]
    yield cells[at], others[0] if others else "", others[1:]


def _entry(line: int, address: str, name: str, segments: Sequence[str]) -> Entry:
    known = parse(address.strip(_AROUND).removeprefix("mailto:"))
    words = (one_line(word) for cell in segments for word in re.split("[;,|]", cell))
    return Entry(
        line,
        known.stored,
        known.canonical,
        one_line(name.strip(_AROUND)),
        tuple(dict.fromkeys(word for word in words if word)),
    )


def _flaw(entry: Entry) -> str | None:
    if len(entry.name) > LONGEST_NAME:
        return _("The name is longer than 80 characters.")
    if len(entry.segments) > MOST_SEGMENTS:
        return _("A person can have at most 10 segments.")
    if any(len(word) > LONGEST_SEGMENT for word in entry.segments):
        return _("A segment is longer than 40 characters.")
    return None


def _note_columns(reading: _Reading, row: Row, columns: Columns) -> None:
    if columns.unread:
        names = ", ".join(one_line(name, 40) for name in columns.unread)
        reading.leave_out(
            row, _("These columns were not read: %(names)s.", names=names), is_note=True
        )
