"""Moderation: what the team takes out of a conversation, and threads it closes to members.

Hidden words are moved into a Hiding, so that no page, mail or search can show them; everybody who
could read them reads why they went. Not here: first posts (`first_posts`), what members tell the
team (`complaints`), pausing somebody (`memberships`).
"""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing
from portal.actions import complaints, events, floor, merging, searching
from portal.errors import Conflict, Invalid, allow
from portal.language import gettext as _
from portal.models import Critique, Hiding, Round
from portal.text import one_line

LONGEST_REASON: Final = 300


def hide(session: Session, actor: Actor, round: Round, critique: Critique, because: str) -> None:
    """Take the words out, for a reason that everybody reads. Of a first post that waits: turn it
    away, which its author alone reads."""
    critique = _held_still(session, actor, round, critique)
    because = _checked(because)
    if critique.hidden_at is not None:
        raise Conflict(_("Somebody was faster: these words are removed already."))
    now = clock.now()
    session.add(
        Hiding(
            critique_id=critique.id,
            text=critique.text,
            html=critique.html,
            because=because,
            by_id=actor.person_id,
            at=now,
        )
    )
    critique.text = critique.html = ""
    critique.hidden_at, critique.hidden_because = now, because
    searching.drop(session, critique_id=critique.id)
    # What nobody can read stands for nothing else.
    merging.let_go(session, critique)
    told = complaints.settle(session, actor, critique, "hidden")
    events.of_critique(
        session,
        actor,
        round,
        "critique.hidden",
        critique.public_id,
        because=because,
        complaints=told,
    )


def unhide(session: Session, actor: Actor, round: Round, critique: Critique) -> None:
    """Put the words back as they were."""
    critique = _held_still(session, actor, round, critique)
    if critique.hidden_at is None:
        return
    put_back(session, actor, critique)
    events.of_critique(session, actor, round, "critique.unhidden", critique.public_id)


def put_back(session: Session, actor: Actor, critique: Critique) -> None:
    """The words of a critique that is locked; the hiding stays as what once was done."""
    hiding = session.scalars(
        select(Hiding).where(Hiding.critique_id == critique.id, Hiding.ended_at.is_(None))
    ).one()
    critique.text, critique.html = hiding.text, hiding.html
    critique.hidden_at, critique.hidden_because = None, ""
    searching.keep(session, critique_id=critique.id, words=critique.text)
    hiding.text = hiding.html = ""
    hiding.ended_at, hiding.ended_by_id = clock.now(), actor.person_id


def lock(session: Session, actor: Actor, round: Round, critique: Critique) -> None:
    """Members answer no longer in this thread; the team may."""
    root = _held_still(session, actor, round, _root_of(session, critique))
    if root.locked_at is None:
        root.locked_at = clock.now()
        events.of_critique(session, actor, round, "thread.locked", root.public_id)


def unlock(session: Session, actor: Actor, round: Round, critique: Critique) -> None:
    root = _held_still(session, actor, round, _root_of(session, critique))
    if root.locked_at is not None:
        root.locked_at = None
        events.of_critique(session, actor, round, "thread.unlocked", root.public_id)


def _root_of(session: Session, critique: Critique) -> Critique:
    return critique if critique.root_id is None else session.get_one(Critique, critique.root_id)


def _held_still(session: Session, actor: Actor, round: Round, critique: Critique) -> Critique:
    """The critique as it is now, for one who may judge it and nobody else meanwhile."""
    critique = floor.locked(session, critique)
    allow(doing.why_not_moderate(actor, round, critique))
    return critique


def _checked(because: str) -> str:
    because = one_line(because)
    problem = None
    if not because:
        problem = _("Write why, in a few words. Everybody who could read them sees it.")
    elif len(because) > LONGEST_REASON:
        problem = _("Keep it under %(limit)d characters.", limit=LONGEST_REASON)
    if problem:
        raise Invalid(_("Nothing was removed."), {"because": problem})
    return because
