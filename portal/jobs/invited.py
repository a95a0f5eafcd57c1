"""Letters to the invited: the invitation, the reminder, and what is noted of each.

An invitation that was revoked, replaced or accepted meanwhile is not mailed, nor one to an
address that the brand no longer writes to; and no token was ever kept to mail it with.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.actions import bounces, generations, suppressions
from portal.actions.groups import member_count
from portal.config import Config
from portal.jobs import letters
from portal.jobs.mailbox import Outcome
from portal.language import N_, speaking
from portal.language import gettext as _
from portal.mail.message import Letter, one_click
from portal.models import Brand, Group, Invitation, Membership, Person, Round, Staff
from portal.models.invitations import MOST_REMINDERS
from portal.text import one_line

ROLES: Final = {"owner": N_("owner"), "manager": N_("manager"), "analyst": N_("analyst")}


def first(
    session: Session, config: Config, job_id: str, *, invitation: str, generation: int
) -> Letter | None:
    """The invitation mail, to a group or to a team; None when it no longer holds."""
    row = _live(session, invitation, generation)
    if row is None:
        return None
    url = _link(config, row)
    if row.membership_id is not None:
        return _to_group(session, config, job_id, row, url)
    return _to_team(session, config, job_id, row, url)


def is_stopped(session: Session, *, invitation: str, generation: int) -> bool:
    """Whether the brand no longer writes to whom this invitation is for."""
    found = select(Invitation.id).where(
        Invitation.public_id == invitation,
        Invitation.generation == generation,
        suppressions.of_invitation(),
    )
    return session.scalar(found) is not None


def note_outcome(
    session: Session,
    *,
    invitation: str,
    generation: int,
    outcome: Outcome,
    next_try_at: datetime | None,
) -> None:
    """Write beside the invitation what became of its mail; without a next try it is over."""
    now = clock.now()
    values: dict[str, Any] = {"sent_at": now, "failed_at": None, "failure": None}
    if not outcome.is_sent:
        values = {
            "failed_at": now if next_try_at is None else None,
            "failure": outcome.failure,
            "bounced_at": now if outcome.is_bounce else None,
        }
    found = session.scalar(
        update(Invitation)
        .where(Invitation.public_id == invitation, Invitation.generation == generation)
        .values(next_try_at=next_try_at, **values)
        .returning(Invitation.membership_id)
    )
    if outcome.is_for_good and found is not None:
        bounces.suppress(session, found, outcome.failure)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whom an invitation to a group is for, into what, and who asks."""

    membership: Membership
    person: Person
    group: Group
    brand: Brand
    inviter_name: str | None

    @property
    def name(self) -> str:
        return self.person.name or self.membership.invited_name

    @property
    def language(self) -> str:
        return letters.language_of(self.person, self.brand)

    def moment(self, at: datetime | None) -> str | None:
        return letters.words_at(at, self.person, self.brand)


def _asked(session: Session, row: Invitation) -> _Asked | None:
    inviter = aliased(Person)
    found = session.execute(
        select(Membership, Person, Group, Brand, inviter.name)
        .join(Person, Person.id == Membership.person_id)
        .join(Group, Group.id == Membership.group_id)
        .join(Brand, Brand.id == Group.brand_id)
        .outerjoin(inviter, inviter.id == row.invited_by_id)
        .where(
            Membership.id == row.membership_id,
            Membership.removed_at.is_(None),
            Group.closed_at.is_(None),
        )
    ).one_or_none()
    return None if found is None else _Asked(*found)


def _to_group(
    session: Session, config: Config, job_id: str, row: Invitation, url: str
) -> Letter | None:
    asked = _asked(session, row)
    if asked is None:
        return None
    brand, group = asked.brand, asked.group
    with speaking(asked.language):
        return letters.written(
            config,
            job_id,
            asked.person,
            "mail/invitation",
            to_name=asked.name,
            brand_name=brand.name,
            subject=_("%(brand)s invites you to %(group)s", brand=brand.name, group=group.name),
            preheader=one_line(group.purpose, 120),
            name=asked.name,
            brand=brand,
            group=group,
            inviter_name=asked.inviter_name,
            closes=asked.moment(_closing(session, group)),
            expires=asked.moment(row.expires_at),
            action={"label": _("See the invitation"), "url": url},
            why=_(
                "You get this mail because %(brand)s wrote this address on its list for this "
                "group.",
                brand=brand.name,
            ),
            **_ways_out(config, asked, url),
        )


