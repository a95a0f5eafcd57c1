"""Signal 12, commerce: co-created against other products.

Here: difference and ratio of two conversion rates, and a comparison over products. Not here: any
claim of cause; teams co-create what they believe in. Within one pair the visitor is the unit,
across products the product.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.stats import checks, proportions, quantiles
from portal.stats.errors import Impossible

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_EXACT = 40
MOST_PRODUCTS = 5_000
DRAWS = 20_000


@dataclass(frozen=True, slots=True)
class Difference:
    """First minus second rate, -1 to 1."""

    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Ratio:
    """First over second rate; None where a zero leaves it without a value or an interval."""

    ratio: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Permutation:
    """The difference of means in the unit given, and its two-sided probability."""

    difference: float
    p_two_sided: float


def newcombe(x1: int, n1: int, x2: int, n2: int, level: float) -> Difference:
    """Newcombe 1998, method 10: Wilson's limits of both rates, squared and added."""
    n1, n2 = checks.count("n1", n1, 1), checks.count("n2", n2, 1)
    x1, x2 = checks.count_within("x1", x1, "n1", n1), checks.count_within("x2", x2, "n2", n2)
    p1, p2 = x1 / n1, x2 / n2
    first, second = (proportions.wilson_ci(n, x, level) for n, x in ((n1, x1), (n2, x2)))
    below = math.hypot(p1 - first.low, second.high - p2)
    above = math.hypot(first.high - p1, p2 - second.low)
    return Difference(p1 - p2, p1 - p2 - below, p1 - p2 + above)


def risk_ratio(x1: int, n1: int, x2: int, n2: int, level: float) -> Ratio:
    """The ratio of two rates, log-normal interval (Katz et al. 1978)."""
    n1, n2 = checks.count("n1", n1, 1), checks.count("n2", n2, 1)
    x1, x2 = checks.count_within("x1", x1, "n1", n1), checks.count_within("x2", x2, "n2", n2)
    z = quantiles.normal(checks.inside("level", level))
    if not x2:
        return Ratio(None, None, None)
    ratio = x1 / n1 / (x2 / n2)
    if not x1:
        return Ratio(ratio, None, None)
    spread = math.exp(z * math.sqrt(max(0.0, 1 / x1 - 1 / n1 + 1 / x2 - 1 / n2)))
    return Ratio(ratio, ratio / spread, ratio * spread)


def products_permutation(
    cocreated: Sequence[float], other: Sequence[float], seed: int = 0
) -> Permutation:
    """How many of all ways to split the products differ at least as much as the one found.

    Exact up to 40 products in all; else 20,000 splits drawn from `seed`.
    """
    checks.items("cocreated", cocreated, at_most=MOST_PRODUCTS)
    checks.items("other", other, at_most=MOST_PRODUCTS)
    ours, theirs = checks.numbers("cocreated", cocreated), checks.numbers("other", other)
    seed = checks.count("seed", seed)
    if not ours or not theirs:
        raise Impossible(f"{'other' if ours else 'cocreated'} must not be empty.")
    every = ours + theirs
    whole, k, rest = math.fsum(every), len(ours), len(theirs)
    difference = math.fsum(ours) / k - math.fsum(theirs) / rest
    rounding = 1e-9 * max(abs(one) for one in every)
    # a split's difference grows with the sum S of its k products: S/k - (whole - S)/rest
    scale = 1 / k + 1 / rest
    high = (abs(difference) - rounding + whole / rest) / scale
    low = (-abs(difference) + rounding + whole / rest) / scale
    if len(every) <= MOST_EXACT:
        outside = _splits_outside(every, k, low, high) / math.comb(len(every), k)
    else:
        outside = _drawn_outside(every, k, low, high, seed)
    return Permutation(difference, min(1.0, outside))


def _splits_outside(every: list[float], k: int, low: float, high: float) -> int:
    """Subsets of k whose sum is <= low or >= high, by joining the subsets of two halves."""
    import numpy as np

    if low >= high:
        return math.comb(len(every), k)
    middle = len(every) // 2
    left, right = _sums_by_size(every[:middle]), _sums_by_size(every[middle:])
    outside = 0
    for size, sums in enumerate(left):
        if not 0 <= k - size < len(right):
            continue
        others = np.sort(right[k - size])
        outside += int(np.searchsorted(others, low - sums, side="right").sum())
        outside += int((others.size - np.searchsorted(others, high - sums, side="left")).sum())
    return outside


def _sums_by_size(values: list[float]) -> "list[NDArray[np.float64]]":
    import numpy as np

    sums = [np.zeros(1)]
    for value in values:
        longer = [*sums, np.empty(0)]
        added = [np.empty(0), *(one + value for one in sums)]
        sums = [np.concatenate(pair) for pair in zip(longer, added, strict=True)]
    return sums


def _drawn_outside(every: list[float], k: int, low: float, high: float, seed: int) -> float:
    import numpy as np

    chance, values = np.random.default_rng(seed), np.array(every)
    sums = np.array([chance.permutation(values)[:k].sum() for _ in range(DRAWS)])
    return (int(((sums <= low) | (sums >= high)).sum()) + 1) / (DRAWS + 1)
