"""Signal 8, whether the votes on statements fall into camps that may be shown.

Here: who enters, where they stand, the groups, and the decision. Not here: what each camp says
(statements.py). Noise looks like groups: independent votes give "three groups" with a silhouette of
.4, so a fixed mark is meaningless. The marks here come from the votes themselves, shuffled.

Bounded: 251 fits of at most half a million votes (2,000 members by 250 statements), the silhouette
of at most 1,000 members; what is found does not change how many fits are made.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.stats import checks, clusters, polis
from portal.stats.labels import ari

if TYPE_CHECKING:
    import numpy as np
    from numpy.random import Generator
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Table = NDArray[np.float64]  # members by statements: 1 agree, 0 pass, -1 disagree, nan unseen

FEWEST_VOTES = 7
FEWEST_MEMBERS = 30
SMALLEST_GROUP = 5
STABLE = 0.6
SHUFFLES, HALVES = 200, 50
ABOVE_CHANCE = 191  # of 200 shuffles in rising order: to exceed it has a chance below 5 %
MOST_VOTES = 500_000

TOO_FEW, ALIKE, CHANCE, UNSTABLE, SMALL = (
    "too_few_members",
    "all_alike",
    "like_chance",
    "unstable",
    "small_group",
)


@dataclass(frozen=True, slots=True)
class Camps:
    """labels and points are None, and reason says why, unless the camps may be shown.

    reason: too_few_members, all_alike, like_chance, unstable or small_group; None where shown.
    labels: the camp of each row given, 0 for the largest, None for who voted too little to enter;
    points: their places in the plane. members, statements: what entered. sizes: members a camp.
    silhouette must exceed limit (of shuffled votes); stability: mean adjusted Rand index of refits.
    """

    reason: str | None
    labels: tuple[int | None, ...] | None
    points: tuple[tuple[float, float] | None, ...] | None
    members: int
    statements: int
    sizes: tuple[int, ...]
    silhouette: float | None
    limit: float | None
    stability: float | None


def found(
    votes: polis.Votes, seed: int, tell: Callable[[int], None] = lambda permille: None
) -> Camps:
    """Whether members fall into camps by their votes, and into which (Small et al. 2021).

    votes: a row a member, a column a statement: 1 agree, 0 pass, -1 disagree, None unseen. A member
    enters with seven votes, or all of fewer statements. Camps are shown only where the silhouette
    exceeds the 95 % point of 200 shuffles of each statement's votes AND the mean agreement of 50
    refits on half the members is .6 AND every camp has five members AND thirty entered. The same
    seed gives the same answer to the digit. Raises Impossible.
    """
    import numpy as np

    seed = checks.count("seed", seed)
    whole = polis.table_of(votes) if len(checks.items("votes", votes)) else np.empty((0, 0))
    entered = _entered(whole)
    table = _most_voted(whole[entered])
    if len(table) < FEWEST_MEMBERS:
        return _none(TOO_FEW, table)
    chance = np.random.default_rng(seed)
    places = placed(table)
    grouping = clusters.best(places, chance)
    if grouping is None:
        return _none(ALIKE, table)
    limit = _limit(table, chance, tell)
    stability = _stability(table, grouping, chance, tell)
    sizes = tuple(np.bincount(grouping.own, minlength=grouping.groups).tolist())
    reason = _why_not(grouping.silhouette, limit, stability, sizes)
    labels, points = _shown(grouping, places, entered) if reason is None else (None, None)
    members, columns = len(table), table.shape[1]
    return Camps(
        reason, labels, points, members, columns, sizes, grouping.silhouette, limit, stability
    )


def _entered(table: "Table") -> "NDArray[np.bool_]":
    import numpy as np

    enough = min(FEWEST_VOTES, table.shape[1])
    entered: NDArray[np.bool_] = (~np.isnan(table)).sum(axis=1) >= max(1, enough)
    return entered


def _most_voted(table: "Table") -> "Table":
    """Only as many statements as half a million votes hold, the most voted on, in their order."""
    import numpy as np

    room = max(1, MOST_VOTES // max(1, len(table)))
    if table.shape[1] <= room:
        return table
    cast = (~np.isnan(table)).sum(axis=0)
    return table[:, np.sort(np.argsort(-cast, kind="stable")[:room])]


def _none(reason: str, table: "Table") -> Camps:
    return Camps(reason, None, None, len(table), table.shape[1], (), None, None, None)


def _why_not(silhouette: float, limit: float, stability: float, sizes: Sequence[int]) -> str | None:
    if silhouette <= limit:
        return CHANCE
    if stability < STABLE:
        return UNSTABLE
    return SMALL if min(sizes) < SMALLEST_GROUP else None


def placed(table: "Table") -> "Floats":
    """Members in the plane of the two principal components, gaps filled by the statement's mean.

    Who saw few statements is pulled to the middle by those means: their place is stretched by the
    root of statements over votes cast (Polis).
    """
    import numpy as np

    filled = polis.filled(table)
    centred = filled - filled.mean(axis=0)
    wide = centred.shape[1] > len(centred)
    _, axes = np.linalg.eigh(centred @ centred.T if wide else centred.T @ centred)
    two = axes[:, : -3 if axes.shape[1] > 2 else None : -1]
    loads = centred.T @ two if wide else two
    loads = loads / np.maximum(np.linalg.norm(loads, axis=0), 1e-12)
    signs = np.sign(loads[np.abs(loads).argmax(axis=0), np.arange(loads.shape[1])])
    cast = np.maximum((~np.isnan(table)).sum(axis=1), 1)
    stretch: Floats = np.sqrt(table.shape[1] / cast)[:, None]
    points: Floats = centred @ (loads * signs) * stretch
    return points


def _limit(table: "Table", chance: "Generator", tell: Callable[[int], None]) -> float:
    """The silhouette that votes without any camps exceed once in twenty times."""
    import numpy as np

    seen = ~np.isnan(table)
    rows = [np.flatnonzero(column) for column in seen.T]
    reached = []
    for done in range(SHUFFLES):
        shuffled = table.copy()
        for column, voted in enumerate(rows):
            shuffled[voted, column] = chance.permutation(table[voted, column])
        grouping = clusters.best(placed(shuffled), chance)
        reached.append(grouping.silhouette if grouping else -1.0)
        tell(1000 * (done + 1) // (SHUFFLES + HALVES))
    return sorted(reached)[ABOVE_CHANCE - 1]


def _stability(
    table: "Table", whole: clusters.Grouping, chance: "Generator", tell: Callable[[int], None]
) -> float:
    """The mean agreement with the whole of refits on half the members."""
    import numpy as np

    agreed = []
    for done in range(HALVES):
        half = np.sort(chance.choice(len(table), len(table) // 2, replace=False))
        again = clusters.best(placed(table[half]), chance)
        same = ari(whole.own[half].tolist(), again.own.tolist()).ari if again else 0.0
        agreed.append(same)
        tell(1000 * (SHUFFLES + done + 1) // (SHUFFLES + HALVES))
    return sum(agreed) / len(agreed)


def _shown(
    grouping: clusters.Grouping, places: "Floats", entered: "NDArray[np.bool_]"
) -> tuple[tuple[int | None, ...], tuple[tuple[float, float] | None, ...]]:
    labels: list[int | None] = [None] * len(entered)
    points: list[tuple[float, float] | None] = [None] * len(entered)
    members = entered.nonzero()[0].tolist()
    for member, own, place in zip(members, grouping.own.tolist(), places.tolist(), strict=True):
        labels[member], points[member] = own, (place[0], place[1] if len(place) > 1 else 0.0)
    return tuple(labels), tuple(points)
