"""The document as it leaves the portal: JSON, and rows for a spreadsheet.

Here: which parts there are, one measure a row, words kept from becoming formulas. Not here: the
document (document.py), taking a part apart (measures.py), workbooks (sheets.py).
"""

import csv
import io
import json
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final, TypeAlias

from portal.reporting.measures import Cell, Measure, measures, named_options
from portal.reporting.numbers import Json

Row: TypeAlias = tuple[Cell, ...]
# A part of the document: its name, what of it (in the words of the brand), the part.
Part: TypeAlias = tuple[str, str | None, Any]
HEADER: Final = ("section", "item", "measure", "value", "low", "high", "out_of")
# What a spreadsheet may take for the start of a formula, in ASCII and in full width.
DANGEROUS: Final = "=+-@\t\r\n\0＝＋－＠"
# Said by the item already, or how a question was set up.
LEFT_OUT: Final = frozenset(
    {
        *("question", "kind", "prompt", "settings", "options", "position", "signal", "id", "text"),
        *("dimension", "value", "before", "after"),
    }
)
# Members who said one thing, and of how many who said anything: the first that the part has.
COUNTED: Final = frozenset(
    {
        *("counts", "classes", "sides", "x", "improved", "worsened", "same"),
        *("agree", "disagree", "pass", "late_support"),
    }
)
OUT_OF: Final = ("n", "both", "stances")


def json_of(document: Json) -> str:
    """The document as it is printed and downloaded everywhere."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def csv_of(document: Json) -> str:
    """RFC 4180: CRLF, quotes doubled; numbers bare, words safe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for row in rows(document):
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue()


def _safe(cell: Cell) -> str | int | float:
    if isinstance(cell, str):
        return f"'{cell}" if cell.lstrip(" ")[:1] and cell.lstrip(" ")[0] in DANGEROUS else cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else cell


def rows(document: Json) -> Iterator[Row]:
    for section, item, part in parts(document):
        for found in measures_of(part):
            yield (
                *(section, item, measure_name(found)),
                *(found.value, found.low, found.high, out_of(part, found)),
            )


def measures_of(part: Json) -> Iterator[Measure]:
    """What a part of the document says, without what its item says already."""
    kept = {key: value for key, value in part.items() if key not in LEFT_OUT}
    return measures(kept, named_options(part))


def out_of(part: Json, found: Measure) -> int | None:
    if not COUNTED & {found.path[0], found.path[-1]}:
        return None
    return next((part[key] for key in OUT_OF if part.get(key) is not None), None)


def measure_name(found: Measure) -> str:
    return " ".join(found.path)


def parts(document: Json) -> Iterator[Part]:
    """The whole document, part by part, in the order of the page."""
    yield "report", None, {k: v for k, v in document.items() if not isinstance(v, dict | list)}
    for name in ("round", "method", "verdict"):
        yield name, None, document[name]
    for found in document["criteria"]:
        yield "criteria", f"{found['position']} {found['signal']}", found
    yield "participation", None, document["participation"]
    yield from chain(_questions(document), _moves(document["by_revision"]))
    yield from _segments(document["by_segment"])
    for crossing in document.get("by_variant") or ():
        yield "variants", crossing["prompt"], crossing
    yield from _said(document)
    yield from _studies(document.get("studies"))
    yield from _others(document)


def _questions(document: Json) -> Iterator[Part]:
    if document["support"] is not None:
        yield "support", document["support"]["prompt"], document["support"]
    for found in document["questions"]:
        yield "questions", found["prompt"], found


def _moves(found: Json) -> Iterator[Part]:
    for revision in found["revisions"]:
        yield (
            "revisions",
            f"r{revision['number']}",
            {"title": revision["title"]} | (revision["counts"]),
        )
    for move in found["moves"]:
        yield "moves", f"r{move['before']} to r{move['after']}: {move['prompt']}", move
    rest = {k: v for k, v in found.items() if k not in ("revisions", "moves")}
    if rest:
        yield "moves", None, rest


def _segments(found: Json) -> Iterator[Part]:
    for table in found["tables"]:
        yield "segments", table["prompt"], {k: v for k, v in table.items() if k != "cells"}
        for row, cell in zip(found["rows"], table["cells"], strict=True):
            members = {"members": row["members"]}
            yield "segments", f"{table['prompt']} · {segment(row)}", members | cell
    yield "segments", None, {k: v for k, v in found.items() if k not in ("rows", "tables")}


def segment(row: Json) -> str:
    value = "other" if row["value"] is None else row["value"]
    return f"{row['dimension']}: {value}" if value else str(row["dimension"])


def _said(document: Json) -> Iterator[Part]:
    found = document["critiques"]
    for critique in found["listed"]:
        yield "critiques", critique["text"], critique
    yield "critiques", None, {k: v for k, v in found.items() if k != "listed"}
    for side, said in document["reasons"].items():
        yield "reasons", side, said


def _studies(found: Json | None) -> Iterator[Part]:
    for name, study in (found or {}).items():
        yield "studies", name, study if isinstance(study, dict) else {"found": study}


# What `parts` may name; anything else is a part this version does not know.
SECTIONS: Final = frozenset(
    {
        *("report", "round", "method", "verdict", "criteria", "participation", "support"),
        *("questions", "revisions", "moves", "segments", "variants", "critiques", "reasons"),
        "studies",
    }
)
KNOWN: Final = frozenset(
    {
        *("round", "method", "verdict", "criteria", "participation", "support", "questions"),
        *("by_revision", "by_segment", "by_variant", "critiques", "reasons", "studies"),
    }
)


def _others(document: Json) -> Iterator[Part]:
    """Parts that later versions of the document add leave it all the same."""
    for name, part in document.items():
        if name not in KNOWN and isinstance(part, dict | list):
            yield name, None, part if isinstance(part, dict) else {"found": part}
