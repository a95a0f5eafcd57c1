"""Signal 8, which statements a camp holds, which all camps share, and which divide.

Here: statements in the order they are worth showing. Not here: whether camps may be shown
(camps.py). Nothing is corrected for many statements: it is exploration, and said to be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.stats import checks, polis, proportions
from portal.stats.errors import Impossible

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST_VOTES = 5  # a single agreement already gives Polis's z of 1.41
MARKED = 1.2816  # z of 90 % on one side


@dataclass(frozen=True, slots=True)
class Held:
    """A statement (by its column) that a camp takes a side on more than the others do.

    stance: agree or disagree; taken of votes in the camp; low: Wilson's lower limit of that share
    (0 to 1); elsewhere: taken and votes in all other camps; z: of the difference (two_prop_test).
    """

    statement: int
    stance: str
    taken: int
    votes: int
    low: float
    elsewhere: tuple[int, int]
    z: float


@dataclass(frozen=True, slots=True)
class Stood:
    """How a statement stands with everyone: agreements, disagreements and passes sum to votes.

    low: Wilson's lower limit of the share that agrees. consensus: the product over camps of
    (agreements + 1)/(votes + 2), least: the smallest of these, 0 where a camp has under five votes;
    both None without camps.
    """

    statement: int
    agreed: int
    disagreed: int
    votes: int
    low: float
    consensus: float | None
    least: float | None


def of_camps(
    votes: polis.Votes, labels: Sequence[int | None], level: float = 0.95
) -> tuple[tuple[Held, ...], ...]:
    """For each camp 0, 1, ... the statements that mark it out, by falling lower limit.

    votes as in camps.found, labels its answer. A statement needs five votes in the camp and a z
    above 1.2816. Raises Impossible.
    """
    import numpy as np

    table = polis.table_of(votes)
    own = _camps(labels, len(table))
    sides = {"agree": table == 1, "disagree": table == -1}
    seen = ~np.isnan(table)
    whole = own >= 0
    held = []
    for camp in range(int(own.max(initial=-1)) + 1):
        inside, outside = own == camp, whole & (own != camp)
        held.append(_marked(sides, seen, inside, outside, level))
    return tuple(held)


def _camps(labels: Sequence[int | None], members: int) -> "NDArray[np.intp]":
    import numpy as np

    given = checks.items("labels", labels, members)
    return np.array([-1 if one is None else checks.count("labels", one) for one in given], np.intp)


def _marked(
    sides: "dict[str, NDArray[np.bool_]]",
    seen: "NDArray[np.bool_]",
    inside: "NDArray[np.bool_]",
    outside: "NDArray[np.bool_]",
    level: float,
) -> tuple[Held, ...]:
    cast, others = seen[inside].sum(axis=0).tolist(), seen[outside].sum(axis=0).tolist()
    found = []
    for stance, side in sides.items():
        here, there = side[inside].sum(axis=0).tolist(), side[outside].sum(axis=0).tolist()
        for statement, taken in enumerate(here):
            z = polis.two_prop_test(taken, cast[statement], there[statement], others[statement]).z
            if cast[statement] >= FEWEST_VOTES and z > MARKED:
                low = proportions.wilson_ci(cast[statement], taken, level).low
                elsewhere = there[statement], others[statement]
                found.append(Held(statement, stance, taken, cast[statement], low, elsewhere, z))
    return tuple(sorted(found, key=lambda one: (-one.low, one.statement)))


def of_everyone(
    votes: polis.Votes, labels: Sequence[int | None] | None = None, level: float = 0.95
) -> tuple[Stood, ...]:
    """Every statement, in the order of its columns. With labels, the consensus over the camps."""
    import numpy as np

    table = polis.table_of(votes)
    cast = (~np.isnan(table)).sum(axis=0).tolist()
    agreed, disagreed = ((table == side).sum(axis=0).tolist() for side in (1, -1))
    shared = [(None, None)] * len(cast) if labels is None else _consensus(votes, labels)
    lows = [proportions.wilson_ci(n, x, level).low for n, x in zip(cast, agreed, strict=True)]
    consensus, least = zip(*shared, strict=True)
    columns = zip(agreed, disagreed, cast, lows, consensus, least, strict=True)
    return tuple(Stood(statement, *column) for statement, column in enumerate(columns))


def _consensus(
    votes: polis.Votes, labels: Sequence[int | None]
) -> list[tuple[float | None, float | None]]:
    """For each statement the product and the smallest of the shares of the camps."""
    given = checks.items("labels", labels, len(votes))
    inside = [(row, label) for row, label in zip(votes, given, strict=True) if label is not None]
    if not inside:
        raise Impossible("labels must put at least one member into a camp.")
    rows, names = [row for row, _ in inside], [checks.count("labels", one) for _, one in inside]
    known = polis.group_stats(rows, names)
    cast = [[0] * len(rows[0]) for _ in known.p_agree]
    place = {name: camp for camp, name in enumerate(sorted(set(names)))}
    for row, name in zip(rows, names, strict=True):
        for statement, vote in enumerate(row):
            cast[place[name]][statement] += vote is not None
    least = [
        min(shares) if min(counts) >= FEWEST_VOTES else 0.0
        for shares, counts in zip(
            zip(*known.p_agree, strict=True), zip(*cast, strict=True), strict=True
        )
    ]
    return list(zip(known.group_aware_consensus, least, strict=True))


def most_divisive(stood: Sequence[Stood], at_most: int) -> tuple[Stood, ...]:
    """Statements whose share of agreement is closest to one half, of those with five votes."""
    enough = [one for one in stood if one.votes >= FEWEST_VOTES]
    ordered = sorted(enough, key=lambda s: (abs(2 * s.agreed - s.votes) / s.votes, s.statement))
    return tuple(ordered[:at_most])
