"""The interval for anything scored +1, 0 or -1 in a closed group (F3).

Here: one predictive interval that NPS, better/worse and A-minus-B share. Not here: what the scores
mean.
"""

import math
from dataclasses import dataclass

from portal.stats import checks, quantiles
from portal.stats.errors import Impossible


@dataclass(frozen=True, slots=True)
class NetShare:
    """Plus minus minus, as a share from -1 to 1; no estimate without answers."""

    estimate: float | None
    low: float
    high: float


def interval(N: int | None, n: int, plus: int, minus: int, level: float) -> NetShare:
    """The net share of the whole group.

    The silent follow a Dirichlet(1, 1, 1) predictive given the n answers; the interval is clipped
    to what the silent can still do. N None stands for an endless population.
    """
    n = checks.count("n", n)
    plus = checks.count_within("plus", plus, "n", n)
    minus = checks.count("minus", minus)
    if plus + minus > n:
        raise Impossible("plus and minus together must not be larger than n.")
    N = checks.population(N, n)
    z = quantiles.normal(checks.inside("level", level))
    estimate = (plus - minus) / n if n else None
    A = n + 3
    difference = (plus - minus) / A
    variance = (plus + minus + 2) / A - difference * difference
    if N is None:
        sd = math.sqrt(variance / (A + 1))
        return NetShare(estimate, max(-1.0, difference - z * sd), min(1.0, difference + z * sd))
    u = N - n
    centre = ((plus - minus) + u * difference) / N
    sd = u / N * math.sqrt(variance / u * (u + A) / (A + 1)) if u else 0.0
    low = max((plus - minus - u) / N, centre - z * sd)
    return NetShare(estimate, low, min((plus - minus + u) / N, centre + z * sd))
