"""How far a figure moves when members are drawn again: the bootstrap of a closed group.

Here: drawing members, and the spread made of it. Not here: the figures (price, pairs, maxdiff). The
member is the unit, however many answers one gave. Seeded: the same seed gives the same digits.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.stats import checks
from portal.stats.errors import Impossible

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWS = 2_000
MOST_DRAWS = 20_000
AT_ONCE = 4_000_000  # numbers held at a time


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure and its interval, in the figure's own unit."""

    estimate: float
    low: float
    high: float


def asked(N: object, n: int, seed: object, draws: object, level: object) -> tuple[float, int, int]:
    """The share of the spread the silent account for, sqrt(1 - n/N) (1 where N is None), the seed
    and the number of draws. Raises Impossible."""
    checks.inside("level", level)
    whole = checks.population(N, n)
    factor = 1.0 if whole is None else math.sqrt(1 - n / whole)
    return factor, checks.count("seed", seed), checks.count("draws", draws, 1, MOST_DRAWS)


def weights(n: int, draws: int, seed: int, width: int = 1) -> "Iterator[Floats]":
    """How often each of n members is drawn, draws by members, in portions: `width` numbers a draw
    are to be held by whoever reads them."""
    import numpy as np

    if not n:
        raise Impossible("There must be at least one member to draw from.")
    chance = np.random.default_rng(seed)
    portion = max(1, AT_ONCE // max(n, width))
    for done in range(0, draws, portion):
        size = min(portion, draws - done)
        yield chance.multinomial(n, np.full(n, 1 / n), size).astype(np.float64)


def spread(estimate: float, drawn: "Floats", factor: float, level: float) -> Spread:
    """The estimate, and the percentiles of the draws brought nearer to it by the factor.

    A census (factor 0) has no width. Draws that are nan, where a figure did not exist, are left
    out.
    """
    import numpy as np

    there = drawn[~np.isnan(drawn)]
    if not there.size or not factor:
        return Spread(estimate, estimate, estimate)
    tail = (1 - level) / 2
    low, high = np.quantile(there, (tail, 1 - tail)).tolist()
    return Spread(
        estimate,
        min(estimate, estimate + factor * (low - estimate)),
        max(estimate, estimate + factor * (high - estimate)),
    )
