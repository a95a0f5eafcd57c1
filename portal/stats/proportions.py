"""Textbook intervals for a proportion, for sparklines, endless populations and comparisons.

Here: Wilson, Wilson for a finite group, Clopper and Pearson. Not here: what the report shows for a
closed group (support.hypergeom_ci), which these fit badly.
"""

import math
from dataclasses import dataclass

from portal.stats import checks, quantiles


@dataclass(frozen=True, slots=True)
class Interval:
    """Two shares, 0 to 1."""

    low: float
    high: float


def wilson_ci(n: int, x: int, level: float) -> Interval:
    """Wilson's score interval for an endless population; 0 to 1 without answers (Wilson 1927)."""
    n = checks.count("n", n)
    x = checks.count_within("x", x, "n", n)
    return _wilson(x / n if n else 0.0, n, checks.inside("level", level))


def wilson_fpc_ci(N: int, n: int, x: int, level: float) -> Interval:
    """Wilson's interval for a finite group: n counts as n(N-1)/(N-n) (Cochran; O'Neill 2021)."""
    N, n, x = checks.answers(N, n, x)
    level = checks.inside("level", level)
    if n == N:
        return Interval(x / n, x / n)
    return _wilson(x / n if n else 0.0, n * (N - 1) / (N - n), level)


def _wilson(p: float, n: float, level: float) -> Interval:
    if n == 0:
        return Interval(0.0, 1.0)
    z = quantiles.normal(level)
    scale = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / scale
    half = z / scale * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def clopper_pearson_ci(n: int, x: int, level: float) -> Interval:
    """The exact binomial interval, for an endless population (Clopper & Pearson 1934)."""
    n = checks.count("n", n)
    x = checks.count_within("x", x, "n", n)
    tail = (1 - checks.inside("level", level)) / 2
    low = quantiles.beta(tail, x, n - x + 1) if x else 0.0
    return Interval(low, quantiles.beta(1 - tail, x + 1, n - x) if x < n else 1.0)
