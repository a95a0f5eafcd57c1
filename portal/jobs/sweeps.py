"""What happens by the clock: rounds open and close, and what has run out is put away.

Every sweep may run on several machines at once and twice: it only does what is still to be done.
Each part has a transaction of its own, so that one that fails does not keep the others from theirs.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from portal import clock
from portal.actions import brands, join_links, rounds, unused, waiting
from portal.database import Database
from portal.jobs import news, queue
from portal.models import InvitationList, Job, SignInCode
from portal.models import Session as SignInSession

KEEP_SESSIONS: Final = timedelta(days=30)
KEEP_CODES: Final = timedelta(days=1)
KEEP_JOBS: Final = timedelta(days=7)
KEEP_LISTS: Final = timedelta(days=1)


def sweep(database: Database) -> None:
    """Every few seconds: rounds reach their instant. Votes do not wait for this: they look at
    the time themselves."""
    steps = (
        rounds.open_due,
        rounds.close_due,
        waiting.give_places,
        news.enqueue_due,
        queue.park_crashed,
    )
    for step in steps:
        with database.writing.begin() as session:
            step(session)


def tidy(database: Database) -> None:
    """Every hour: what has run out is taken away."""
    for step in (
        _sessions,
        _codes,
        _jobs,
        _lists,
        join_links.tidy,
        brands.earn_trust,
        unused.sweep,
    ):
        with database.writing.begin() as session:
            step(session)


def _sessions(session: Session) -> None:
    over = clock.now() - KEEP_SESSIONS
    session.execute(
        delete(SignInSession).where(
            or_(SignInSession.ended_at < over, SignInSession.expires_at < over)
        )
    )


def _codes(session: Session) -> None:
    session.execute(delete(SignInCode).where(SignInCode.expires_at < clock.now() - KEEP_CODES))


def _jobs(session: Session) -> None:
    session.execute(delete(Job).where(Job.done_at < clock.now() - KEEP_JOBS))


def _lists(session: Session) -> None:
    session.execute(
        delete(InvitationList).where(InvitationList.created_at < clock.now() - KEEP_LISTS)
    )
