"""Variants in order: who is placed above whom, and who wins under rules that rank.

The matrix comes first, then whoever beats every other one (Condorcet), then Schulze's rule, which
always has an answer, and an instant run-off as a second opinion. Equals all win.
"""

from collections import Counter

from portal.reporting.kinds.asked import Asked, options
from portal.reporting.kinds.yes import Yes, reading
from portal.reporting.numbers import Json
from portal.stats import ballots as boxes
from portal.stats import rank
from portal.stats.errors import Impossible

FIELDS = ("above", "condorcet", "schulze", "irv", "is_decided")
Box = list[tuple[int, list[str]]]


def listed(asked: Asked) -> Json:
    return {"options": options(asked.names, {key for order in asked.values for key in order})}


def found(asked: Asked) -> Json:
    names = {option["key"]: option["name"] for option in listed(asked)["options"]}
    box = box_of(asked.values, list(names))
    schulze = rank.schulze(box)
    order = _order(box, schulze.order)
    winner = rank.condorcet(box).winner
    above = _above(box, order)
    firsts = Counter(value[0] for value in asked.values if value)
    return {
        # In the order of the result, so that a table reads from the best down.
        "options": [{"key": key, "name": names[key]} for key in order],
        "counts": {key: firsts[key] for key in order},
        "above": above,
        "condorcet": winner,
        "schulze": {
            "winners": list(schulze.winners),
            "order": list(schulze.order) if schulze.order else None,
        },
        "irv": _run_off(box),
        "is_decided": winner is not None and _is_settled(above, order.index(winner), asked.silent),
    }


def box_of(values: list[list[str]], keys: list[str]) -> Box:
    """Equal ballots as one; an empty one names every option, so that none is missing."""
    orders = Counter(tuple(value) for value in values)
    return [(0, keys), *((count, list(order)) for order, count in orders.items())]


def _order(box: Box, strict: tuple[str, ...] | None) -> list[str]:
    """Schulze's order, or where it has ties how many others each beats; then by name."""
    if strict:
        return list(strict)
    read = boxes.read(box)
    every = range(len(read.options))
    beaten = {
        read.options[i]: sum(read.margin(i, j) > 0 for j in every) - _losses(read, i) for i in every
    }
    return sorted(beaten, key=lambda key: (-beaten[key], key))


def _losses(read: boxes.Box, i: int) -> int:
    return sum(read.margin(i, j) < 0 for j in range(len(read.options)))


def _above(box: Box, order: list[str]) -> list[list[int]]:
    """above[i][j]: how many placed the option of row i above that of column j."""
    read = boxes.read(box)
    places = [read.options.index(key) for key in order]
    return [[read.above[i][j] for j in places] for i in places]


def _run_off(box: Box) -> list[str] | None:
    """None where there are too many ties to try them all."""
    try:
        return list(rank.irv(box).winners)
    except Impossible:
        return None


def _is_settled(above: list[list[int]], winner: int, silent: int) -> bool:
    """Whether the winner beats each rival by more than all the silent."""
    rivals = [j for j in range(len(above)) if j != winner]
    return all(above[winner][j] - above[j][winner] > silent for j in rivals)


def yes(asked: Asked, found: Json) -> Yes | None:
    """Placed first: the one who wins alone."""
    winners = found["schulze"]["winners"]
    return reading("first", winners[0]) if len(winners) == 1 else None
