"""Signal 4, which of these two: abilities from paired comparisons.

Here: the Bradley-Terry model, and the spread of abilities and win shares over members. Not here:
best-worst counts (maxdiff.py), circles of preference (triads.py). The model's own errors treat
every comparison as independent; one member answers many, so the report resamples members.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.stats import checks, logits, resampling
from portal.stats.errors import Impossible

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_ITEMS = 200
MOST_DRAWN = 30  # items whose abilities are fitted again for every draw
FEWEST_COMPARISONS = 10  # an item; below it only the share of wins is worth showing
Answers = Sequence[Sequence[Sequence[str]]]  # a member's pairs, winner before loser


@dataclass(frozen=True, slots=True)
class Abilities:
    """On the logit scale, the first item at 0; se from the Fisher information."""

    log_ability: tuple[float, ...]
    se: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One entry an item, in the order of `items`.

    win_share: wins of its comparisons, 0 to 1, None where never shown. ability: on the logit scale,
    the first item at 0 and without width; None as a whole, and reason says why (few_comparisons,
    not_connected). smoothed: half a win was added to both cells of every pair shown, because an
    item, or some of them, always won. comparisons: an item's.
    """

    win_share: tuple[resampling.Spread | None, ...]
    ability: tuple[resampling.Spread, ...] | None
    reason: str | None
    smoothed: bool
    comparisons: tuple[int, ...]
    wins: tuple[tuple[int, ...], ...]


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
    if not _all_reached((won + won.T) > 0):
        raise Impossible("wins must connect all items by comparisons.")
    ability, variance = _fit(won + 0.5 * ((won + won.T) > 0) if _runs_away(won) else won)
    return Abilities(tuple(map(float, ability)), tuple(map(float, np.sqrt(variance))))


def _runs_away(won: "NDArray[np.float64]") -> bool:
    """Whether some items always beat the others, so that no finite ability fits (Ford 1957)."""
    return not (_all_reached(won > 0) and _all_reached(won.T > 0))


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


def spread(
    ballots_by_member: Answers,
    items: Sequence[str],
    N: int | None,
    seed: int,
    draws: int = resampling.DRAWS,
    level: float = 0.95,
) -> Drawn:
    """Win shares and abilities, and how far they move when members are drawn again.

    ballots_by_member: for each member the pairs answered, [winner, loser] each. Abilities need ten
    comparisons an item. The same seed gives the same digits. Raises Impossible.
    """
    import numpy as np

    won = read(ballots_by_member, items)
    factor, seed, draws = resampling.asked(N, len(won), seed, draws, level)
    whole = won.sum(axis=0)
    asked = (whole + whole.T).sum(axis=1)
    counted = tuple(map(int, asked)), tuple(tuple(map(int, row)) for row in whole)
    if not asked.any():
        return Drawn((None,) * len(whole), None, "few_comparisons", False, *counted)
    size = len(whole)
    flat = won.reshape(len(won), -1)
    drawn = np.concatenate([w @ flat for w in resampling.weights(len(won), draws, seed, size**2)])
    table = drawn.reshape(draws, size, size)
    shares = _shares(table)
    wins = tuple(
        resampling.spread(float(whole[i].sum() / asked[i]), shares[:, i], factor, level)
        if asked[i]
        else None
        for i in range(size)
    )
    reason = _why_no_ability(whole, asked)
    if reason:
        return Drawn(wins, None, reason, False, *counted)
    smoothed, estimate, abilities = _abilities(whole, table)
    spreads = tuple(
        resampling.spread(float(estimate[i]), abilities[:, i], factor, level) for i in range(size)
    )
    return Drawn(wins, spreads, None, smoothed, *counted)


def read(ballots_by_member: Answers, items: Sequence[str]) -> "NDArray[np.float64]":
    """Members by items by items: how often each preferred one to another. Raises Impossible."""
    import numpy as np

    names = checks.items("items", items, at_most=MOST_DRAWN)
    place = {name: index for index, name in enumerate(names) if isinstance(name, str)}
    if len(place) < len(names) or not names:
        raise Impossible("items must be different names, at least one.")
    members = checks.items("ballots_by_member", ballots_by_member)
    won = np.zeros((len(members), len(names), len(names)))
    for member, answered in enumerate(members):
        for pair in checks.items("ballots_by_member", answered):
            two = [place.get(str(name)) for name in checks.items("ballots_by_member", pair, 2)]
            if None in two or two[0] == two[1]:
                raise Impossible("ballots_by_member must hold pairs of two of the items.")
            won[member, two[0], two[1]] += 1
    return won


def _shares(table: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Draws by items: wins of comparisons, nan where an item was not shown."""
    import numpy as np

    won, asked = table.sum(axis=2), table.sum(axis=1) + table.sum(axis=2)
    shares = np.full(won.shape, np.nan)
    np.divide(won, asked, out=shares, where=asked > 0)
    return shares


def _why_no_ability(whole: "NDArray[np.float64]", asked: "NDArray[np.float64]") -> str | None:
    if asked.min() < FEWEST_COMPARISONS:
        return "few_comparisons"
    return None if _all_reached(whole + whole.T > 0) else "not_connected"


def _abilities(
    whole: "NDArray[np.float64]", table: "NDArray[np.float64]"
) -> "tuple[bool, NDArray[np.float64], NDArray[np.float64]]":
    """Whether half wins were added, the abilities, and those of every draw; a draw in which some
    items always win gets its half wins too."""
    import numpy as np

    half = 0.5 * (whole + whole.T > 0)
    smoothed = _runs_away(whole)
    away = np.ones(len(table), dtype=bool) if smoothed else _run_away(table)
    fitted = _fit_all(table + half * away[:, None, None])
    return smoothed, _fit(whole + half * smoothed)[0], fitted


def _run_away(table: "NDArray[np.float64]") -> "NDArray[np.bool_]":
    """The same as `_runs_away` for every draw, by ever longer ways from item to item."""
    import numpy as np

    size = table.shape[1]
    ways = (table + np.eye(size)).astype(bool)
    for via in range(size):
        ways |= ways[:, :, via, None] & ways[:, None, via, :]
    away: NDArray[np.bool_] = np.logical_not(ways).any(axis=(1, 2))
    return away


def _fit_all(won: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """`_fit` for every draw at once, without the errors."""
    import numpy as np

    draws, size = won.shape[:2]
    ability, total = np.zeros((draws, size)), won + won.transpose(0, 2, 1)
    for _ in range(logits.MOST_STEPS if size > 1 else 0):
        chance = logits.sigmoid(ability[:, :, None] - ability[:, None, :])
        slope = (won - total * chance).sum(axis=2)
        weight = total * chance * (1 - chance)
        information = -weight
        information[:, range(size), range(size)] += weight.sum(axis=2)
        step = np.linalg.solve(information[:, 1:, 1:], slope[:, 1:, None])[:, :, 0]
        ability[:, 1:] += np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-9:
            break
    return ability
