"""What an invited person reads before answering: who asks, into what, under which terms.

Asked with an invitation that the person holds the link of; nothing else is shown to them.
"""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.models import (
    Brand,
    Group,
    Invitation,
    Membership,
    Person,
    Round,
    Staff,
    Terms,
)
from portal.text import markdown

_NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Offer:
    """`standing` is "open", or why not: joined, revoked, expired, closed, waiting. With `is_full`
    joining is waiting for a place."""

    standing: str
    person_id: int
    person_public_id: str
    email_key: str
    masked_address: str
    name: str
    brand: Brand
    inviter: str | None
    group: str | None = None
    role: str | None = None
    purpose: Markup = _NOTHING
    house_rules: Markup = _NOTHING
    terms: Markup = _NOTHING
    terms_version: int = 0
    closes_at: datetime | None = None
    expires_at: datetime | None = None
    needs_password: bool = False
    is_full: bool = False


def offer(session: Session, invitation: Invitation) -> Offer:
    """Two statements at most."""
    if invitation.membership_id is not None:
        return _to_group(session, invitation)
    return _to_team(session, invitation)


def group_of(session: Session, invitation: Invitation) -> Group | None:
    """None for an invitation to a team."""
    return session.scalar(
        select(Group)
        .join(Membership, Membership.group_id == Group.id)
        .where(Membership.id == invitation.membership_id)
    )


def open_round(session: Session, group: Group) -> Round | None:
    """The round a new member goes to: of those open now the one that closes first."""
    now = clock.now()
    return session.scalars(
        select(Round)
        .where(
            Round.group_id == group.id,
            Round.opened_at.is_not(None),
            Round.closed_at.is_(None),
            Round.opens_at <= now,
            Round.closes_at > now,
        )
        .order_by(Round.closes_at)
        .limit(1)
    ).first()


def masked(address: str) -> str:
    """m•••@mail.example: enough to recognise one's own, too little for anybody else's."""
    local, _at, domain = address.partition("@")
    return f"{local[:1]}•••@{domain}"


def _to_group(session: Session, invitation: Invitation) -> Offer:
    inviter = aliased(Person)
    here = aliased(Membership)
    places = (
        select(func.count(here.id))
        .where(
            here.group_id == Group.id,
            here.joined_at.is_not(None),
            here.left_at.is_(None),
            here.removed_at.is_(None),
        )
        .correlate(Group)
        .scalar_subquery()
    )
    now = clock.now()
    closes_at = (
        select(func.min(Round.closes_at))
        .where(
            Round.group_id == Group.id,
            Round.opened_at.is_not(None),
            Round.closed_at.is_(None),
            Round.closes_at > now,
        )
        .correlate(Group)
        .scalar_subquery()
    )
    newest = select(func.max(Terms.version)).where(Terms.group_id == Group.id)
    membership, person, group, brand, terms, inviter_name, taken, closes = session.execute(
        select(Membership, Person, Group, Brand, Terms, inviter.name, places, closes_at)
        .join(Person, Person.id == Membership.person_id)
        .join(Group, Group.id == Membership.group_id)
        .join(Brand, Brand.id == Group.brand_id)
        .join(Terms, Terms.group_id == Group.id)
        .outerjoin(inviter, inviter.id == invitation.invited_by_id)
        .where(
            Membership.id == invitation.membership_id,
            Terms.version == newest.correlate(Group).scalar_subquery(),
        )
    ).one()
    return Offer(
        standing=_standing(invitation, membership.removed_at, group.closed_at, now),
        is_full=taken >= group.capacity,
        person_id=person.id,
        person_public_id=person.public_id,
        email_key=person.email_key,
        masked_address=masked(person.email_key),
        name=membership.invited_name,
        brand=brand,
        inviter=inviter_name or None,
        group=group.name,
        purpose=markdown(group.purpose),
        house_rules=markdown(group.house_rules),
        terms=markdown(terms.text),
        terms_version=terms.version,
        closes_at=closes,
        expires_at=invitation.expires_at,
    )


def _to_team(session: Session, invitation: Invitation) -> Offer:
    inviter = aliased(Person)
    staff, person, brand, inviter_name = session.execute(
        select(Staff, Person, Brand, inviter.name)
        .join(Person, Person.id == Staff.person_id)
        .join(Brand, Brand.id == Staff.brand_id)
        .outerjoin(inviter, inviter.id == invitation.invited_by_id)
        .where(Staff.id == invitation.staff_id)
    ).one()
    return Offer(
        standing=_standing(invitation, staff.ended_at, None, clock.now()),
        person_id=person.id,
        person_public_id=person.public_id,
        email_key=person.email_key,
        masked_address=masked(person.email_key),
        name="",
        brand=brand,
        inviter=inviter_name or None,
        role=staff.role,
        expires_at=invitation.expires_at,
        needs_password=person.password_hash is None,
    )


def _standing(
    invitation: Invitation,
    removed_at: datetime | None,
    closed_at: datetime | None,
    now: datetime,
) -> str:
    if removed_at is not None:
        return "revoked"
    state = invitation.state(now)
    if state == "waiting":
        return "closed" if closed_at is not None else "waiting"
    if state in ("joined", "revoked", "expired"):
        return state
    if state == "declined":
        return "revoked"
    return "closed" if closed_at is not None else "open"
