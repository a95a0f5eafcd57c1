"""The team of a brand, as its own people see it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import access, clock
from portal.access import Actor
from portal.models import Brand, Invitation, Person, Staff
from portal.models.brands import ROLES


@dataclass(frozen=True, slots=True)
class Colleague:
    """`state` is joined, or that of the invitation."""

    public_id: str
    name: str
    email: str
    role: str
    state: str
    failure: str | None
    joined_at: datetime | None
    expires_at: datetime | None
    invitation_id: str | None
    is_self: bool


def team(session: Session, actor: Actor, brand: Brand) -> list[Colleague]:
    """Everybody with a role or asked to take one: owners first; one statement."""
    now = clock.now()
    rows = session.execute(
        access.seeing.staff(actor)
        .join(Person, Person.id == Staff.person_id)
        .outerjoin(Invitation, Invitation.staff_id == Staff.id)
        .where(Staff.brand_id == brand.id, Staff.ended_at.is_(None))
        .add_columns(Person, Invitation)
        .order_by(Staff.id)
        .limit(500)
    ).all()
    found = [
        Colleague(
            public_id=staff.public_id,
            # A name from elsewhere is not shown before the person joined here.
            name=person.name if staff.joined_at else "",
            email=person.email_key,
            role=staff.role,
            state="joined" if staff.joined_at or invitation is None else invitation.state(now),
            failure=invitation.failure if invitation else None,
            joined_at=staff.joined_at,
            expires_at=invitation.expires_at if invitation else None,
            invitation_id=invitation.public_id if invitation else None,
            is_self=person.id == actor.person_id,
        )
        for staff, person, invitation in rows
    ]
    return sorted(found, key=lambda colleague: ROLES.index(colleague.role))


def of_invitation(session: Session, invitation: Invitation) -> Brand:
    """The brand whose team an invitation is for."""
    return session.scalars(
        select(Brand).join(Staff, Staff.brand_id == Brand.id).where(Staff.id == invitation.staff_id)
    ).one()
