"""Responses: the state a brand gives a critique, with a sentence to its author."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing
from portal.actions import events, floor
from portal.errors import Invalid, Refused
from portal.language import gettext as _
from portal.models import Critique, Response, Revision, Round
from portal.text import one_line

SENTENCE_LIMIT = 500
GIVEN = ("considering", "addressed", "declined")


def respond(
    session: Session,
    actor: Actor,
    round: Round,
    critique: Critique,
    state: str,
    sentence: str = "",
    revision_number: int | None = None,
) -> None:
    """Give `critique` its state; the one it had is kept as superseded. The last one holds."""
    # One at a time for each critique: the row is locked until the commit.
    critique = floor.locked(session, critique)
    if why_not := doing.why_not_respond(actor, round, critique):
        raise Refused(why_not)
    sentence = one_line(sentence)
    revision_id = _checked(session, round, state, sentence, revision_number)
    now = clock.now()
    session.execute(
        update(Response)
        .where(Response.critique_id == critique.id, Response.superseded_at.is_(None))
        .values(superseded_at=now)
    )
    session.add(
        Response(
            critique_id=critique.id,
            state=state,
            revision_id=revision_id,
            sentence=sentence,
            by_id=actor.person_id,
            created_at=now,
        )
    )
    events.of_round(
        session,
        actor,
        round,
        "critique.answered",
        critique=critique.public_id,
        state=state,
    )
    session.flush()


def _checked(
    session: Session, round: Round, state: str, sentence: str, number: int | None
) -> int | None:
    """The id of the revision that addresses it, if any; or Invalid with every problem."""
    problems = {}
    if state not in GIVEN:
        problems["state"] = _("Choose one of the states.")
    if state in ("addressed", "declined") and not sentence:
        problems["sentence"] = _("Write one sentence to its author.")
    if len(sentence) > SENTENCE_LIMIT:
        problems["sentence"] = _("Keep it under %(limit)d characters.", limit=SENTENCE_LIMIT)
    revision_id = None
    if state == "addressed":
        revision_id = _published(session, round, number)
        if revision_id is None:
            problems["revision"] = _("Choose the published revision that addresses it.")
    if problems:
        raise Invalid(_("The answer was not saved."), problems)
    return revision_id


def _published(session: Session, round: Round, number: int | None) -> int | None:
    return session.scalar(
        select(Revision.id).where(
            Revision.draft_id == round.draft_id,
            Revision.number == (number or 0),
            Revision.published_at.is_not(None),
        )
    )
