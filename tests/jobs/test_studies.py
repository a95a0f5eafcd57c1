"""Studies of a running round: asked for by who reads, computed beside, and never twice at once."""

from datetime import timedelta
from functools import partial

from sqlalchemy import func, select

from portal import clock
from portal.actions import studies
from portal.jobs import queue
from portal.jobs import studies as jobs
from portal.models import Event, Job, Report, Round, Study
from portal.queries import reports
from portal.queries import studies as found
from portal.reporting import studies as registry
from tests import makers
from tests.race import at_once


def mark(db, round):
    return found.mark_of(db.execute(select(*found.marks()).where(Round.id == round.id)).one())


def ask(db, round):
    studies.ask(db, round, mark(db, round))
    db.commit()


def only(monkeypatch, **mine):
    """These studies and no others."""
    monkeypatch.setattr(registry, "STUDIES", mine)


def kept(db, round):
    db.rollback()
    return db.get(Study, round.id, populate_existing=True)


def answer(db, world, number):
    """So many more members answer."""
    for _ in range(number):
        person = makers.person(db)
        makers.member(db, world.group, person)
        makers.vote(db, world.round, person, "for", revision=world.revision)
    db.commit()


def test_a_study_that_is_asked_for_is_found(desk, db, world):
    ask(db, world.round)
    assert found.fresh(world.round, kept(db, world.round), None).is_running
    assert desk.run() == 1
    study = kept(db, world.round)
    assert study.mark == study.wanted_mark == study.document["studies"]["mark"]
    assert study.document["whole"] is None
    assert not found.fresh(world.round, study, None).is_running


def test_single_votes_do_not_show_in_the_mark_but_five_do(db, world):
    answer(db, world, 5 - db.query(makers.Vote).count() % 5)
    before = mark(db, world.round)
    answer(db, world, 4)
    assert mark(db, world.round) == before
    answer(db, world, 1)
    assert mark(db, world.round) != before


def test_the_same_state_is_asked_for_once_and_another_after_a_minute(db, world):
    asked = select(func.count()).select_from(Job).where(Job.kind == "report.study")
    ask(db, world.round)
    ask(db, world.round)
    answer(db, world, 5)
    ask(db, world.round)
    assert db.scalar(asked) == 1
    with clock.held_at(clock.now() + timedelta(seconds=61)):
        ask(db, world.round)
        ask(db, world.round)
    assert db.scalar(asked) == 2


def test_of_many_who_ask_at_once_one_adds_the_job(db, database, world):
    now = mark(db, world.round)
    db.commit()
    deed = partial(studies.ask, round=world.round, mark=now)
    assert at_once(database, *[deed] * 4) == ["done"] * 4
    db.rollback()
    assert db.scalar(select(func.count()).select_from(Job)) == 1


def test_what_came_while_it_was_computed_is_still_wanted(desk, db, world, monkeypatch):
    ask(db, world.round)

    def study(facts, depths, seed, tell):
        answer(db, world, 5)
        with clock.held_at(clock.now() + timedelta(seconds=61)):
            ask(db, world.round)
        return {}

    monkeypatch.setattr(registry, "STUDIES", {"late": study})
    monkeypatch.setattr(
        registry.run, "__defaults__", (registry.run.__defaults__[0], {"late": study})
    )
    with desk.database.writing.begin() as session:
        claim = queue.claim(session)
    note = jobs.study(desk.database, claim)
    with desk.database.writing.begin() as session:
        note(session)
    study_row = kept(db, world.round)
    assert study_row.mark != study_row.wanted_mark == mark(db, world.round)


