"""Chances when every sign is a fair coin.

Here: the exact binomial tail, and the exact or drawn distribution of a sum of signed amounts. Not
here: what the amounts are (revision.py, herding.py).
"""

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS = 20_000
MOST_PATTERNS = 16
MOST_WORK = 50_000_000


def fair_coin_at_least(heads: int, flips: int) -> float:
    """P(at least `heads` in `flips`)."""
    if heads <= 0:
        return 1.0
    if 2 * heads <= flips:
        return 1.0 - fair_coin_at_least(flips - heads + 1, flips)
    term = total = math.exp(
        math.lgamma(flips + 1)
        - math.lgamma(heads + 1)
        - math.lgamma(flips - heads + 1)
        - flips * math.log(2)
    )
    for k in range(heads, flips):
        term *= (flips - k) / (k + 1)
        total += term
        if term < total * 1e-18:
            break
    return min(1.0, total)


def flip(changes: list[float], seed: int) -> tuple[float, float]:
    """P(|sum| >= |found|) and P(sum >= found) when each change could have had the other sign."""
    moved = [change for change in changes if change]
    if not moved:
        return 1.0, 1.0
    if len(moved) <= MOST_PATTERNS:
        return _every_pattern(moved)
    whole = all(change.is_integer() for change in moved)
    unit = math.gcd(*map(int, moved)) if whole else 0
    if whole and sum(map(abs, moved)) * len(moved) <= MOST_WORK * unit:
        return exactly([int(change) // unit for change in moved])
    return _by_draws(moved, seed)


def exactly(changes: list[int]) -> tuple[float, float]:
    """The same for whole numbers, adding one change after another to the distribution."""
    import numpy as np

    reach = sum(map(abs, changes))
    chance = np.zeros(2 * reach + 1)  # of each sum from -reach to reach
    chance[reach] = 1.0
    for change in map(abs, changes):
        chance = (np.roll(chance, change) + np.roll(chance, -change)) / 2
    found = sum(changes)
    greater = float(chance[reach + found :].sum())
    if not found:
        return 1.0, min(1.0, greater)
    return min(1.0, 2 * float(chance[reach + abs(found) :].sum())), min(1.0, greater)


def _every_pattern(changes: list[float]) -> tuple[float, float]:
    import numpy as np

    sums = np.zeros(1)
    for change in changes:
        sums = np.concatenate((sums + change, sums - change))
    return _tails(sums, math.fsum(changes), 0)


def _by_draws(changes: list[float], seed: int) -> tuple[float, float]:
    import numpy as np

    chance = np.random.default_rng(seed)
    amounts = np.array(changes)
    # in portions: twenty thousand long rows at once would not fit into a small machine
    portion = max(1, 2_000_000 // len(changes))
    sums = [
        chance.choice((-1.0, 1.0), (min(portion, DRAWS - done), len(changes))) @ amounts
        for done in range(0, DRAWS, portion)
    ]
    return _tails(np.concatenate(sums), math.fsum(changes), 1)


def _tails(sums: "NDArray[np.float64]", found: float, added: int) -> tuple[float, float]:
    import numpy as np

    rounding = 1e-9 * max(1.0, float(np.abs(sums).max()))
    two_sided = int((np.abs(sums) >= abs(found) - rounding).sum())
    greater = int((sums >= found - rounding).sum())
    size = len(sums) + added
    return (two_sided + added) / size, (greater + added) / size
