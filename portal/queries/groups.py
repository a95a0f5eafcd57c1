"""A group as its staff and as its members see it. Members see no other member here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from portal import access
from portal.access import Actor
from portal.errors import Invalid
from portal.language import gettext as _
from portal.models import Brand, Group, Invitation, Membership, Person, Terms
from portal.text import markdown

PAGE = 100
STATES = ("active", "paused", "invited", "left", "removed")


@dataclass(frozen=True, slots=True)
class GroupWords:
    """What a group says of itself; `terms` in the version asked for."""

    public_id: str
    name: str
    purpose: Markup
    house_rules: Markup
    terms: Markup
    terms_version: int
    capacity: int
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """`email` is shown to those who manage, not to analysts."""

    public_id: str
    name: str
    email: str | None
    state: str
    segments: tuple[str, ...]
    since: datetime
    group_id: str
    invitation_id: str | None


@dataclass(frozen=True, slots=True)
class Members:
    rows: tuple[MemberRow, ...]
    counts: dict[str, int]
    state: str
    words: str
    next: str | None

    @property
    def joined(self) -> int:
        """Who takes a place."""
        return self.counts["active"] + self.counts["paused"]


def words_of(session: Session, group: Group, version: int | None = None) -> GroupWords:
    """With the newest terms, or those a member agreed to."""
    found = select(Terms).where(Terms.group_id == group.id)
    if version is not None:
        found = found.where(Terms.version == version)
    terms = session.scalars(found.order_by(Terms.version.desc()).limit(1)).one()
    return GroupWords(
        group.public_id,
        group.name,
        markdown(group.purpose),
        markdown(group.house_rules),
        markdown(terms.text),
        terms.version,
        group.capacity,
        group.closed_at,
    )


def source_of(session: Session, group: Group) -> str:
    """The newest terms as they were written, to edit."""
    return session.scalars(
        select(Terms.text).where(Terms.group_id == group.id).order_by(Terms.version.desc()).limit(1)
    ).one()


def own_membership(session: Session, actor: Actor, group: Group) -> Membership:
    return session.scalars(
        access.seeing.memberships(actor).where(
            Membership.group_id == group.id, Membership.person_id == actor.person_id
        )
    ).one()


def brand_of(session: Session, group: Group) -> Brand:
    return session.scalars(select(Brand).where(Brand.id == group.brand_id)).one()


def members(
    session: Session, actor: Actor, group: Group, state: str = "", words: str = "", after: str = ""
) -> Members:
    """One page of members for staff, oldest first; two statements."""
    if state and state not in STATES:
        raise Invalid(_("There is no such state."))
    here = access.seeing.memberships(actor).where(Membership.group_id == group.id)
    kind = _state().label("state")
    counted = session.execute(
        here.with_only_columns(kind, func.count(Membership.id)).group_by(kind)
    ).all()
    found = {row[0]: row[1] for row in counted}
    rows = _rows(session, actor, group, state, words.strip()[:80], after)
    page = tuple(_row(row, actor.manages(group.brand_id)) for row in rows[:PAGE])
    return Members(
        page,
        {name: found.get(name, 0) for name in STATES},
        state,
        words.strip()[:80],
        page[-1].public_id if len(rows) > PAGE else None,
    )


def member_row(session: Session, actor: Actor, membership: Membership) -> MemberRow:
    """The row as it is now, for the fragment that replaces it."""
    row = session.execute(_selected(actor).where(Membership.id == membership.id)).one()
    return _row(row, actor.manages(row[2].brand_id))


def _rows(
    session: Session, actor: Actor, group: Group, state: str, words: str, after: str
) -> list[Any]:
    found = _selected(actor).where(Membership.group_id == group.id)
    if state:
        found = found.where(_state() == state)
    if words:
        found = found.where(_speaks_of(words, actor.manages(group.brand_id)))
    if after:
        known = select(Membership.id).where(Membership.public_id == after).scalar_subquery()
        found = found.where(Membership.id > known)
    return list(session.execute(found.order_by(Membership.id).limit(PAGE + 1)).all())


def _selected(actor: Actor) -> Any:
    return (
        access.seeing.memberships(actor)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(Invitation, Invitation.membership_id == Membership.id)
        .add_columns(Person, Group, Invitation.public_id)
    )


def _row(row: Any, manages: bool) -> MemberRow:
    membership, person, group, invitation_id = row
    state = membership.state
    moments = {
        "removed": membership.removed_at,
        "left": membership.left_at,
        "paused": membership.paused_at,
        "active": membership.joined_at,
        "invited": membership.invited_at,
    }
    return MemberRow(
        public_id=membership.public_id,
        name=person.name if membership.joined_at else membership.invited_name,
        email=person.email_key if manages else None,
        state=state,
        segments=tuple(membership.segments),
        since=moments[state],
        group_id=group.public_id,
        invitation_id=invitation_id,
    )


def _state() -> ColumnElement[str]:
    """`Membership.state` as SQL."""
    return case(
        (Membership.removed_at.is_not(None), "removed"),
        (Membership.left_at.is_not(None), "left"),
        (Membership.joined_at.is_(None), "invited"),
        (Membership.paused_at.is_not(None), "paused"),
        else_="active",
    )


def _speaks_of(words: str, manages: bool) -> ColumnElement[bool]:
    """By name; by address only for those who see addresses."""
    names = or_(
        Membership.invited_name.icontains(words, autoescape=True),
        Membership.joined_at.is_not(None) & Person.name.icontains(words, autoescape=True),
    )
    if not manages:
        return names
    return or_(names, Person.email_key.icontains(words, autoescape=True))
