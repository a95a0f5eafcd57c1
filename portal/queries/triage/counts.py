"""How much waits for an answer: on the desk of a brand, for each of its rounds."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func
from sqlalchemy.orm import Session

from portal.access import Actor, seeing
from portal.models import Assignment, Brand, Critique, Response, Round
from portal.queries.triage.asked import STATE, long_ago


@dataclass(frozen=True, slots=True)
class Waiting:
    """`late`: for more than three days; `mine`: given to oneself and not settled yet."""

    open: int = 0
    late: int = 0
    mine: int = 0


def late() -> ColumnElement[int]:
    """Of the grouped: how many are open for too long."""
    return func.sum(case((and_(STATE == "open", Critique.created_at < long_ago()), 1), else_=0))


def waiting(session: Session, actor: Actor, brand: Brand) -> dict[str, Waiting]:
    """By the public id of the round; rounds in which nothing waits are not there. One statement."""
    is_open: Any = case((STATE == "open", 1), else_=0)
    is_mine: Any = case((Assignment.person_id == actor.person_id, 1), else_=0)
    rows = session.execute(
        seeing.team_critiques(actor)
        .outerjoin(
            Response, and_(Response.critique_id == Critique.id, Response.superseded_at.is_(None))
        )
        .outerjoin(Assignment, Assignment.critique_id == Critique.id)
        .where(
            Round.brand_id == brand.id,
            Critique.root_id.is_(None),
            Critique.deleted_at.is_(None),
            Critique.hidden_at.is_(None),
            Critique.merged_into_id.is_(None),
            Critique.is_staff.is_(False),
            STATE.in_(("open", "considering")),
        )
        .with_only_columns(Round.public_id, func.sum(is_open), late(), func.sum(is_mine))
        .group_by(Round.public_id)
    )
    return {round: Waiting(*counts) for round, *counts in rows}