def test_nobody_waits_for_a_lock_while_a_report_is_computed(desk, db, world, monkeypatch):
    """The known fault of release 1: `report.freeze` computed inside its write transaction."""
    wrote = []

    def study(facts, depths, seed, tell):
        with desk.database.writing.begin() as session:
            makers.person(session)
        wrote.append(True)
        return {}

    monkeypatch.setattr(
        registry.run, "__defaults__", (registry.run.__defaults__[0], {"slow": study})
    )
    world.round.closed_at = clock.now()
    db.add(Job(kind="report.freeze", payload={"round": world.round.public_id}))
    db.commit()
    desk.run()
    assert wrote == [True]
    assert db.scalar(select(func.count()).select_from(Report)) == 1


def test_progress_is_told_beside_the_computing(desk, db, world, monkeypatch):
    seen = []

    def study(facts, depths, seed, tell):
        tell(400)
        row = kept(db, world.round)
        seen.append((row.stage, found.fresh(world.round, row, None).percent))
        return {}

    monkeypatch.setattr(jobs, "EVERY", 0.0)
    monkeypatch.setattr(
        registry.run, "__defaults__", (registry.run.__defaults__[0], {"camps": study})
    )
    ask(db, world.round)
    desk.run()
    assert seen == [("camps", 40)]


def test_a_study_of_a_round_that_closed_or_is_gone_is_no_error(desk, db, world):
    ask(db, world.round)
    world.round.closed_at = clock.now()
    db.add(Job(kind="report.study", payload={"round": "gone", "mark": ""}))
    db.commit()
    assert desk.run() == 2
    assert all(job.done_at for job in desk.jobs())
    assert kept(db, world.round).document is None


def test_a_frozen_report_takes_the_place_of_the_studies(desk, db, world):
    ask(db, world.round)
    desk.run()
    world.round.closed_at = clock.now()
    db.add(Job(kind="report.freeze", payload={"round": world.round.public_id}))
    db.commit()
    desk.run()
    assert kept(db, world.round) is None
    report = db.scalars(select(Report)).one()
    assert report.document["studies"]["mark"] == "frozen"
    assert report.inputs


def test_a_study_whose_worker_was_killed_is_taken_again(desk, db, world, monkeypatch):
    ask(db, world.round)
    with desk.database.writing.begin() as session:
        assert queue.claim(session) is not None
    assert desk.run() == 0
    later = (queue.LEASE + timedelta(seconds=1)).total_seconds()
    assert desk.run(seconds=later) == 1
    assert kept(db, world.round).document is not None


def test_two_workers_that_freeze_one_round_leave_one_report(desk, db, world):
    world.round.closed_at = clock.now()
    for _ in range(2):
        db.add(Job(kind="report.freeze", payload={"round": world.round.public_id}))
    db.commit()
    notes = []
    for _ in range(2):
        with desk.database.writing.begin() as session:
            claim = queue.claim(session)
        notes.append(jobs.freeze(desk.database, claim))
    assert at_once(desk.database, *notes) == ["done", "done"]
    db.rollback()
    assert db.scalar(select(func.count()).select_from(Report)) == 1
    assert db.scalar(select(func.count()).where(Event.kind == "report.frozen")) == 1


def test_the_report_of_a_large_round_is_served_as_last_found(desk, db, world, monkeypatch):
    def late():
        db.rollback()
        return reports.of(db, world.round).document["participation"]["late"]

    monkeypatch.setattr(found, "LARGE", 10)
    answer(db, world, 15)
    assert late() == 15
    ask(db, world.round)
    desk.run()
    answer(db, world, 5)
    assert late() == 15
    monkeypatch.setattr(found, "LARGE", 100)
    assert late() == 20


def test_nobody_is_told_for_ever_that_the_worker_is_at_it(db, world):
    ask(db, world.round)
    study = kept(db, world.round)
    now = mark(db, world.round)
    with clock.held_at(clock.now() + timedelta(minutes=29)):
        assert found.fresh(world.round, study, None, now).is_running
        assert not found.fresh(world.round, study, None, now).is_due
    with clock.held_at(clock.now() + timedelta(minutes=31)):
        assert not found.fresh(world.round, study, None, now).is_running
        assert found.fresh(world.round, study, None, now).is_due
