"""Signal 5: prices members name, and prices they accept.

Here: Van Westendorp's four points, the Newton-Miller-Smith extension, Gabor and Granger's ladder.
Not here: any claim that one of them is the price. One currency, tax included, in the caller's unit.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portal.stats import checks, support
from portal.stats.errors import Impossible

Prices = Sequence[float]
MOST_MEMBERS = 5_000
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


@dataclass(frozen=True, slots=True)
class Nms:
    """Prices named by somebody; reach 0 to 1, revenue in price per member asked."""

    price_max_reach: float | None
    max_reach: float | None
    price_max_revenue: float | None
    max_revenue: float | None


@dataclass(frozen=True, slots=True)
class GaborGranger:
    """One entry a price, in the order given; shares 0 to 1."""

    demand: tuple[float | None, ...]
    revenue_index: tuple[float | None, ...]
    best_price: float | None
    p_low: tuple[float, ...]
    p_high: tuple[float, ...]


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
    members = _members(too_cheap, cheap, expensive, too_expensive)
    rising = [m for m in members if _rises(m)]
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
        len(members) - valid,
    )


def _members(*columns: object) -> list[tuple[float, ...]]:
    lists = [checks.numbers(name, column) for name, column in zip(NAMES, columns, strict=True)]
    if len({len(column) for column in lists}) > 1:
        raise Impossible("too_cheap, cheap, expensive and too_expensive must be equally long.")
    if any(price < 0 for column in lists for price in column):
        raise Impossible("Each price in too_cheap to too_expensive must be at least 0.")
    return list(zip(*lists, strict=True))


def _rises(member: tuple[float, ...]) -> bool:
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


def nms(
    too_cheap: Prices,
    cheap: Prices,
    expensive: Prices,
    too_expensive: Prices,
    intent_cheap: Sequence[int],
    intent_expensive: Sequence[int],
    weights_5_to_1: Sequence[float],
) -> Nms:
    """Newton, Miller & Smith 1993: intent at the cheap and expensive price, a line in between.

    Intents 1 to 5, weights from 5 down to 1; 0 at too cheap and too expensive, and outside.
    """
    import numpy as np

    checks.items("too_cheap", too_cheap, at_most=MOST_MEMBERS)
    members = _members(too_cheap, cheap, expensive, too_expensive)
    weights = [
        checks.share("weights_5_to_1", w) for w in checks.items("weights_5_to_1", weights_5_to_1, 5)
    ]
    intents = [
        [checks.count(name, one, 1, 5) for one in checks.items(name, column, len(members))]
        for name, column in (("intent_cheap", intent_cheap), ("intent_expensive", intent_expensive))
    ]
    kept = [i for i, member in enumerate(members) if _rises(member)]
    grid = sorted({price for i in kept for price in members[i]})
    if not grid:
        return Nms(None, None, None, None)
    total = np.zeros(len(grid))
    for i in kept:
        heights = [0.0, weights[5 - intents[0][i]], weights[5 - intents[1][i]], 0.0]
        total += np.interp(grid, members[i], heights)
    reach = [float(one) / len(kept) for one in total]
    revenue = [price * share for price, share in zip(grid, reach, strict=True)]
    furthest, richest = _first_best(reach), _first_best(revenue)
    return Nms(grid[furthest], reach[furthest], grid[richest], revenue[richest])


def _first_best(values: Sequence[float]) -> int:
    """The first place of the largest value, rounding aside."""
    best = max(values)
    return next(i for i, value in enumerate(values) if value >= best - 1e-12 * max(1.0, best))


def gabor_granger(
    max_accepted: Prices, prices: Prices, N: int | None, level: float
) -> GaborGranger:
    """The share whose highest accepted price is at least p (0 for none), exactly bounded.

    The best price has the largest price times demand, the lowest of them where several tie.
    """
    highest = checks.numbers("max_accepted", max_accepted)
    asked = checks.numbers("prices", prices)
    if any(price < 0 for price in (*highest, *asked)):
        raise Impossible("Each of prices and max_accepted must be at least 0.")
    checks.items("prices", asked, at_most=1_000)
    n = len(highest)
    N = checks.population(N, n)
    rising = sorted(highest)
    buyers = [n - bisect_left(rising, price) for price in asked]
    bounds = [support.share_interval(N, n, x, level) for x in buyers]
    best = None
    if asked and n:
        cheapest_first = sorted(zip(asked, buyers, strict=True))
        best = cheapest_first[_first_best([price * x for price, x in cheapest_first])][0]
    return GaborGranger(
        tuple(x / n if n else None for x in buyers),
        tuple(price * x / n if n else None for price, x in zip(asked, buyers, strict=True)),
        best,
        tuple(bound.low for bound in bounds),
        tuple(bound.high for bound in bounds),
    )
