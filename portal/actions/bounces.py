"""Mail that came back: written beside its invitation, and its address no longer written to."""

from typing import Protocol

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.actions import suppressions
from portal.models import Group, Invitation, Job, Membership, Person


class Returned(Protocol):
    """What came back, as `portal.mail.returned` reads it."""

    @property
    def kind(self) -> str: ...
    @property
    def letter(self) -> str: ...
    @property
    def failure(self) -> str: ...
    @property
    def is_for_good(self) -> bool: ...


def record(session: Session, returned: Returned) -> bool:
    """Write down what came back; False if it is about no invitation that we know.

    Said twice it changes nothing. A letter that a newer one has replaced says nothing of that
    one, but what it says of its address holds.
    """
    payload = session.scalar(
        select(Job.payload).where(
            Job.public_id == returned.letter, Job.kind.in_(("mail.invitation", "mail.reminder"))
        )
    )
    row = None if payload is None else _invitation(session, payload["invitation"])
    if payload is None or row is None:
        return False
    if returned.kind == "bounce" and row.generation == payload["generation"]:
        _note(session, row, returned.failure)
    if row.membership_id is not None and (returned.kind == "complaint" or returned.is_for_good):
        suppress(session, row.membership_id, returned.failure, returned.kind)
    return True


def suppress(session: Session, membership_id: int, said: str, cause: str = "bounce") -> None:
    """The brand of this membership writes to its address no more."""
    row = session.execute(
        select(Group.brand_id, Person.email_key)
        .join(Membership, Membership.group_id == Group.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id == membership_id)
    ).one()
    suppressions.record(session, row.brand_id, row.email_key, cause, said)


def _invitation(session: Session, public_id: str) -> Invitation | None:
    return session.scalar(select(Invitation).where(Invitation.public_id == public_id))


def _note(session: Session, row: Invitation, failure: str) -> None:
    session.execute(
        update(Invitation)
        .where(Invitation.id == row.id, Invitation.bounced_at.is_(None))
        .values(bounced_at=clock.now(), failure=failure)
    )
