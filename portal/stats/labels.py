"""Labels of groups, and how well two groupings of the same things agree.

Here: reading labels, and the adjusted Rand index. Not here: making the groups.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from portal.stats import checks
from portal.stats.errors import Impossible

Label = int | str


@dataclass(frozen=True, slots=True)
class Agreement:
    """1 for the same grouping, about 0 for chance."""

    ari: float


def read(name: str, value: object, length: int | None = None) -> list[Label]:
    """One whole number or string a thing."""
    found: list[Label] = []
    for one in checks.items(name, value, length):
        found.append(one if isinstance(one, str) else checks.count(name, one, -(10**9), 10**9))
    return found


def distinct(labels: Sequence[Label]) -> list[Label]:
    """Each label once: numbers first, each kind in its own order."""
    return sorted(set(labels), key=lambda one: (isinstance(one, str), one))


def ari(a: Sequence[Label], b: Sequence[Label]) -> Agreement:
    """The adjusted Rand index of two groupings, one label a thing each (Hubert & Arabie 1985)."""
    first = read("a", a)
    second = read("b", b, len(first))
    if not first:
        raise Impossible("a must not be empty.")
    together = _pairs(Counter(zip(first, second, strict=True)))
    in_first, in_second = _pairs(Counter(first)), _pairs(Counter(second))
    all_pairs = len(first) * (len(first) - 1) // 2
    expected = in_first * in_second / all_pairs if all_pairs else 0.0
    best = (in_first + in_second) / 2
    if best == expected:
        return Agreement(1.0)
    return Agreement((together - expected) / (best - expected))


def _pairs(sizes: Counter[Label] | Counter[tuple[Label, Label]]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())
