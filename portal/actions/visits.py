"""That somebody looked at a round: first, last, and when the sitting before this one ended."""

from sqlalchemy import case, literal, or_, select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor
from portal.actions.upserts import insert_into
from portal.models import Moment, Round, RoundVisit
from portal.queries.critiques.news import SITTING


def note(session: Session, actor: Actor, round_public_id: str) -> None:
    now = literal(clock.now(), Moment)
    source = select(Round.id, literal(actor.person_id), now, now).where(
        Round.public_id == round_public_id,
        or_(Round.group_id.in_(actor.groups), Round.brand_id.in_(actor.roles)),
    )
    visit = insert_into(session, RoundVisit).from_select(
        ["round_id", "person_id", "visited_at", "seen_at"], source
    )
    has_ended = RoundVisit.seen_at < literal(clock.now() - SITTING, Moment)
    session.execute(
        visit.on_conflict_do_update(
            index_elements=["round_id", "person_id"],
            set_={
                "left_at": case((has_ended, RoundVisit.seen_at), else_=RoundVisit.left_at),
                "seen_at": now,
            },
        )
    )
