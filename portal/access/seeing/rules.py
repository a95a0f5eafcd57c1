"""The conditions that several rules of sight share."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_
from sqlalchemy.orm import InstrumentedAttribute, aliased

from portal.access.actor import Actor
from portal.access.asking import NOW
from portal.models import Critique, Question, Round, Staff, Vote


def round_shown_to_members(actor: Actor) -> Iterable[ColumnElement[bool]]:
    return (
        Round.group_id.in_(actor.groups),
        Round.opened_at.is_not(None),
        Round.opens_at <= NOW,
    )


def opens_critique(actor: Actor) -> Iterable[ColumnElement[bool]]:
    """What opens others' critique to a member: any one of these."""
    return (
        is_over(),
        Round.blindness == "open",
        and_(
            Round.blindness == "until_vote",
            has_judged(actor, Critique.revision_id),
        ),
    )


def is_over() -> ColumnElement[bool]:
    return or_(Round.closed_at.is_not(None), Round.closes_at <= NOW)


def has_judged(
    actor: Actor, revision_id: ColumnElement[int] | InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    """Whether the actor's own support vote is in, on that revision or a later one.

    Revision ids grow with the numbers of a draft, so the comparison needs no join.
    """
    own = aliased(Vote)
    support = aliased(Question)
    return exists().where(
        own.round_id == Round.id,
        own.person_id == actor.person_id,
        own.revision_id >= revision_id,
        own.question_id == support.id,
        support.position == 0,
    )


def works_for(
    person_id: InstrumentedAttribute[Any], brand_id: InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    """Whether the person has a role in the brand now."""
    return exists().where(
        Staff.person_id == person_id,
        Staff.brand_id == brand_id,
        Staff.joined_at.is_not(None),
        Staff.ended_at.is_(None),
    )


def managed_by(actor: Actor) -> list[int]:
    return [brand for brand, role in actor.roles.items() if role in ("owner", "manager")]


def owned_by(actor: Actor) -> list[int]:
    return [brand for brand, role in actor.roles.items() if role == "owner"]


def ids_of(visible: Select[Any], model: type[Any]) -> Select[int]:
    return visible.with_only_columns(model.id)
