"""The round a draft page is about, with what stands around it: its brand, its group, when one was
here last, the segments one may narrow by, and what was decided. One statement."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, String, bindparam, case, cast, func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import ASKING, ME, Actor, asked_by, seeing
from portal.errors import NotFound
from portal.ids import is_public_id
from portal.models import Brand, Decision, Draft, Group, Membership, Round, RoundVisit
from portal.queries.critiques import news

# A visit is written down so often, not with each page.
NOTED_EVERY = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class DecisionTold:
    choice: str
    why: str
    what_next: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """`since` is when one's last visit ended, None on the first; `is_due` tells that this one is
    to be written down."""

    since: datetime | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The round with what stands around it."""

    round: Round
    brand: Brand
    group: str
    draft_id: str
    visit: Visit
    segments: tuple[str, ...]
    decision: DecisionTold | None


def around(session: Session, actor: Actor, round_id: str) -> Frame:
    wanted = round_id if is_public_id(round_id) else ""
    row = session.execute(_statement(), asked_by(actor, wanted=wanted)).one_or_none()
    if row is None:
        raise NotFound
    round, brand, group, draft_id, since, seen_at, lists, decision = row
    return Frame(
        round,
        brand,
        group,
        draft_id,
        Visit(since, _is_due(actor, round, seen_at)),
        _segments(lists),
        decision and _told(decision),
    )


@cache
def _statement() -> Select[Any]:
    return (
        seeing.rounds(ASKING)
        .join(Brand, Brand.id == Round.brand_id)
        .join(Group, Group.id == Round.group_id)
        .outerjoin(Decision, (Decision.round_id == Round.id) & Decision.superseded_at.is_(None))
        .outerjoin(RoundVisit, (RoundVisit.round_id == Round.id) & (RoundVisit.person_id == ME))
        .join(Draft, Draft.id == Round.draft_id)
        .add_columns(
            Brand,
            Group.name,
            Draft.public_id,
            news.left(),
            RoundVisit.seen_at,
            _lists_of_segments(),
            Decision,
        )
        .where(Round.public_id == bindparam("wanted"))
    )


def _lists_of_segments() -> ColumnElement[str]:
    """For the team: each list of segments that a member of the group has, one a line."""
    lists = (
        select(cast(Membership.segments, String).label("list"))
        .where(Membership.group_id == Round.group_id)
        .distinct()
        .correlate(Round)
        .subquery()
    )
    found = select(func.aggregate_strings(lists.c.list, "\n")).scalar_subquery()
    return case((Round.brand_id.in_(ASKING.roles), found))


def _segments(lists: str | None) -> tuple[str, ...]:
    found = {segment for line in (lists or "").splitlines() for segment in json.loads(line)}
    return tuple(sorted(found))


def _is_due(actor: Actor, round: Round, seen_at: datetime | None) -> bool:
    """Not of a colleague who is in the group too: the report would take it for a member's look."""
    if actor.role_in(round.brand_id) and round.group_id in actor.groups:
        return False
    return seen_at is None or clock.now() - seen_at > NOTED_EVERY


def _told(decision: Decision) -> DecisionTold:
    return DecisionTold(decision.choice, decision.why, decision.what_next, decision.decided_at)
