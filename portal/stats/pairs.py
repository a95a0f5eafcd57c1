"""Signal 4, which of these two: abilities from paired comparisons.

Here: the Bradley-Terry model. Not here: best-worst counts (maxdiff.py). Its errors treat every
comparison as independent; one member answers many, so the report resamples members.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.stats import checks, logits
from portal.stats.errors import Impossible

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_ITEMS = 200


@dataclass(frozen=True, slots=True)
class Abilities:
    """On the logit scale, the first item at 0; se from the Fisher information."""

    log_ability: tuple[float, ...]
    se: tuple[float, ...]


def bradley_terry(items: Sequence[str], wins: Sequence[Sequence[int]]) -> Abilities:
    """P(i over j) = 1/(1 + exp(ability j - ability i)) by most likelihood (Bradley & Terry 1952).

    wins[i][j]: how often i beat j. Where some items always win, no finite estimate exists: then 0.5
    is added to both cells of every pair shown. Raises Impossible, also for items never compared.
    """
    import numpy as np

    names = checks.items("items", items, at_most=MOST_ITEMS)
    size = len(names)
    if not size:
        raise Impossible("items must not be empty.")
    rows = [checks.counts("wins", row, size) for row in checks.items("wins", wins, size)]
    if any(rows[i][i] for i in range(size)):
        raise Impossible("wins must have no item beating itself.")
    won = np.array(rows, dtype=float)
    shown = (won + won.T) > 0
    if not _all_reached(shown):
        raise Impossible("wins must connect all items by comparisons.")
    if not (_all_reached(won > 0) and _all_reached(won.T > 0)):
        won = won + 0.5 * shown
    ability, variance = _fit(won)
    return Abilities(tuple(map(float, ability)), tuple(map(float, np.sqrt(variance))))


def _all_reached(edges: "NDArray[np.bool_]") -> bool:
    reached, waiting = {0}, [0]
    while waiting:
        for other in map(int, edges[waiting.pop()].nonzero()[0]):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return len(reached) == len(edges)


def _fit(won: "NDArray[np.float64]") -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Newton's steps on the abilities of all items but the first."""
    import numpy as np

    size = len(won)
    ability, total = np.zeros(size), won + won.T
    if size == 1:
        return ability, np.zeros(1)
    information = np.zeros((size, size))
    for _ in range(logits.MOST_STEPS):
        chance = logits.sigmoid(ability[:, None] - ability[None, :])
        slope = (won - total * chance).sum(axis=1)
        weight = total * chance * (1 - chance)
        information = np.diag(weight.sum(axis=1)) - weight
        step = np.linalg.solve(information[1:, 1:], slope[1:])
        ability[1:] += np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-11:
            break
    return ability, np.concatenate(([0.0], np.diag(np.linalg.inv(information[1:, 1:]))))
