"""Text → rows of cells with their line numbers: separator guessed, quoted line ends respected.

A quotation mark that is never closed costs its own line, not the rest of the file.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

SEPARATORS: Final = ",;\t"
LONGEST_SPAN: Final = 20
LONGEST_CELL: Final = 2_000
_SEPARATOR_LINE: Final = re.compile(r'^"?sep=(.)"?$', re.IGNORECASE)
_QUOTED: Final = re.compile(r'"[^"]*"')
_END: Final = "the end of the span"


@dataclass(frozen=True, slots=True)
class Row:
    """`line` is where it starts; `flaw` is "quote" or "cell" where it could not be read."""

    line: int
    cells: tuple[str, ...]
    flaw: str | None = None


def rows(text: str) -> list[Row]:
    """All rows that are not empty."""
    lines = text.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    announced = _SEPARATOR_LINE.match(lines[first].strip())
    if announced:
        lines[first] = ""
    separator = announced[1] if announced else separator_of(lines)
    return [row for row in _rows(lines, separator) if row.flaw or any(map(str.strip, row.cells))]


def separator_of(lines: list[str]) -> str:
    """The sign that splits most lines into the same number of cells, two or more."""
    sample = [_QUOTED.sub("", line) for line in lines[:200] if line.strip()]
    best, best_score = ",", 0
    for sign in SEPARATORS:
        counts = Counter(line.count(sign) for line in sample)
        counts.pop(0, None)
        score = max(counts.values(), default=0)
        if score > best_score:
            best, best_score = sign, score
    return best


def _rows(lines: list[str], separator: str) -> Iterator[Row]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if '"' not in line:
            row, span = Row(at + 1, tuple(line.split(separator))), 1
        else:
            row, span = _quoted_row(lines, at, separator)
        if any(len(cell) > LONGEST_CELL for cell in row.cells):
            row = Row(row.line, (), "cell")
        yield row
        at += span


def _quoted_row(lines: list[str], at: int, separator: str) -> tuple[Row, int]:
    span = lines[at : at + LONGEST_SPAN]
    reader = csv.reader([f"{line}\n" for line in span] + [_END], delimiter=separator)
    try:
        cells = next(reader)
    except csv.Error:
        return Row(at + 1, (), "cell"), 1
    if reader.line_num > len(span):
        return Row(at + 1, (), "quote"), 1
    return Row(at + 1, tuple(cells)), reader.line_num
