"""Signal 12, cost saved by stopping or changing drafts: an estimate by the team.

Here: the sum of three-point estimates. Not here: any multiplier. Independence is assumed, so the
range is too narrow.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.stats import checks
from portal.stats.errors import Impossible

NINETY = 1.645


@dataclass(frozen=True, slots=True)
class Pert:
    """In the team's currency: the sum, its standard deviation and 90 % range."""

    mean: float
    sd: float
    low90: float
    high90: float


def pert(items: Sequence[Mapping[str, float]]) -> Pert:
    """items: {"low", "likely", "high"} each: mean (l + 4m + h)/6, sd (h - l)/6.

    Source: Malcolm et al. 1959.
    """
    found = [_estimate(one) for one in checks.items("items", items)]
    mean = math.fsum((low + 4 * likely + high) / 6 for low, likely, high in found)
    sd = math.sqrt(math.fsum(((high - low) / 6) ** 2 for low, _, high in found))
    return Pert(mean, sd, mean - NINETY * sd, mean + NINETY * sd)


def _estimate(value: object) -> tuple[float, float, float]:
    given = checks.named("items", value)
    if set(given) != {"low", "likely", "high"}:
        raise Impossible("Each entry of items must have exactly low, likely and high.")
    low, likely, high = (checks.number(name, given[name]) for name in ("low", "likely", "high"))
    if not low <= likely <= high:
        raise Impossible("Each entry of items must have low, likely and high in rising order.")
    return low, likely, high
