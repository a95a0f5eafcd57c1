"""The share of a whole group whose tiers (VIP, tester, region) answered unequally.

Here: the stratified estimate. Not here: shrinking many small segments for display (multi.py).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.stats import checks, quantiles
from portal.stats.errors import Impossible


@dataclass(frozen=True, slots=True)
class StratifiedShare:
    """A share of the whole group, its standard error and its (unclipped) normal interval."""

    share: float
    se: float
    low: float
    high: float


def stratified(strata: Sequence[Mapping[str, int]], level: float) -> StratifiedShare:
    """The share of the whole group when its tiers answer unequally.

    strata: one {"N", "n", "x"} a tier; each needs two answers, or everyone's. Normal interval,
    not clipped. Source: Cochran 1977, chapter 5.
    """
    z = quantiles.normal(checks.inside("level", level))
    tiers = [_tier(one) for one in checks.items("strata", strata, at_most=10_000)]
    total = sum(N for N, _, _ in tiers)
    if not total:
        raise Impossible("strata must not be empty.")
    share = math.fsum(N * x / n for N, n, x in tiers) / total
    se = math.sqrt(math.fsum(_tier_variance(*tier) for tier in tiers)) / total
    return StratifiedShare(share, se, share - z * se, share + z * se)


def _tier(value: object) -> tuple[int, int, int]:
    tier = checks.named("strata", value)
    if set(tier) != {"N", "n", "x"}:
        raise Impossible("Each entry of strata must have exactly N, n and x.")
    N, n, x = checks.answers(tier["N"], tier["n"], tier["x"])
    if n < min(2, N):
        raise Impossible("Each entry of strata needs an n of at least 2, or of all N.")
    return N, n, x


def _tier_variance(N: int, n: int, x: int) -> float:
    """In people squared."""
    return 0.0 if n == N else N * N * (1 - n / N) * (x / n) * (1 - x / n) / (n - 1)
