"""Whether members fall into camps by their stances on critiques, and what each camp holds.

Shown only where noise and stability allow it (signal 8); else what was found instead of camps.
Places in the plane are without names, rounded, and in an order that tells nothing.
"""

from collections.abc import Callable, Sequence

from portal.reporting import numbers
from portal.reporting.facts import Depths, Facts
from portal.reporting.numbers import FLOOR, Json
from portal.stats import camps, statements

LISTED = 4


def study(facts: Facts, depths: Depths, seed: int, tell: Callable[[int], None]) -> Json:
    ids = [c.public_id for c in facts.critiques]
    votes = _votes(ids, depths)
    found = camps.found(votes, seed, tell)
    base = {
        "is_shown": found.reason is None,
        "reason": found.reason,
        "members": found.members,
        "statements": found.statements,
        "silhouette": _rounded(found.silhouette),
        "limit": _rounded(found.limit),
        "stability": _rounded(found.stability),
    }
    if found.labels is None or found.points is None:
        return base | {"camps": [], "shared": [], "points": []}
    held = statements.of_camps(votes, found.labels)
    return base | {
        "camps": [
            {"size": size, "holds": [_held(one, ids) for one in own[:LISTED]]}
            for size, own in zip(found.sizes, held, strict=True)
        ],
        "shared": _shared(votes, found.labels, ids),
        "points": _points(found.points, found.labels),
    }


def _votes(ids: Sequence[str], depths: Depths) -> list[list[int | None]]:
    """A row a member who took a stance, a column a critique."""
    column = {id: place for place, id in enumerate(ids)}
    rows: dict[int, list[int | None]] = {}
    for stance in depths.stances:
        if stance.critique in column:
            row = rows.setdefault(stance.person, [None] * len(ids))
            row[column[stance.critique]] = stance.value
    return [rows[person] for person in sorted(rows)]


def _held(one: statements.Held, ids: Sequence[str]) -> Json:
    there, others = one.elsewhere
    return {
        "critique": ids[one.statement],
        "stance": one.stance,
        "x": one.taken,
        "n": one.votes,
        "percent": numbers.percent(one.taken, one.votes),
        "elsewhere_percent": numbers.percent(there, others) if others >= FLOOR else None,
    }


def _shared(
    votes: Sequence[Sequence[int | None]], labels: Sequence[int | None], ids: Sequence[str]
) -> list[Json]:
    """What more than half of every camp agrees with. The product of their shares alone would let a
    large camp that agrees outvote a small one that does not."""
    stood = statements.of_everyone(votes, labels)
    agreed = [s for s in stood if s.least is not None and s.least > 0.5 and s.low > 0.5]
    agreed.sort(key=lambda s: (-(s.consensus or 0.0), s.statement))
    return [
        {"critique": ids[s.statement], "percent": numbers.percent(s.agreed, s.votes)}
        for s in agreed[:LISTED]
    ]


def _points(
    points: Sequence[tuple[float, float] | None], labels: Sequence[int | None]
) -> list[Json]:
    """From -100 to 100 either way; in the order of place, not of people."""
    placed = [
        (label, point)
        for label, point in zip(labels, points, strict=True)
        if label is not None and point is not None
    ]
    farthest = max((abs(at) for _, point in placed for at in point), default=0.0) or 1.0
    drawn = [
        (label, round(100 * point[0] / farthest), round(100 * point[1] / farthest))
        for label, point in placed
    ]
    return [{"camp": label, "x": x, "y": y} for label, x, y in sorted(drawn)]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
