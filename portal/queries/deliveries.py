"""Whether a brand's mail works: what left last, what failed and why, what waits and what is stuck;
and the addresses it no longer writes to. A fixed number of statements, however much there is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from portal import access, clock
from portal.access import Actor
from portal.models import Brand, Group, Invitation, Job, Membership, Person, Suppression
from portal.text import one_line

MOST: Final = 50
PAGE: Final = 200
LOOKED_AT: Final = timedelta(days=30)
# So long a letter that is due may wait before one asks whether a worker runs.
LATE: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Queue:
    """`due` could leave now, `put_off` is tried again, `later` has a day of its own."""

    due: int
    put_off: int
    later: int
    parked: int
    oldest: datetime | None

    @property
    def is_late(self) -> bool:
        return self.oldest is not None and clock.now() - self.oldest > LATE


@dataclass(frozen=True, slots=True)
class Stuck:
    """`email` and `error` only for those who may see addresses: mail servers repeat them."""

    public_id: str
    kind: str
    email: str | None
    error: str | None
    wanted_at: datetime
    due_at: datetime
    is_parked: bool


@dataclass(frozen=True, slots=True)
class Test:
    """The newest test mail of the person who looks."""

    asked_at: datetime
    done_at: datetime | None
    error: str | None
    is_parked: bool

    @property
    def is_waiting(self) -> bool:
        return self.done_at is None and not self.is_parked


@dataclass(frozen=True, slots=True)
class Health:
    last_sent_at: datetime | None
    sent: int
    failures: tuple[tuple[str, int], ...]
    queue: Queue
    stuck: tuple[Stuck, ...]
    test: Test | None
    stopped: int

    @property
    def verdict(self) -> str:
        """late, stuck, silent or works."""
        if self.queue.is_late:
            return "late"
        if self.queue.parked:
            return "stuck"
        has_left = self.last_sent_at or (self.test and self.test.done_at)
        return "works" if has_left else "silent"


def health(session: Session, actor: Actor, brand: Brand) -> Health:
    """Six statements."""
    now = clock.now()
    last, sent = _sent(session, brand, now)
    return Health(
        last_sent_at=last,
        sent=sent,
        failures=_failures(session, brand, now) if actor.manages(brand.id) else (),
        queue=_queue(session, actor, brand, now),
        stuck=_stuck(session, actor, brand),
        test=test_of(session, actor, brand),
        stopped=_stopped(session, brand),
    )


def test_of(session: Session, actor: Actor, brand: Brand) -> Test | None:
    rows = session.scalars(
        access.seeing.jobs(actor)
        .where(Job.brand_id == brand.id, Job.kind == "mail.test")
        .order_by(Job.id.desc())
        .limit(MOST)
    )
    row = next((job for job in rows if job.payload.get("person") == actor.public_id), None)
    if row is None:
        return None
    return Test(row.created_at, row.done_at, row.error, row.parked_at is not None)


def stopped(session: Session, actor: Actor, brand: Brand, words: str = "") -> Sequence[Suppression]:
    """Addresses not written to, the newest first."""
    found = access.seeing.suppressions(actor).where(
        Suppression.brand_id == brand.id, Suppression.lifted_at.is_(None)
    )
    if words := one_line(words, 80):
        found = found.where(Suppression.email_key.icontains(words, autoescape=True))
    return session.scalars(found.order_by(Suppression.id.desc()).limit(PAGE)).all()


def _sent(session: Session, brand: Brand, now: datetime) -> tuple[datetime | None, int]:
    row = session.execute(
        select(
            func.max(Invitation.sent_at),
            func.count(case((Invitation.sent_at > now - LOOKED_AT, 1))),
        )
        .join(Membership, Membership.id == Invitation.membership_id)
        .join(Group, Group.id == Membership.group_id)
        .where(Group.brand_id == brand.id)
    ).one()
    return row[0], row[1]


def _failures(session: Session, brand: Brand, now: datetime) -> tuple[tuple[str, int], ...]:
    """By their first sentence, which is ours; what follows is the mail server's own."""
    since = now - LOOKED_AT
    rows = session.execute(
        select(Invitation.failure, func.count(Invitation.id))
        .join(Membership, Membership.id == Invitation.membership_id)
        .join(Group, Group.id == Membership.group_id)
        .where(
            Group.brand_id == brand.id,
            Invitation.failure.is_not(None),
            or_(Invitation.failed_at > since, Invitation.bounced_at > since),
        )
        .group_by(Invitation.failure)
        .order_by(func.count(Invitation.id).desc())
        .limit(1_000)
    )
    counted: Counter[str] = Counter()
    for failure, count in rows:
        counted[str(failure).partition(". ")[0].rstrip(".") + "."] += count
    return tuple(counted.most_common(8))


def _queue(session: Session, actor: Actor, brand: Brand, now: datetime) -> Queue:
    waits = and_(Job.parked_at.is_(None), Job.due_at <= now)
    later = and_(Job.parked_at.is_(None), Job.due_at > now, Job.holder.is_(None))
    counts = access.seeing.jobs(actor).where(Job.brand_id == brand.id, Job.done_at.is_(None))
    row: Any = session.execute(
        counts.with_only_columns(
            func.count(case((waits, 1))),
            func.count(case((and_(later, Job.error.is_not(None)), 1))),
            func.count(case((and_(later, Job.error.is_(None)), 1))),
            func.count(Job.parked_at),
            func.min(case((waits, Job.due_at))),
        )
    ).one()
    return Queue(*row)


def _stuck(session: Session, actor: Actor, brand: Brand) -> tuple[Stuck, ...]:
    rows = session.scalars(
        access.seeing.jobs(actor)
        .where(
            Job.brand_id == brand.id,
            Job.done_at.is_(None),
            or_(Job.parked_at.is_not(None), Job.error.is_not(None)),
        )
        .order_by(Job.parked_at.is_(None), Job.wanted_at, Job.id)
        .limit(MOST)
    ).all()
    manages = actor.manages(brand.id)
    named = _addresses(session, rows) if manages else {}
    return tuple(
        Stuck(
            job.public_id,
            job.kind,
            named.get(job.payload.get("invitation", "")),
            job.error if manages else None,
            job.wanted_at,
            job.due_at,
            job.parked_at is not None,
        )
        for job in rows
    )


def _addresses(session: Session, jobs: Sequence[Job]) -> dict[str, str]:
    """Of the invitations they are about."""
    wanted = [job.payload["invitation"] for job in jobs if "invitation" in job.payload]
    rows = session.execute(
        select(Invitation.public_id, Person.email_key)
        .join(Membership, Membership.id == Invitation.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Invitation.public_id.in_(wanted))
    )
    return {row.public_id: row.email_key for row in rows}


def _stopped(session: Session, brand: Brand) -> int:
    return session.scalars(
        select(func.count(Suppression.id)).where(
            Suppression.brand_id == brand.id, Suppression.lifted_at.is_(None)
        )
    ).one()
