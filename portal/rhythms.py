"""When a mail about news leaves: at once, in tomorrow's or next week's digest, never at night.

Here: clock arithmetic in a person's zone, pure. Not here: what is news (`portal.actions.notices`).
"""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from portal.language import zone

# Digests come with breakfast; the weekly one on Monday.
DIGEST_AT: Final = time(8, 0)
Quiet = tuple[int, int] | None


def mail_at(rhythm: str, now: datetime, timezone: str, quiet: Quiet = None) -> datetime | None:
    """The moment, in UTC, at which news of `now` is mailed; None: not by mail."""
    if rhythm == "never":
        return None
    there = zone(timezone)
    if rhythm == "at_once":
        return after_quiet(now, timezone, quiet)
    days = 1 if rhythm == "daily" else 7 - now.astimezone(there).weekday()
    due = _morning(now, there, 0)
    if rhythm == "weekly" or due <= now:
        due = _morning(now, there, days)
    return after_quiet(due, timezone, quiet)


def after_quiet(at: datetime, timezone: str, quiet: Quiet) -> datetime:
    """`at`, or the end of the quiet hours it falls into."""
    if quiet is None or quiet[0] == quiet[1]:
        return at
    start, end = quiet
    local = at.astimezone(zone(timezone))
    minute = local.hour * 60 + local.minute
    is_quiet = start <= minute < end if start < end else minute >= start or minute < end
    if not is_quiet:
        return at
    # The end lies on the next day for whoever is still before midnight of a night that spans it.
    day = local.date() + timedelta(days=int(start > end and minute >= start))
    ends = datetime.combine(day, time(end // 60, end % 60), tzinfo=local.tzinfo)
    return max(at, ends.astimezone(UTC))


def _morning(now: datetime, there: ZoneInfo, days: int) -> datetime:
    """The hour of digests on a day of that zone; an hour that clocks skip becomes the next one."""
    day = now.astimezone(there).date() + timedelta(days=days)
    return datetime.combine(day, DIGEST_AT, tzinfo=there).astimezone(UTC)
