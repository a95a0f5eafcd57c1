"""The report as it is now: frozen, or computed this moment.

Not here: reading what it is made from (`report_facts`), what the numbers mean
(`portal.reporting`), keeping them (`portal.actions.reports`).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from portal.access import Actor, seeing
from portal.models import (
    Brand,
    Decision,
    Group,
    Person,
    Report,
    Round,
)
from portal.queries.report_facts import gather
from portal.reporting import document
from portal.reporting.numbers import Json


@dataclass(frozen=True, slots=True)
class Decided:
    choice: str
    verdict: str
    why: str
    what_next: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """A report as it stands: its document, when it was frozen (if it is), and the decision."""

    brand: Brand
    round: Round
    document: Json
    frozen_at: datetime | None
    decision: Decided | None


def shown(session: Session, actor: Actor, public_id: str) -> Shown:
    """The report of a round one works for, or NotFound."""
    round = seeing.one(session, seeing.staffed_rounds(actor), public_id)
    return of(session, round)


def of(session: Session, round: Round) -> Shown:
    """The frozen report where there is one, else the report of this moment."""
    # The group is read along for `gather`, which then need not ask.
    brand, _group, frozen, decision, name = session.execute(
        select(Brand, Group, Report, Decision, Person.name)
        .select_from(Round)
        .join(Brand, Brand.id == Round.brand_id)
        .join(Group, Group.id == Round.group_id)
        .outerjoin(Report, Report.round_id == Round.id)
        .outerjoin(Decision, and_(Decision.round_id == Round.id, Decision.superseded_at.is_(None)))
        .outerjoin(Person, Person.id == Decision.decided_by_id)
        .where(Round.id == round.id)
    ).one()
    return Shown(
        brand=brand,
        round=round,
        document=document.build(gather(session, round)) if frozen is None else frozen.document,
        frozen_at=frozen.frozen_at if frozen else None,
        decision=_decided(decision, name) if decision else None,
    )


def _decided(decision: Decision, name: str | None) -> Decided:
    return Decided(
        decision.choice,
        decision.verdict,
        decision.why,
        decision.what_next,
        name or "",
        decision.decided_at,
    )
