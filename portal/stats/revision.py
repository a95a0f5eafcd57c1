"""Signal 7: did the revision help, asked of the same members before and after.

Here: exact tests of flips and of paired ratings, and the mean change in a closed group. Not here:
the net share improved (net.py). There is no control group: a change is not yet an effect.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from portal.stats import checks, quantiles, rating, signs
from portal.stats.errors import Impossible

SMALLEST_CHANGE = 9  # decimals kept of a change: what is left of 0.3 - 0.2 - 0.1 is no change


@dataclass(frozen=True, slots=True)
class Mcnemar:
    """Exact probabilities, 0 to 1."""

    p_two_sided: float
    p_improved: float


@dataclass(frozen=True, slots=True)
class BonettPrice:
    """The net share improved, -1 to 1, for an endless population; not clipped."""

    centre: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SignFlip:
    """mean_change on the rating's scale, None without pairs; probabilities 0 to 1."""

    mean_change: float | None
    p_two_sided: float
    p_greater: float


@dataclass(frozen=True, slots=True)
class Wilcoxon:
    """V_plus: the mid-ranks of the pairs that rose; n_nonzero: the pairs that changed."""

    V_plus: float  # the statistic's own name, and the key of the JSON
    n_nonzero: int
    p_two_sided: float


@dataclass(frozen=True, slots=True)
class MeanChange:
    """On the rating's scale; None where too few answered twice."""

    mean_change: float | None
    se: float | None
    low: float | None
    high: float | None


def mcnemar_exact(improved: int, worsened: int) -> Mcnemar:
    """Whether flips favour one side: binomial(improved; improved + worsened, 1/2)."""
    improved, worsened = checks.count("improved", improved), checks.count("worsened", worsened)
    flips = improved + worsened
    if flips > 1_000_000:
        raise Impossible("improved and worsened together must be at most 1000000.")
    upper = signs.fair_coin_at_least(improved, flips)
    lower = signs.fair_coin_at_least(worsened, flips)
    return Mcnemar(min(1.0, 2 * min(upper, lower)), upper)


def bonett_price(n: int, improved: int, worsened: int, level: float) -> BonettPrice:
    """Adjusted Wald: one flip added to either side, two pairs to n (Bonett & Price 2012)."""
    n = checks.count("n", n)
    improved = checks.count_within("improved", improved, "n", n)
    worsened = checks.count("worsened", worsened)
    if improved + worsened > n:
        raise Impossible("improved and worsened together must not be larger than n.")
    up, down = (improved + 1) / (n + 2), (worsened + 1) / (n + 2)
    centre = up - down
    spread = math.sqrt((up + down - centre * centre) / (n + 2))
    half = quantiles.normal(checks.inside("level", level)) * spread
    return BonettPrice(centre, centre - half, centre + half)


def _changes(before: object, after: object) -> list[float]:
    earlier = checks.numbers("before", before)
    later = checks.numbers("after", after, len(earlier))
    return [round(b - a, SMALLEST_CHANGE) for a, b in zip(earlier, later, strict=True)]


def signflip(before: Sequence[float], after: Sequence[float], seed: int = 0) -> SignFlip:
    """Whether the mean changed: every change could as well have had the other sign.

    Exact for whole-number changes and for up to 16 changed pairs; else 20,000 flips from `seed`.
    """
    checks.items("before", before, at_most=10_000)
    changes = _changes(before, after)
    if not changes:
        return SignFlip(None, 1.0, 1.0)
    two_sided, greater = signs.flip(changes, checks.count("seed", seed))
    return SignFlip(math.fsum(changes) / len(changes), two_sided, greater)


def wilcoxon(before: Sequence[float], after: Sequence[float]) -> Wilcoxon:
    """Signed ranks with zeros dropped, mid-ranks for ties and the exact conditional p.

    Beyond 500 changed pairs the normal approximation for the same mid-ranks.
    """
    changes = [change for change in _changes(before, after) if change]
    twice = _twice_the_ranks([abs(change) for change in changes])
    signed = [rank if change > 0 else -rank for rank, change in zip(twice, changes, strict=True)]
    plus = sum(rank for rank in signed if rank > 0) / 2
    if len(changes) > 500:
        z = sum(signed) / math.sqrt(math.fsum(rank * rank for rank in twice))
        return Wilcoxon(plus, len(changes), quantiles.normal_two_sided(z))
    return Wilcoxon(plus, len(changes), signs.exactly(signed)[0] if changes else 1.0)


def _twice_the_ranks(sizes: list[float]) -> list[int]:
    """Doubled mid-ranks are whole numbers."""
    below, doubled = 0, {}
    for size, how_many in sorted(Counter(sizes).items()):
        doubled[size] = 2 * below + how_many + 1
        below += how_many
    return [doubled[size] for size in sizes]


def mean_change(
    before: Sequence[float], after: Sequence[float], N: int | None, level: float
) -> MeanChange:
    """The mean change with Student's interval and the finite population correction."""
    found = rating.mean_of_counts(Counter(_changes(before, after)), N, level)
    return MeanChange(found.mean, found.se, found.low, found.high)
