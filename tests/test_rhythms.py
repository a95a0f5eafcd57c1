"""When news is mailed: in people's own mornings, never in their quiet hours."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rhythms import after_quiet, mail_at

NIGHT = (22 * 60, 7 * 60 + 30)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("rhythm", "now", "zone", "due"),
    [
        ("at_once", "2026-11-26 10:00", "Europe/Madrid", "2026-11-26 10:00"),
        # Before eight in Madrid: today's digest; after it: tomorrow's.
        ("daily", "2026-11-26 06:30", "Europe/Madrid", "2026-11-26 07:00"),
        ("daily", "2026-11-26 07:00", "Europe/Madrid", "2026-11-27 07:00"),
        ("weekly", "2026-11-26 10:00", "Europe/Madrid", "2026-11-30 07:00"),
        # On a Monday morning the digest of the next Monday: this one is on its way.
        ("weekly", "2026-11-30 06:00", "Europe/Madrid", "2026-12-07 07:00"),
        ("daily", "2026-11-26 10:00", "Pacific/Kiritimati", "2026-11-26 18:00"),
        # The night of 28 March the clocks of Madrid skip an hour; eight o'clock stays eight.
        ("daily", "2027-03-27 12:00", "Europe/Madrid", "2027-03-28 06:00"),
    ],
)
def test_news_is_due_in_the_persons_own_morning(rhythm, now, zone, due):
    assert mail_at(rhythm, utc(now), zone) == utc(due)


def test_never_is_never():
    assert mail_at("never", utc("2026-11-26 10:00"), "UTC") is None


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        ("2026-11-26 21:59", "2026-11-26 21:59"),
        ("2026-11-26 22:00", "2026-11-27 07:30"),
        ("2026-11-27 03:00", "2026-11-27 07:30"),
        ("2026-11-27 07:30", "2026-11-27 07:30"),
    ],
)
def test_a_night_that_spans_midnight_is_quiet(at, leaves):
    assert after_quiet(utc(at), "UTC", NIGHT) == utc(leaves)


def test_hours_that_are_none_keep_nothing_back():
    assert after_quiet(utc("2026-11-26 22:00"), "UTC", (600, 600)) == utc("2026-11-26 22:00")


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - made aware below
    zone=st.sampled_from(["UTC", "Europe/Madrid", "America/New_York", "Pacific/Kiritimati"]),
    quiet=st.tuples(st.integers(0, 1439), st.integers(0, 1439)),
)
def test_what_leaves_leaves_later_than_it_happened_and_outside_the_quiet(now, zone, quiet):
    now = now.replace(tzinfo=UTC)
    for rhythm in ("at_once", "daily", "weekly"):
        due = mail_at(rhythm, now, zone, quiet)
        assert due is not None
        assert due >= now
        assert (due - now).days <= 8
        assert after_quiet(due, zone, quiet) == due
