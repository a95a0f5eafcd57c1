"""Signal 1: the share of the closed group that supports a draft, and what the silent could change.

Here: the exact and the assumption-free bounds for K/N. Not here: textbook intervals
(proportions.py), unequal tiers (strata.py), bounds that may be watched daily (monitor.py) and the
verdict (verdict.py).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.stats import checks, draws
from portal.stats.errors import Impossible
from portal.stats.proportions import Interval, clopper_pearson_ci


@dataclass(frozen=True, slots=True)
class ExactInterval:
    """p_hat = x/n (None without answers); K in people, p = K/N."""

    p_hat: float | None
    K_low: int
    K_high: int
    p_low: float
    p_high: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """Two shares and their distance, which is the share of the silent."""

    low: float
    high: float
    width: float


@dataclass(frozen=True, slots=True)
class TippingPoint:
    """How many of the silent must agree; the needed number is negative once passed.

    state: certain_yes, certain_no or open. rate_needed is None when nobody is silent,
    respondent_rate when nobody answered.
    """

    needed_from_silent: int
    silent: int
    rate_needed: float | None
    respondent_rate: float | None
    state: str


@dataclass(frozen=True, slots=True)
class EarlyLate:
    """The answers of the first and of the second half, by time, and yeses among them.

    difference: late minus early share, -1 to 1, None below two answers; p: Fisher's exact test.
    """

    early_n: int
    early_x: int
    late_n: int
    late_x: int
    difference: float | None
    p_two_sided: float


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability, 0 to 1."""

    probability: float


def hypergeom_ci(N: int, n: int, x: int, level: float) -> ExactInterval:
    """The exact interval for K by inverting both hypergeometric tails (F1).

    Every K is kept for which neither P(X >= x) nor P(X <= x) is within (1 - level)/2. No answers
    give [0, N]; a census gives one point. Raises Impossible. Source: Wang 2015.
    """
    N, n, x = checks.answers(N, n, x)
    tail = (1 - checks.inside("level", level)) / 2
    fewest, most = x, N - (n - x)
    K_low = _first(lambda K: draws.exceeds(draws.at_least(x, N, K, n), tail), fewest, most)
    K_high = -_first(lambda K: draws.exceeds(draws.at_most(x, N, -K, n), tail), -most, -fewest)
    return ExactInterval(x / n if n else None, K_low, K_high, K_low / N, K_high / N)


def _first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The smallest whole number for which a condition holds that, once true, stays true."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def share_interval(N: int | None, n: int, x: int, level: float) -> Interval:
    """The exact interval of a share: hypergeometric for a group of N, binomial where N is None."""
    if N is None:
        return clopper_pearson_ci(n, x, level)
    exact = hypergeom_ci(N, n, x, level)
    return Interval(exact.p_low, exact.p_high)


def manski_bounds(N: int, n: int, x: int) -> Bounds:
    """What is certain without any assumption about the silent (Manski 1989)."""
    N, n, x = checks.answers(N, n, x)
    return Bounds(x / N, (x + N - n) / N, (N - n) / N)


def tipping_point(N: int, n: int, x: int, K_threshold: int) -> TippingPoint:
    """How the silent would have to answer for K to reach `K_threshold` (0 to N yeses)."""
    N, n, x = checks.answers(N, n, x)
    needed = checks.count_within("K_threshold", K_threshold, "N", N) - x
    silent = N - n
    state = "certain_yes" if needed <= 0 else "certain_no" if needed > silent else "open"
    return TippingPoint(
        needed, silent, needed / silent if silent else None, x / n if n else None, state
    )


def delta_bounds(N: int, n: int, x: int, level: float, delta: float) -> Interval:
    """The share if the silent may differ by up to `delta` (0 to 1) from the exact interval.

    delta 0 is the exact interval, delta 1 the Manski bounds.
    """
    exact = hypergeom_ci(N, n, x, level)
    return widened(N, n, x, exact.K_low, exact.K_high, delta)


def widened(N: int, n: int, x: int, K_low: int, K_high: int, delta: float) -> Interval:
    """Any interval [K_low, K_high] of people, loosened by `delta` for the silent."""
    delta = checks.share("delta", delta)
    silent = N - n
    if not silent:
        return Interval(x / N, x / N)
    low = max(0.0, (K_low - x) / silent - delta)
    high = min(1.0, (K_high - x) / silent + delta)
    return Interval((x + silent * low) / N, (x + silent * high) / N)


def prob_at_least(N: int, n: int, x: int, K_threshold: int) -> Chance:
    """P(K >= K_threshold) if the silent are like those who answered.

    The silent yeses are BetaBinomial(N - n, 1 + x, 1 + n - x), a uniform prior on the share.
    """
    N, n, x = checks.answers(N, n, x)
    needed = checks.count_within("K_threshold", K_threshold, "N", N) - x
    if needed <= 0:
        return Chance(1.0)
    if N > 1_000_000:
        raise Impossible("N must be at most 1000000 for this chance.")
    log_chances = (
        draws.log_beta_binomial(k, N - n, 1 + x, 1 + n - x) for k in range(needed, N - n + 1)
    )
    return Chance(min(1.0, math.fsum(math.exp(one) for one in log_chances)))


def early_late(votes: Sequence[int]) -> EarlyLate:
    """Whether the later half of the answers differs from the earlier one; of an odd number the
    middle one is late. votes: 1 for yes, 0 for all else, in the order cast. Raises Impossible."""
    found = checks.yes_or_no("votes", votes)
    early, late = found[: len(found) // 2], found[len(found) // 2 :]
    m, x, k, y = len(early), sum(early), len(late), sum(late)
    checks.count("votes", len(found), at_most=100_000)
    difference = y / k - x / m if m else None
    return EarlyLate(m, x, k, y, difference, draws.fisher(x, m - x, y, k - y))
