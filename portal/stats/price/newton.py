"""Who would buy at which price, from intent at the prices named (Newton, Miller & Smith 1993).

Here: the share that would buy along the prices, and where it and the revenue are largest. Not here:
any claim that the weights of intent are data; they are a convention.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.stats import checks
from portal.stats.price.points import Prices, members, rises

MOST_MEMBERS = 5_000
Line = tuple[Sequence[float], Sequence[float]]  # four prices, and the shares buying at them


@dataclass(frozen=True, slots=True)
class Nms:
    """Prices named by somebody; reach 0 to 1, revenue in price per member asked."""

    price_max_reach: float | None
    max_reach: float | None
    price_max_revenue: float | None
    max_revenue: float | None


@dataclass(frozen=True, slots=True)
class Reach:
    """At a price somebody named: the share that would buy, and price times that share."""

    price: float
    reach: float
    revenue: float


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
    checks.items("too_cheap", too_cheap, at_most=MOST_MEMBERS)
    given = members(too_cheap, cheap, expensive, too_expensive)
    weights = shares_of(weights_5_to_1)
    intents = [
        [checks.count(name, one, 1, 5) for one in checks.items(name, column, len(given))]
        for name, column in (("intent_cheap", intent_cheap), ("intent_expensive", intent_expensive))
    ]
    lines = [
        (member, (0.0, weights[5 - bargain], weights[5 - dear], 0.0))
        for member, bargain, dear in zip(given, *intents, strict=True)
        if rises(member)
    ]
    if not lines:
        return Nms(None, None, None, None)
    curve = along(lines)
    furthest = curve[first_best([point.reach for point in curve])]
    richest = curve[first_best([point.revenue for point in curve])]
    return Nms(furthest.price, furthest.reach, richest.price, richest.revenue)


def shares_of(weights_5_to_1: object) -> list[float]:
    """The weights of intent 5 down to 1. Raises Impossible."""
    given = checks.items("weights_5_to_1", weights_5_to_1, 5)
    return [checks.share("weights_5_to_1", weight) for weight in given]


def along(lines: Sequence[Line]) -> tuple[Reach, ...]:
    """The mean of the members' lines at every price somebody named, from the lowest up."""
    import numpy as np

    grid = sorted({price for prices, _ in lines for price in prices})
    total = np.zeros(len(grid))
    for prices, heights in lines:
        total += np.interp(grid, prices, heights)
    reached = [float(one) / len(lines) for one in total]
    return tuple(Reach(p, share, p * share) for p, share in zip(grid, reached, strict=True))


def first_best(values: Sequence[float]) -> int:
    """The first place of the largest value, rounding aside."""
    best = max(values)
    return next(i for i, value in enumerate(values) if value >= best - 1e-12 * max(1.0, best))
