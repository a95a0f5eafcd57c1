"""Signal 4, best and worst of four: scores from counts alone.

Here: best minus worst over shown, and its analytical log odds. Not here: resampling of members.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.stats import checks
from portal.stats.errors import Impossible


@dataclass(frozen=True, slots=True)
class Counts:
    """score -1 to 1; abw on the logit scale, None at either end; both shaped as `best` was."""

    score: tuple[float | None, ...] | dict[str, float | None]
    abw: tuple[float | None, ...] | dict[str, float | None]


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
