"""Signal 8, whether the votes on statements fall into camps that may be shown.

Here: who enters, where they stand, the groups, and the decision. Not here: what each camp says
(statements.py). Noise looks like groups: independent votes give "three groups" with a silhouette of
.4, so a fixed mark is meaningless. The marks here come from the votes themselves, shuffled.

Bounded: at most 601 fits of at most half a million votes (2,000 members by 250 statements), groups
and silhouette from at most 1,000 members. Fewer are made where they cannot change the decision.
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
SHUFFLES = 200
REACHED = 10  # shuffles of 200 that reach the silhouette: then it is not above their 95 % point
HALVES, MOST_HALVES = 50, 400
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
    silhouette must exceed limit, the 95 % point of the shuffles made (200, or fewer where ten have
    reached it already); stability: mean adjusted Rand index of refits.
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
    refits on half the members is .6 AND every camp has five members AND thirty entered. Where 50
    refits leave it within two standard errors of .6, more are made; where 400 do, no camps are
    shown. The same seed gives the same answer to the digit. Raises Impossible.
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
    limit = _limit(table, grouping.silhouette, chance, tell)
    stability, holds = _stability(table, grouping, chance, tell)
    sizes = tuple(np.bincount(grouping.own, minlength=grouping.groups).tolist())
    reason = _why_not(grouping.silhouette > limit, holds, sizes)
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


def _why_not(is_above_chance: bool, is_stable: bool, sizes: Sequence[int]) -> str | None:
    if not is_above_chance:
        return CHANCE
    if not is_stable:
        return UNSTABLE
    return SMALL if min(sizes) < SMALLEST_GROUP else None


def placed(table: "Table") -> "Floats":
    """Members in the plane of the two principal components, gaps filled by the statement's mean.

    Who saw few statements is pulled to the middle by those means: their place is stretched by the
    root of statements over votes cast (Polis).
    """
    return _plane(_centred(table), _stretch(table))


def _centred(table: "Table") -> "Floats":
    """Votes less the mean of their statement, so that a gap filled by that mean is 0."""
    import numpy as np

    seen = ~np.isnan(table)
    means = np.where(seen, table, 0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    return np.asfortranarray(np.where(seen, table - means, 0.0))


def _stretch(table: "Table") -> "Floats":
    import numpy as np

    cast = np.maximum((~np.isnan(table)).sum(axis=1), 1)
    stretch: Floats = np.sqrt(table.shape[1] / cast)[:, None]
    return stretch


def _plane(centred: "Floats", stretch: "Floats") -> "Floats":
    """The eigenvectors come from the smaller of the two products of the table with itself."""
    import numpy as np
    from scipy.linalg import eigh

    is_wide = centred.shape[1] > len(centred)
    product = centred @ centred.T if is_wide else centred.T @ centred
    last = len(product) - 1
    _, axes = eigh(product, subset_by_index=[max(0, last - 1), last], check_finite=False)
    two = axes[:, ::-1]
    loads = centred.T @ two if is_wide else two
    loads = loads / np.maximum(np.linalg.norm(loads, axis=0), 1e-12)
    signs = np.sign(loads[np.abs(loads).argmax(axis=0), np.arange(loads.shape[1])])
    points: Floats = centred @ (loads * signs) * stretch
    return points


def _limit(
    table: "Table", silhouette: float, chance: "Generator", tell: Callable[[int], None]
) -> float:
    """The silhouette that votes without any camps exceed once in twenty times.

    A shuffle leaves who voted on what, and so each statement's mean and each member's stretch.
    """
    import numpy as np

    shuffled, stretch = _centred(table), _stretch(table)
    rows = [np.flatnonzero(column) for column in ~np.isnan(table.T)]
    reached: list[float] = []
    while len(reached) < SHUFFLES and sum(one >= silhouette for one in reached) < REACHED:
        for column, voted in enumerate(rows):
            shuffled[voted, column] = chance.permutation(shuffled[voted, column])
        grouping = clusters.best(_plane(shuffled, stretch), chance)
        reached.append(grouping.silhouette if grouping else -1.0)
        tell(800 * len(reached) // SHUFFLES)
    tell(800)
    at = -(-len(reached) * (SHUFFLES - REACHED + 1) // SHUFFLES)
    return sorted(reached)[at - 1]


def _stability(
    table: "Table", whole: clusters.Grouping, chance: "Generator", tell: Callable[[int], None]
) -> tuple[float, bool]:
    """The mean agreement with the whole of refits on half the members; whether it is enough."""
    import numpy as np

    agreed: list[float] = []
    while True:
        half = np.sort(chance.choice(len(table), len(table) // 2, replace=False))
        again = clusters.best(placed(table[half]), chance)
        same = ari(whole.own[half].tolist(), again.own.tolist()).ari if again else 0.0
        agreed.append(same)
        tell(800 + 200 * min(len(agreed), HALVES) // HALVES)
        if len(agreed) % HALVES == 0:
            mean, error = float(np.mean(agreed)), float(np.std(agreed)) / len(agreed) ** 0.5
            if abs(mean - STABLE) >= 2 * error or len(agreed) == MOST_HALVES:
                return mean, mean - 2 * error >= STABLE


def _shown(
    grouping: clusters.Grouping, places: "Floats", entered: "NDArray[np.bool_]"
) -> tuple[tuple[int | None, ...], tuple[tuple[float, float] | None, ...]]:
    labels: list[int | None] = [None] * len(entered)
    points: list[tuple[float, float] | None] = [None] * len(entered)
    members = entered.nonzero()[0].tolist()
    for member, own, place in zip(members, grouping.own.tolist(), places.tolist(), strict=True):
        labels[member], points[member] = own, (place[0], place[1] if len(place) > 1 else 0.0)
    return tuple(labels), tuple(points)
