"""A criterion that may be read any day: its bounds day by day, and what all days together leave.

Here: cumulative answers by day of the round, the confidence sequence at each, the running
intersection. Not here: the verdict (criteria.py). Days are the round's own, in its time zone.
A look stands at a multiple of five answers in the order they came, and at least five before the
last one, so that no difference of two looks tells what fewer than five people said.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from portal.language import zone
from portal.reporting import numbers
from portal.reporting.facts import Ballot, CriterionFacts, Facts
from portal.reporting.numbers import FLOOR, Json
from portal.stats import monitor


class Look(NamedTuple):
    """What was in by the end of a day: `n` answers, `x` of them yes; `on` None: no day is known."""

    on: date | None
    n: int
    x: int


class Watched(NamedTuple):
    """The looks, the running bounds at each, and whether they ended up contradicting each other."""

    looks: tuple[Look, ...]
    bounds: tuple[tuple[int, int] | None, ...]

    @property
    def last(self) -> tuple[int, int] | None:
        """What is left after all looks; None when nothing is: the order was not like a draw."""
        return self.bounds[-1] if self.bounds else None


def watch(
    facts: Facts,
    criterion: CriterionFacts,
    group: int,
    given: Mapping[int, Ballot],
    yes: Sequence[str],
) -> Watched:
    """The running intersection of the confidence sequence over the days of the round."""
    looks = _looks(list(given.values()), yes, facts.round.timezone)
    found = monitor.band(
        group, [(look.n, look.x) for look in looks], (1000 - criterion.level_permille) / 1000
    )
    return Watched(
        tuple(looks),
        tuple(
            None if one.K_low is None or one.K_high is None else (one.K_low, one.K_high)
            for one in found
        ),
    )


def _looks(ballots: list[Ballot], yes: Sequence[str], timezone: str) -> list[Look]:
    known = [b for b in ballots if b.at is not None]
    days = _days(known, timezone) if len(known) == len(ballots) else {}
    last = Look(max(days) if days else None, len(ballots), _count(ballots, yes))
    looks: list[Look] = []
    for day, n in sorted(days.items()):
        n -= n % FLOOR
        if FLOOR <= n <= last.n - FLOOR and (not looks or n > looks[-1].n):
            looks.append(Look(day, n, _count(ballots[:n], yes)))
    return [*looks, last]


def _days(ballots: list[Ballot], timezone: str) -> dict[date, int]:
    """By day, how many of the ballots, in their order, were in by its end."""
    local = zone(timezone)
    found: dict[date, int] = {}
    latest: date | None = None
    for place, ballot in enumerate(ballots, start=1):
        assert ballot.at is not None
        day = ballot.at.astimezone(local).date()
        latest = day if latest is None else max(latest, day)
        found[latest] = place
    return found


def _count(ballots: Sequence[Ballot], yes: Sequence[str]) -> int:
    return sum(ballot.counted in yes for ballot in ballots)


def drawn(
    facts: Facts, position: int, watched: Watched, group: int, needed: int, fewest: int
) -> Json | None:
    """The band of one criterion, for drawing; None while there are no two days to compare."""
    looks = [
        (look, bounds)
        for look, bounds in zip(watched.looks, watched.bounds, strict=True)
        if look.on is not None
    ]
    first = _first_day(facts)
    if len(looks) < 2 or first is None:
        return None
    return {
        "criterion": position,
        "group": group,
        "needed": needed,
        "min_answers": fewest,
        "is_empty": watched.last is None,
        "days": (max(_last_day(facts), looks[-1][0].on or first) - first).days + 1,
        "looks": [_drawn(look, bounds, first) for look, bounds in looks],
    }


def _drawn(look: Look, bounds: tuple[int, int] | None, first: date) -> Json:
    assert look.on is not None
    return {
        "on": look.on.isoformat(),
        "day": max(1, (look.on - first).days + 1),
        "n": look.n,
        "x": look.x,
        "interval": numbers.between(*bounds) if bounds else None,
    }


def _first_day(facts: Facts) -> date | None:
    opened = facts.round.opened_at
    return _day(opened, facts) if opened else None


def _last_day(facts: Facts) -> date:
    return _day(min(facts.round.ends_at, facts.round.made_at), facts)


def _day(at: datetime, facts: Facts) -> date:
    return at.astimezone(zone(facts.round.timezone)).date()
