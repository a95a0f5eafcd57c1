"""An Excel workbook (.xlsx) → the rows of its first visible sheet, as text.

Read with the standard library and much suspicion: no entities, nothing fetched, no part larger
than it may be once unpacked, no more rows or columns than a list can have. Formulas are not run;
what the sheet last showed is taken. Not here: what the cells mean (`portal.imports.address_lists`).
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from xml.parsers import expat

from portal.imports.table_rows import LONGEST_CELL, Row

MOST_PARTS: Final = 2_000
MOST_UNPACKED: Final = 40 * 1024 * 1024
MOST_COLUMNS: Final = 100
CHUNK: Final = 64 * 1024
_CELL: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_HIDDEN: Final = ("hidden", "veryHidden")


class BadWorkbook(Exception):
    """It is none, or one that is not read."""


class TooManyRows(Exception):
    """More than a list can have."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """`sheet` is the name of the one that was read, where there are others."""

    rows: tuple[Row, ...]
    sheet: str | None


def read(content: bytes, most_rows: int) -> Workbook:
    """The rows that are not empty, or one of the errors above."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            if len(file.infolist()) > MOST_PARTS:
                raise BadWorkbook
            name, path, count = _first_sheet(file)
            strings = _strings(file)
            sheet = _Sheet(strings, most_rows)
            _parse(file, path, sheet.begin, sheet.end, sheet.say)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError) as error:
        raise BadWorkbook from error
    except (NotImplementedError, RuntimeError, ValueError, EOFError) as error:
        # Encrypted, packed in a way nobody uses, or cut off.
        raise BadWorkbook from error
    return Workbook(tuple(sheet.rows), name if count > 1 else None)


def _first_sheet(file: zipfile.ZipFile) -> tuple[str, str, int]:
    """(name, path in the file, how many sheets there are)."""
    sheets: list[dict[str, str]] = []
    targets: dict[str, str] = {}

    def sheet(tag: str, facts: dict[str, str]) -> None:
        if tag == "sheet" and facts.get("state") not in _HIDDEN:
            sheets.append(facts)

    def relation(tag: str, facts: dict[str, str]) -> None:
        if tag == "Relationship" and facts.get("TargetMode") != "External":
            targets[facts.get("Id", "")] = facts.get("Target", "")

    _parse(file, "xl/workbook.xml", sheet)
    _parse(file, "xl/_rels/workbook.xml.rels", relation)
    if not sheets:
        raise BadWorkbook
    target = targets[sheets[0].get("id", "")]
    path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
    return sheets[0].get("name", ""), posixpath.normpath(path), len(sheets)


def _strings(file: zipfile.ZipFile) -> list[str]:
    """The texts that cells point to; a workbook may do without."""
    if "xl/sharedStrings.xml" not in file.namelist():
        return []
    found: list[str] = []
    pieces: list[str] = []
    inside = _Inside()

    def begin(tag: str, _facts: dict[str, str]) -> None:
        inside.begin(tag)
        if tag == "si":
            pieces.clear()

    def end(tag: str) -> None:
        inside.end(tag)
        if tag == "si":
            found.append("".join(pieces)[: LONGEST_CELL + 1])

    def say(text: str) -> None:
        if inside.is_text:
            pieces.append(text)

    _parse(file, "xl/sharedStrings.xml", begin, end, say)
    return found


@dataclass(slots=True)
class _Inside:
    """Whether what is said is a text, and not how to pronounce one."""

    open: list[str] = field(default_factory=list)

    def begin(self, tag: str) -> None:
        self.open.append(tag)

    def end(self, _tag: str) -> None:
        self.open.pop()

    @property
    def is_text(self) -> bool:
        return bool(self.open) and self.open[-1] == "t" and "rPh" not in self.open


@dataclass(slots=True)
class _Sheet:
    """Cells as they pass by, gathered into rows."""

    strings: list[str]
    most_rows: int
    rows: list[Row] = field(default_factory=list)
    line: int = 0
    cells: dict[int, str] = field(default_factory=dict)
    column: int = -1
    kind: str = ""
    pieces: list[str] = field(default_factory=list)
    inside: _Inside = field(default_factory=_Inside)

    def begin(self, tag: str, facts: dict[str, str]) -> None:
        self.inside.begin(tag)
        if tag == "row":
            written = facts.get("r", "")
            self.line = int(written) if re.fullmatch(r"\d{1,7}", written) else self.line + 1
            self.cells, self.column = {}, -1
        elif tag == "c":
            place = _CELL.fullmatch(facts.get("r", ""))
            self.column = _number(place[1]) if place else self.column + 1
            self.kind, self.pieces = facts.get("t", "n"), []

    def say(self, text: str) -> None:
        if self.inside.open[-1:] == ["v"] or self.inside.is_text:
            self.pieces.append(text)

    def end(self, tag: str) -> None:
        self.inside.end(tag)
        if tag == "c" and self.column < MOST_COLUMNS:
            if text := self._text():
                self.cells[self.column] = text
        elif tag == "row":
            self._keep_row()

    def _text(self) -> str:
        text = "".join(self.pieces)
        if self.kind != "s":
            return text
        at = int(text) if re.fullmatch(r"\d{1,7}", text) else -1
        return self.strings[at] if 0 <= at < len(self.strings) else ""

    def _keep_row(self) -> None:
        if not any(map(str.strip, self.cells.values())):
            return
        if len(self.rows) >= self.most_rows:
            raise TooManyRows
        row = tuple(self.cells.get(i, "") for i in range(max(self.cells) + 1))
        too_long = any(len(cell) > LONGEST_CELL for cell in row)
        self.rows.append(Row(self.line, (), "cell") if too_long else Row(self.line, row))


def _number(letters: str) -> int:
    """A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _parse(
    file: zipfile.ZipFile,
    path: str,
    begin: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] = lambda tag: None,
    say: Callable[[str], None] = lambda text: None,
) -> None:
    """One part of the file; names of tags and facts come without what stands before their colon."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = lambda tag, facts: begin(
        _bare(tag), {_bare(name): value for name, value in facts.items()}
    )
    parser.EndElementHandler = lambda tag: end(_bare(tag))
    parser.CharacterDataHandler = say
    for chunk in _unpacked(file, path):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _unpacked(file: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    """Counted as it comes out: what the file says of its sizes is its own word."""
    total = 0
    with file.open(path) as part:
        while chunk := part.read(CHUNK):
            total += len(chunk)
            if total > MOST_UNPACKED:
                raise BadWorkbook
            yield chunk


def _refuse(*_declared: object) -> None:
    raise BadWorkbook


def _bare(name: str) -> str:
    return name.rpartition(":")[2]
