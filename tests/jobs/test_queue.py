"""The queue: who gets a job, for how long, and what becomes of it."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from portal import clock
from portal.actions import jobs
from portal.jobs import queue
from portal.jobs.leases import Leases
from portal.models import Job


@pytest.fixture
def add(database):
    """Add a job and commit; its public id."""

    def commit(kind="test.kind", n=0, **values):
        with database.writing.begin() as session:
            jobs.enqueue(session, kind, {"n": n}, **values)
            return session.scalars(select(Job).order_by(Job.id.desc())).first().public_id

    return commit


@pytest.fixture
def step(database):
    """Do one step of the queue in a transaction of its own, now or `after` seconds."""

    def do(what, *arguments, after=0):
        with clock.held_at(clock.hence(seconds=after)), database.writing.begin() as session:
            return what(session, *arguments)

    return do


@pytest.fixture
def only(database):
    def look():
        with database.reading() as session:
            return session.scalars(select(Job)).one()

    return look


LAPSED = queue.LEASE.total_seconds() + 1


def test_the_job_that_waits_longest_comes_first(add, step):
    third = add(due_at=clock.ago(seconds=1))
    first = add(due_at=clock.ago(seconds=9))
    second = add(due_at=clock.ago(seconds=9))
    assert [step(queue.claim).public_id for _n in range(3)] == [first, second, third]
    assert step(queue.claim) is None


def test_a_code_to_sign_in_does_not_wait_behind_a_list_of_invitations(add, step):
    add("mail.invitation", due_at=clock.ago(hours=1))
    urgent = add("mail.sign_in")
    assert step(queue.claim).public_id == urgent


def test_a_job_that_is_not_due_waits(add, step):
    job = add(due_at=clock.hence(minutes=5))
    assert step(queue.claim) is None
    assert step(queue.claim, after=301).public_id == job


def test_looking_finds_what_claiming_would(add, step):
    assert not step(queue.is_any_due)
    add()
    assert step(queue.is_any_due)
    step(queue.claim)
    assert not step(queue.is_any_due)
    assert step(queue.is_any_due, after=LAPSED)


def test_a_name_is_used_once(add, database):
    add(dedupe_key="report.freeze:1")
    with database.writing.begin() as session:
        jobs.enqueue(session, "test.kind", {}, dedupe_key="report.freeze:1")
        jobs.enqueue(session, "test.kind", {})
        jobs.enqueue(session, "test.kind", {})
    with database.reading() as session:
        assert len(session.scalars(select(Job)).all()) == 3


def test_a_job_of_a_change_that_was_rolled_back_never_was(database, step):
    with database.writing() as session:
        jobs.enqueue(session, "test.kind", {})
        session.rollback()
    assert step(queue.claim) is None


def test_what_is_done_stays_done(add, step, only):
    add()
    claim = step(queue.claim)
    assert step(queue.done, claim)
    assert (only().done_at is not None, only().holder) == (True, None)
    assert step(queue.claim, after=10 * LAPSED) is None


def test_a_lease_that_ran_out_is_taken_by_another(add, step):
    add()
    first = step(queue.claim)
    assert step(queue.claim, after=LAPSED - 2) is None
    second = step(queue.claim, after=LAPSED)
    assert (second.id, second.tries) == (first.id, 2)
    assert second.holder != first.holder


def test_a_job_whose_worker_died_comes_back_behind_what_waits(add, step):
    add(n=1)
    step(queue.claim)
    waiting = add(n=2)
    assert step(queue.claim, after=LAPSED).public_id == waiting


def test_a_beat_renews_the_lease_while_the_job_runs(add, step, database):
    add()
    claim = step(queue.claim)
    leases = Leases(database)
    with leases.held(claim):
        for beat in range(1, 8):
            with clock.held_at(clock.hence(seconds=beat * LAPSED / 2)):
                leases.renew()
            assert step(queue.claim, after=(beat + 1) * LAPSED / 2) is None
    assert step(queue.claim, after=6 * LAPSED).id == claim.id


def test_a_lease_that_was_lost_is_not_renewed(add, step, database):
    add()
    lost = step(queue.claim)
    held = step(queue.claim, after=LAPSED)
    step(queue.renew, [lost], after=20 * LAPSED)
    taken = step(queue.claim, after=3 * LAPSED)
    assert taken.tries == held.tries + 1


@pytest.mark.parametrize("end", [queue.done, queue.put_off, queue.fail, queue.park])
def test_whoever_lost_the_lease_writes_nothing(add, step, only, end):
    add()
    lost = step(queue.claim)
    held = step(queue.claim, after=LAPSED)
    before = only()
    assert step(end, lost, *([] if end is queue.done else ["too late"])) is False
    after = only()
    assert (after.due_at, after.error, after.parked_at) == (before.due_at, None, None)
    assert step(queue.done, held)


def test_pauses_grow_with_age_and_after_a_day_the_job_is_parked(add, step, only):
    add()
    start, moment, pauses = clock.now(), 0.0, []
    while only().parked_at is None:
        claim = step(queue.claim, after=moment)
        with clock.held_at(start + timedelta(seconds=moment)):
            assert claim.is_last_day_over is (moment >= 86_400)
        step(queue.put_off, claim, "451 busy", after=moment)
        assert only().error == "451 busy"
        pauses.append((only().due_at - start).total_seconds() - moment)
        moment = max(moment, (only().due_at - start).total_seconds()) + 0.5
    assert 10 <= pauses[0] <= 20
    assert max(pauses) <= 3600 * 1.2 + 1
    assert pauses[8] > pauses[4] > pauses[0]
    assert 86_400 <= moment <= 86_400 + 2 * 3600
    # Not a hail of attempts: some each hour of a day, more at its start.
    assert 25 <= len(pauses) <= 50


def test_waiting_for_the_world_does_not_use_up_the_tries(add, step, only):
    add()
    for n in range(10):
        claim = step(queue.claim, after=n * 2 * 3600)
        step(queue.put_off, claim, "451 busy", after=n * 2 * 3600)
    assert (only().tries, only().parked_at) == (0, None)


def test_five_errors_park_a_job_with_its_reason(add, step, only):
    job = add()
    moments = [0]
    for n in range(queue.MOST_TRIES):
        claim = step(queue.claim, after=moments[-1])
        assert claim.tries == n + 1
        step(queue.fail, claim, f"error {n + 1}", after=moments[-1])
        moments.append(moments[-1] + 5 * 3**n + 1)
    assert (only().parked_at is not None, only().error) == (True, "error 5")
    assert step(queue.claim, after=86_400) is None
    assert step(queue.unpark, job)
    assert step(queue.claim).tries == 1


def test_a_job_that_kills_its_worker_is_parked_and_others_go_on(add, step, database):
    poison = add(n=1)
    for n in range(queue.MOST_TRIES):
        step(queue.park_crashed, after=n * LAPSED)
        assert step(queue.claim, after=n * LAPSED).public_id == poison
    other = add(n=2)
    late = queue.MOST_TRIES * LAPSED
    step(queue.park_crashed, after=late)
    assert step(queue.claim, after=late).public_id == other
    assert step(queue.claim, after=late) is None
    with database.reading() as session:
        parked = session.scalars(select(Job).where(Job.parked_at.is_not(None))).one()
    assert (parked.public_id, parked.holder) == (poison, None)
    assert parked.error == "the worker stopped each time it ran this job"


def test_a_job_held_for_the_fifth_time_is_not_parked_while_it_runs(add, step, only):
    add()
    for n in range(queue.MOST_TRIES):
        last = step(queue.claim, after=n * LAPSED)
    step(queue.park_crashed, after=(queue.MOST_TRIES - 1) * LAPSED + 1)
    assert only().parked_at is None
    assert step(queue.done, last)


def test_only_what_is_parked_is_given_another_chance(add, step):
    job = add()
    assert not step(queue.unpark, job)
    assert not step(queue.unpark, "nothing")
    claim = step(queue.claim)
    step(queue.park, claim, "no")
    assert step(queue.unpark, job)
    assert not step(queue.unpark, job)


def test_workers_at_once_never_get_the_same_job(add, database):
    count, workers = 60, 8
    with database.writing.begin() as session:
        for n in range(count):
            jobs.enqueue(session, "test.kind", {"n": n})
    start, got = Barrier(workers), []

    def work():
        start.wait()
        while True:
            with database.writing.begin() as session:
                claim = queue.claim(session)
            if claim is None:
                return
            got.append(claim.payload["n"])

    threads = [Thread(target=work) for _n in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(got) == list(range(count))
