"""Where one critique can be read: the view in which it really stands, however deep or late."""

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from portal.access import Actor, hearing
from portal.access.hearing import Hearing
from portal.models import Critique, Round
from portal.queries.critiques import said, threads
from portal.queries.critiques.columns import SAID
from portal.queries.critiques.pages import LEVELS
from portal.queries.critiques.views import View


def place_of(session: Session, actor: Actor, round: Round, critique: Critique) -> View:
    """Its thread; from a few answers above it where it stands too deep for that; and from itself
    on where there are too many before it."""
    is_deep = critique.depth > LEVELS
    top = _above(session, actor, round, critique) if is_deep else said.root_id(session, critique)
    found = threads.thread(session, actor, round, top)
    if found.threads and found.threads[0].holds(critique.public_id):
        return View(thread=top)
    return View(thread=top, start=critique.public_id)


def _above(session: Session, actor: Actor, round: Round, critique: Critique) -> str:
    """The farthest of what it answers that still shows it, as far as one may hear each step."""
    heard: Hearing = hearing.of(actor, round)
    steps = _steps(critique)
    up = (
        select(SAID.c.id, SAID.c.parent_id, literal(0).label("step"))
        .where(SAID.c.id == critique.id)
        .cte("up", recursive=True)
    )
    parent = SAID.alias()
    up = up.union_all(
        select(parent.c.id, parent.c.parent_id, up.c.step + 1)
        .join(up, parent.c.id == up.c.parent_id)
        .where(up.c.step < steps, hearing.critique(heard, parent))
    )
    highest = select(SAID.c.public_id).join(up, up.c.id == SAID.c.id).order_by(up.c.step.desc())
    about = {"me": actor.person_id, "round": round.id}
    return str(session.scalars(highest.limit(1), about).one())


def _steps(critique: Critique) -> int:
    """So many up that those who follow the thread from its beginning come by the same place."""
    return (critique.depth - 1) % LEVELS + 1
