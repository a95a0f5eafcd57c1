"""Every question's yeses by what is known of members, with small cells withheld.

Numbers for display are pooled (only the silent part is predicted), flags come from Fisher's test
with the false discovery rate over the whole table: never both on one number. Both are reckoned from
the cells that are shown, so that nothing about the others follows from them. While a round is open
nothing is shown (cells.py).
"""

from collections.abc import Mapping

from portal.reporting import ballots, numbers
from portal.reporting.answers import SIDES
from portal.reporting.cells import Place, Table, by_dimension
from portal.reporting.facts import Facts
from portal.reporting.numbers import Json
from portal.reporting.withholding import Cell
from portal.stats import multi

# Of the segments that are flagged, one in ten may be a false alarm.
DISCOVERY = 0.10


def by_segment(facts: Facts, places: list[Place], tables: list[Table], left_out: int) -> Json:
    flagged, comparisons = _flags(tables)
    return {
        "rows": [_row(place) for place in places],
        "tables": [_table(table, flagged) for table in tables],
        "comparisons": comparisons,
        "flagged": len(flagged),
        "false_percent": numbers.points(DISCOVERY),
        "waits_for_close": bool(places) and not facts.round.is_over,
        "left_out": left_out,
    }


def _row(place: Place) -> Json:
    return {
        "dimension": place.dimension,
        "value": place.value,
        "members": len(place.members),
    }


def _flags(tables: list[Table]) -> tuple[set[tuple[str, Cell]], int]:
    """The cells that differ from the rest of those who answered, and how many were compared."""
    asked = [(table, cell) for table in tables for cell in table.shown]
    found = multi.flags([_against_the_rest(*one) for one in asked], DISCOVERY)
    flagged = {
        (table.question.public_id, cell)
        for (table, cell), is_flagged in zip(asked, found.flagged, strict=True)
        if is_flagged
    }
    return flagged, found.comparisons


def _against_the_rest(table: Table, cell: Cell) -> tuple[int, int, int, int]:
    """Yeses and answers of a cell, and of everybody else who answered."""
    x, n = table.told(cell)
    return x, n, len(table.yeses) - x, len(table.given) - n


def _table(table: Table, flagged: set[tuple[str, Cell]]) -> Json:
    every, n = len(table.yeses), len(table.given)
    pooled = _pooled(table)
    return {
        "question": table.question.public_id,
        "kind": table.question.kind,
        "prompt": table.question.prompt,
        "of": table.yes.code,
        "key": table.yes.key,
        "n": n,
        "x": every,
        "percent": numbers.percent(every, n),
        "cells": [
            _cell(table, cell, pooled, (table.question.public_id, cell) in flagged)
            for cell in table.cells
        ],
    }


def _cell(table: Table, cell: Cell, pooled: Mapping[Cell, int], is_flagged: bool) -> Json:
    if cell in table.hidden:
        return {"is_withheld": True} | dict.fromkeys(
            ("n", "x", "percent", "estimate", "is_flagged", "sides")
        )
    x, n = table.told(cell)
    return {
        "is_withheld": False,
        "n": n,
        "x": x,
        "percent": numbers.percent(x, n),
        "estimate": pooled[cell],
        "is_flagged": is_flagged,
        "sides": _sides(table, cell),
    }


def _sides(table: Table, cell: Cell) -> Json | None:
    if table.question.kind != "support":
        return None
    return ballots.tally({person: table.given[person] for person in cell.answered}, SIDES)


def _pooled(table: Table) -> dict[Cell, int]:
    """In percent, each cell as a whole: its answers as they are, its silent drawn to the others of
    its dimension as far as members of one cell are no more alike than members of two."""
    found: dict[Cell, int] = {}
    for cells in by_dimension(table.shown):
        counts = [table.told(cell) for cell in cells]
        sizes = [len(cell.members - table.unused) for cell in cells]
        pooling = multi.partial_pooling([x for x, _ in counts], [n for _, n in counts], sizes)
        found |= dict(zip(cells, map(numbers.points, pooling.segment_estimate), strict=True))
    return found
