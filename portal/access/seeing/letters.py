"""Who sees addresses, and what was or is to be sent to them."""

from sqlalchemy import Select, or_, select

from portal.access.actor import Actor
from portal.access.seeing.rules import managed_by
from portal.models import (
    Group,
    Invitation,
    InvitationList,
    Job,
    JoinRequest,
    Membership,
    Staff,
    Suppression,
)


def invitations(actor: Actor) -> Select[Invitation]:
    """Staff only: a manager's list of who was asked. Analysts read reports, not addresses."""
    managed = managed_by(actor)
    return (
        select(Invitation)
        .outerjoin(Membership, Membership.id == Invitation.membership_id)
        .outerjoin(Group, Group.id == Membership.group_id)
        .outerjoin(Staff, Staff.id == Invitation.staff_id)
        .where(
            or_(
                Group.brand_id.in_(managed),
                Staff.brand_id.in_([b for b, role in actor.roles.items() if role == "owner"]),
            )
        )
    )


def invitation_lists(actor: Actor) -> Select[InvitationList]:
    """Lists that wait for confirmation, for whoever may confirm them."""
    return (
        select(InvitationList)
        .join(Group, Group.id == InvitationList.group_id)
        .where(Group.brand_id.in_(managed_by(actor)))
    )


def join_requests(actor: Actor) -> Select[JoinRequest]:
    """Who asked to be let in, with their addresses: for whoever may invite them."""
    return (
        select(JoinRequest)
        .join(Group, Group.id == JoinRequest.group_id)
        .where(Group.brand_id.in_(managed_by(actor)))
    )


def suppressions(actor: Actor) -> Select[Suppression]:
    """Addresses a brand no longer writes to."""
    return select(Suppression).where(Suppression.brand_id.in_(managed_by(actor)))


def jobs(actor: Actor) -> Select[Job]:
    """What is still to be done for one's brands."""
    return select(Job).where(Job.brand_id.in_(actor.roles))
