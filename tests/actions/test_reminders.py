"""Who is reminded: the undecided, twice at most, with a pause, and nobody who asked for quiet."""

import pytest
from sqlalchemy import select

from portal import clock
from portal.access import actor_of
from portal.actions import quotas, reminders, suppressions
from portal.errors import Invalid, Refused
from portal.models import Invitation, InvitationDay, Job
from tests import makers
from tests.race import at_once

OLD = {"sent_at": clock.ago(days=5), "created_at": clock.ago(days=5)}


@pytest.fixture
def row(db, world):
    made = makers.invitation(db, world.memberships["ines"], **OLD)
    db.commit()
    return made


def send(db, world, **later):
    with clock.held_at(clock.hence(**later)):
        count = reminders.send(db, actor_of(db, world.hana), world.group)
    db.commit()
    return count


def test_a_reminder_keeps_the_link_and_gives_it_time(db, world, row):
    token = row.token_hash
    assert reminders.waiting_count(db, world.group) == 1
    assert send(db, world) == 1
    db.refresh(row)
    assert (row.reminders, row.generation, row.token_hash) == (1, 1, token)
    assert row.expires_at > clock.hence(days=13)
    [job] = db.scalars(select(Job)).all()
    assert (job.kind, job.brand_id) == ("mail.reminder", world.brand.id)
    assert job.payload == {"invitation": row.public_id, "generation": 1}


def test_two_at_most_and_three_days_apart(db, world, row):
    counts = [send(db, world, days=day) for day in (0, 1, 2, 4, 5, 8, 12)]
    assert counts == [1, 0, 0, 1, 0, 0, 0]


DECIDED = {
    "joined": {"accepted_at": clock.now()},
    "declined": {"declined_at": clock.now(), "revoked_at": clock.now()},
    "revoked": {"revoked_at": clock.now()},
    "waiting for a place": {"waiting_since": clock.now()},
    "came back": {"bounced_at": clock.now()},
    "expired": {"expires_at": clock.ago(hours=1)},
    "not sent yet": {"sent_at": None},
    "sent yesterday": {"sent_at": clock.ago(days=1)},
}


@pytest.mark.parametrize("values", DECIDED.values(), ids=DECIDED.keys())
def test_who_has_decided_or_cannot_is_left_alone(db, world, row, values):
    for name, value in values.items():
        setattr(row, name, value)
    db.commit()
    assert (reminders.waiting_count(db, world.group), send(db, world)) == (0, 0)
    assert db.scalars(select(Job)).all() == []


@pytest.mark.parametrize("cause", ["bounce", "complaint", "unsubscribe"])
def test_who_is_not_written_to_is_not_reminded(db, world, row, cause):
    suppressions.record(db, world.brand.id, world.ines.email_key, cause)
    assert send(db, world) == 0


def test_other_groups_are_not_reached(db, world, row):
    vera = makers.member(db, world.vip_group, makers.person(db), joined_at=None)
    makers.invitation(db, vera, **OLD)
    assert send(db, world) == 1
    assert db.scalars(select(Invitation.reminders).order_by(Invitation.id)).all() == [1, 0]


def test_reminders_count_as_mail_of_the_day(db, world, row, monkeypatch):
    monkeypatch.setattr(quotas, "PROVEN", 0)
    with pytest.raises(Invalid):
        send(db, world)
    db.rollback()
    monkeypatch.undo()
    send(db, world)
    assert db.scalars(select(InvitationDay.count)).one() == 1


@pytest.mark.parametrize("name", ["ana", "tom", "bo"])
def test_only_those_who_manage_remind(db, world, row, name):
    with pytest.raises(Refused):
        reminders.send(db, actor_of(db, world.people[name]), world.group)


def test_two_managers_at_once_remind_once(db, world, row, database):
    hana = actor_of(db, world.hana)
    db.commit()

    def deed(session):
        reminders.send(session, hana, world.group)

    assert at_once(database, *[deed] * 4) == ["done"] * 4
    assert len(db.scalars(select(Job)).all()) == 1
