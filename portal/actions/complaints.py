"""Complaints: a member tells the team that something is wrong with somebody's words.

One a person and critique; its author never learns who. The team settles all of a critique at once:
by removing the words, or by leaving them.
"""

from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from portal import clock, ids
from portal.access import Actor, doing
from portal.actions import events, floor
from portal.actions.upserts import insert_into
from portal.errors import Invalid, allow
from portal.language import gettext as _
from portal.models import Complaint, Critique, Round
from portal.models.moderation import COMPLAINTS
from portal.text import clean

LONGEST: Final = 1_000


def tell(
    session: Session, actor: Actor, round: Round, critique: Critique, why: str, words: str
) -> None:
    """Tell the team. What was told before stays as it was told."""
    allow(doing.why_not_tell(actor, round, critique))
    words = _checked(why, words)
    session.execute(
        insert_into(session, Complaint)
        .values(
            public_id=ids.public_id(),
            critique_id=critique.id,
            by_id=actor.person_id,
            why=why,
            words=words,
            created_at=clock.now(),
        )
        .on_conflict_do_nothing(index_elements=["critique_id", "by_id"])
    )


def keep(session: Session, actor: Actor, round: Round, critique: Critique) -> None:
    """The team has looked, and the words stay."""
    critique = floor.locked(session, critique)
    allow(doing.why_not_moderate(actor, round, critique))
    if told := settle(session, actor, critique, "kept"):
        events.of_round(
            session,
            actor,
            round,
            "complaints.settled",
            critique=critique.public_id,
            complaints=told,
        )
        session.flush()


def settle(session: Session, actor: Actor, critique: Critique, outcome: str) -> list[str]:
    """What came of all that wait; which ones they were."""
    return list(
        session.scalars(
            update(Complaint)
            .where(Complaint.critique_id == critique.id, Complaint.settled_at.is_(None))
            .values(settled_at=clock.now(), settled_by_id=actor.person_id, outcome=outcome)
            .returning(Complaint.public_id)
        )
    )


def _checked(why: str, words: str) -> str:
    words = clean(words)
    problems = {}
    if why not in COMPLAINTS:
        problems["why"] = _("Choose what is wrong.")
    if why == "other" and not words:
        problems["words"] = _("Say in a few words what it is.")
    if len(words) > LONGEST:
        problems["words"] = _("Keep it under %(limit)d characters.", limit=LONGEST)
    if problems:
        raise Invalid(_("Nothing was sent."), problems)
    return words
