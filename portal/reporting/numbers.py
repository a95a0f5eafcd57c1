"""How a number may be shown: never more precisely than it is known.

Here: the floor of five, whole percent, bounds in people. Not here: where the numbers come from.
"""

from typing import Any

from portal.stats import monitor, support

Json = dict[str, Any]

# Fewer answers than this are never broken down: one person would be told apart.
FLOOR = 5
# From so many answers on, a tenth of a percent means something.
MANY = 1_000


def percent(part: int, whole: int) -> float | int | None:
    """Whole percent below a thousand; 0 and 100 only when it is none or all."""
    if not whole:
        return None
    if whole >= MANY:
        return round(100 * part / whole, 1)
    if 0 < part < whole:
        return min(99, max(1, (200 * part + whole) // (2 * whole)))
    return 100 * part // whole


def points(share: float) -> int:
    """A difference of shares in whole points of a hundred."""
    return round(100 * share)


def between(low: int, high: int) -> Json:
    return {"low": low, "high": high}


def certain(group: int, n: int, x: int) -> Json:
    """What holds whatever the silent would say, in people."""
    return between(x, x + group - n)


def interval(group: int, n: int, x: int, level_permille: int, method: str) -> Json:
    """The bounds in people. method: "exact" (once, at the end) or "sequence" (on any day)."""
    level = level_permille / 1000
    if method == "sequence":
        watched = monitor.ppr_cs(group, n, x, (1000 - level_permille) / 1000)
        return between(watched.K_low, watched.K_high)
    exact = support.hypergeom_ci(group, n, x, level)
    return between(exact.K_low, exact.K_high)
