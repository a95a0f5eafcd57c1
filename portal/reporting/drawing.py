"""Where shapes of a chart stand, in percent of its width and height.

Here: arithmetic for drawing, so that a template only writes shapes down. Not here: the shapes
(`templates/reports/_charts.html`), the words (titles.py, said/).
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from portal.reporting.numbers import Json

SHADES = 5
# A slope shows at least so many points of a hundred, so that noise does not look like a climb.
WINDOW = 40
# The curves keep this much of the height free above and below them.
TOP, BOTTOM = 6.0, 90.0


class Line(NamedTuple):
    x1: float
    y1: float
    x2: float
    y2: float


def at(value: float, low: float, high: float) -> float:
    """The place of a value on a line from low to high, never outside it."""
    if high <= low:
        return 50.0
    return round(min(100.0, max(0.0, 100 * (value - low) / (high - low))), 2)


def shade(part: float, whole: float) -> int:
    """A step from 0 (none) to 5 (all), so that a table reads by its darkness."""
    return max(1, round(SHADES * part / whole)) if whole and part > 0 else 0


def curve(prices: Sequence[float], values: Sequence[float]) -> list[Line]:
    """The pieces of a curve of percentages over prices."""
    low, high = prices[0], prices[-1]
    points = [(at(p, low, high), height(v)) for p, v in zip(prices, values, strict=True)]
    return [Line(*a, *b) for a, b in pairwise(points)]


def height(percent: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * percent / 100, 2)


def crossing(prices: Sequence[float], values: Sequence[float], percent: float) -> float:
    """Where a curve first passes a percentage: the place for its name."""
    falls = values[0] > values[-1]
    passed = (p for p, v in zip(prices, values, strict=True) if (v <= percent) == falls)
    return at(next(passed, prices[-1]), prices[0], prices[-1])


def slope(percents: Sequence[float]) -> list[float]:
    """How far each share stands above the foot of the window all of them fit in, in percent."""
    span = max(WINDOW, max(percents) - min(percents))
    middle = (max(percents) + min(percents)) / 2
    foot = min(100 - span, max(0.0, middle - span / 2))
    return [at(percent, foot, foot + span) for percent in percents]


class Dot(NamedTuple):
    """One of those who named a price; equal prices are stacked."""

    x: float
    level: int


def strip(prices: Sequence[float], low: float, high: float) -> list[Dot]:
    seen: Counter[float] = Counter()
    dots = []
    for price in prices:
        dots.append(Dot(at(price, low, high), seen[price]))
        seen[price] += 1
    return dots


def ends(strips: Json) -> tuple[float, float]:
    """The lowest and the highest price anybody named."""
    every = [price for prices in strips.values() for price in prices]
    return min(every), max(every)
