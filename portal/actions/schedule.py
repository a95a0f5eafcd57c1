"""Date and hour as people write them in a zone of theirs, made into moments.

An hour that the clocks skip is refused; of an hour that happens twice, the first is taken.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from portal import clock
from portal.errors import Invalid
from portal.language import gettext as _
from portal.language import is_zone, zone

LONGEST: Final = timedelta(days=366)
_FORM: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::00)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Schedule:
    opens_at: datetime
    closes_at: datetime
    timezone: str


def read(opens: str, closes: str, timezone: str) -> Schedule:
    """When a round opens and closes; or Invalid with every problem at once."""
    if not is_zone(timezone):
        sentence = _("Choose a time zone from the list.")
        raise Invalid(_("The times were not saved."), {"timezone": sentence})
    problems: dict[str, str] = {}
    opens_at = _moment("opens", opens, timezone, problems)
    closes_at = _moment("closes", closes, timezone, problems)
    if opens_at and closes_at:
        problems |= _impossible(opens_at, closes_at)
    if problems or opens_at is None or closes_at is None:
        raise Invalid(_("The times were not saved."), problems)
    return Schedule(opens_at, closes_at, timezone)


def moment(written: str, timezone: str) -> datetime:
    """`YYYY-MM-DDTHH:MM` on the clocks of `timezone`, in UTC; or Invalid."""
    parts = _FORM.fullmatch(written.strip())
    if parts is None:
        raise Invalid(_("Write a date and an hour, like 2027-03-14 18:30."))
    try:
        there = datetime(*(int(part) for part in parts.groups()), tzinfo=zone(timezone))  # type: ignore[arg-type, misc]
        at = there.astimezone(UTC)
        again = at.astimezone(zone(timezone))
    except (ValueError, OverflowError) as error:
        raise Invalid(_("There is no such date or hour.")) from error
    if again.replace(tzinfo=None) != there.replace(tzinfo=None):
        raise Invalid(
            _("The clocks of %(zone)s skip this hour on that day. Choose another.", zone=timezone)
        )
    return at


def written(at: datetime, timezone: str) -> str:
    """The moment as a form shows it: what `moment` reads."""
    return at.astimezone(zone(timezone)).strftime("%Y-%m-%dT%H:%M")


def _moment(field: str, text: str, timezone: str, problems: dict[str, str]) -> datetime | None:
    try:
        return moment(text, timezone)
    except Invalid as error:
        problems[field] = error.sentence
        return None


def _impossible(opens_at: datetime, closes_at: datetime) -> Mapping[str, str]:
    now = clock.now()
    if opens_at > now + LONGEST:
        return {"opens": _("Open within a year from now.")}
    if closes_at <= now:
        return {"closes": _("This is over already. Choose a later time.")}
    if closes_at <= opens_at:
        return {"closes": _("A round closes after it opens.")}
    if closes_at > opens_at + LONGEST:
        return {"closes": _("A round lasts at most a year.")}
    return {}
