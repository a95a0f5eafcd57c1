"""The queue: claim a job by a lease, then mark it done, put it off, or park it.

The `jobs` table is the truth. A worker that is killed leaves a lease that runs out, and another
one takes the job again; so a handler may run twice and must be harmless then. Whoever lost a
lease can no longer write what became of the job: its new holder does.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from portal import clock, ids
from portal.models import Job

LEASE: Final = timedelta(seconds=60)
MOST_TRIES: Final = 5
PATIENCE: Final = timedelta(hours=24)
_SHORTEST_WAIT: Final = 15.0
_LONGEST_WAIT: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Claim:
    id: int
    public_id: str
    kind: str
    payload: dict[str, Any]
    tries: int
    wanted_at: datetime
    holder: str

    @property
    def is_last_day_over(self) -> bool:
        """Whether to put it off once more would be to park it."""
        return clock.now() - self.wanted_at >= PATIENCE


def is_any_due(session: Session) -> bool:
    """Looking takes no lock, so that idle workers keep nobody from writing."""
    return session.scalar(select(Job.id).where(*_due(clock.now())).limit(1)) is not None


def claim(session: Session) -> Claim | None:
    """The job that waits longest, leased to the caller; None if nothing is due."""
    now = clock.now()
    waiting = (
        select(Job.id)
        .where(*_due(now))
        .order_by(Job.priority, Job.due_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = session.execute(
        update(Job)
        .where(Job.id == waiting.scalar_subquery())
        .values(holder=ids.public_id(), due_at=now + LEASE, tries=Job.tries + 1)
        .returning(
            *(Job.id, Job.public_id, Job.kind, Job.payload, Job.tries, Job.wanted_at, Job.holder)
        )
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return None if row is None else Claim(*row)


def renew(session: Session, claims: Iterable[Claim]) -> None:
    """A lease from now on for each that is still held by its claim."""
    session.execute(
        update(Job)
        .where(
            Job.id.in_([claim.id for claim in claims]),
            Job.holder.in_([claim.holder for claim in claims]),
        )
        .values(due_at=clock.now() + LEASE)
        .execution_options(synchronize_session=False)
    )


def done(session: Session, claim: Claim) -> bool:
    """False, here and below, if the lease was lost: then nothing is written."""
    return _end(session, claim, done_at=clock.now(), error=None)


def put_off(session: Session, claim: Claim, reason: str, until: datetime | None = None) -> bool:
    """Try again after a pause; after a day it is parked."""
    if claim.is_last_day_over:
        return park(session, claim, reason)
    return _end(session, claim, due_at=until or next_try(claim), tries=0, error=reason)


def next_try(claim: Claim) -> datetime:
    """After a pause that grows with the job's age."""
    now = clock.now()
    age = (now - claim.wanted_at).total_seconds()
    pause = min(_LONGEST_WAIT, max(_SHORTEST_WAIT, age))
    return now + timedelta(seconds=pause * random.uniform(0.8, 1.2))  # noqa: S311 - jitter


def fail(session: Session, claim: Claim, reason: str) -> bool:
    """An unexpected error: a few more tries, then the job is parked and others go on."""
    if claim.tries >= MOST_TRIES:
        return park(session, claim, reason)
    pause = timedelta(seconds=5 * 3 ** (claim.tries - 1))
    return _end(session, claim, due_at=clock.now() + pause, error=reason)


def park(session: Session, claim: Claim, reason: str) -> bool:
    return _end(session, claim, parked_at=clock.now(), error=reason)


def park_crashed(session: Session) -> None:
    """A job whose worker died each time waits for a person instead."""
    now = clock.now()
    session.execute(
        update(Job)
        .where(
            Job.done_at.is_(None),
            Job.parked_at.is_(None),
            Job.due_at <= now,
            Job.tries >= MOST_TRIES,
        )
        .values(parked_at=now, holder=None, error="the worker stopped each time it ran this job")
        .execution_options(synchronize_session=False)
    )


def unpark(session: Session, public_id: str) -> bool:
    """Give a parked job another chance; False if it is not parked."""
    now = clock.now()
    found = session.scalar(
        update(Job)
        .where(Job.public_id == public_id, Job.parked_at.is_not(None))
        .values(parked_at=None, tries=0, due_at=now, wanted_at=now)
        .returning(Job.id)
    )
    return found is not None


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Job.done_at.is_(None),
        Job.parked_at.is_(None),
        Job.due_at <= now,
        Job.tries < MOST_TRIES,
    )


def _end(session: Session, claim: Claim, **values: Any) -> bool:
    found = session.scalar(
        update(Job)
        .where(Job.id == claim.id, Job.holder == claim.holder)
        .values(holder=None, **values)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    return found is not None
