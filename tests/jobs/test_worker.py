"""The worker as a whole: jobs that fail, a database that is away, threads that start and stop."""

import logging
import threading
import time
from dataclasses import replace

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import OperationalError

from portal.actions import jobs, people
from portal.database import Database
from portal.jobs import leases, queue, work
from portal.jobs.handlers import HANDLERS, TryLater
from portal.jobs.worker import THREADS, Worker
from portal.models import Job
from tests.jobs.invited import invite
from tests.processes import soon


@pytest.fixture
def handle(monkeypatch):
    """Give the kind "test" a handler."""

    def give(handler):
        monkeypatch.setitem(HANDLERS, "test", handler)

    return give


@pytest.fixture
def add(database):
    def commit(kind="test", **payload):
        with database.writing.begin() as session:
            jobs.enqueue(session, kind, payload)

    return commit


def test_what_a_handler_writes_is_one_with_the_end_of_its_job(desk, db, add, handle):
    def handler(context, claim):
        def note(session):
            jobs.enqueue(session, "other", {})
            if claim.tries == 1:
                raise RuntimeError("in the middle")

        return note

    handle(handler)
    add()
    desk.run()
    [job] = desk.jobs()
    assert (job.error, job.done_at) == ("RuntimeError: in the middle", None)
    HANDLERS["other"] = lambda context, claim: None
    try:
        assert desk.run(seconds=6) == 2
    finally:
        del HANDLERS["other"]
    assert [job.done_at is not None for job in desk.jobs()] == [True, True]


def test_an_error_parks_its_job_after_five_tries_and_others_go_on(desk, add, handle, caplog):
    def handler(context, claim):
        if claim.payload["bad"]:
            raise KeyError("x")

    handle(handler)
    add(bad=True)
    add(bad=False)
    with caplog.at_level(logging.CRITICAL, "portal.worker"):
        assert desk.run() == 2
        for n in range(1, 8):
            desk.run(minutes=10 * n)
    bad, good = desk.jobs()
    assert (bad.parked_at is not None, bad.error, bad.tries) == (True, "KeyError: 'x'", 5)
    assert good.done_at is not None


def test_a_kind_nobody_knows_is_parked_with_its_name(desk, add, caplog):
    add("mail.pigeon")
    with caplog.at_level(logging.CRITICAL, "portal.worker"):
        for n in range(6):
            desk.run(minutes=10 * n)
    [job] = desk.jobs()
    assert job.parked_at is not None
    assert "mail.pigeon" in job.error


def test_a_reason_to_try_later_is_written_with_its_note(desk, db, add, handle):
    def handler(context, claim):
        raise TryLater("not yet", lambda session: jobs.enqueue(session, "noted", {}))

    handle(handler)
    add()
    HANDLERS["noted"] = lambda context, claim: None
    try:
        desk.run()
    finally:
        del HANDLERS["noted"]
    assert [(job.kind, job.error) for job in desk.jobs()] == [("test", "not yet"), ("noted", None)]


@pytest.fixture
def impatient(desk):
    """A desk that waits a fifth of a second for SQLite's lock, not five."""
    database = Database(desk.config.database_url, desk.config.secret_key)
    event.listen(
        database.engine, "connect", lambda raw, _record: raw.execute("PRAGMA busy_timeout = 200")
    )
    yield replace(desk, database=database)
    database.close()


def test_a_database_that_is_busy_after_the_letter_left_does_not_send_it_twice(
    impatient, db, world, relay, caplog
):
    if not impatient.database.is_sqlite:
        pytest.skip("one lock for all writers is SQLite's way")
    server = relay()
    row = invite(db, world.memberships["ines"], world.hana)
    other = world.app.extensions["portal_database"].writing()
    server.inbox.when_taken = lambda: other.execute(text("SELECT 1"))
    free = threading.Timer(1.0, other.rollback)
    free.start()
    with caplog.at_level(logging.CRITICAL, "portal.worker"):
        assert impatient.to(server.port).run() == 1
    free.join()
    assert len(server.inbox.envelopes) == 1
    db.rollback()
    db.refresh(row)
    assert row.sent_at is not None


