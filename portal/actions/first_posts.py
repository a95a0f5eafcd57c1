"""First posts: where a group holds them, what a member says first waits until the team has read it.

Whoever was let through once is known from then on. While one post waits, the next ones wait too.
"""

from typing import Any

from sqlalchemy import ColumnElement, case, exists, literal, null
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.access import Actor, doing
from portal.actions import events, floor, moderation
from portal.errors import allow
from portal.models import Critique, Group, Moment, Round


def held_from(actor: Actor, round: Round) -> ColumnElement[Any]:
    """Now, if what the actor posts in the round waits for the team; decided as it is written."""
    group, earlier, where = aliased(Group), aliased(Critique), aliased(Round)
    holds = exists().where(group.id == round.group_id, group.holds_first_posts)
    is_known = exists().where(
        earlier.author_id == actor.person_id,
        earlier.held_at.is_(None),
        where.id == earlier.round_id,
        where.group_id == round.group_id,
    )
    return case((holds & ~is_known, literal(clock.now(), Moment)), else_=null())


def let_through(session: Session, actor: Actor, round: Round, critique: Critique) -> None:
    """Show it to all who may hear it, as of now. Also what was turned away before."""
    critique = floor.locked(session, critique)
    allow(doing.why_not_moderate(actor, round, critique))
    if critique.held_at is None:
        return
    if critique.hidden_at is not None:
        moderation.put_back(session, actor, critique)
    # Said now, to everybody else: that is what "new since" and the notices go by.
    critique.held_at, critique.created_at = None, clock.now()
    events.of_critique(session, actor, round, "critique.let_through", critique.public_id)
    session.flush()
