"""Responses: the state a brand gives a critique, with a sentence to its author."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, doing
from portal.actions import events
from portal.errors import Invalid, Refused
from portal.language import gettext as _
from portal.models import Critique, Response, Revision, Round
from portal.models.critiques import STATES
from portal.text import one_line, plain

SENTENCE_LIMIT = 500
MOST_AT_ONCE = 200


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
    respond_to_all(session, actor, round, [critique], state, sentence, revision_number)


def respond_to_all(
    session: Session,
    actor: Actor,
    round: Round,
    critiques: Sequence[Critique],
    state: str,
    sentence: str = "",
    revision_number: int | None = None,
) -> None:
    """One state and one sentence for all of them, or for none; each author is told once."""
    if not critiques or len(critiques) > MOST_AT_ONCE:
        raise Invalid(_("Choose between one and %(most)d.", most=MOST_AT_ONCE))
    rows = _locked(session, critiques)
    _refuse_any(actor, round, rows)
    sentence = one_line(sentence)
    revision_id = _checked(session, round, state, sentence, revision_number)
    rows = _moved(session, rows) if state == "open" else rows
    if not rows:
        return
    _supersede(session, rows)
    session.add_all(
        Response(
            critique_id=row.id,
            state=state,
            revision_id=revision_id,
            sentence=sentence,
            by_id=actor.person_id,
            created_at=clock.now(),
        )
        for row in rows
    )
    _record(session, actor, round, rows, state)


def _locked(session: Session, critiques: Sequence[Critique]) -> list[Critique]:
    """As they are now, and nobody else's to answer until the commit; in the order of their ids, so
    that of two teams who answer the same ones, one waits for the other."""
    return list(
        session.scalars(
            select(Critique)
            .where(Critique.id.in_({critique.id for critique in critiques}))
            .order_by(Critique.id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
    )


def _refuse_any(actor: Actor, round: Round, rows: Sequence[Critique]) -> None:
    """Whatever cannot be answered is named, and nothing is."""
    refused = [(row, doing.why_not_respond(actor, round, row)) for row in rows]
    reasons = [(row, why_not) for row, why_not in refused if why_not]
    if not reasons:
        return
    if len(rows) == 1 or len(reasons) == len(rows):
        raise Refused(reasons[0][1])
    named = " ".join(f"“{plain(row.text, 60) or '…'}”: {why_not}" for row, why_not in reasons)
    raise Refused(_("None was answered.") + " " + named)


def _moved(session: Session, rows: Sequence[Critique]) -> list[Critique]:
    """Those that are not open anyway: without a response they are."""
    answered = set(
        session.scalars(
            select(Response.critique_id).where(
                Response.critique_id.in_([row.id for row in rows]),
                Response.superseded_at.is_(None),
                Response.state != "open",
            )
        )
    )
    return [row for row in rows if row.id in answered]


def _supersede(session: Session, rows: Sequence[Critique]) -> None:
    session.execute(
        update(Response)
        .where(
            Response.critique_id.in_([row.id for row in rows]),
            Response.superseded_at.is_(None),
        )
        .values(superseded_at=clock.now())
    )


def _record(
    session: Session, actor: Actor, round: Round, rows: Sequence[Critique], state: str
) -> None:
    """One event for all, so that each author gets one notice of it. That it is open again is no
    news to anybody yet."""
    facts: dict[str, Any] = {"critique": rows[0].public_id, "state": state}
    if len(rows) > 1:
        facts["critiques"] = [row.public_id for row in rows]
    kind = "critique.reopened" if state == "open" else "critique.answered"
    events.of_round(session, actor, round, kind, **facts)
    session.flush()


def _checked(
    session: Session, round: Round, state: str, sentence: str, number: int | None
) -> int | None:
    """The id of the revision that addresses it, if any; or Invalid with every problem."""
    problems = {}
    if state not in STATES:
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