def test_a_code_goes_before_a_list(desk, db, world):
    invite(db, world.memberships["ines"], world.hana)
    people.send_code(db, world.tom)
    db.commit()
    desk.run()
    assert desk.letters()[0].kept.subject.startswith("Your code to sign in")


@pytest.fixture
def worker(desk):
    made = Worker(desk.config, desk.database)
    yield made
    made.stop(5)


def test_threads_do_what_is_due_and_stop_at_once(desk, db, world, worker):
    row = invite(db, world.memberships["ines"], world.hana)
    worker.start()

    def is_sent():
        db.rollback()
        db.refresh(row)
        return row.sent_at is not None

    assert soon(is_sent)
    asked = time.monotonic()
    assert worker.stop(5)
    assert time.monotonic() - asked < 3


def test_stopping_finishes_what_is_begun_and_begins_nothing(desk, add, handle, worker):
    begun, finish = threading.Semaphore(0), threading.Event()

    def handler(context, claim):
        begun.release()
        assert finish.wait(10)

    handle(handler)
    for _n in range(THREADS + 3):
        add()
    worker.start()
    for _n in range(THREADS):
        assert begun.acquire(timeout=10)
    stopping = threading.Timer(0.3, finish.set)
    stopping.start()
    assert worker.stop(5)
    assert [job.done_at is not None for job in desk.jobs()].count(True) == THREADS


def test_a_handler_that_takes_too_long_keeps_its_lease(desk, add, handle, worker):
    finish = threading.Event()
    handle(lambda context, claim: finish.wait(20) and None)
    add()
    worker.start()
    assert soon(lambda: desk.jobs()[0].holder)
    assert not worker.stop(0.2)
    [job] = desk.jobs()
    assert (job.done_at, job.parked_at) == (None, None)
    assert job.holder is not None
    finish.set()


def test_the_beat_outlives_a_slow_handler(desk, add, handle, worker, monkeypatch):
    """With a lease of less than a second, a handler of two runs once."""
    monkeypatch.setattr(queue, "LEASE", queue.timedelta(seconds=0.8))
    runs = []

    def handler(context, claim):
        runs.append(claim.tries)
        time.sleep(1.8)

    handle(handler)
    add()
    worker.start()
    assert soon(lambda: desk.jobs()[0].done_at)
    assert runs == [1]


def test_without_the_beat_it_would_run_twice(desk, add, handle, worker, monkeypatch):
    """The control of the test above."""
    monkeypatch.setattr(queue, "LEASE", queue.timedelta(seconds=0.8))
    monkeypatch.setattr(leases, "BEATS_A_LEASE", 0.01)
    runs = []

    def handler(context, claim):
        runs.append(claim.tries)
        time.sleep(1.8 if claim.tries == 1 else 0)

    handle(handler)
    add()
    worker.start()
    assert soon(lambda: desk.jobs()[0].done_at)
    assert worker.stop(5)
    assert runs == [1, 2]


def test_a_database_that_is_away_does_not_end_the_threads(desk, database, worker, caplog):
    calls = []

    def away(*_arguments):
        calls.append(1)
        raise OperationalError("SELECT", {}, Exception("away"))

    event.listen(database.engine, "before_cursor_execute", away)
    try:
        with caplog.at_level(logging.CRITICAL, "portal.worker"):
            worker.start()
            assert soon(lambda: len(calls) > 2 * THREADS)
    finally:
        event.remove(database.engine, "before_cursor_execute", away)
    with database.writing.begin() as session:
        jobs.enqueue(session, "report.freeze", {"round": "gone"})
    assert soon(lambda: desk.jobs()[0].done_at)


def test_a_whole_sequence_leaves_no_job_behind(desk, db, world):
    for name in ("tom", "tess", "vera"):
        people.send_code(db, world.people[name])
    db.commit()
    assert desk.run() == 3
    assert db.scalars(select(Job).where(Job.done_at.is_(None))).all() == []
    assert work.run_all(work.context_of(replace(desk.config), desk.database)) == 0
