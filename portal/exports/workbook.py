"""Sheets of cells as an XLSX file: typed, with their header in view, and without a formula.

Here: XlsxWriter. Not here: what stands in the sheets (`portal.reporting.sheets`).
"""

import io
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from portal.reporting.sheets import Sheet, SheetCell

LONGEST_NAME: Final = 31
LONGEST_CELL: Final = 32_767
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
SAFE: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook_of(sheets: Iterable[Sheet], title: str) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, SAFE)
    book.set_properties({"title": title[:255]})
    formats = _formats(book)
    taken: set[str] = set()
    for sheet in sheets:
        _write(book.add_worksheet(safe_name(sheet.name, taken)), sheet, formats)
    book.close()
    return out.getvalue()


def safe_name(name: str, taken: set[str]) -> str:
    """As a sheet may be called: short, without some signs, and unlike the others."""
    plain = " ".join(FORBIDDEN.sub(" ", name).split()).strip("'")[:LONGEST_NAME].strip(" '") or "–"
    if plain.casefold() == "history":
        plain = f"{plain}–"
    made, number = plain, 2
    while made.casefold() in taken:
        tail = f" {number}"
        made, number = plain[: LONGEST_NAME - len(tail)] + tail, number + 1
    taken.add(made.casefold())
    return made


def _formats(book: Any) -> dict[str, Any]:
    base = {"valign": "top", "text_wrap": True}
    return {
        "header": book.add_format({**base, "bold": True, "bottom": 1}),
        "text": book.add_format(base),
        "number": book.add_format({"valign": "top", "num_format": "General"}),
        "percent": book.add_format({"valign": "top", "num_format": 'General" %"'}),
        "moment": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm"}),
    }


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    for column, (label, width) in enumerate(zip(sheet.header, sheet.widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, label, formats["header"])
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _cell(page, number, column, cell, column in sheet.percents, formats)


def _cell(
    page: Any, row: int, column: int, cell: SheetCell, is_percent: bool, formats: dict[str, Any]
) -> None:
    """By its type; words are never read for what they might be."""
    if isinstance(cell, str):
        page.write_string(row, column, cell[:LONGEST_CELL], formats["text"])
    elif isinstance(cell, bool):
        page.write_boolean(row, column, cell, formats["text"])
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell, formats["percent" if is_percent else "number"])
    elif isinstance(cell, datetime):
        page.write_datetime(row, column, cell, formats["moment"])
