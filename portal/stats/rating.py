"""Signal 3, ratings: counts of the answers 1 to 5, for the whole group.

Here: the share of the two upper boxes, the mean with its interval, and when that interval may be
shown. Not here: net promoter (nps.py) and forecasts of buyers (intent.py).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.stats import checks, quantiles, support


@dataclass(frozen=True, slots=True)
class TopBoxes:
    """n answers, x of them 4 or 5; shares 0 to 1, the share None without answers."""

    n: int
    x: int
    share: float | None
    p_low: float
    p_high: float


@dataclass(frozen=True, slots=True)
class Mean:
    """On the scale 1 to 5; None where too few answered (one answer of many has no spread)."""

    mean: float | None
    sd: float | None
    se: float | None
    low: float | None
    high: float | None


def top2box(counts: Sequence[int], N: int | None, level: float) -> TopBoxes:
    """The share answering 4 or 5. counts: how many answered 1, 2, 3, 4, 5."""
    found = checks.counts("counts", counts, 5)
    n, x = sum(found), found[3] + found[4]
    bounds = support.share_interval(checks.population(N, n), n, x, level)
    return TopBoxes(n, x, x / n if n else None, bounds.low, bounds.high)


def mean(counts: Sequence[int], N: int | None, level: float) -> Mean:
    """The mean with Student's interval and the finite population correction (not clipped)."""
    found = checks.counts("counts", counts, 5)
    return mean_of_counts(dict(enumerate(found, start=1)), N, level)


def mean_of_counts(
    counts: Mapping[int, int] | Mapping[float, int], N: int | None, level: float
) -> Mean:
    """The same for any scores: counts maps a score to how many gave it. Source: Cochran 1977."""
    n = sum(counts.values())
    N = checks.population(N, n)
    level = checks.inside("level", level)
    if not n:
        return Mean(None, None, None, None, None)
    middle = math.fsum(score * how_many for score, how_many in counts.items()) / n
    if n == 1:
        alone = (0.0, middle, middle) if N == 1 else (None, None, None)
        return Mean(middle, None, *alone)
    squares = math.fsum(k * (score - middle) ** 2 for score, k in counts.items())
    sd = math.sqrt(squares / (n - 1))
    se = sd * math.sqrt((1 - n / N if N else 1.0) / n)
    half = quantiles.student(level, n - 1) * se if se else 0.0
    return Mean(middle, sd, se, middle - half, middle + half)


def is_interval_shown(counts: Sequence[int]) -> bool:
    """Whether the mean's interval may be shown: at least ten answers, and not all the same."""
    found = checks.counts("counts", counts, 5)
    return sum(found) >= 10 and max(found) < sum(found)
