"""What a group of this size can decide, before anybody has answered: pure, from a few numbers.

Here: how many answers each rule needs, read once or daily, and whether each kind of question says
anything at all. Not here: who would count (`rosters`), or any answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from portal.kinds import needs
from portal.stats import plans, power, thresholds

# In a group of this many nearly everyone must answer before anything is certain.
SMALL: Final = 12
CHANCE: Final = 0.8
# So many points above the threshold the group may truly stand, in per mille.
ABOVE: Final = (50, 100, 150, 200)
# What a report looks for beside the questions, and from how many answers (statistics, 8 and 9).
CAMPS: Final = 30
WORDS: Final = 40
# In larger groups the table stops where it would take longer than a page may.
LARGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Needed:
    """If so many in truth say yes: the answers it takes, read once or daily. None: no number."""

    true_share: int
    yeses: int
    once: int | None
    daily: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """One threshold at one level, for all the signals that are read at it."""

    signals: tuple[str, ...]
    threshold: int
    level: int
    # The yeses of the whole group that the threshold asks for.
    yeses: int
    rows: tuple[Needed, ...]

    @property
    def is_out_of_reach(self) -> bool:
        """Whether no number of answers makes the rule likely to be met, as long as it is only as
        much above its threshold as the rows say."""
        return bool(self.rows) and all(row.once is None for row in self.rows)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether something can say anything in a group of this size.

    state: never (the group is too small), nearly_all, most (of the group must answer) or enough.
    """

    what: str
    fewest: int
    state: str


@dataclass(frozen=True, slots=True)
class Deciding:
    size: int
    plans: tuple[Plan, ...]
    reaches: tuple[Reach, ...]

    @property
    def is_small(self) -> bool:
        return self.size <= SMALL

    @property
    def never(self) -> tuple[Reach, ...]:
        return tuple(reach for reach in self.reaches if reach.state == "never")


def deciding(size: int, bars: Sequence[tuple[str, int, int]], kinds: Iterable[str]) -> Deciding:
    """bars: signal, threshold and level in per mille of each rule that reads a share."""
    signals: dict[tuple[int, int], list[str]] = {}
    for signal, threshold, level in bars or [("support", 600, 950)]:
        signals.setdefault((threshold, level), []).append(signal)
    plans = tuple(plan(size, *bar, tuple(dict.fromkeys(for_))) for bar, for_ in signals.items())
    asked = {kind: needs.FEWEST_ANSWERS[kind] for kind in dict.fromkeys(kinds)}
    reaches = {**asked, "camps": CAMPS, "words": WORDS}
    return Deciding(
        size, plans if size else (), tuple(reach(what, n, size) for what, n in reaches.items())
    )


def plan(size: int, threshold: int, level: int, signals: tuple[str, ...] = ()) -> Plan:
    yeses = thresholds.of_permille(threshold, size) if size else 0
    rows = _rows(size, yeses, threshold, level) if 0 < size <= LARGEST else ()
    return Plan(signals, threshold, level, yeses, rows)


def reach(what: str, fewest: int, size: int) -> Reach:
    if size < fewest:
        return Reach(what, fewest, "never")
    if fewest * 10 > size * 8:
        return Reach(what, fewest, "nearly_all")
    return Reach(what, fewest, "most" if fewest * 2 > size else "enough")


@lru_cache(maxsize=500)
def _rows(size: int, yeses: int, threshold: int, level: int) -> tuple[Needed, ...]:
    """In a small group person by person, because a percentage would be somebody's vote."""
    if size <= SMALL:
        truths = [(1000 * truth // size, truth) for truth in range(yeses, size + 1)]
    else:
        shares = [threshold + more for more in ABOVE if threshold + more <= 1000] or [1000]
        truths = [(share, thresholds.nearest_yeses(share / 1000, size)) for share in shares]
    return tuple(_needed(size, yeses, share, truth, level / 1000) for share, truth in truths)


def _needed(size: int, yeses: int, share: int, truth: int, level: float) -> Needed:
    once = power.required_responses(size, yeses, truth, level, CHANCE).n
    daily = plans.daily_responses(size, yeses, truth, level, CHANCE, once or 1)
    return Needed(share, truth, once, daily)
