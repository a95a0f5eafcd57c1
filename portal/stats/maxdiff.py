"""Signal 4, best and worst of four: scores from counts alone.

Here: best minus worst over shown, its analytical log odds, and its spread over members. Not here:
which items are shown together.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.stats import checks, resampling
from portal.stats.errors import Impossible

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_ITEMS = 200
Set = Mapping[str, object]  # {"shown": [names], "best": a name, "worst": another}


@dataclass(frozen=True, slots=True)
class Counts:
    """score -1 to 1; abw on the logit scale, None at either end; both shaped as `best` was."""

    score: tuple[float | None, ...] | dict[str, float | None]
    abw: tuple[float | None, ...] | dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One entry an item, in the order of `items`: times best, worst, shown, and the score, -1 to 1,
    with its spread (None where never shown)."""

    best: tuple[int, ...]
    worst: tuple[int, ...]
    shown: tuple[int, ...]
    score: tuple[resampling.Spread | None, ...]


Given = Sequence[int] | Mapping[str, int]


def counts(best: Given, worst: Given, shown: Given | int) -> Counts:
    """score = (best - worst)/shown, abw = ln((1 + score)/(1 - score)) (Lipovetsky & Conklin 2014).

    best, worst, shown: times per item, as lists in one order or as objects with the same names;
    shown may be one number for all. An item never shown has no score.
    """
    if isinstance(best, Mapping):
        names = list(checks.named_counts("best", best))
        columns = [_by_name(field, value, names) for field, value in _fields(best, worst, shown)]
    else:
        names = None
        length = len(checks.items("best", best))
        columns = [_in_order(field, value, length) for field, value in _fields(best, worst, shown)]
    scores = [_score(*item) for item in zip(*columns, strict=True)]
    odds = [None if s is None or abs(s) == 1 else 2 * math.atanh(s) for s in scores]
    if names is None:
        return Counts(tuple(scores), tuple(odds))
    return Counts(dict(zip(names, scores, strict=True)), dict(zip(names, odds, strict=True)))


def _fields(best: object, worst: object, shown: object) -> list[tuple[str, object]]:
    return [("best", best), ("worst", worst), ("shown", shown)]


def _by_name(field: str, value: object, names: list[str]) -> list[int]:
    if field == "shown" and not isinstance(value, Mapping):
        return [checks.count(field, value)] * len(names)
    found = checks.named_counts(field, value)
    if set(found) != set(names):
        raise Impossible(f"{field} must name the same items as best.")
    return [found[name] for name in names]


def _in_order(field: str, value: object, length: int) -> list[int]:
    if field == "shown" and not isinstance(value, list | tuple):
        return [checks.count(field, value)] * length
    return checks.counts(field, value, length)


def _score(best: int, worst: int, shown: int) -> float | None:
    if best + worst > shown:
        raise Impossible("best and worst together must not be larger than shown.")
    return (best - worst) / shown if shown else None


def spread(
    sets_by_member: Sequence[Sequence[Set]],
    items: Sequence[str],
    N: int | None,
    seed: int,
    draws: int = resampling.DRAWS,
    level: float = 0.95,
) -> Drawn:
    """The scores, and how far they move when members are drawn again.

    sets_by_member: for each member the sets answered. The same seed gives the same digits. Raises
    Impossible.
    """
    import numpy as np

    table = _read(sets_by_member, items)
    factor, seed, draws = resampling.asked(N, len(table), seed, draws, level)
    best, worst, shown = table.sum(axis=0).astype(int).tolist()
    scores = [_score(*item) for item in zip(best, worst, shown, strict=True)]
    if not len(table):
        return Drawn(tuple(best), tuple(worst), tuple(shown), (None,) * len(scores))
    flat = table.reshape(len(table), -1)
    size = len(scores)
    drawn = [w @ flat for w in resampling.weights(len(table), draws, seed, 3 * size)]
    again = np.concatenate(drawn).reshape(draws, 3, size)
    nowhere = np.full((draws, size), np.nan)
    points = np.divide(again[:, 0] - again[:, 1], again[:, 2], out=nowhere, where=again[:, 2] > 0)
    spreads = [
        None if score is None else resampling.spread(score, points[:, i], factor, level)
        for i, score in enumerate(scores)
    ]
    return Drawn(tuple(best), tuple(worst), tuple(shown), tuple(spreads))


def _read(sets_by_member: object, items: object) -> "NDArray[np.float64]":
    """Members by best, worst and shown by items."""
    import numpy as np

    names = checks.items("items", items, at_most=MOST_ITEMS)
    place = {name: index for index, name in enumerate(names) if isinstance(name, str)}
    if len(place) < len(names):
        raise Impossible("items must be different names.")
    members = checks.items("sets_by_member", sets_by_member)
    table = np.zeros((len(members), 3, len(names)))
    for member, sets in enumerate(members):
        for one in checks.items("sets_by_member", sets):
            best, worst, shown = _places(checks.named("sets_by_member", one), place)
            table[member, 0, best] += 1
            table[member, 1, worst] += 1
            table[member, 2, shown] += 1
    return table


def _places(one: dict[str, object], place: Mapping[str, int]) -> tuple[int, int, list[int]]:
    shown = checks.items("sets_by_member", one.get("shown"), at_most=MOST_ITEMS)
    names = [name for name in (one.get("best"), one.get("worst"), *shown) if isinstance(name, str)]
    known = [place[name] for name in names if name in place]
    best, worst, *rest = known if len(known) == len(shown) + 2 else (0, 0)
    if best == worst or not {best, worst} <= set(rest) or len(set(rest)) < len(rest):
        raise Impossible("sets_by_member must hold a best and another worst of the items shown.")
    return best, worst, rest
