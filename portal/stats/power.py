"""Signal 11, before opening: how many answers a group must give for a verdict to be likely.

Here: the power of the fixed-date verdict, the answers it asks for, and the precision planner. Not
here: the verdict (verdict.py).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from portal.stats import checks, draws, quantiles, thresholds
from portal.stats.errors import Impossible

MOST_SIZES = 20_000


@dataclass(frozen=True, slots=True)
class Power:
    """The fewest yeses among the n answers that validate (None if none do), and their chance."""

    min_support: int | None
    power: float


@dataclass(frozen=True, slots=True)
class Required:
    """The fewest answers from which the power stays at the target; None if no number does."""

    n: int | None
    min_support: int | None
    power: float


@dataclass(frozen=True, slots=True)
class Precision:
    """Cochran's sample size for an endless population, and for the group, in people."""

    n0: float
    n: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table shown at set-up: a true share, and the answers it would take."""

    true_share_permille: int
    n: int | None
    min_support: int | None


def validate(N: int, n: int, K_threshold: int, K_true: int, level: float) -> Power:
    """The chance that n answers validate a threshold of K_threshold yeses when K_true say yes.

    Raises Impossible. All counts in people (thresholds.py turns shares into people).
    """
    N, n = checks.roster(N, n)
    K_threshold = checks.count_within("K_threshold", K_threshold, "N", N)
    K_true = checks.count_within("K_true", K_true, "N", N)
    return _power(N, n, K_threshold, K_true, (1 - checks.inside("level", level)) / 2)


def _power(N: int, n: int, K_threshold: int, K_true: int, tail: float) -> Power:
    return _chance(_fewest_yeses(N, n, K_threshold, tail), N, n, K_true)


def _fewest_yeses(N: int, n: int, K_threshold: int, tail: float) -> int:
    """The fewest yeses that validate; n + 1 where not even n do."""
    low, high = 0, n + 1
    while low < high:
        middle = (low + high) // 2
        if _is_too_few(middle, N, n, K_threshold, tail):
            low = middle + 1
        else:
            high = middle
    return low


def _is_too_few(x: int, N: int, n: int, K_threshold: int, tail: float) -> bool:
    if not K_threshold:
        return False
    return draws.exceeds(draws.at_least(x, N, K_threshold - 1, n), tail)


def _chance(fewest: int, N: int, n: int, K_true: int) -> Power:
    if fewest > n:
        return Power(None, 0.0)
    return Power(fewest, draws.at_least(fewest, N, K_true, n))


def required_responses(
    N: int, K_threshold: int, K_true: int, level: float, power: float
) -> Required:
    """The smallest n from which the power stays at or above `power`; it zig-zags before.

    Hoeffding's inequality (which holds without replacement too) gives an n beyond which it surely
    stays, so only the sizes below that are tried, from above.
    """
    everyone = validate(N, N, K_threshold, K_true, level)
    target = checks.inside("power", power)
    tail = (1 - level) / 2
    if everyone.power < target:
        return Required(None, None, everyone.power)
    sizes = min(N, _surely_enough(N, K_threshold, K_true, tail, target))
    if sizes > MOST_SIZES:
        raise Impossible("true_share is too close to threshold to plan for in so large a group.")
    fewest = _fewest_yeses(N, sizes, K_threshold, tail)
    found, n = _chance(fewest, N, sizes, K_true), sizes
    for size in range(sizes - 1, -1, -1):
        # one answer less asks for as many yeses, or for one less
        if fewest and not _is_too_few(fewest - 1, N, size, K_threshold, tail):
            fewest -= 1
        tried = _chance(fewest, N, size, K_true)
        if tried.power < target:
            break
        found, n = tried, size
    return Required(n, found.min_support, found.power)


def _surely_enough(N: int, K_threshold: int, K_true: int, tail: float, target: float) -> int:
    distance = (K_true - K_threshold + 1) / N
    reach = math.sqrt(-math.log(tail) / 2) + math.sqrt(-math.log(1 - target) / 2)
    root = (reach + math.sqrt(reach * reach + 8 * distance)) / (2 * distance)
    return math.ceil(root * root) + 1


def precision_n(N: int | None, margin: float, p: float, level: float) -> Precision:
    """The answers that give the margin (0 to 1) at a share p. Source: Cochran 1977."""
    N = checks.population(N, 0)
    margin = checks.number("margin", margin, 1e-5, 1)
    p = checks.share("p", p)
    z = quantiles.normal(checks.inside("level", level))
    n0 = z * z * p * (1 - p) / (margin * margin)
    if N is None or not n0:
        return Precision(n0, math.ceil(n0 - 1e-9))
    return Precision(n0, math.ceil(n0 * N / (N - 1 + n0) - 1e-9))


def table(
    N: int,
    threshold_permille: int,
    level_permille: int,
    true_shares_permille: Sequence[int],
    power: float = 0.8,
) -> tuple[Row, ...]:
    """For a group's size: the answers needed, for several shares the group may truly hold."""
    K_threshold = thresholds.of_permille(threshold_permille, N)
    level = checks.count("level_permille", level_permille, 1, 999) / 1000
    rows = []
    for permille in true_shares_permille:
        K_true = thresholds.nearest_yeses(checks.count("true_share", permille, 0, 1000) / 1000, N)
        needed = required_responses(N, K_threshold, K_true, level, power)
        rows.append(Row(permille, needed.n, needed.min_support))
    return tuple(rows)
