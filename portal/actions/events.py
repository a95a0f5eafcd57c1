"""Events: one row for what happened, in the transaction in which it happened."""

from typing import Any, Final

from sqlalchemy.orm import Session

from portal.access import Actor
from portal.actions import jobs
from portal.models import Event, Round

# What somebody may want to hear of (portal.actions.notices).
TOLD: Final = frozenset(
    {
        "round.opened",
        "round.revised",
        "critique.posted",
        "critique.replied",
        "critique.let_through",
        "critique.answered",
        "critique.hidden",
        "critique.unhidden",
        "complaints.settled",
        "membership.paused",
        "membership.resumed",
        "decision.made",
    }
)


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
    event = Event(
        kind=kind,
        actor_id=actor.person_id,
        brand_id=brand_id,
        group_id=group_id,
        round_id=round_id,
        facts=facts,
    )
    session.add(event)
    if kind in TOLD:
        session.flush()
        jobs.enqueue(
            session,
            "notices.spread",
            {"event": event.id},
            dedupe_key=f"notices.spread:{event.id}",
        )


def of_round(session: Session, actor: Actor, round: Round, kind: str, **facts: Any) -> None:
    """The same for what happened in a round: to its brand and its group."""
    record(
        session,
        actor,
        kind,
        brand_id=round.brand_id,
        group_id=round.group_id,
        round_id=round.id,
        **facts,
    )


def of_critique(
    session: Session, actor: Actor, round: Round, kind: str, critique: str, **facts: Any
) -> None:
    """The same for what happened to a critique, by its public id."""
    of_round(session, actor, round, kind, critique=critique, **facts)
    session.flush()
