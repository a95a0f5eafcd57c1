"""A CSV file with named columns → its rows, each with the line it starts on.

Here: reading what another program exported. Not here: lists people type (table_rows.py).
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from portal.errors import Invalid
from portal.imports.decoding import decoded, why_not_text
from portal.language import gettext as _

LARGEST = 50_000_000


def rows(path: Path, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row; Invalid where the file is not what it should be."""
    reader = csv.DictReader(io.StringIO(_text(path), newline=""))
    missing = [name for name in columns if name not in (reader.fieldnames or [])]
    if missing:
        raise Invalid(
            _("%(file)s has no column %(names)s.", file=path.name, names=", ".join(missing))
        )
    line = reader.line_num + 1
    for row in reader:
        yield line, {name: row.get(name) or "" for name in columns}
        line = reader.line_num + 1


def content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Invalid(_("%(file)s is too large to read.", file=path.name))
        return path.read_bytes()
    except OSError as error:
        raise Invalid(_("%(file)s cannot be read.", file=path.name)) from error


def _text(path: Path) -> str:
    found = content(path)
    if reason := why_not_text(found):
        raise Invalid(reason)
    return decoded(found)


def whole(cell: str, low: int, high: int) -> int | None:
    """The whole number of a cell, or None where it is none or out of bounds."""
    try:
        number = int(cell)
    except ValueError:
        return None
    return number if low <= number <= high else None
