"""Support by what is known of members, with small cells withheld, also against subtraction.

A segment "tier: gold" is the value "gold" of the dimension "tier"; one without a colon is a flag,
yes or other. Every member stands in one cell of each dimension, so the cells add up to the whole,
and what is withheld must not follow from what is shown (withholding.py).
"""

from collections.abc import Mapping

from portal.reporting import ballots, numbers
from portal.reporting.answers import SIDES
from portal.reporting.ballots import Counted
from portal.reporting.facts import Ballot, Facts, Member
from portal.reporting.numbers import Json
from portal.reporting.withholding import Cell, withheld

MOST = 12


def by_segment(facts: Facts, counted: Counted, question: int, revision: int) -> Json:
    given = counted.of(question, revision)
    members = [m for m in facts.roster if m.person in counted.group]
    dimensions, left_out = _dimensions(members, frozenset(given))
    hidden = withheld(dimensions, frozenset(given))
    rows = [_row(cell, cell in hidden, given) for cells in dimensions for cell in cells]
    shown = sum(not row["is_withheld"] for row in rows)
    return {"rows": rows, "comparisons": shown, "left_out": left_out}


def _dimensions(members: list[Member], answered: frozenset[int]) -> tuple[list[list[Cell]], int]:
    """At most twelve cells: the dimensions in the order of their names, while there is room."""
    values: dict[str, dict[str, set[int]]] = {}
    for member in members:
        for segment in member.segments:
            dimension, _, value = segment.partition(":")
            found = values.setdefault(dimension.strip(), {})
            found.setdefault(value.strip(), set()).add(member.person)
    everyone = frozenset(m.person for m in members)
    built: list[list[Cell]] = []
    left_out, room = 0, MOST
    for dimension in sorted(values):
        cells = _cells(dimension, values[dimension], everyone, answered)
        if len(cells) < 2 or len(cells) > room:
            left_out += len(cells) > room
            continue
        built.append(cells)
        room -= len(cells)
    return built, left_out


def _cells(
    dimension: str,
    values: Mapping[str, set[int]],
    everyone: frozenset[int],
    answered: frozenset[int],
) -> list[Cell]:
    """The largest values by roster, the rest and the unnamed as one; nobody is in two."""
    largest = sorted(values, key=lambda v: (-len(values[v]), v))[: MOST - 1]
    placed: set[int] = set()
    cells = []
    for value in sorted(largest):
        people = frozenset(values[value] - placed)
        placed |= people
        if people:
            cells.append(Cell(dimension, value, people, people & answered))
    rest = everyone - placed
    if rest:
        cells.append(Cell(dimension, None, rest, rest & answered))
    return cells


def _row(cell: Cell, is_withheld: bool, given: Mapping[int, Ballot]) -> Json:
    base: Json = {
        "dimension": cell.dimension,
        "value": cell.value,
        "members": len(cell.members),
        "is_withheld": is_withheld,
    }
    if is_withheld:
        return base | dict.fromkeys(("n", "sides", "percent"))
    n = len(cell.answered)
    sides = ballots.tally({p: given[p] for p in cell.answered}, SIDES)
    return base | {"n": n, "sides": sides, "percent": numbers.percent(sides["for"], n)}
