"""Mail that came back: written beside its invitation, and its address no longer written to."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actions import suppressions
from portal.models import Group, Membership, Person


def suppress(session: Session, membership_id: int, said: str, cause: str = "bounce") -> None:
    """The brand of this membership writes to its address no more."""
    row = session.execute(
        select(Group.brand_id, Person.email_key)
        .join(Membership, Membership.group_id == Group.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id == membership_id)
    ).one()
    suppressions.record(session, row.brand_id, row.email_key, cause, said)
