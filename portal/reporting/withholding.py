"""Which cells of a table to withhold, so that no small group follows from those that are shown.

Here: sets of people and arithmetic on them. Not here: what is shown of a cell (segments.py).
Four ways to a small group are closed: the cell itself; what is left of a dimension when the shown
cells are taken from the total; one cell inside another that is hardly larger; and any sum and
difference of shown cells that gives a withheld one.

Each question, and each revision, is withheld for itself: its answers are a sum over people that no
sum of answers to another gives, whoever answered both. Only a table that counts people by two
answers at once ties two questions together; `is_safe_beside` is asked for either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.reporting.numbers import FLOOR

PRIME = 2**61 - 1


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` None: everybody of the dimension whom no other cell holds."""

    dimension: str
    value: str | None
    members: frozenset[int]
    answered: frozenset[int]


def withheld(dimensions: Iterable[list[Cell]], everyone: frozenset[int]) -> set[Cell]:
    """The cells not to show. Grows until nothing small follows from what is left."""
    tables = list(dimensions)
    cells = [cell for table in tables for cell in table]
    hidden = {cell for cell in cells if len(cell.answered) < FLOOR}
    while True:
        more = {cell for table in tables for cell in _covering(table, hidden)}
        more |= _inside([c for c in cells if c not in hidden | more])
        more |= _betraying([c for c in cells if c not in hidden | more], hidden | more, everyone)
        if not more - hidden:
            return hidden
        hidden |= more


def _covering(table: list[Cell], hidden: set[Cell]) -> list[Cell]:
    """The total minus the shown cells must be two cells and five people, or nobody."""
    covered = [c for c in table if c in hidden and c.answered]
    if not covered or (len(covered) > 1 and sum(len(c.answered) for c in covered) >= FLOOR):
        return []
    return _smallest(c for c in table if c not in hidden and c.answered)


def _inside(shown: list[Cell]) -> set[Cell]:
    """Of two shown cells that differ by one to four people, the smaller is withheld."""
    return {
        a
        for a in shown
        for b in shown
        if a.answered < b.answered and len(b.answered - a.answered) < FLOOR
    }


def _betraying(shown: list[Cell], hidden: set[Cell], everyone: frozenset[int]) -> set[Cell]:
    """The smallest shown cell, if sums and differences of shown ones give a withheld one."""
    secrets = [c.answered for c in hidden if c.answered]
    # The total is withheld itself while it is small.
    total = [everyone] if len(everyone) >= FLOOR else []
    known = [*total, *(c.answered for c in shown)]
    if any(follows(secret, known) for secret in secrets):
        return set(_smallest(shown))
    return set()


def is_safe_beside(
    groups: Sequence[frozenset[int]],
    shown: Iterable[Cell],
    hidden: Iterable[Cell],
    everyone: frozenset[int],
) -> bool:
    """Whether more groups of those who answered (by what they said elsewhere) may be shown beside
    the cells that are: none is small, nor hardly smaller than another, and none gives a secret."""
    known = [everyone, *(cell.answered for cell in shown), *groups]
    if any(len(group) < FLOOR for group in groups):
        return False
    if any(0 < len(a - b) < FLOOR and b < a for a in known for b in known):
        return False
    secrets = [cell.answered for cell in hidden if cell.answered]
    return not any(follows(secret, known) for secret in secrets)


def _smallest(cells: Iterable[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda c: (len(c.answered), c.dimension, c.value or ""))[:1]


def follows(secret: frozenset[int], known: Sequence[frozenset[int]]) -> bool:
    """Whether the count of `secret` is a sum of multiples of the counts of `known`, whoever said
    what: whether its row lies in the span of theirs. Reckoned modulo a large prime."""
    kinds = {tuple(person in each for each in (secret, *known)) for person in secret.union(*known)}
    columns = sorted(kinds)
    rows = [[int(kind[i]) for kind in columns] for i in range(1, len(known) + 1)]
    target = [int(kind[0]) for kind in columns]
    for column in range(len(columns)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        inverse = pow(pivot[column], -1, PRIME)
        pivot = [value * inverse % PRIME for value in pivot]
        rows = [_without(row, pivot, column) for row in rows]
        target = _without(target, pivot, column)
    return not any(target)


def _without(row: list[int], pivot: list[int], column: int) -> list[int]:
    factor = row[column]
    if not factor:
        return row
    return [(a - factor * b) % PRIME for a, b in zip(row, pivot, strict=True)]
