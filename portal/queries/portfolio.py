"""A brand's drafts, each with what came of its newest round: a page of them in one statement.

Not here: one report (`portal.queries.reports`), two side by side (`portal.queries.comparing`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from portal import clock, ids
from portal.access import NOW, Actor, seeing
from portal.errors import NotFound
from portal.models import Brand, Decision, Draft, Group, Report, Revision, Round
from portal.reporting.numbers import Json

PAGE: Final = 20
# What a draft can be filtered by: a verdict, or why there is none.
FILTERS: Final = ("validated", "not_validated", "not_yet_known", "open", "not_asked")
# So many closed rounds can be chosen from when two are compared.
CHOICES: Final = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A draft, and its newest round that has opened, if there is one. `summary` is what the frozen
    report says in a few lines (`portal.reporting.summary`)."""

    draft_id: str
    title: str
    revision: int
    is_archived: bool
    round_id: str | None = None
    group: str = ""
    state: str = ""
    ends_at: datetime | None = None
    summary: Json | None = None
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class Portfolio:
    lines: tuple[Line, ...]
    filter: str
    next: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A round one can compare with another."""

    public_id: str
    title: str
    group: str
    ends_at: datetime


def page(session: Session, actor: Actor, brand: Brand, filter: str, after: str) -> Portfolio:
    """The drafts made last come first. An unknown filter is none."""
    if after and not ids.is_public_id(after):
        raise NotFound
    filter = filter if filter in FILTERS else ""
    asked = _lines(actor).where(Draft.brand_id == brand.id, *_only(filter))
    if after:
        known = select(Draft.id).where(Draft.public_id == after, Draft.brand_id == brand.id)
        asked = asked.where(Draft.id < known.scalar_subquery())
    rows = session.execute(asked.order_by(Draft.id.desc()).limit(PAGE + 1)).all()
    lines = tuple(_line(*row) for row in rows[:PAGE])
    return Portfolio(lines, filter, lines[-1].draft_id if len(rows) > PAGE else None)


def choices(session: Session, actor: Actor, brand: Brand) -> list[Choice]:
    """The rounds of a brand that have opened, the newest first."""
    rows = session.execute(
        seeing.staffed_rounds(actor)
        .join(Group, Group.id == Round.group_id)
        .join(Revision, Revision.id == _newest_revision(Round.draft_id))
        .where(Round.brand_id == brand.id, Round.opened_at.is_not(None))
        .add_columns(Revision.title, Group.name)
        .order_by(Round.id.desc())
        .limit(CHOICES)
    )
    return [Choice(round.public_id, title, group, round.ends_at) for round, title, group in rows]


def _lines(actor: Actor) -> Select[Any]:
    newest = (
        select(func.max(Round.id))
        .where(Round.draft_id == Draft.id, Round.opened_at.is_not(None))
        .correlate(Draft)
        .scalar_subquery()
    )
    return (
        seeing.staffed_drafts(actor)
        .select_from(Draft)
        .join(Revision, Revision.id == _newest_revision(Draft.id))
        .outerjoin(Round, Round.id == newest)
        .outerjoin(Group, Group.id == Round.group_id)
        .outerjoin(Report, Report.round_id == Round.id)
        .outerjoin(Decision, and_(Decision.round_id == Round.id, Decision.superseded_at.is_(None)))
        .add_columns(
            *(Revision.title, Revision.number, Round, Group.name, Report.summary, Decision.choice)
        )
    )


def _newest_revision(draft_id: InstrumentedAttribute[int]) -> ColumnElement[int]:
    """The one a reader knows the draft by."""
    newer = aliased(Revision)
    return (
        select(func.max(newer.id))
        .where(newer.draft_id == draft_id)
        .correlate(draft_id.class_)
        .scalar_subquery()
    )


def _only(filter: str) -> tuple[ColumnElement[bool], ...]:
    is_over = or_(Round.closed_at.is_not(None), Round.closes_at <= NOW)
    if not filter:
        return ()
    if filter == "not_asked":
        return (Round.id.is_(None),)
    if filter == "open":
        return (Round.id.is_not(None), ~is_over)
    return (Report.verdict == filter,)


def _line(
    draft: Draft,
    title: str,
    number: int,
    round: Round | None,
    group: str | None,
    summary: Json | None,
    decision: str | None,
) -> Line:
    known = Line(draft.public_id, title, number, draft.archived_at is not None)
    if round is None:
        return known
    return Line(
        *(known.draft_id, known.title, known.revision, known.is_archived),
        round_id=round.public_id,
        group=group or "",
        state=round.state(clock.now()),
        ends_at=round.ends_at,
        summary=summary,
        decision=decision,
    )
