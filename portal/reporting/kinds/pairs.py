"""Which of these two, several times: the share of comparisons each wins.

Strengths by a model (Bradley & Terry) only where every variant stood in ten comparisons. A variant
that fewer than five members saw would tell on them, so then nothing is broken down.
"""

import math
from collections import Counter

from portal.reporting import numbers
from portal.reporting.kinds.asked import Asked, options
from portal.reporting.numbers import FLOOR, Json
from portal.stats import pairs, triads
from portal.stats.errors import Impossible

FIELDS = ("items", "above", "comparisons", "fewest", "circular")
ENOUGH = 10
Wins = Counter[tuple[str, str]]


def listed(asked: Asked) -> Json:
    seen = {key for value in asked.values for pair in value for key in pair}
    return {"options": options(asked.names, seen)}


def found(asked: Asked) -> Json:
    keys = [option["key"] for option in listed(asked)["options"]]
    wins = Counter((won, lost) for value in asked.values for won, lost in value)
    base = {"comparisons": wins.total(), "counts": None, "circular": _circular(asked, keys)}
    shown = [key for key in keys if _met(wins, key)]
    if not shown or _fewest_members(asked, shown) < FLOOR:
        return base | dict.fromkeys(("items", "above", "fewest"))
    strengths = strength(wins, shown)
    items = [_item(wins, key, strengths.get(key)) for key in shown]
    items.sort(key=lambda item: (-item["wins"] / item["comparisons"], item["key"]))
    return base | {
        "items": items,
        "above": _above(wins, [item["key"] for item in items], asked),
        "fewest": min(item["comparisons"] for item in items),
    }


def _met(wins: Wins, key: str) -> int:
    return sum(count for pair, count in wins.items() if key in pair)


def _fewest_members(asked: Asked, keys: list[str]) -> int:
    met = Counter(key for value in asked.values for key in {k for pair in value for k in pair})
    return min(met[key] for key in keys)


def _item(wins: Wins, key: str, strength: int | None) -> Json:
    won = sum(count for (winner, _), count in wins.items() if winner == key)
    met = _met(wins, key)
    return {
        "key": key,
        "wins": won,
        "comparisons": met,
        "percent": numbers.percent(won, met),
        "strength": strength,
    }


def strength(wins: Wins, keys: list[str]) -> dict[str, int]:
    """In percent, how likely each is to win against one of the others drawn at random."""
    if len(keys) < 2 or any(_met(wins, key) < ENOUGH for key in keys):
        return {}
    try:
        fitted = pairs.bradley_terry(keys, [[wins[a, b] for b in keys] for a in keys])
    except Impossible:
        return {}
    abilities = dict(zip(keys, fitted.log_ability, strict=True))
    return {key: numbers.points(_against_others(key, abilities)) for key in keys}


def _against_others(key: str, abilities: dict[str, float]) -> float:
    rivals = [other for other in abilities if other != key]
    return sum(_wins(abilities[key] - abilities[r]) for r in rivals) / len(rivals)


def _wins(lead: float) -> float:
    return 1 / (1 + math.exp(-lead))


def _above(wins: Wins, keys: list[str], asked: Asked) -> list[list[int | None]] | None:
    """above[i][j]: how often i won against j; None as a whole where few members saw some pair."""
    seen = Counter(frozenset(pair) for value in asked.values for pair in value)
    if any(count < FLOOR for count in seen.values()):
        return None
    return [[None if a == b else wins[a, b] for b in keys] for a in keys]


def _circular(asked: Asked, keys: list[str]) -> Json:
    """Of the threes that somebody compared whole, how many go round in a circle."""
    known = triads.circular(asked.values, keys)
    return {"threes": known.triads, "circles": known.circular}


def yes(asked: Asked, found: Json) -> None:
    """Members compare several times each: there is no one yes of a member."""
