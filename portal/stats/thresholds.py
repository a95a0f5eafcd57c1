"""From a share asked for to a number of yeses: K_T = ceil(T * N), without the trap of floats.

ceil(0.55 * 100) is 56 in floating point; in per mille it is the 55 it should be. The product stores
per mille; shares arrive only from the JSON front.
"""

import math

from portal.stats import checks


def of_permille(threshold_permille: int, N: int) -> int:
    """The yeses a group of N needs for a threshold in per mille (0 to 1000)."""
    per_mille = checks.count("threshold_permille", threshold_permille, at_most=1000)
    return -(-per_mille * checks.count("N", N, at_least=1) // 1000)


def of_share(threshold: float, N: int) -> int:
    """The same for a share from 0 to 1: by way of per mille where the share is a whole one."""
    asked = checks.share("threshold", threshold)
    per_mille = round(asked * 1000)
    if abs(asked * 1000 - per_mille) < 1e-9:
        return of_permille(per_mille, N)
    return math.ceil(asked * checks.count("N", N, at_least=1) - 1e-9)


def nearest_yeses(share: float, N: int) -> int:
    """The whole number of yeses nearest to a share of N; a half goes up."""
    exact = checks.share("true_share", share) * checks.count("N", N, at_least=1)
    return math.floor(exact + 0.5 + 1e-9)
