"""That a member opened a round's page: written once, the first time."""

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor
from portal.actions.upserts import insert_into
from portal.models import Moment, Round, RoundVisit


def note(session: Session, actor: Actor, round_public_id: str) -> None:
    source = select(Round.id, literal(actor.person_id), literal(clock.now(), Moment)).where(
        Round.public_id == round_public_id, Round.group_id.in_(actor.groups)
    )
    session.execute(
        insert_into(session, RoundVisit)
        .from_select(["round_id", "person_id", "visited_at"], source)
        .on_conflict_do_nothing()
    )
