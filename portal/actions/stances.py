"""Stances: agree, disagree or pass on what somebody said. One a person and critique."""

from typing import Any

from sqlalchemy import exists, literal
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing
from portal.actions import events, floor
from portal.actions.upserts import insert_into
from portal.errors import Invalid, Refused
from portal.language import gettext as _
from portal.models import Critique, Moment, Round, Stance
from portal.models.critiques import STANCES


def take(session: Session, actor: Actor, round: Round, critique: Critique, word: str) -> None:
    """Make `word` the actor's stance; the same again changes nothing."""
    if why_not := doing.why_not_take_stance(actor, round, critique):
        raise Refused(why_not)
    if word not in STANCES:
        raise Invalid(_("Choose agree, disagree or pass."))
    if _write(session, actor, round, critique, STANCES[word]):
        events.of_round(
            session,
            actor,
            round,
            "stance.taken",
            critique=critique.public_id,
        )
        session.flush()
    elif session.scalar(floor.held_by(actor, round.id)) is None:
        floor.refuse(session, actor, round)


def _write(session: Session, actor: Actor, round: Round, critique: Critique, value: int) -> bool:
    """Whether a stance was taken or changed, in one statement."""
    now = clock.now()
    given: dict[Any, Any] = {
        Stance.critique_id: literal(critique.id),
        Stance.person_id: literal(actor.person_id),
        Stance.value: literal(value),
        Stance.created_at: literal(now, Moment),
    }
    is_there = exists().where(Critique.id == critique.id, Critique.deleted_at.is_(None))
    source = floor.held_by(actor, round.id).where(is_there)
    row = insert_into(session, Stance).from_select(
        [column.key for column in given], source.with_only_columns(*given.values())
    )
    written = session.execute(
        row.on_conflict_do_update(
            index_elements=["critique_id", "person_id"],
            set_={"value": value, "changed_at": now},
            where=Stance.value != value,
        ).returning(Stance.value)
    )
    return written.one_or_none() is not None
