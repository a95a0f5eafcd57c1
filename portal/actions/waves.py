"""A list sent in waves: first a part drawn by lot, the rest on days of its own.

Pure but for the clock it is given. The lot is drawn from a seed that the event of the sending
keeps, so that who was in which wave can be told again.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, TypeVar

from portal.errors import Invalid
from portal.language import gettext as _
from portal.language import zone

# On the day they are due, mails leave in the brand's morning.
MORNING: Final = time(9)
LATEST: Final = timedelta(days=90)
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Plan:
    """Shares in percent of the whole list; nothing at all means everybody now."""

    first: int | None = None
    second_on: date | None = None
    second: int | None = None
    third_on: date | None = None

    @property
    def is_at_once(self) -> bool:
        return self == Plan()


@dataclass(frozen=True, slots=True)
class Wave:
    """When it leaves, and up to which share of the list it reaches."""

    at: datetime
    until_percent: int


def waves(plan: Plan, zone_name: str, now: datetime) -> tuple[Wave, ...]:
    """In their order; Invalid names every field that is wrong."""
    if plan.is_at_once:
        return (Wave(now, 100),)
    second, third = (_morning(day, zone_name) for day in (plan.second_on, plan.third_on))
    if problems := _problems(plan, second, third, now):
        raise Invalid(_("Nothing was sent yet."), problems)
    first = plan.first or 0
    assert second is not None
    if third is None:
        return Wave(now, first), Wave(second, 100)
    return Wave(now, first), Wave(second, first + (plan.second or 0)), Wave(third, 100)


def cut(rows: Sequence[Row], plan: Sequence[Wave], seed: int) -> list[list[Row]]:
    """The rows of each wave, drawn by lot; each wave in the order of the list."""
    order = list(range(len(rows)))
    random.Random(seed).shuffle(order)  # noqa: S311 - a lot, not a secret
    parts, begin = [], 0
    for wave in plan:
        end = round(len(rows) * wave.until_percent / 100)
        parts.append([rows[i] for i in sorted(order[begin:end])])
        begin = end
    return parts


def _morning(day: date | None, zone_name: str) -> datetime | None:
    return None if day is None else datetime.combine(day, MORNING, zone(zone_name))


def _problems(
    plan: Plan, second: datetime | None, third: datetime | None, now: datetime
) -> dict[str, str]:
    problems = {}
    if plan.first is None or not 1 <= plan.first <= 99:
        problems["first"] = _("Write a share from 1 to 99 percent.")
    if second is None:
        problems["second_on"] = _("Say on which day the others are written to.")
    elif not now < second <= now + LATEST:
        problems["second_on"] = _("Choose a day from tomorrow on, within 90 days.")
    if third is None and plan.second is not None:
        problems["third_on"] = _("Say on which day the rest is written to.")
    elif third is not None and (second is None or not second < third <= now + LATEST):
        problems["third_on"] = _("Choose a day after the second one, within 90 days.")
    if third is not None and not 1 <= (plan.second or 0) <= 99 - (plan.first or 0):
        problems["second"] = _("Write a share that leaves something for the third day.")
    return problems
