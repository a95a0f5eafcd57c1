"""Ranked ballots: reading them, and counting who is placed above whom.

Here: the shape of a ballot box. Not here: the rules that name a winner (rank.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.stats import checks
from portal.stats.errors import Impossible

MOST_OPTIONS = 30
Ballots = Sequence[tuple[int, Sequence[str]]]  # how often, and the order, best first


@dataclass(frozen=True, slots=True)
class Box:
    """options sorted by name; ballots: how often, and places as indices into options, best first.

    above[i][j]: voters who place i above j; an option left out is tied last on that ballot.
    """

    options: tuple[str, ...]
    ballots: tuple[tuple[int, tuple[int, ...]], ...]
    above: tuple[tuple[int, ...], ...]

    def margin(self, i: int, j: int) -> int:
        """By how many voters i is ahead of j."""
        return self.above[i][j] - self.above[j][i]


def read(ballots: object) -> Box:
    """From [[count, [best, ..., worst]], ...]. Raises Impossible."""
    found = [_ballot(one) for one in checks.items("ballots", ballots, at_most=50_000)]
    options = tuple(sorted({option for _, order in found for option in order}))
    if len(options) > MOST_OPTIONS:
        raise Impossible(f"ballots must name at most {MOST_OPTIONS} options.")
    place = {option: index for index, option in enumerate(options)}
    indexed = tuple((count, tuple(place[option] for option in order)) for count, order in found)
    return Box(options, indexed, above(indexed, len(options)))


def _ballot(value: object) -> tuple[int, list[str]]:
    pair = checks.items("ballots", value, 2)
    order = []
    for option in checks.items("ballots", pair[1], at_most=MOST_OPTIONS):
        if not isinstance(option, str):
            raise Impossible("ballots must name options by strings.")
        order.append(option)
    if len(set(order)) < len(order):
        raise Impossible("ballots must not name an option twice.")
    return checks.count("ballots", pair[0]), order


def above(ballots: Sequence[tuple[int, tuple[int, ...]]], size: int) -> tuple[tuple[int, ...], ...]:
    """[i][j]: voters who place i above j, of `size` options; one left out is tied last."""
    above = [[0] * size for _ in range(size)]
    for count, order in ballots:
        below = set(range(size))
        for option in order:
            below.discard(option)
            for other in below:
                above[option][other] += count
    return tuple(map(tuple, above))
