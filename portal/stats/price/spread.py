"""The answers of members as they are kept, turned into curves, points and their spread.

Here: what the report draws. A member is {"too_cheap", "cheap", "expensive", "too_expensive"} and,
where asked, {"intent_cheap", "intent_expensive"}. Not here: the definition of the points.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portal.stats import checks, resampling
from portal.stats.errors import Impossible
from portal.stats.price import newton
from portal.stats.price.points import NAMES, members, psm, rises

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Member = Mapping[str, float]
INTENTS = ("intent_cheap", "intent_expensive")
WEIGHTS = (0.7, 0.5, 0.3, 0.1, 0.0)  # Newton, Miller & Smith's convention, from 5 down to 1
MOST_PRICES = 1_000  # of the curve of reach while it is drawn again: more are thinned


@dataclass(frozen=True, slots=True)
class Curve:
    """At a price somebody named, the shares to whom it is (still) too cheap, cheap, expensive and
    too expensive, as Van Westendorp draws them."""

    price: float
    too_cheap: float
    cheap: float
    expensive: float
    too_expensive: float


@dataclass(frozen=True, slots=True)
class Points:
    """The points with their spreads, in prices; None without a valid member, or without intent.

    valid + invalid = members asked; draws: how often members were drawn again.
    """

    PMC: resampling.Spread | None
    PME: resampling.Spread | None
    IDP: resampling.Spread | None
    OPP: resampling.Spread | None
    price_max_reach: resampling.Spread | None
    price_max_revenue: resampling.Spread | None
    valid: int
    invalid: int
    draws: int


def _columns(asked: object) -> list[list[Any]]:
    """The four prices, one list each. Raises Impossible."""
    rows = [checks.named("members", one) for one in checks.items("members", asked)]
    if not all(set(NAMES) <= set(row) for row in rows):
        raise Impossible(f"Each of members must have {', '.join(NAMES)}.")
    return [[row[name] for row in rows] for name in NAMES]


def _valid(asked: Sequence[Member]) -> list[tuple[float, ...]]:
    return [member for member in members(*_columns(asked)) if rises(member)]


def curves(asked: Sequence[Member]) -> tuple[Curve, ...]:
    """The four cumulated curves along the prices named. Raises Impossible."""
    valid = _valid(asked)
    n = len(valid)
    ordered = [sorted(column) for column in zip(*valid, strict=True)]
    grid = sorted({price for member in valid for price in member})
    found = []
    for price in grid:
        too_low, low, high, too_high = (bisect_right(column, price) for column in ordered)
        counted = (n - too_low, n - low, high, too_high)
        found.append(Curve(price, *(how_many / n for how_many in counted)))
    return tuple(found)


def reach(
    asked: Sequence[Member], weights_5_to_1: Sequence[float] = WEIGHTS
) -> tuple[newton.Reach, ...]:
    """The share that would buy along the prices named, of members who gave their intent too.

    Raises Impossible.
    """
    lines = _lines(asked, newton.shares_of(weights_5_to_1))
    return newton.along(lines) if lines else ()


def _lines(asked: Sequence[Member], weights: Sequence[float]) -> list[newton.Line]:
    told = [one for one in asked if all(one.get(name) is not None for name in INTENTS)]
    found: list[newton.Line] = []
    for one, prices in zip(told, members(*_columns(told)), strict=True):
        bargain, dear = (checks.count(name, one[name], 1, 5) for name in INTENTS)
        if rises(prices):
            found.append((prices, (0.0, weights[5 - bargain], weights[5 - dear], 0.0)))
    return found


def points_spread(
    asked: Sequence[Member],
    N: int | None,
    seed: int,
    draws: int = resampling.DRAWS,
    level: float = 0.95,
    range: str = "original",
    weights_5_to_1: Sequence[float] = WEIGHTS,
) -> Points:
    """How far the four points, and the prices of most reach and revenue, move when the valid
    members are drawn again (grid rule).

    N: the group, of which all who were asked here answered; the spread is narrowed by
    sqrt(1 - n/N). The same seed gives the same digits. Raises Impossible.
    """
    too_low, low, high, too_high = _columns(asked)
    factor, seed, draws = resampling.asked(N, len(low), seed, draws, level)
    found = psm(too_low, low, high, too_high, range)
    lines = _lines(asked, newton.shares_of(weights_5_to_1))
    if not found.valid:
        return Points(None, None, None, None, None, None, 0, found.invalid, draws)
    drawn = _points(_valid(asked), seed, draws, range)
    PMC, PME, IDP, OPP = (
        resampling.spread(estimate or 0.0, column, factor, level)
        for estimate, column in zip(
            (found.PMC, found.PME, found.IDP, found.OPP), drawn.T, strict=True
        )
    )
    furthest, richest = _best(lines, seed, draws, factor, level) if lines else (None, None)
    return Points(PMC, PME, IDP, OPP, furthest, richest, found.valid, found.invalid, draws)


def _points(valid: list[tuple[float, ...]], seed: int, draws: int, range: str) -> "Floats":
    """Draws by the four points: each the first price at which its rising curve is not below."""
    import numpy as np

    table = np.array(valid)
    grid = np.unique(table)
    orders = [column.argsort(kind="stable") for column in table.T]
    places = [np.searchsorted(np.sort(c), grid, side="right") for c in table.T]
    found = []
    for weight in resampling.weights(len(valid), draws, seed, 4 * len(grid)):
        below = [
            np.pad(weight[:, order].cumsum(axis=1), ((0, 0), (1, 0)))[:, place]
            for order, place in zip(orders, places, strict=True)
        ]
        found.append(
            np.column_stack([grid[ahead.argmax(axis=1)] for ahead in _ahead(below, range)])
        )
    return np.concatenate(found)


def _ahead(below: "list[Floats]", range: str) -> "list[NDArray[np.bool_]]":
    """Where each rising curve has reached its falling one: PMC, PME, IDP, OPP (see psm)."""
    too_low, low, high, too_high = below
    n = too_low[:, -1:]
    original = range == "original"
    return [
        (low if original else high) >= n - too_low,
        too_high >= n - (high if original else low),
        high >= n - low,
        too_high >= n - too_low,
    ]


def _best(
    lines: list[newton.Line], seed: int, draws: int, factor: float, level: float
) -> tuple[resampling.Spread, resampling.Spread]:
    """The spreads of the prices of most reach and of most revenue."""
    import numpy as np

    curve = newton.along(lines)
    grid = np.array([point.price for point in curve])
    grid = grid[:: -(-len(grid) // MOST_PRICES)]
    heights = np.array([np.interp(grid, prices, shares) for prices, shares in lines])
    reached = [w @ heights for w in resampling.weights(len(lines), draws, seed, len(grid))]
    total = np.concatenate(reached)
    estimates = (
        curve[newton.first_best([point.reach for point in curve])].price,
        curve[newton.first_best([point.revenue for point in curve])].price,
    )
    furthest, richest = (
        resampling.spread(estimate, grid[_first_best(values)], factor, level)
        for estimate, values in zip(estimates, (total, total * grid), strict=True)
    )
    return furthest, richest


def _first_best(values: "Floats") -> "NDArray[np.intp]":
    """Draws: the first place of the largest value, rounding aside."""
    best = values.max(axis=1, keepdims=True)
    first: NDArray[np.intp] = (values >= best - 1e-12 * (1 + best)).argmax(axis=1)
    return first
