"""Signal 3, would you recommend it: the net promoter score of a closed group, in points.

Here: the score and its standard error, and the interval for an endless population. Not here: the
interval for a closed group, which is net.interval on promoters and detractors.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from portal.stats import checks, quantiles, rating
from portal.stats.errors import Impossible


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of the three classes; nps and se in points, -100 to 100, None where undefined."""

    n: int
    promoters: int
    passives: int
    detractors: int
    nps: float | None
    se: float | None


@dataclass(frozen=True, slots=True)
class AdjustedWald:
    """In points, not clipped."""

    centre: float
    low: float
    high: float


def score(counts: Sequence[int], N: int | None) -> Score:
    """Promoters (9, 10) minus detractors (0 to 6), with the finite population correction.

    counts: how many answered 0, 1, ... 10.
    """
    found = checks.counts("counts", counts, 11)
    detractors, passives, promoters = sum(found[:7]), sum(found[7:9]), sum(found[9:])
    net = rating.mean_of_counts({-1: detractors, 0: passives, 1: promoters}, N, 0.95)
    n = sum(found)
    return Score(
        n,
        promoters,
        passives,
        detractors,
        100 * (promoters - detractors) / n if n else None,
        None if net.se is None else 100 * net.se,
    )


def adjusted_wald(n: int, promoters: int, detractors: int, level: float) -> AdjustedWald:
    """For an endless population: three answers are added, 3/4 of them to either side.

    Source: Rocks 2016.
    """
    n = checks.count("n", n)
    promoters = checks.count_within("promoters", promoters, "n", n)
    detractors = checks.count("detractors", detractors)
    if promoters + detractors > n:
        raise Impossible("promoters and detractors together must not be larger than n.")
    up, down = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    half = quantiles.normal(checks.inside("level", level)) * math.sqrt(
        (up + down - (up - down) ** 2) / (n + 3)
    )
    centre = up - down
    return AdjustedWald(100 * centre, 100 * (centre - half), 100 * (centre + half))
