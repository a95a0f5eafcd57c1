"""Signal 14: many segments and many questions at once.

Here: adjusted probabilities for flags, and shrunken shares for display. Not here: the verdict,
whose few registered criteria need no correction. Never use both on one number.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from portal.stats import checks, draws
from portal.stats.errors import Impossible

ROUNDING = 1e-12
FEWEST_ANSWERS = 5


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Adjusted probabilities in the order given, and how many are within the limit."""

    adjusted: tuple[float, ...]
    rejected: int


@dataclass(frozen=True, slots=True)
class Pooling:
    """Shares 0 to 1, one a segment.

    rho: how alike members of one segment answer (None if it cannot be told); prior_strength: the
    answers the pooled share counts for, None where every segment simply gets the pooled share.
    """

    rho: float | None
    prior_strength: float | None
    pooled: float
    shrunk: tuple[float, ...]
    segment_estimate: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Flags:
    """One entry a cell, None where too few answered to compare; comparisons: the cells that were.

    p: Fisher's exact probability; adjusted: over all of them together (Benjamini & Hochberg).
    """

    flagged: tuple[bool | None, ...]
    adjusted: tuple[float | None, ...]
    p: tuple[float | None, ...]
    comparisons: int


def bh(p: Sequence[float], q: float) -> Adjusted:
    """False discovery rate (Benjamini & Hochberg 1995)."""
    found, order = _by_size(p)
    adjusted, smallest = [0.0] * len(found), 1.0
    for rank in range(len(order), 0, -1):
        place = order[rank - 1]
        smallest = min(smallest, found[place] * len(found) / rank)
        adjusted[place] = smallest
    return _counted(adjusted, checks.inside("q", q))


def holm(p: Sequence[float], alpha: float) -> Adjusted:
    """Family-wise error rate, step down (Holm 1979)."""
    found, order = _by_size(p)
    adjusted, largest = [0.0] * len(found), 0.0
    for rank, place in enumerate(order):
        largest = max(largest, min(1.0, found[place] * (len(found) - rank)))
        adjusted[place] = largest
    return _counted(adjusted, checks.inside("alpha", alpha))


def _by_size(p: object) -> tuple[list[float], list[int]]:
    found = [checks.share("p", one) for one in checks.items("p", p)]
    return found, sorted(range(len(found)), key=found.__getitem__)


def _counted(adjusted: list[float], limit: float) -> Adjusted:
    return Adjusted(tuple(adjusted), sum(one <= limit + ROUNDING for one in adjusted))


def flags(cells: Sequence[Sequence[int]], q: float = 0.10, fewest: int = FEWEST_ANSWERS) -> Flags:
    """Which segments answer unlike the rest, over a whole table of segments by questions.

    cells: one (x, n, x_rest, n_rest) a segment and question, in any order: yeses and answers of the
    segment, and of all others. Less than `fewest` answers on either side are not compared. Raises
    Impossible.
    """
    asked = [_cell(one) for one in checks.items("cells", cells, at_most=10_000)]
    least = checks.count("fewest", fewest, 1)
    compared = [i for i, (_, n, _, rest) in enumerate(asked) if min(n, rest) >= least]
    p = [draws.fisher(x, n - x, y, m - y) for x, n, y, m in (asked[i] for i in compared)]
    adjusted = bh(p, q).adjusted
    flagged: list[bool | None] = [None] * len(asked)
    plain: list[float | None] = [None] * len(asked)
    together: list[float | None] = [None] * len(asked)
    for place, alone, joint in zip(compared, p, adjusted, strict=True):
        flagged[place], plain[place], together[place] = joint <= q + ROUNDING, alone, joint
    return Flags(tuple(flagged), tuple(together), tuple(plain), len(compared))


def _cell(value: object) -> tuple[int, int, int, int]:
    x, n, y, m = checks.items("cells", value, 4)
    here, rest = (checks.count("cells", size, at_most=100_000) for size in (n, m))
    yes, yes_rest = checks.count("cells", x), checks.count("cells", y)
    if yes > here or yes_rest > rest:
        raise Impossible("cells must not hold more yeses than answers.")
    return yes, here, yes_rest, rest


def partial_pooling(x: Sequence[int], n: Sequence[int], N: Sequence[int]) -> Pooling:
    """Segments shrunk toward the pooled share by their intraclass correlation.

    x yeses of n answers of N members, one a segment; only the silent part is predicted. A segment
    without answers gets the pooled share. Source: one-way ANOVA (Ridout, Demetrio & Firth 1999).
    """
    yeses, answers, sizes = checks.counts("x", x), checks.counts("n", n), checks.counts("N", N)
    if not len(yeses) == len(answers) == len(sizes):
        raise Impossible("x, n and N must be equally long.")
    for segment in zip(sizes, answers, yeses, strict=True):
        checks.answers(*segment)
    if not sum(answers):
        raise Impossible("n must count at least one answer.")
    pooled = sum(yeses) / sum(answers)
    rho = _intraclass(yeses, answers, pooled)
    strength = (1 - rho) / rho if rho is not None and rho > ROUNDING else None
    shrunk = [_shrunk(k, asked, pooled, strength) for k, asked in zip(yeses, answers, strict=True)]
    estimates = [
        (k + (whole - asked) * share) / whole
        for k, asked, whole, share in zip(yeses, answers, sizes, shrunk, strict=True)
    ]
    return Pooling(rho, strength, pooled, tuple(shrunk), tuple(estimates))


def _shrunk(x: int, n: int, pooled: float, strength: float | None) -> float:
    if strength is None or not n:
        return pooled
    return (x + strength * pooled) / (n + strength)


def _intraclass(x: list[int], n: list[int], pooled: float) -> float | None:
    """rho = (MSB - MSW)/(MSB + (n0 - 1) MSW) over the segments with answers."""
    segments = [(k, asked) for k, asked in zip(x, n, strict=True) if asked]
    S, k = sum(n), len(segments)
    if k < 2 or k == S:
        return None
    between = math.fsum(m * (y / m - pooled) ** 2 for y, m in segments) / (k - 1)
    within = math.fsum(y * (1 - y / m) for y, m in segments) / (S - k)
    n0 = (S - sum(m * m for _, m in segments) / S) / (k - 1)
    whole = between + (n0 - 1) * within
    return (between - within) / whole if whole > ROUNDING else None
