"""Whether the sides of the few who answered only once follow from what is told of all others.

How many improved, worsened and stayed says nothing of one member. But beside the counts of both
times it can leave one way only in which the one to four who dropped out, or came new, answered.
Here: trying every way. Not here: what is then withheld (moves.py, comparing.py).
"""

from collections.abc import Iterator, Sequence
from typing import Final

from portal.reporting.numbers import FLOOR

# Against, unsure, for: how many are on each side.
Sides = Sequence[int]
SIDES: Final = ("against", "unsure", "for")


def are_told(before: Sides, after: Sides, improved: int, worsened: int, both: int) -> bool:
    """Whether those who answered only before, or only after, can have answered in one way alone.

    Of many there is never need to ask: five or more are a group that may be told.
    """
    gone, fresh = sum(before) - both, sum(after) - both
    if not (0 < gone < FLOOR or 0 < fresh < FLOOR) or max(gone, fresh) >= FLOOR:
        return False
    ways: tuple[set[Sides], set[Sides]] = (set(), set())
    for left in _parts(before, gone):
        for came in _parts(after, fresh):
            if _can_be(_less(before, left), _less(after, came), improved, worsened):
                ways[0].add(left)
                ways[1].add(came)
        if _several(ways[0], gone) and _several(ways[1], fresh):
            return False
    return not (_several(ways[0], gone) and _several(ways[1], fresh))


def _several(ways: set[Sides], people: int) -> bool:
    """Nobody has no side to tell."""
    return not people or len(ways) > 1


def _parts(of: Sides, people: int) -> Iterator[tuple[int, int, int]]:
    """Every way in which so many of these can be taken."""
    for first in range(min(of[0], people) + 1):
        for second in range(min(of[1], people - first) + 1):
            if people - first - second <= of[2]:
                yield first, second, people - first - second


def _less(all: Sides, some: Sides) -> tuple[int, int, int]:
    return all[0] - some[0], all[1] - some[1], all[2] - some[2]


def _can_be(before: Sides, after: Sides, improved: int, worsened: int) -> bool:
    """Whether a table with these sums exists in which so many moved up, and so many down.

    Its nine cells follow from two of them, those who moved up by one side: from the low one (x),
    and to the high one (y). That none is negative says how small x and y, how large x + y may be.
    """
    low = after[0] - before[0] + improved
    middle = after[1] - before[1]
    down = worsened - low - middle
    least_x = max(0, -down, low + middle - before[2])
    least_y = max(0, -middle - down, improved - before[0])
    return least_x + least_y <= min(improved, low - down, before[1] - down)
