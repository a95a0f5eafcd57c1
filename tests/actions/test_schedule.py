"""Times as people write them: gaps, overlaps, far zones, and what is no time at all."""

from datetime import UTC, datetime

import pytest

from portal import clock
from portal.actions import schedule
from portal.errors import Invalid


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "zone", "moment"),
    [
        ("2027-01-10T18:30", "Europe/Madrid", utc(2027, 1, 10, 17, 30)),
        ("2027-07-10 18:30", "Europe/Madrid", utc(2027, 7, 10, 16, 30)),
        ("2027-07-10T18:30:00", "Europe/Madrid", utc(2027, 7, 10, 16, 30)),
        ("2027-01-10T00:30", "Pacific/Kiritimati", utc(2027, 1, 9, 10, 30)),
        ("2027-01-10T23:30", "Pacific/Pago_Pago", utc(2027, 1, 11, 10, 30)),
        ("2027-01-10T12:00", "Asia/Kathmandu", utc(2027, 1, 10, 6, 15)),
        # An hour that happens twice: the first.
        ("2027-10-31T02:30", "Europe/Madrid", utc(2027, 10, 31, 0, 30)),
        ("2027-11-07T01:30", "America/New_York", utc(2027, 11, 7, 5, 30)),
    ],
)
def test_a_local_time_becomes_a_moment(written, zone, moment):
    assert schedule.moment(written, zone) == moment


@pytest.mark.parametrize(
    ("written", "zone"),
    [("2027-03-28T02:30", "Europe/Madrid"), ("2027-03-14T02:00", "America/New_York")],
)
def test_an_hour_the_clocks_skip_is_refused_with_the_zone_named(written, zone):
    with pytest.raises(Invalid, match=zone):
        schedule.moment(written, zone)


@pytest.mark.parametrize(
    "written",
    [
        *("", "2027-03-14", "18:30", "tomorrow", "2027-02-30T10:00", "2027-01-01T24:00"),
        *("2027-01-01T23:59:60", "0000-01-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00"),
        *("2027-01-01T10:00Z", "２０２７-01-01T10:00", "2027-1-1T1:00", "-2027-01-01T10:00"),
    ],
)
def test_what_is_no_time_is_refused(written):
    # Behind UTC the last hour of the calendar is outside it, before UTC the first.
    zone = "Asia/Tokyo" if written.startswith("0001") else "America/New_York"
    with pytest.raises(Invalid):
        schedule.moment(written, zone)


def test_a_time_is_shown_as_it_was_written():
    at = schedule.moment("2027-07-10T18:30", "Asia/Kathmandu")
    assert schedule.written(at, "Asia/Kathmandu") == "2027-07-10T18:30"


@pytest.mark.parametrize(
    ("opens", "closes", "zone", "fields"),
    [
        ("2027-01-10T10:00", "2027-01-10T10:00", "UTC", {"closes"}),
        ("2027-01-10T10:00", "2027-01-09T10:00", "UTC", {"closes"}),
        ("2026-12-01T10:00", "2026-12-31T10:00", "UTC", {"closes"}),
        ("2028-06-10T10:00", "2028-07-09T10:00", "UTC", {"opens"}),
        ("2027-01-10T10:00", "2028-02-09T10:00", "UTC", {"closes"}),
        ("nonsense", "2027-02-30T10:00", "UTC", {"opens", "closes"}),
        ("2027-01-10T10:00", "2027-01-12T10:00", "Mars/Olympus", {"timezone"}),
    ],
)
def test_an_impossible_schedule_names_its_fields(opens, closes, zone, fields):
    with clock.held_at(utc(2027, 1, 1)), pytest.raises(Invalid) as caught:
        schedule.read(opens, closes, zone)
    assert set(caught.value.fields) == fields


def test_a_schedule_keeps_its_zone():
    with clock.held_at(utc(2027, 1, 1)):
        read = schedule.read("2027-01-10T10:00", "2027-01-17T10:00", "Europe/Madrid")
    assert (read.opens_at, read.timezone) == (utc(2027, 1, 10, 9), "Europe/Madrid")
