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
FIRST_STEPS = 10  # of every run; then only the best goes on
MOST_STEPS = 60
MOST_MEASURED = 1_000  # points that are grouped and measured: more follow a sample of them


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
    sample = np.ascontiguousarray(points[measured])
    apart = distances(sample, sample)
    found: Grouping | None = None
    for k in range(2, min(MOST_GROUPS, distinct) + 1):
        own = by_size(_nearest(points, k_means(sample, k, chance)[None])[0], k)
        measure = float(silhouettes(apart, own[measured], own[measured], k).mean())
        if found is None or measure > found.silhouette + 1e-12:
            found = Grouping(own, measure, k)
    return found


def k_means(points: "Floats", k: int, chance: "Generator") -> "Floats":
    """The centres of the best of a few runs by squared distance (Lloyd 1982), started by k-means++
    (Arthur & Vassilvitskii 2007). Runs go side by side: centres are runs by k by coordinates."""
    import numpy as np

    centres, own = _settled(points, _started(points, k, chance), FIRST_STEPS)
    chosen = centres[np.arange(len(centres))[:, None], own]
    best_run = int(((points - chosen) ** 2).sum(axis=(1, 2)).argmin())
    settled, _ = _settled(points, centres[best_run : best_run + 1], MOST_STEPS)
    middle: Floats = settled[0]
    return middle


def _settled(points: "Floats", centres: "Floats", steps: int) -> "tuple[Floats, Groups]":
    """The centres after so many steps, or once none moves any more, and whose each point is."""
    import numpy as np

    runs, k, dimensions = centres.shape
    counted = np.column_stack([points, np.ones(len(points))])
    own = _nearest(points, centres)
    for _ in range(steps):
        member = (own[:, None, :] == np.arange(k)[:, None]).reshape(runs * k, -1)
        sums = (member.astype(float) @ counted).reshape(runs, k, dimensions + 1)
        members = sums[:, :, -1:]
        centres = np.where(members > 0, sums[:, :, :-1] / np.maximum(members, 1), centres)
        before, own = own, _nearest(points, centres)
        if (before == own).all():
            break
    return centres, own


def _nearest(points: "Floats", centres: "Floats") -> "Groups":
    """Runs by points: the centre each is nearest to (the points' own squares do not matter)."""
    import numpy as np

    runs, k, dimensions = centres.shape
    flat = centres.reshape(runs * k, dimensions)
    apart = ((flat**2).sum(axis=1)[:, None] - 2 * flat @ points.T).reshape(runs, k, -1)
    nearest, least = np.zeros((runs, len(points)), dtype=np.intp), apart[:, 0]
    for group in range(1, k):  # much faster than argmin over so few
        nearest[apart[:, group] < least] = group
        least = np.minimum(least, apart[:, group])
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
        along = np.subtract.outer(rows[:, d], points[:, d])
        squares += np.square(along, out=along)
    return np.sqrt(squares, out=squares)


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
