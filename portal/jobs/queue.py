"""The queue: claim a job by a lease, then mark it done, put it off, or park it.

The `jobs` table is the truth. A worker that is killed leaves a lease that runs out, and another
one takes the job again; so a handler may run twice and must be harmless then.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Job

LEASE: Final = timedelta(minutes=2)
MOST_TRIES: Final = 5
PATIENCE: Final = timedelta(hours=24)
_SHORTEST_WAIT: Final = 15.0
_LONGEST_WAIT: Final = 3600.0


class TryLater(Exception):
    """The world is not ready (a relay is away): try again with growing pauses, for a day."""


class GiveUp(Exception):
    """No later try can help; park the job where staff can see it."""


@dataclass(frozen=True, slots=True)
class Claim:
    id: int
    public_id: str
    kind: str
    payload: dict[str, Any]
    tries: int
    created_at: datetime


def claim(session: Session) -> Claim | None:
    """The job that waits longest, leased to the caller; None if nothing is due."""
    now = clock.now()
    _park_crashed(session, now)
    waiting = (
        select(Job.id)
        .where(
            Job.done_at.is_(None),
            Job.parked_at.is_(None),
            Job.due_at <= now,
            or_(Job.leased_until.is_(None), Job.leased_until <= now),
        )
        .order_by(Job.due_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = session.execute(
        update(Job)
        .where(Job.id == waiting.scalar_subquery())
        .values(leased_until=now + LEASE, tries=Job.tries + 1)
        .returning(Job.id, Job.public_id, Job.kind, Job.payload, Job.tries, Job.created_at)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return None if row is None else Claim(*row)


def done(session: Session, job_id: int) -> None:
    _set(session, job_id, done_at=clock.now(), leased_until=None, error=None)


def put_off(session: Session, claim: Claim, reason: str) -> datetime | None:
    """Try again after a pause that grows with the job's age; after a day it is parked."""
    now = clock.now()
    age = now - claim.created_at
    if age >= PATIENCE:
        park(session, claim.id, reason)
        return None
    pause = min(_LONGEST_WAIT, max(_SHORTEST_WAIT, age.total_seconds()))
    due = now + timedelta(seconds=pause * random.uniform(0.8, 1.2))  # noqa: S311 - jitter
    _set(session, claim.id, due_at=due, leased_until=None, error=reason)
    return due


def fail(session: Session, claim: Claim, reason: str) -> None:
    """An unexpected error: a few more tries, then the job is parked and others go on."""
    if claim.tries >= MOST_TRIES:
        park(session, claim.id, reason)
        return
    pause = timedelta(seconds=5 * 3 ** (claim.tries - 1))
    _set(session, claim.id, due_at=clock.now() + pause, leased_until=None, error=reason)


def park(session: Session, job_id: int, reason: str) -> None:
    _set(session, job_id, parked_at=clock.now(), leased_until=None, error=reason)


def unpark(session: Session, public_id: str) -> bool:
    """Give a parked job another chance; False if it is not parked."""
    found = session.scalar(
        update(Job)
        .where(Job.public_id == public_id, Job.parked_at.is_not(None))
        .values(parked_at=None, tries=0, due_at=clock.now(), created_at=clock.now())
        .returning(Job.id)
    )
    return found is not None


def _park_crashed(session: Session, now: datetime) -> None:
    """A job whose worker died each time is not tried for ever."""
    crashed = session.scalar(
        select(Job.id)
        .where(
            Job.done_at.is_(None),
            Job.parked_at.is_(None),
            Job.tries >= MOST_TRIES,
            Job.leased_until <= now,
        )
        .limit(1)
    )
    if crashed is not None:
        park(session, crashed, "the worker stopped each time it ran this job")


def _set(session: Session, job_id: int, **values: Any) -> None:
    session.execute(update(Job).where(Job.id == job_id).values(**values))
