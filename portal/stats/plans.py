"""Signals 2 and 11, before opening: what reading daily costs in answers.

Here: the answers after which the confidence sequence has likely validated. Not here: the same for
the one reading at the close (power.py), or the sequence itself (monitor.py).
"""

import math

from portal.stats import checks, draws, monitor


def daily_responses(
    N: int, K_threshold: int, K_true: int, level: float, power: float, start: int = 1
) -> int | None:
    """The fewest answers, from `start` on, at which the sequence validates with chance `power`.

    A sequence that validated earlier stays validated, so beyond this n the chance is at least
    `power` too. None if not even everybody's answers are enough. All counts in people. Raises
    Impossible. Source: the sequence of Waudby-Smith & Ramdas 2020 at one look.
    """
    N, start = checks.roster(N, start)
    K_threshold = checks.count_within("K_threshold", K_threshold, "N", N)
    K_true = checks.count_within("K_true", K_true, "N", N)
    alpha, target = 1 - checks.inside("level", level), checks.inside("power", power)
    fewest = 0
    for n in range(max(1, start), N + 1):
        fewest = _fewest_yeses(N, n, K_threshold, alpha, fewest)
        if fewest <= n and draws.at_least(fewest, N, K_true, n) >= target:
            return n
    return None


def _fewest_yeses(N: int, n: int, K_threshold: int, alpha: float, fewest: int) -> int:
    """The fewest yeses that rule out every K below the threshold; it never falls as n grows."""
    while fewest <= n and not _validates(N, n, fewest, K_threshold, alpha):
        fewest += 1
    return fewest


def _validates(N: int, n: int, x: int, K_threshold: int, alpha: float) -> bool:
    """Whether the largest K below the threshold is ruled out, from the side of too many yeses."""
    K = K_threshold - 1
    if K < 0 or x > K:
        return True
    if x * (N + 1) <= n * (K + 1):
        return False
    limit = math.log(alpha) - math.log(n + 1) + monitor.TIE
    return draws.log_pmf(x, N, K, n) <= limit
