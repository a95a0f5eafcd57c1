"""Signal 8: statements that unite or divide, and whether the votes fall into camps.

Here: the statistics of Polis (Small et al. 2021): proportion tests, agreement by group, silhouette,
principal components. Not here: the decision whether camps may be shown. Votes are 1 agree,
-1 disagree, 0 pass, None unseen; rows are members, columns statements.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portal.stats import checks, clusters
from portal.stats import labels as kinds
from portal.stats.errors import Impossible

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Votes = Sequence[Sequence[int | None]]
MOST_POINTS = 5_000
MOST_CELLS = 10_000_000  # five thousand members by two thousand statements
MOST_DECOMPOSED = 2_000_000
AT_ONCE = 500  # rows of distances held at a time


@dataclass(frozen=True, slots=True)
class Test:
    """A standard normal deviate."""

    z: float


@dataclass(frozen=True, slots=True)
class GroupStats:
    """[group][statement], groups in the order of their labels; consensus per statement."""

    p_agree: tuple[tuple[float, ...], ...]
    repness_agree: tuple[tuple[float, ...], ...]
    group_aware_consensus: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Silhouette:
    """Mean over points, -1 to 1."""

    mean_silhouette: float


@dataclass(frozen=True, slots=True)
class Components:
    """Shares of the variance, 0 to 1; None where all members voted alike."""

    explained_ratio_1: float | None
    explained_ratio_2: float | None


def prop_test(success: int, n: int) -> Test:
    """Whether more than half agree, one agree added; a single real one gives 1.41 already."""
    n = checks.count("n", n)
    success = checks.count_within("success", success, "n", n)
    return Test(2 * math.sqrt(n + 1) * ((success + 1) / (n + 1) - 0.5))


def two_prop_test(s_in: int, n_in: int, s_out: int, n_out: int) -> Test:
    """Whether a group agrees more than the others, one imaginary agree added to either."""
    n_in, n_out = checks.count("n_in", n_in), checks.count("n_out", n_out)
    s_in = checks.count_within("s_in", s_in, "n_in", n_in)
    s_out = checks.count_within("s_out", s_out, "n_out", n_out)
    pooled = (s_in + s_out + 2) / (n_in + n_out + 2)
    if pooled == 1:
        return Test(0.0)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / (n_in + 1) + 1 / (n_out + 1)))
    return Test(((s_in + 1) / (n_in + 1) - (s_out + 1) / (n_out + 1)) / spread)


def group_stats(votes: Votes, labels: Sequence[int | str]) -> GroupStats:
    """(agrees + 1)/(votes + 2) by group, that over the same of all others, and their product.

    labels: one a member. A pass is a vote, an unseen statement is none.
    """
    import numpy as np

    table = table_of(votes)
    names = kinds.read("labels", labels, len(table))
    groups = {name: place for place, name in enumerate(kinds.distinct(names))}
    own = np.array([groups[name] for name in names])
    agreed, cast = (np.zeros((len(groups), table.shape[1])) for _ in range(2))
    np.add.at(agreed, own, table == 1)
    np.add.at(cast, own, ~np.isnan(table))
    mine = (agreed + 1) / (cast + 2)
    theirs = (agreed.sum(axis=0) - agreed + 1) / (cast.sum(axis=0) - cast + 2)
    return GroupStats(_tuples(mine), _tuples(mine / theirs), tuple(mine.prod(axis=0).tolist()))


def _tuples(table: "NDArray[np.float64]") -> tuple[tuple[float, ...], ...]:
    return tuple(map(tuple, table.tolist()))


def table_of(votes: Votes, at_most: int = MOST_CELLS) -> "NDArray[np.float64]":
    """Members by statements, nan where unseen. Raises Impossible."""
    import numpy as np

    rows = [_row(row) for row in checks.items("votes", votes)]
    if len({len(row) for row in rows}) > 1:
        raise Impossible("votes must have equally long rows.")
    if not rows or not rows[0]:
        raise Impossible("votes must not be empty.")
    if len(rows) * len(rows[0]) > at_most:
        raise Impossible(f"votes must have at most {at_most} entries.")
    return np.array(rows, dtype=np.float64)


def _row(value: object) -> list[Any]:
    row = checks.items("votes", value)
    if set(map(type, row)) <= {int, type(None)} and set(row) <= {1, 0, -1, None}:
        return row  # millions of votes need not be asked one by one
    return [None if vote is None else checks.count("votes", vote, -1, 1) for vote in row]


def silhouette(points: Sequence[Sequence[float]], labels: Sequence[int | str]) -> Silhouette:
    """How much nearer each point is to its own group than to the next one (Rousseeuw 1987).

    A group of one counts 0. Needs two groups; at most 5,000 points.
    """
    import numpy as np

    rows = [
        checks.numbers("points", row) for row in checks.items("points", points, at_most=MOST_POINTS)
    ]
    if len({len(row) for row in rows}) > 1:
        raise Impossible("points must have equally many coordinates.")
    names = kinds.read("labels", labels, len(rows))
    groups = kinds.distinct(names)
    if len(groups) < 2:
        raise Impossible("labels must name at least two groups.")
    place = {name: index for index, name in enumerate(groups)}
    own = np.array([place[name] for name in names])
    points_ = np.array(rows, dtype=float).reshape(len(rows), -1)
    total = 0.0
    for start in range(0, len(rows), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        apart = clusters.distances(points_[part], points_)
        total += float(clusters.silhouettes(apart, own[part], own, len(groups)).sum())
    return Silhouette(total / len(rows))


def pca_variance(votes: Votes) -> Components:
    """The shares of variance of the first two principal components, gaps filled by column means."""
    import numpy as np

    table = filled(table_of(votes, MOST_DECOMPOSED))
    power = np.linalg.svd(table - table.mean(axis=0), compute_uv=False) ** 2
    whole = float(power.sum())
    if whole <= 1e-18 * table.size:
        return Components(None, None)
    return Components(float(power[0]) / whole, float(power[1]) / whole if power.size > 1 else 0.0)


def filled(table: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """The same with the mean of its column in each gap (0 in a column of gaps)."""
    import numpy as np

    seen = ~np.isnan(table)
    means = np.where(seen, table, 0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    whole: NDArray[np.float64] = np.where(seen, table, means)
    return whole
