"""How an address already stands to a group, its brand and its team: why a list invites it no more.

Whether it has an account elsewhere changes no answer here.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.language import gettext as _
from portal.models import Group, Invitation, Membership, Person, Staff, Suppression

# What a line is counted and handed out as, by why it is left out.
KINDS: Final = ("new", "invited", "member", "suppressed", "bad")
KIND_OF: Final = {
    **dict.fromkeys(("invited", "lapsed", "declined"), "invited"),
    **dict.fromkeys(("joined", "left", "removed", "staff"), "member"),
    **dict.fromkeys(("bounced", "stopped"), "suppressed"),
}


def known(session: Session, group: Group, now: datetime) -> dict[str, str]:
    """Why each address known to the group, the team or the brand is not invited again."""
    stopped = session.execute(
        select(Suppression.email_key, Suppression.cause)
        .where(Suppression.brand_id == group.brand_id, Suppression.lifted_at.is_(None))
        .order_by(Suppression.cause)
    )
    found = {key: "bounced" if cause == "bounce" else "stopped" for key, cause in stopped}
    rows = session.execute(
        select(
            Person.email_key,
            Membership.joined_at,
            Membership.left_at,
            Membership.removed_at,
            Invitation.expires_at,
            Invitation.revoked_at,
            Invitation.declined_at,
        )
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(Invitation, Invitation.membership_id == Membership.id)
        .where(Membership.group_id == group.id)
    )
    found.update((row.email_key, _standing(row, now)) for row in rows)
    team = session.scalars(
        select(Person.email_key)
        .join(Staff, Staff.person_id == Person.id)
        .where(Staff.brand_id == group.brand_id, Staff.ended_at.is_(None))
    )
    found.update(dict.fromkeys(team, "staff"))
    return found


def _standing(row: Any, now: datetime) -> str:
    if row.removed_at:
        return "removed"
    if row.left_at:
        return "left"
    if row.joined_at:
        return "joined"
    if row.declined_at:
        return "declined"
    if row.revoked_at or (row.expires_at and row.expires_at <= now):
        return "lapsed"
    return "invited"


def words() -> dict[str, str]:
    return {
        "removed": _("Was removed from this group. Staff can let them back on the group's page."),
        "left": _("Left this group. Invite them again on the group's page."),
        "joined": _("Is a member of this group already."),
        "declined": _("Said no, thank you, to an earlier invitation."),
        "lapsed": _("Was invited before. Send it again from the list of invitations."),
        "invited": _("Is invited already."),
        "bounced": _("Mail to this address came back. See the addresses not written to."),
        "stopped": _("Asked not to be written to any more."),
        "staff": _("Is on the brand's team. Members judge and staff prepare; nobody is both."),
    }
