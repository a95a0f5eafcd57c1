"""Signal 13, before launch: how many members will buy, from what they say.

Here: forecasts from boxes and from probabilities, and learning a box's weight. Not here: scoring
the forecasts afterwards (calib.py).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from portal.stats import checks, quantiles

JUSTER = (0.01, *(k / 10 for k in range(1, 10)), 0.99)


@dataclass(frozen=True, slots=True)
class Expected:
    """Buyers among those asked, the rate, and the share of the two upper boxes."""

    expected_buyers: float
    expected_rate: float | None
    top2_share: float | None


@dataclass(frozen=True, slots=True)
class Juster:
    """Buyers among those asked, the rate, and the spread if every probability is right."""

    expected_buyers: float
    rate: float | None
    sd_if_calibrated: float


@dataclass(frozen=True, slots=True)
class Weight:
    """The share of a box that buys, with its credible interval."""

    weight: float
    low: float
    high: float


def expected(counts_5_to_1: Sequence[int], weights_5_to_1: Sequence[float]) -> Expected:
    """The sum of weight times count, both from "definitely would" down."""
    counts = checks.counts("counts_5_to_1", counts_5_to_1, 5)
    weights = checks.items("weights_5_to_1", weights_5_to_1, 5)
    shares = [checks.share("weights_5_to_1", weight) for weight in weights]
    buyers = math.fsum(n * w for n, w in zip(counts, shares, strict=True))
    n = sum(counts)
    return Expected(buyers, buyers / n if n else None, sum(counts[:2]) / n if n else None)


def juster(counts_0_10: Sequence[int]) -> Juster:
    """The probability scale of Juster 1966: .01, .1, .2, ... .9, .99."""
    counts = checks.counts("counts_0_10", counts_0_10, 11)
    buyers = math.fsum(n * p for n, p in zip(counts, JUSTER, strict=True))
    spread = math.sqrt(math.fsum(n * p * (1 - p) for n, p in zip(counts, JUSTER, strict=True)))
    n = sum(counts)
    return Juster(buyers, buyers / n if n else None, spread)


def update_weight(
    prior_weight: float, prior_strength: float, n: int, buyers: int, level: float
) -> Weight:
    """A box's weight: Beta(strength * weight, strength * (1 - weight)), then buyers of n asked."""
    prior = checks.share("prior_weight", prior_weight)
    strength = checks.positive("prior_strength", prior_strength)
    n = checks.count("n", n)
    buyers = checks.count_within("buyers", buyers, "n", n)
    tail = (1 - checks.inside("level", level)) / 2
    a, b = strength * prior + buyers, strength * (1 - prior) + n - buyers
    return Weight(a / (a + b), quantiles.beta(tail, a, b), quantiles.beta(1 - tail, a, b))
