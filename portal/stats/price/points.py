"""Four prices a member names, and where their curves cross (Van Westendorp 1976).

Here: the four points, and the curves to draw. Not here: intent at these prices (newton.py).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portal.stats import checks
from portal.stats.errors import Impossible

Prices = Sequence[float]
NAMES = ("too_cheap", "cheap", "expensive", "too_expensive")


@dataclass(frozen=True, slots=True)
class Psm:
    """Prices, None where the curves never cross; valid + invalid = members asked."""

    PMC: float | None
    PME: float | None
    IDP: float | None
    OPP: float | None
    valid: int
    invalid: int


def psm(
    too_cheap: Prices,
    cheap: Prices,
    expensive: Prices,
    too_expensive: Prices,
    range: str = "original",
    intersection: str = "grid",
) -> Psm:
    """Van Westendorp 1976: where the curves first cross, among the prices somebody named.

    One entry a member in each list; members whose four prices do not rise are left out. range:
    "original" or "narrower"; intersection: "grid" or "linear" (between the neighbouring prices).
    """
    checks.one_of("range", range, ("original", "narrower"))
    checks.one_of("intersection", intersection, ("grid", "linear"))
    asked = members(too_cheap, cheap, expensive, too_expensive)
    rising = [m for m in asked if rises(m)]
    curves = [sorted(column) for column in zip(*rising, strict=True)] or [[], [], [], []]
    valid = len(rising)

    def at_most(curve: int) -> Callable[[float], int]:
        return lambda price: bisect_right(curves[curve], price)

    def above(curve: int) -> Callable[[float], int]:
        return lambda price: valid - bisect_right(curves[curve], price)

    grid = sorted({price for member in rising for price in member})

    def cross(rising_: Callable[[float], int], falling: Callable[[float], int]) -> float | None:
        return _crossing(grid, lambda p: rising_(p) - falling(p), intersection == "linear")

    too_low, bargain, dear, too_high = 0, 1, 2, 3
    original = range == "original"
    return Psm(
        cross(at_most(bargain) if original else at_most(dear), above(too_low)),
        cross(at_most(too_high), above(dear) if original else above(bargain)),
        cross(at_most(dear), above(bargain)),
        cross(at_most(too_high), above(too_low)),
        valid,
        len(asked) - valid,
    )


def members(*columns: object) -> list[tuple[float, ...]]:
    """Four lists turned into four prices a member. Raises Impossible."""
    lists = [checks.numbers(name, column) for name, column in zip(NAMES, columns, strict=True)]
    if len({len(column) for column in lists}) > 1:
        raise Impossible("too_cheap, cheap, expensive and too_expensive must be equally long.")
    if any(price < 0 for column in lists for price in column):
        raise Impossible("Each price in too_cheap to too_expensive must be at least 0.")
    return list(zip(*lists, strict=True))


def rises(member: Sequence[float]) -> bool:
    """Whether a member's four prices say the same as their names."""
    return all(low < high for low, high in pairwise(member))


def _crossing(grid: list[float], lead: Callable[[float], int], linear: bool) -> float | None:
    """The first price at which the rising curve is no longer below the falling one."""
    where = bisect_left(grid, True, key=lambda price: lead(price) >= 0)
    if where == len(grid):
        return None
    price = grid[where]
    if not linear or not where:
        return price
    before, short = grid[where - 1], -lead(grid[where - 1])
    return before + (price - before) * short / (short + lead(price))
