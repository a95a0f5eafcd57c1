"""The facts of a group's ledger, in three statements; what is owed, for its team, in one more.

What is counted, and why, is `portal.reporting.ledger`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.access import NOW, Actor, seeing
from portal.models import (
    Critique,
    Group,
    Membership,
    Person,
    Question,
    Response,
    Revision,
    RosterEntry,
    Round,
    Vote,
)
from portal.queries import responses
from portal.reporting.ledger import Ledger, RoundFacts, Said, ledger

ROUNDS: Final = 200
NAMES: Final = 100


@dataclass(frozen=True, slots=True)
class Owed:
    """A round in which critiques wait for an answer."""

    round_id: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    ledger: Ledger
    credited: tuple[tuple[str, int], ...]
    owed: tuple[Owed, ...]


def page(session: Session, actor: Actor, group: Group) -> Page:
    """Of a group the actor has been shown; members and the team see the same, but for what is
    owed."""
    found = ledger(_rounds(session, actor, group), _said(session, actor, group))
    is_staff = actor.role_in(group.brand_id) is not None
    owed = _owed(session, actor, group) if is_staff else ()
    return Page(found, _credited(session, actor, group), owed)


def _rounds(session: Session, actor: Actor, group: Group) -> list[RoundFacts]:
    rows: Any = session.execute(
        seeing.rounds(actor)
        .where(Round.group_id == group.id, Round.opened_at.is_not(None))
        .join(Revision, Revision.id == _newest())
        .add_columns(Revision.title, _questions(), _asked(), _answered())
        .order_by(Round.id.desc())
        .limit(ROUNDS)
    )
    now = clock.now()
    return [
        RoundFacts(
            public_id=round.public_id,
            title=title,
            is_over=round.state(now) == "closed",
            ends_at=round.ends_at,
            questions=questions,
            asked=asked,
            answered=answered,
        )
        for round, title, questions, asked, answered in rows
    ]


def _said(session: Session, actor: Actor, group: Group) -> list[Said]:
    """Every critique of the rounds that are over, with its first answer of either kind."""
    replied = _first_reply()
    responded = _first_response()
    rows = session.execute(
        _heard(actor, group)
        .outerjoin(Response, Response.id == responses.to_its_author())
        .with_only_columns(Round.public_id, Critique.created_at, Response.state, responded, replied)
    )
    now = clock.now()
    return [_one(now, *row) for row in rows]


def _one(
    now: datetime,
    round_id: str,
    at: datetime,
    state: str | None,
    responded: datetime | None,
    replied: datetime | None,
) -> Said:
    first = min(filter(None, (responded, replied)), default=None)
    hours = ((first or now) - at).total_seconds() / 3600
    return Said(round_id, state or "open", hours, is_answered=first is not None)


def _credited(session: Session, actor: Actor, group: Group) -> tuple[tuple[str, int], ...]:
    """Who changed something and wishes to be named, and how often."""
    times = func.count(Critique.id)
    rows = session.execute(
        _heard(actor, group)
        .join(Response, Response.id == responses.to_its_author())
        .join(Person, Person.id == Critique.author_id)
        .join(
            Membership,
            and_(Membership.group_id == Round.group_id, Membership.person_id == Person.id),
        )
        .where(Response.state == "addressed", Membership.is_credited, Person.name != "")
        .with_only_columns(Person.name, times)
        .group_by(Person.id, Person.name)
        .order_by(times.desc(), Person.name)
        .limit(NAMES)
    )
    return tuple((name, count) for name, count in rows)


def _owed(session: Session, actor: Actor, group: Group) -> tuple[Owed, ...]:
    """Also of rounds that still run: for the team, who may know."""
    rows = session.execute(
        seeing.critiques(actor)
        .where(Round.group_id == group.id, *_is_a_critique(), Critique.merged_into_id.is_(None))
        .join(Revision, Revision.id == _newest())
        .outerjoin(
            Response, and_(Response.critique_id == Critique.id, Response.superseded_at.is_(None))
        )
        .where(or_(Response.id.is_(None), Response.state == "open"))
        .with_only_columns(Round.public_id, Revision.title, func.count(Critique.id))
        .group_by(Round.id, Round.public_id, Revision.title)
        .order_by(Round.id.desc())
        .limit(ROUNDS)
    )
    return tuple(Owed(*row) for row in rows)


def _heard(actor: Actor, group: Group) -> Select[Any]:
    """What was said in rounds that are over: the same for everybody who may read it."""
    is_over = or_(Round.closed_at.is_not(None), Round.closes_at <= NOW)
    return seeing.critiques(actor).where(
        Round.group_id == group.id, Round.opened_at.is_not(None), is_over, *_is_a_critique()
    )


def _is_a_critique() -> tuple[ColumnElement[bool], ...]:
    return (
        Critique.root_id.is_(None),
        Critique.is_staff.is_(False),
        Critique.deleted_at.is_(None),
        Critique.hidden_at.is_(None),
        Critique.held_at.is_(None),
    )


def _newest() -> ScalarSelect[int]:
    """The revision a round shows now, or showed last."""
    newer = aliased(Revision)
    return (
        select(func.max(newer.id))
        .where(
            newer.draft_id == Round.draft_id,
            newer.published_at <= NOW,
            newer.published_at < Round.closes_at,
            or_(Round.closed_at.is_(None), newer.published_at < Round.closed_at),
        )
        .correlate(Round)
        .scalar_subquery()
    )


def _questions() -> ScalarSelect[int]:
    return (
        select(func.count(Question.id))
        .where(Question.round_id == Round.id)
        .correlate(Round)
        .scalar_subquery()
    )


def _asked() -> ScalarSelect[int]:
    return (
        select(func.count(RosterEntry.membership_id))
        .where(RosterEntry.round_id == Round.id, _counts())
        .correlate(Round)
        .scalar_subquery()
    )


def _answered() -> ScalarSelect[int]:
    return (
        select(func.count(Vote.person_id.distinct()))
        .join(Membership, Membership.person_id == Vote.person_id)
        .join(RosterEntry, RosterEntry.membership_id == Membership.id)
        .where(Vote.round_id == Round.id, RosterEntry.round_id == Round.id, _counts())
        .correlate(Round)
        .scalar_subquery()
    )


def _counts() -> ColumnElement[bool]:
    return or_(RosterEntry.had_joined.is_(True), Round.who_counts == "invited")


def _first_response() -> ScalarSelect[datetime]:
    given = aliased(Response)
    same = or_(given.critique_id == Critique.id, given.critique_id == Critique.merged_into_id)
    return (
        select(func.min(given.created_at))
        .where(same, given.state != "open")
        .correlate(Critique)
        .scalar_subquery()
    )


def _first_reply() -> ScalarSelect[datetime]:
    reply = aliased(Critique)
    return (
        select(func.min(reply.created_at))
        .where(reply.root_id == Critique.id, reply.is_staff.is_(True), reply.deleted_at.is_(None))
        .correlate(Critique)
        .scalar_subquery()
    )
