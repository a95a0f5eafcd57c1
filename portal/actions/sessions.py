"""Sign-in sessions: start, find, end. A session is a row, so it can be ended from anywhere."""

from datetime import timedelta
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, select, update
from sqlalchemy.orm import Session as DatabaseSession

from portal import clock, ids
from portal.access import NOW
from portal.models import Moment, Person, Session, Staff

IDLE = timedelta(days=14)
LONGEST = timedelta(days=30)
STAFF_LONGEST = timedelta(days=7)


def start(session: DatabaseSession, person: Person, device: str) -> tuple[str, Session]:
    """A new session for `person`; returns the cookie's value, which is kept nowhere."""
    token = ids.fresh_token()
    is_staff = session.scalar(
        select(Staff.id).where(Staff.person_id == person.id, Staff.ended_at.is_(None)).limit(1)
    )
    row = Session(
        token_hash=ids.fingerprint(token),
        person_id=person.id,
        device=device,
        expires_at=clock.now() + (STAFF_LONGEST if is_staff else LONGEST),
    )
    session.add(row)
    session.flush()
    return token, row


def find(session: DatabaseSession, token: str) -> tuple[Session, Person] | None:
    """The live session of this cookie and its person, in one statement."""
    asked = {"print": ids.fingerprint(token), "since": clock.now() - IDLE}
    row = session.execute(_live(), asked).one_or_none()
    return None if row is None else (row[0], row[1])


@cache
def _live() -> Select[Session, Person]:
    return (
        select(Session, Person)
        .join(Person, Person.id == Session.person_id)
        .where(
            Session.token_hash == bindparam("print"),
            Session.ended_at.is_(None),
            Session.expires_at > NOW,
            Session.last_seen_at > bindparam("since", type_=Moment),
        )
    )


def seen(session: DatabaseSession, session_id: int) -> None:
    session.execute(
        update(Session).where(Session.id == session_id).values(last_seen_at=clock.now())
    )


def end(session: DatabaseSession, token: str) -> None:
    _end(session, Session.token_hash == ids.fingerprint(token))


def end_all(session: DatabaseSession, person_id: int) -> None:
    """Everywhere: after a change of credentials, or because the person asks."""
    _end(session, Session.person_id == person_id)


def end_one(session: DatabaseSession, person_id: int, public_id: str) -> None:
    _end(session, Session.person_id == person_id, Session.public_id == public_id)


def _end(session: DatabaseSession, *which: ColumnElement[bool]) -> None:
    session.execute(
        update(Session).where(Session.ended_at.is_(None), *which).values(ended_at=clock.now())
    )
