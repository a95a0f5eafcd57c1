"""The document as it leaves the portal: JSON, and rows for a spreadsheet.

Here: one measure a row, words kept from becoming formulas. Not here: the document (document.py).
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import TypeAlias

from portal.reporting.numbers import Json

Cell: TypeAlias = str | int | float | None
HEADER = ("section", "item", "measure", "value", "low", "high", "out_of")
# What a spreadsheet may take for the start of a formula, in ASCII and in full width.
DANGEROUS = "=+-@\t\r\n\0＝＋－＠"


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
    return "" if cell is None else cell


def rows(document: Json) -> Iterator[tuple[Cell, ...]]:
    yield from _about(document)
    yield from _criteria(document)
    yield from _people(document["participation"])
    yield from _support(document["support"])
    yield from _questions(document["questions"])
    yield from _moves(document["by_revision"])
    yield from _segments(document["by_segment"])
    yield from _critiques(document["critiques"])
    for side, said in document["reasons"].items():
        for text in said["texts"]:
            yield "reasons", side, "text", text, None, None, None


def _about(document: Json) -> Iterator[tuple[Cell, ...]]:
    found = document["round"]
    for name in ("brand", "group", "title", "revision", "state", "opened_at", "ends_at"):
        yield "round", found["id"], name, found[name], None, None, None
    for name in ("schema_version", "method_version", "made_at"):
        yield "report", None, name, document[name], None, None, None
    for name in ("status", "certainty", "reason"):
        yield "verdict", None, name, document["verdict"][name], None, None, None


def _criteria(document: Json) -> Iterator[tuple[Cell, ...]]:
    for c in document["criteria"]:
        item = f"{c['position']} {c['signal']}"
        low, high = _ends(c["interval"])
        yield "criteria", item, "status", c["status"], None, None, None
        yield "criteria", item, "yes", c["x"], low, high, c["group"]
        yield "criteria", item, "needed", c["needed"], None, None, c["group"]
        yield "criteria", item, "answers", c["n"], None, None, c["group"]


def _people(found: Json) -> Iterator[tuple[Cell, ...]]:
    for name, value in found.items():
        if isinstance(value, int):
            yield "participation", None, name, value, None, None, found["group"]


def _support(found: Json | None) -> Iterator[tuple[Cell, ...]]:
    if found is None:
        return
    for side, count in (found["counts"] or {}).items():
        low, high = _ends(found["interval"]) if side == "for" else (None, None)
        yield "support", found["prompt"], side, count, low, high, found["n"]
    if found["certain"]:
        yield (
            "support",
            found["prompt"],
            "certain",
            None,
            *_ends(found["certain"]),
            found["group"],
        )


def _questions(found: list[Json]) -> Iterator[tuple[Cell, ...]]:
    for question in found:
        item = question["prompt"]
        for answer, count in (question["counts"] or {}).items():
            yield "questions", item, f"answer {answer}", count, None, None, question["n"]
        if question.get("yes"):
            yes = question["yes"]
            measure = " ".join(filter(None, (yes["of"], yes["key"])))
            ends = _ends(yes["interval"])
            yield ("questions", item, measure, yes["x"], *ends, question["group"])
        if question.get("mean"):
            mean = question["mean"]
            yield ("questions", item, "mean", mean["value"], *_ends(mean["interval"]), None)


def _moves(found: Json) -> Iterator[tuple[Cell, ...]]:
    for move in found["moves"]:
        item = f"r{move['before']} to r{move['after']}: {move['prompt']}"
        for name in ("improved", "same", "worsened", "dropped_out", "newly_heard"):
            yield "revisions", item, name, move[name], None, None, move["both"]


def _segments(found: Json) -> Iterator[tuple[Cell, ...]]:
    for table in found["tables"]:
        for row, cell in zip(found["rows"], table["cells"], strict=True):
            item = f"{row['dimension']}: {row['value'] if row['value'] is not None else 'other'}"
            if cell["is_withheld"]:
                yield "segments", item, f"withheld: {table['prompt']}", None, None, None, None
                continue
            for side, count in (cell["sides"] or {table["of"]: cell["x"]}).items():
                yield "segments", item, f"{side}: {table['prompt']}", count, None, None, cell["n"]


def _critiques(found: Json) -> Iterator[tuple[Cell, ...]]:
    for critique in found["listed"]:
        for stance in ("agree", "disagree", "pass"):
            yield (
                *("critiques", critique["text"], stance, critique[stance]),
                *(None, None, critique["stances"]),
            )


def _ends(interval: Json | None) -> tuple[Cell, Cell]:
    return (interval["low"], interval["high"]) if interval else (None, None)
