"""Staff: invited by an owner with a role, given another one, ended.

A brand always keeps an owner. Nobody is on the team and in a group of the same brand: whoever
prepares a draft does not vote on it.
"""

from sqlalchemy import ColumnElement, func, or_, select, true, update
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.access import Actor, doing
from portal.actions import assigning, events, generations
from portal.actions.joining import is_member_of
from portal.errors import Conflict, Invalid, Refused
from portal.language import gettext as _
from portal.models import Brand, Invitation, Person, Staff
from portal.models.brands import ROLES


def invite(session: Session, actor: Actor, brand: Brand, person: Person, role: str) -> Staff:
    """Ask `person` to the team; the role holds from the moment they accept."""
    if reason := doing.why_not_own(actor, brand.id):
        raise Refused(reason)
    _check_role(role)
    _lock(session, brand.id)
    if session.scalar(select(is_member_of(person.id, brand.id))):
        sentence = _(
            "This person is a member of one of your groups. Members judge and staff prepare; "
            "nobody is both."
        )
        raise Invalid(sentence, {"email": sentence})
    row = session.scalar(
        select(Staff).where(Staff.brand_id == brand.id, Staff.person_id == person.id)
    )
    if row is not None and row.ended_at is None:
        sentence = _("This person is on the team or invited already.")
        raise Invalid(sentence, {"email": sentence})
    if row is None:
        row = Staff(brand_id=brand.id, person_id=person.id, role=role)
        session.add(row)
    else:
        row.role, row.invited_at, row.joined_at, row.ended_at = role, clock.now(), None, None
    session.flush()
    generations.write_for_staff(session, actor, row.id)
    _record(session, actor, "staff.invited", row, role=role)
    return row


def change_role(session: Session, actor: Actor, row: Staff, role: str) -> None:
    if reason := doing.why_not_own(actor, row.brand_id):
        raise Refused(reason)
    _check_role(role)
    _lock(session, row.brand_id)
    changed = session.scalar(
        update(Staff)
        .where(
            Staff.id == row.id,
            Staff.ended_at.is_(None),
            true() if role == "owner" else _another_owner(),
        )
        .values(role=role)
        .returning(Staff.id)
    )
    if changed is None:
        raise Conflict(_("A brand needs an owner. Make somebody else an owner first."))
    if role == "analyst":
        assigning.end_for(session, row)
    _record(session, actor, "staff.role_changed", row, role=role)


def end(session: Session, actor: Actor, row: Staff) -> None:
    """Their access ends with this statement; an unanswered invitation is revoked."""
    if reason := doing.why_not_own(actor, row.brand_id):
        raise Refused(reason)
    _lock(session, row.brand_id)
    now = clock.now()
    ended = session.scalar(
        update(Staff)
        .where(Staff.id == row.id, Staff.ended_at.is_(None), _another_owner())
        .values(ended_at=now)
        .returning(Staff.id)
    )
    if ended is None:
        raise Conflict(_("A brand needs an owner. Make somebody else an owner first."))
    session.execute(
        update(Invitation)
        .where(
            Invitation.staff_id == row.id,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    assigning.end_for(session, row)
    _record(session, actor, "staff.ended", row)


def _check_role(role: str) -> None:
    if role not in ROLES:
        sentence = _("Choose one of the roles.")
        raise Invalid(sentence, {"role": sentence})


def _lock(session: Session, brand_id: int) -> None:
    """One change of a team at a time: two owners cannot end each other, nor ask somebody twice."""
    session.execute(select(Brand.id).where(Brand.id == brand_id).with_for_update(key_share=True))


def _another_owner() -> ColumnElement[bool]:
    """Whether the brand of the row being changed keeps an owner without it."""
    other = aliased(Staff)
    count = (
        select(func.count())
        .where(
            other.brand_id == Staff.brand_id,
            other.id != Staff.id,
            other.role == "owner",
            other.joined_at.is_not(None),
            other.ended_at.is_(None),
        )
        .correlate(Staff)
        .scalar_subquery()
    )
    return or_(Staff.role != "owner", Staff.joined_at.is_(None), count > 0)


def _record(session: Session, actor: Actor, kind: str, row: Staff, role: str = "") -> None:
    events.record(
        session, actor, kind, brand_id=row.brand_id, staff=row.public_id, role=role or row.role
    )
