"""Events: one row for what happened, in the transaction in which it happened."""

from typing import Any

from sqlalchemy.orm import Session

from portal.access import Actor
from portal.models import Event


def record(
    session: Session,
    actor: Actor,
    kind: str,
    *,
    brand_id: int,
    group_id: int | None = None,
    round_id: int | None = None,
    **facts: Any,
) -> None:
    session.add(
        Event(
            kind=kind,
            actor_id=actor.person_id,
            brand_id=brand_id,
            group_id=group_id,
            round_id=round_id,
            facts=facts,
        )
    )
