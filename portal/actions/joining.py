"""Joining: an invitation accepted, once, for a group or for a team; where a group is full, a
place on its waiting list (`waiting` gives out what becomes free).

The statement that accepts is the one that checks. Brand, group, role and address come from the
stored row alone. Holding the mailed link proves the mailbox; a link that staff have seen does
not, and then a person who is known already has to sign in first.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.access import Actor
from portal.actions import events, people, searching
from portal.actions.groups import member_count
from portal.errors import Conflict, Invalid
from portal.language import LANGUAGES
from portal.language import gettext as _
from portal.models import Brand, Group, Invitation, Membership, Person, Staff, Terms
from portal.text import one_line


@dataclass(frozen=True, slots=True)
class Answer:
    """What the invited person wrote; `password` only where a team is joined."""

    name: str
    language: str
    terms_version: int = 0
    password: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """The group joined; or waited for, where all its places are taken."""

    group: Group
    waits: bool


def needs_code(actor: Actor, invitation: Invitation, person: Person) -> bool:
    """Whether whoever holds the link must still show that the mailbox is theirs."""
    return (
        invitation.link_shown_at is not None
        and person.verified_at is not None
        and actor.person_id != person.id
    )


def person_of(session: Session, invitation: Invitation) -> Person:
    """Whom the invitation is for."""
    holder = (
        select(Membership.person_id).where(Membership.id == invitation.membership_id)
        if invitation.staff_id is None
        else select(Staff.person_id).where(Staff.id == invitation.staff_id)
    )
    return session.scalars(select(Person).where(Person.id.in_(holder))).one()


def join_group(session: Session, invitation: Invitation, person: Person, answer: Answer) -> Place:
    """Make the person a member, or the last of those who wait; or Conflict if neither goes."""
    group = session.scalars(
        select(Group)
        .join(Membership, Membership.group_id == Group.id)
        .where(Membership.id == invitation.membership_id)
    ).one()
    name, language = _checked(answer)
    _lock(session, group.id, person.id)
    _check_terms(session, group.id, answer.terms_version)
    open_to_them = may_be_member(person.id, group.brand_id)
    # Places that become free are promised to those who wait already.
    is_in = _moved(
        session, invitation, "accepted_at", open_to_them, has_place(), ~_somebody_waits()
    )
    if not is_in:
        _require(_moved(session, invitation, "waiting_since", open_to_them))
    state = {"joined_at": clock.now(), "left_at": None, "paused_at": None} if is_in else {}
    session.execute(
        update(Membership)
        .where(Membership.id == invitation.membership_id)
        .values(terms_version=answer.terms_version, **state)
    )
    _settle(session, invitation, person, name, language)
    actor = Actor(person_id=person.id)
    kind = "membership.joined" if is_in else "membership.waiting"
    events.record(session, actor, kind, brand_id=group.brand_id, group_id=group.id)
    return Place(group, waits=not is_in)


def join_team(session: Session, invitation: Invitation, person: Person, answer: Answer) -> Brand:
    """Make the person staff; a first password is set, a known one is left alone."""
    staff, brand = session.execute(
        select(Staff, Brand)
        .join(Brand, Brand.id == Staff.brand_id)
        .where(Staff.id == invitation.staff_id)
    ).one()
    name, language = _checked(answer)
    _lock(session, None, person.id)
    _require(
        _moved(
            session,
            invitation,
            "accepted_at",
            exists().where(Staff.id == Invitation.staff_id, Staff.ended_at.is_(None)),
            ~is_member_of(person.id, brand.id),
        )
    )
    staff.joined_at = clock.now()
    _settle(session, invitation, person, name, language)
    if person.password_hash is None:
        people.set_password(session, person, answer.password, brand.name)
    events.record(session, Actor(person_id=person.id), "staff.joined", brand_id=brand.id)
    return brand


def is_member_of(person_id: int, brand_id: int) -> ColumnElement[bool]:
    """Whether the person judges for this brand."""
    groups = select(Group.id).where(Group.brand_id == brand_id)
    return exists().where(
        Membership.person_id == person_id,
        Membership.group_id.in_(groups),
        Membership.joined_at.is_not(None),
        Membership.left_at.is_(None),
        Membership.removed_at.is_(None),
    )


def may_be_member(person_id: int, brand_id: int) -> ColumnElement[bool]:
    """Whether the group of the statement's invitation is open, to this person too."""
    return exists().where(
        Membership.id == Invitation.membership_id,
        Membership.removed_at.is_(None),
        Group.id == Membership.group_id,
        Group.closed_at.is_(None),
        ~_works_for(person_id, brand_id),
    )


def has_place() -> ColumnElement[bool]:
    """Whether one is left in the group of the statement's invitation."""
    return exists().where(
        Membership.id == Invitation.membership_id,
        Group.id == Membership.group_id,
        Group.capacity > member_count(),
    )


def _somebody_waits() -> ColumnElement[bool]:
    own, others, other = aliased(Membership), aliased(Membership), aliased(Invitation)
    return (
        exists()
        .where(
            own.id == Invitation.membership_id,
            others.group_id == own.group_id,
            others.removed_at.is_(None),
            other.membership_id == others.id,
            other.waiting_since.is_not(None),
            other.accepted_at.is_(None),
            other.revoked_at.is_(None),
        )
        .correlate(Invitation)
    )


def _works_for(person_id: int, brand_id: int) -> ColumnElement[bool]:
    return exists().where(
        Staff.person_id == person_id, Staff.brand_id == brand_id, Staff.ended_at.is_(None)
    )


def _checked(answer: Answer) -> tuple[str, str]:
    name = one_line(answer.name)
    problems = {}
    if not 1 <= len(name) <= 80:
        problems["name"] = _("Write a name of up to 80 characters.")
    if answer.language not in LANGUAGES:
        problems["language"] = _("Choose one of the languages.")
    if problems:
        raise Invalid(_("You have not joined yet."), problems)
    return name, answer.language


def _lock(session: Session, group_id: int | None, person_id: int) -> None:
    """The places of a group are given one at a time; a person takes one side at a time."""
    if group_id is not None:
        session.execute(
            select(Group.id).where(Group.id == group_id).with_for_update(key_share=True)
        )
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))


def _check_terms(session: Session, group_id: int, read: int) -> None:
    newest = session.scalar(
        select(Terms.version)
        .where(Terms.group_id == group_id)
        .order_by(Terms.version.desc())
        .limit(1)
    )
    if newest != read:
        raise Conflict(_("The terms have changed since you opened this page. Read them again."))


def _moved(
    session: Session, invitation: Invitation, moment: str, *still: ColumnElement[bool]
) -> bool:
    """Whether the invitation could still be answered, and now has this moment."""
    now = clock.now()
    moved = session.scalar(
        update(Invitation)
        .where(
            Invitation.id == invitation.id,
            # A newer generation has another hash: this link is then dead.
            Invitation.token_hash == invitation.token_hash,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.waiting_since.is_(None),
            Invitation.expires_at > now,
            *still,
        )
        .values({moment: now})
        .returning(Invitation.id)
    )
    session.expire(invitation, [moment])
    return moved is not None


def _require(is_done: bool) -> None:
    if not is_done:
        raise Conflict(_("This invitation can no longer be accepted."))


def _settle(
    session: Session, invitation: Invitation, person: Person, name: str, language: str
) -> None:
    if invitation.link_shown_at is None:
        people.verify(session, person)
    person.name, person.language = name, language
    searching.keep(session, person_id=person.id, words=name)
