"""The report as it is now: frozen, or computed this moment.

Not here: reading what it is made from (`report_facts`), what the numbers mean
(`portal.reporting`), keeping them (`portal.actions.reports`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.access import Actor, seeing
from portal.models import (
    Brand,
    Decision,
    Group,
    Person,
    Report,
    Round,
    Study,
)
from portal.queries import out_of_sight, studies
from portal.queries.out_of_sight import OutOfSight
from portal.queries.report_facts import gather
from portal.queries.studies import Fresh
from portal.reporting import document, upgrade
from portal.reporting.numbers import Json


@dataclass(frozen=True, slots=True)
class Decided:
    choice: str
    verdict: str
    why: str
    what_next: str
    by: str
    at: datetime
    superseded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A report as it stands: its document, how fresh that is, and what was decided, newest first.

    `mark` names the present state of a round that is not frozen yet.
    """

    brand: Brand
    round: Round
    document: Json
    fresh: Fresh
    decisions: tuple[Decided, ...]
    mark: str
    out_of_sight: OutOfSight

    @property
    def frozen_at(self) -> datetime | None:
        return self.fresh.frozen_at

    @property
    def decision(self) -> Decided | None:
        """The one that holds."""
        return next((d for d in self.decisions if d.superseded_at is None), None)


def shown(session: Session, actor: Actor, public_id: str) -> Shown:
    """The report of a round one works for, or NotFound."""
    return _shown(
        session, seeing.one_row(session, _beside(seeing.staffed_rounds(actor)), public_id)
    )


def of(session: Session, round: Round) -> Shown:
    """The frozen report where there is one, else the report of this moment."""
    asked = _beside(select(Round).where(Round.id == round.id))
    return _shown(session, session.execute(asked).one())


def verdict_of(session: Session, round: Round) -> str:
    """The frozen verdict, without the rest of the report; computed where none is frozen yet."""
    frozen = session.scalar(select(Report.verdict).where(Report.round_id == round.id))
    return frozen or str(of(session, round).document["verdict"]["status"])


def _beside(rounds: Select[Any]) -> Select[Any]:
    """The rounds with what stands beside each. The group is read along for `gather`, which then
    need not ask."""
    return (
        rounds.join(Brand, Brand.id == Round.brand_id)
        .join(Group, Group.id == Round.group_id)
        .outerjoin(Report, Report.round_id == Round.id)
        .outerjoin(Study, Study.round_id == Round.id)
        .add_columns(Brand, Group, Report, Study, *out_of_sight.columns(), *studies.marks())
    )


def _shown(session: Session, row: Sequence[Any]) -> Shown:
    round, brand, _group, frozen, study, removed, waiting, *counts = row
    mark = studies.mark_of(counts)
    unseen = out_of_sight.found(removed, waiting)
    document = (
        upgrade.lifted(frozen.document)
        if frozen
        else _live(session, round, study.document if study else None, counts[0])
    )
    return Shown(
        brand=brand,
        round=round,
        document=out_of_sight.without(document, unseen.removed),
        fresh=studies.fresh(round, study, frozen.frozen_at if frozen else None, mark),
        decisions=_decisions(session, round),
        mark=mark,
        out_of_sight=unseen,
    )


def _live(session: Session, round: Round, found: Json | None, votes: int) -> Json:
    """Counts and verdict of this moment, studies as last found. A large round is not counted at
    each look: its report is all as last found."""
    if found is None:
        return document.build(gather(session, round))
    if found["whole"] is not None and votes > studies.LARGE:
        whole: Json = found["whole"]
        return whole
    return document.build(gather(session, round), found["studies"])


def _decisions(session: Session, round: Round) -> tuple[Decided, ...]:
    rows = session.execute(
        select(Decision, Person.name)
        .outerjoin(Person, Person.id == Decision.decided_by_id)
        .where(Decision.round_id == round.id)
        .order_by(Decision.id.desc())
    )
    return tuple(
        Decided(
            *(decision.choice, decision.verdict, decision.why, decision.what_next, name or ""),
            at=decision.decided_at,
            superseded_at=decision.superseded_at,
        )
        for decision, name in rows
    )
