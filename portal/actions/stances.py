"""Stances: agree, disagree or pass on what somebody said. One a person and critique; and one a
person where several were merged."""

from typing import Any

from sqlalchemy import exists, literal, select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing, seeing
from portal.actions import events, floor, standing_counts
from portal.actions.upserts import insert_into
from portal.errors import Invalid, Refused, allow
from portal.language import gettext as _
from portal.models import Critique, Moment, Round, Stance
from portal.models.critiques import STANCES


def take(session: Session, actor: Actor, round: Round, critique: Critique, word: str) -> None:
    """Make `word` the actor's stance; the same again changes nothing."""
    allow(doing.why_not_take_stance(actor, round, critique))
    if word not in STANCES:
        raise Invalid(_("Choose agree, disagree or pass."))
    critique = _stands_for(session, actor, critique)
    if _write(session, actor, round, critique, STANCES[word]):
        standing_counts.recount(session, critique.id)
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


def _stands_for(session: Session, actor: Actor, critique: Critique) -> Critique:
    """Where the stance goes, locked: to what the critique was merged into, if one may read that.

    Otherwise it stays on the words one agreed with, and counts over there all the same.
    """
    stands = standing_counts.locked(session, critique.id)
    mine = (Critique.id == stands.id) | (Critique.merged_into_id == stands.id)
    if session.scalar(select(exists().where(mine, Critique.author_id == actor.person_id))):
        raise Refused(_("You said the same yourself."))
    if stands.id == critique.id:
        return critique
    readable = seeing.critiques(actor).where(Critique.id == stands.id)
    return session.scalars(readable).one_or_none() or critique


def _write(session: Session, actor: Actor, round: Round, critique: Critique, value: int) -> bool:
    """Whether a stance was taken or changed, in one statement."""
    now = clock.now()
    given: dict[Any, Any] = {
        Stance.critique_id: literal(critique.id),
        Stance.person_id: literal(actor.person_id),
        Stance.value: literal(value),
        Stance.created_at: literal(now, Moment),
    }
    is_there = exists().where(
        Critique.id == critique.id,
        Critique.deleted_at.is_(None),
        Critique.hidden_at.is_(None),
        Critique.held_at.is_(None),
    )
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
