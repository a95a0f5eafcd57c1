"""What happens by the clock: rounds open and close, reports freeze, what has run out goes."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.actions import people, sessions
from portal.jobs import sweeps
from portal.models import InvitationList, Job, Report, RosterEntry, Round, SignInCode
from portal.models import Session as SignInSession
from tests import makers


@pytest.fixture
def scheduled(db, world):
    round = makers.round(
        db, world.draft, world.vip_group, first_revision=world.revision, state="scheduled"
    )
    makers.criterion(db, round)
    db.commit()
    return round


def at(database, sweep, **later):
    with clock.held_at(clock.hence(**later)):
        sweep(database)


def test_a_round_opens_and_closes_at_its_instants_and_its_report_freezes(desk, db, scheduled):
    def look():
        db.rollback()
        db.refresh(scheduled)
        return scheduled.state(clock.now()), scheduled.opened_at, scheduled.closed_at

    at(desk.database, sweeps.sweep, hours=23)
    assert look()[1:] == (None, None)
    at(desk.database, sweeps.sweep, hours=25)
    opened = look()[1]
    assert opened is not None
    people = select(func.count()).where(RosterEntry.round_id == scheduled.id)
    assert db.scalar(people) == 1
    at(desk.database, sweeps.sweep, hours=26)
    assert look()[1] == opened
    at(desk.database, sweeps.sweep, days=9)
    assert look()[2] is not None
    desk.run(days=9)
    db.rollback()
    report = db.scalars(select(Report).where(Report.round_id == scheduled.id)).one()
    assert report.document["verdict"]["status"]
    assert all(job.done_at is not None for job in desk.jobs())
    # Its own, and that of the round the cast has open; who is told of the opening, and reminded.
    kinds = Counter(job.kind for job in desk.jobs())
    assert kinds == {"report.freeze": 2, "notices.spread": 1, "notices.remind": 1}


def test_a_report_asked_for_twice_stays_the_first(desk, db, world):
    at(desk.database, sweeps.sweep, days=9)
    desk.run(days=9)
    first = db.scalars(select(Report)).one().document
    [job] = desk.jobs()
    db.add(Job(kind=job.kind, payload=job.payload))
    db.commit()
    assert desk.run(days=10) == 1
    assert db.scalars(select(Report)).one().document == first


def test_a_report_is_not_frozen_while_its_round_is_open(desk, db, world):
    db.add(Job(kind="report.freeze", payload={"round": world.round.public_id}))
    db.commit()
    desk.run()
    [job] = desk.jobs()
    assert job.done_at is None
    assert "Conflict" in job.error
    assert db.scalars(select(Report)).all() == []


def test_a_report_of_a_round_that_is_gone_is_no_error(desk, db, world):
    db.add(Job(kind="report.freeze", payload={"round": "gone"}))
    db.commit()
    desk.run()
    assert desk.jobs()[0].done_at is not None


def test_sweeping_does_not_reach_other_rounds(desk, db, world, scheduled):
    at(desk.database, sweeps.sweep, days=5)
    db.rollback()
    states = {r.id: r.closed_at is not None for r in db.scalars(select(Round))}
    assert states == {world.round.id: True, scheduled.id: False}


def test_tidying_takes_what_has_run_out_and_leaves_the_rest(desk, db, world):
    people.send_code(db, world.tom)
    sessions.start(db, world.tess, "Phone")
    db.add(
        InvitationList(group_id=world.group.id, created_by_id=world.hana.id, rows=[], problems=[])
    )
    db.commit()
    desk.run()

    def left():
        db.rollback()
        return [
            db.scalar(select(func.count()).select_from(model))
            for model in (SignInCode, SignInSession, InvitationList, Job)
        ]

    before = left()
    at(desk.database, sweeps.tidy)
    assert left() == before == [1, before[1], 1, 1]
    at(desk.database, sweeps.tidy, days=2)
    assert left() == [0, before[1], 0, 1]
    at(desk.database, sweeps.tidy, days=8)
    assert left() == [0, before[1], 0, 0]
    at(desk.database, sweeps.tidy, days=100)
    assert left() == [0, 0, 0, 0]
