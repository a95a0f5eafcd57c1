"""Assigning: who of the team takes care of a critique. It ends when they leave the team."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing
from portal.actions import events
from portal.actions.upserts import insert_into
from portal.errors import Invalid, allow
from portal.ids import is_public_id
from portal.language import gettext as _
from portal.models import Assignment, Critique, Person, Round, Staff


def assign(session: Session, actor: Actor, round: Round, critique: Critique, who: str) -> None:
    """Give it to the colleague of this public id, or to nobody."""
    allow(doing.why_not_respond(actor, round, critique))
    if not who:
        _take_away(session, actor, round, critique)
        return
    person_id = _colleague(session, round.brand_id, who)
    if person_id is None:
        sentence = _("Choose somebody of the team who may answer.")
        raise Invalid(sentence, {"who": sentence})
    given = {"person_id": person_id, "by_id": actor.person_id, "at": clock.now()}
    session.execute(
        insert_into(session, Assignment)
        .values(critique_id=critique.id, **given)
        .on_conflict_do_update(index_elements=["critique_id"], set_=given)
    )
    events.of_critique(session, actor, round, "critique.assigned", critique.public_id, person=who)


def end_for(session: Session, row: Staff) -> None:
    """They no longer answer for the brand, so nothing of it waits for them."""
    of_brand = (
        select(Critique.id)
        .join(Round, Round.id == Critique.round_id)
        .where(Round.brand_id == row.brand_id)
    )
    session.execute(
        delete(Assignment)
        .where(Assignment.person_id == row.person_id, Assignment.critique_id.in_(of_brand))
        .execution_options(synchronize_session=False)
    )


def _take_away(session: Session, actor: Actor, round: Round, critique: Critique) -> None:
    taken = session.scalar(
        delete(Assignment)
        .where(Assignment.critique_id == critique.id)
        .returning(Assignment.critique_id)
    )
    if taken is not None:
        events.of_critique(
            session, actor, round, "critique.assigned", critique.public_id, person=""
        )


def _colleague(session: Session, brand_id: int, who: str) -> int | None:
    """One who may answer for the brand now; their place on the team is held until the commit."""
    if not is_public_id(who):
        return None
    return session.scalar(
        select(Staff.person_id)
        .join(Person, Person.id == Staff.person_id)
        .where(
            Person.public_id == who,
            Staff.brand_id == brand_id,
            Staff.role.in_(("owner", "manager")),
            Staff.joined_at.is_not(None),
            Staff.ended_at.is_(None),
        )
        .with_for_update(read=True, of=Staff)
    )
