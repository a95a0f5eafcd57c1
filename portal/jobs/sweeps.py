"""What happens by the clock: rounds open and close, and what has run out is put away.

Every sweep may run on several machines at once and twice: it only does what is still to be done.
"""

from datetime import timedelta

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from portal import clock
from portal.actions import rounds
from portal.models import InvitationList, Job, SignInCode
from portal.models import Session as SignInSession

KEEP_SESSIONS = timedelta(days=30)
KEEP_JOBS = timedelta(days=7)
KEEP_LISTS = timedelta(days=1)


def every_few_seconds(session: Session) -> None:
    """Rounds reach their instant. Votes do not wait for this: they look at the time themselves."""
    rounds.open_due(session)
    rounds.close_due(session)


def every_hour(session: Session) -> None:
    now = clock.now()
    session.execute(
        delete(SignInSession).where(
            or_(
                SignInSession.ended_at < now - KEEP_SESSIONS,
                SignInSession.expires_at < now - KEEP_SESSIONS,
            )
        )
    )
    session.execute(delete(SignInCode).where(SignInCode.expires_at < now - timedelta(days=1)))
    session.execute(delete(Job).where(Job.done_at < now - KEEP_JOBS))
    session.execute(delete(InvitationList).where(InvitationList.created_at < now - KEEP_LISTS))
