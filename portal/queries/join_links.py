"""Who asked to be let in through a group's link, as those who manage see it; and what the link
itself tells whoever holds it."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal import access
from portal.access import Actor
from portal.models import Brand, Group, JoinLink, JoinRequest
from portal.text import markdown

PAGE = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """`count` of those undecided; the oldest of them."""

    count: int
    rows: tuple[JoinRequest, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """What stands at the door of a group: no draft, no member, no rule."""

    brand: Brand
    group: str
    purpose: Markup
    domains: tuple[str, ...]
    needs_approval: bool
    opened_at: datetime


def waiting(session: Session, actor: Actor, group: Group) -> Waiting:
    rows = session.scalars(_undecided(actor, group).order_by(JoinRequest.id).limit(PAGE))
    return Waiting(waiting_count(session, actor, group), tuple(rows))


def waiting_count(session: Session, actor: Actor, group: Group) -> int:
    asked = _undecided(actor, group).with_only_columns(func.count(JoinRequest.id))
    return session.scalars(asked).one()


def _undecided(actor: Actor, group: Group) -> Select[JoinRequest]:
    return access.seeing.join_requests(actor).where(
        JoinRequest.group_id == group.id,
        JoinRequest.accepted_at.is_(None),
        JoinRequest.refused_at.is_(None),
    )


def link_of(session: Session, group: Group) -> JoinLink | None:
    return session.scalar(select(JoinLink).where(JoinLink.group_id == group.id))


def door(session: Session, link: JoinLink) -> Door:
    brand, group = session.execute(
        select(Brand, Group)
        .join(Group, Group.brand_id == Brand.id)
        .where(Group.id == link.group_id)
    ).one()
    return Door(
        brand,
        group.name,
        markdown(group.purpose),
        tuple(link.domains),
        link.needs_approval,
        link.created_at,
    )
