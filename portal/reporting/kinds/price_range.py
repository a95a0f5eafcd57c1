"""Four prices, from so cheap that one doubts it to too expensive (van Westendorp).

Members whose prices do not rise are left out and counted. Below thirty the prices are shown as they
were named; from thirty on as curves, with the four points where those cross.
"""

from bisect import bisect_right
from itertools import pairwise
from typing import Any

from portal.reporting import numbers
from portal.reporting.kinds.asked import Asked
from portal.reporting.kinds.prices import currency, tidy
from portal.reporting.numbers import FLOOR, Json
from portal.stats import price

FIELDS = ("currency", "valid", "invalid", "middle", "strip", "curves", "points", "reach")
NAMES = ("too_cheap", "cheap", "expensive", "too_expensive")
INTENTS = ("intent_cheap", "intent_expensive")
# From 5 (definitely) down: a convention of Newton, Miller and Smith, not data.
WEIGHTS = (0.7, 0.5, 0.3, 0.1, 0.0)
ENOUGH = 30
MOST_DRAWN = 40


def found(asked: Asked) -> Json:
    rising = [value for value in asked.values if rises(value)]
    base: Json = {
        "currency": currency(asked.question),
        "counts": None,
        "valid": len(rising),
        "invalid": asked.n - len(rising),
    }
    unknown = dict.fromkeys(("middle", "strip", "curves", "points", "reach"))
    if len(rising) < FLOOR:
        return base | unknown
    columns = {name: sorted(float(value[name]) for value in rising) for name in NAMES}
    base |= unknown | {"middle": {name: _middle(column) for name, column in columns.items()}}
    if len(rising) < ENOUGH:
        return base | {"strip": {n: [tidy(p) for p in column] for n, column in columns.items()}}
    return base | {"curves": _curves(columns), "points": points(rising), "reach": _reach(rising)}


def rises(value: Json) -> bool:
    return all(low < high for low, high in pairwise(value[name] for name in NAMES))


def _middle(column: list[float]) -> int | float | None:
    """The middle price that somebody named; the lower of two."""
    return tidy(column[(len(column) - 1) // 2])


def points(rising: list[Any]) -> Json:
    """Where the curves cross, among the prices somebody named."""
    too_cheap, cheap, expensive, too_expensive = _columns(rising)
    known = price.psm(too_cheap, cheap, expensive, too_expensive)
    return {name: tidy(getattr(known, name)) for name in ("PMC", "OPP", "IDP", "PME")}


def _columns(values: list[Any]) -> list[list[float]]:
    return [[float(value[name]) for value in values] for name in NAMES]


def _curves(columns: dict[str, list[float]]) -> Json:
    """In percent, how many find each price too cheap, a bargain, expensive, too expensive."""
    every = sorted({p for column in columns.values() for p in column})
    step = max(1, -(-len(every) // MOST_DRAWN))
    drawn = sorted({*every[::step], every[-1]})
    return {"prices": [tidy(p) for p in drawn]} | {
        name: [_at(columns[name], p, name in ("too_cheap", "cheap")) for p in drawn]
        for name in NAMES
    }


def _at(column: list[float], price: float, falls: bool) -> float | int | None:
    below = bisect_right(column, price)
    return numbers.percent(len(column) - below if falls else below, len(column))


def _reach(rising: list[Any]) -> Json | None:
    """At which price most would buy, and at which most money comes in, where intents were asked."""
    asked = [value for value in rising if all(name in value for name in INTENTS)]
    if len(asked) < ENOUGH:
        return None
    low, high = ([int(value[name]) for value in asked] for name in INTENTS)
    too_cheap, cheap, expensive, too_expensive = _columns(asked)
    known = price.nms(too_cheap, cheap, expensive, too_expensive, low, high, WEIGHTS)
    return {
        "price_max_reach": tidy(known.price_max_reach),
        "max_reach": numbers.points(known.max_reach or 0.0),
        "price_max_revenue": tidy(known.price_max_revenue),
        "n": len(asked),
    }


def yes(asked: Asked, found: Json) -> None:
    """Four prices are no yes or no."""
