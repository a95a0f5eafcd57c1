"""Points in a plane put into groups, and how separate the groups are.

Here: k-means with seeded restarts, and the silhouette. Not here: where the points come from, and
whether groups may be shown at all (camps.py).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.random import Generator
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Groups = NDArray[np.intp]

MOST_GROUPS = 5
RESTARTS = 8
MOST_STEPS = 60
MOST_MEASURED = 1_000  # points whose silhouette is taken: more are represented by a sample of them


@dataclass(frozen=True, slots=True)
class Grouping:
    """own: the group of each point, 0 for the largest; silhouette: the mean, -1 to 1."""

    own: "Groups"
    silhouette: float
    groups: int


def best(points: "Floats", chance: "Generator") -> Grouping | None:
    """The k-means grouping of 2 to 5 groups with the largest silhouette; None where all points are
    one. points: members by coordinates. Source: Small et al. 2021; Rousseeuw 1987."""
    import numpy as np

    size = len(points)
    distinct = len(np.unique(points.round(9), axis=0))
    measured = np.arange(size)
    if size > MOST_MEASURED:
        measured = np.sort(chance.choice(size, MOST_MEASURED, replace=False))
    apart = distances(points[measured], points[measured])
    found: Grouping | None = None
    for k in range(2, min(MOST_GROUPS, distinct) + 1):
        own = by_size(k_means(points, k, chance), k)
        measure = float(silhouettes(apart, own[measured], own[measured], k).mean())
        if found is None or measure > found.silhouette + 1e-12:
            found = Grouping(own, measure, k)
    return found


def k_means(points: "Floats", k: int, chance: "Generator") -> "Groups":
    """The best of a few runs by squared distance (Lloyd 1982), started by k-means++ (Arthur &
    Vassilvitskii 2007). All runs go side by side: `centres` is runs by k by coordinates."""
    import numpy as np

    centres = _started(points, k, chance)
    runs, size, dimensions = len(centres), len(points), points.shape[1]
    first = np.arange(runs)[:, None] * k
    own = np.full((runs, size), -1)
    for _ in range(MOST_STEPS):
        before, own = own, _nearest(points, centres)
        if (before == own).all():
            break
        flat = (first + own).ravel()
        members = np.bincount(flat, minlength=runs * k).reshape(runs, k)
        sums = [
            np.bincount(flat, np.tile(points[:, d], runs), runs * k).reshape(runs, k)
            for d in range(dimensions)
        ]
        means = np.stack(sums, axis=2) / np.maximum(members, 1)[:, :, None]
        centres = np.where(members[:, :, None] > 0, means, centres)
    chosen = centres[np.arange(runs)[:, None], own]
    best_run: Groups = own[int(((points - chosen) ** 2).sum(axis=(1, 2)).argmin())]
    return best_run


def _nearest(points: "Floats", centres: "Floats") -> "Groups":
    """Runs by points: the centre each is nearest to (the points' own squares do not matter)."""

    runs, k, dimensions = centres.shape
    flat = centres.reshape(runs * k, dimensions)
    apart = (flat**2).sum(axis=1)[:, None] - 2 * flat @ points.T
    nearest: Groups = apart.reshape(runs, k, -1).argmin(axis=1)
    return nearest


def _started(points: "Floats", k: int, chance: "Generator") -> "Floats":
    """Each further centre is a point drawn by its squared distance from the ones there are."""
    import numpy as np

    chosen = [chance.integers(len(points), size=RESTARTS)]
    near = np.full((RESTARTS, len(points)), np.inf)
    for _ in range(k - 1):
        newest = points[chosen[-1]]
        near = np.minimum(near, ((points[None] - newest[:, None]) ** 2).sum(axis=2))
        drawn = chance.random((RESTARTS, 1)) * near.sum(axis=1, keepdims=True)
        places = (near.cumsum(axis=1) < drawn).sum(axis=1)
        chosen.append(np.minimum(places, len(points) - 1))
    return points[np.stack(chosen, axis=1)]


def by_size(own: "Groups", k: int) -> "Groups":
    """The groups renumbered from the largest down; of equal ones the earlier member's first."""
    import numpy as np

    sizes = np.bincount(own, minlength=k)
    first = [int((own == group).argmax()) if sizes[group] else len(own) for group in range(k)]
    order = sorted(range(k), key=lambda group: (-sizes[group], first[group]))
    name = np.empty(k, dtype=np.intp)
    name[order] = np.arange(k)
    return name[own]


def distances(rows: "Floats", points: "Floats") -> "Floats":
    """From each of `rows` to each of `points`."""
    import numpy as np

    squares = np.zeros((len(rows), len(points)))
    for d in range(points.shape[1]):
        squares += (rows[:, d, None] - points[None, :, d]) ** 2
    return np.sqrt(squares)


def silhouettes(apart: "Floats", mine: "Groups", own: "Groups", k: int) -> "Floats":
    """For each row of distances how much nearer its own group is than the next; 0 in a group of
    one. mine: the groups of the rows; own: the groups of the columns."""
    import numpy as np

    member = np.zeros((len(own), k))
    member[np.arange(len(own)), own] = 1.0
    sizes = member.sum(axis=0)
    sums = apart @ member
    rows = np.arange(len(mine))
    within = sums[rows, mine] / np.maximum(sizes[mine] - 1, 1)
    means = np.where(sizes > 0, sums / np.maximum(sizes, 1), np.inf)
    means[rows, mine] = np.inf
    nearest = means.min(axis=1)
    widest = np.maximum(within, nearest)
    fits = (sizes[mine] > 1) & (widest > 0) & np.isfinite(nearest)
    share = np.zeros(len(mine))
    np.divide(nearest - within, widest, out=share, where=fits)
    return share
