"""Prices accepted step by step (Gabor & Granger 1966).

Here: demand along the prices asked, exactly bounded. Not here: the order of the steps; a random
first price keeps it from being an anchor.
"""

from bisect import bisect_left
from dataclasses import dataclass

from portal.stats import checks, support
from portal.stats.errors import Impossible
from portal.stats.price.newton import first_best
from portal.stats.price.points import Prices


@dataclass(frozen=True, slots=True)
class GaborGranger:
    """One entry a price, in the order given; shares 0 to 1."""

    demand: tuple[float | None, ...]
    revenue_index: tuple[float | None, ...]
    best_price: float | None
    p_low: tuple[float, ...]
    p_high: tuple[float, ...]


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
        best = cheapest_first[first_best([price * x for price, x in cheapest_first])][0]
    return GaborGranger(
        tuple(x / n if n else None for x in buyers),
        tuple(price * x / n if n else None for price, x in zip(asked, buyers, strict=True)),
        best,
        tuple(bound.low for bound in bounds),
        tuple(bound.high for bound in bounds),
    )