def _ways_out(config: Config, asked: _Asked, url: str) -> dict[str, Any]:
    """To say no, and never to be written to again; the second also by a mail program's button."""
    token = suppressions.token(config.secret_key, asked.brand.public_id, asked.person.public_id)
    stop_url = f"{config.base_url}/stop/{token}"
    return {
        "decline_url": f"{url}?answer=no",
        "stop_url": stop_url,
        "headers": one_click(stop_url),
    }


def reminder(
    session: Session, config: Config, job_id: str, *, invitation: str, generation: int
) -> Letter | None:
    """To who has not answered yet; None once they have, or the invitation no longer holds."""
    row = _live(session, invitation, generation)
    asked = None if row is None or row.waiting_since is not None else _asked(session, row)
    if row is None or asked is None:
        return None
    brand, group, url = asked.brand, asked.group, _link(config, row)
    with speaking(asked.language):
        return letters.written(
            config,
            job_id,
            asked.person,
            "mail/reminder",
            to_name=asked.name,
            brand_name=brand.name,
            subject=_("Your place in %(group)s is still free", group=group.name),
            preheader=one_line(group.purpose, 120),
            name=asked.name,
            brand=brand,
            group=group,
            joined=session.scalar(select(member_count()).where(Group.id == group.id)) or 0,
            closes=asked.moment(_closing(session, group)),
            expires=asked.moment(row.expires_at),
            is_last=row.reminders >= MOST_REMINDERS,
            action={"label": _("See the invitation"), "url": url},
            why=_(
                "You get this mail because %(brand)s invited this address on %(date)s and has no "
                "answer yet.",
                brand=brand.name,
                date=asked.moment(row.created_at),
            ),
            **_ways_out(config, asked, url),
        )


def _to_team(
    session: Session, config: Config, job_id: str, row: Invitation, url: str
) -> Letter | None:
    inviter = aliased(Person)
    found = session.execute(
        select(Staff, Person, Brand, inviter.name)
        .join(Person, Person.id == Staff.person_id)
        .join(Brand, Brand.id == Staff.brand_id)
        .outerjoin(inviter, inviter.id == row.invited_by_id)
        .where(Staff.id == row.staff_id, Staff.ended_at.is_(None))
    ).one_or_none()
    if found is None:
        return None
    staff, person, brand, inviter_name = found
    with speaking(letters.language_of(person, brand)):
        return letters.written(
            config,
            job_id,
            person,
            "mail/staff_invitation",
            brand_name=brand.name,
            subject=_("%(brand)s asks you to join its team", brand=brand.name),
            brand=brand,
            role=_(ROLES[staff.role]),
            inviter_name=inviter_name,
            expires=letters.words_at(row.expires_at, person, brand),
            action={"label": _("See the invitation"), "url": url},
            why=_(
                "You get this mail because an owner of %(brand)s invited this address.",
                brand=brand.name,
            ),
        )


def _closing(session: Session, group: Group) -> datetime | None:
    """When the round that waits for this group closes, if one is open."""
    now = clock.now()
    return session.scalar(
        select(Round.closes_at)
        .where(
            Round.group_id == group.id,
            Round.opened_at.is_not(None),
            Round.closed_at.is_(None),
            Round.closes_at > now,
        )
        .order_by(Round.closes_at)
        .limit(1)
    )


def place(
    session: Session, config: Config, job_id: str, *, invitation: str, generation: int
) -> Letter | None:
    """To who waited and has a place now."""
    row = session.scalar(
        select(Invitation).where(
            Invitation.public_id == invitation,
            Invitation.generation == generation,
            Invitation.accepted_at.is_not(None),
        )
    )
    asked = None if row is None else _asked(session, row)
    if asked is None or asked.membership.left_at is not None:
        return None
    with speaking(asked.language):
        return letters.written(
            config,
            job_id,
            asked.person,
            "mail/place",
            brand_name=asked.brand.name,
            subject=_("You have a place in %(group)s", group=asked.group.name),
            name=asked.name,
            closes=asked.moment(_closing(session, asked.group)),
            action={"label": _("Come in"), "url": f"{config.base_url}/sign-in"},
            why=_(
                "You get this mail because you wanted to join %(group)s when all its places were "
                "taken.",
                group=asked.group.name,
            ),
        )


def _live(session: Session, public_id: str, generation: int) -> Invitation | None:
    """As long as it can be accepted, and no newer mail has replaced this one."""
    return session.scalar(
        select(Invitation).where(
            Invitation.public_id == public_id,
            Invitation.generation == generation,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > clock.now(),
        )
    )


def _link(config: Config, row: Invitation) -> str:
    token = generations.token_of(config.secret_key, row.public_id, row.generation)
    return f"{config.base_url}/invitations/{token}"
