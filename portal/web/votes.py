"""Casting a vote: one tap, or a few screens, saved at once."""

from dataclasses import replace

from flask import Blueprint, Response, get_template_attribute, request, url_for

from portal import kinds
from portal.actions import votes
from portal.errors import Conflict, Invalid
from portal.kinds import Fields, Offer, Screen
from portal.queries import judge, revisions
from portal.queries import votes as reads
from portal.queries.ballots import Asked, Ballot, Kept
from portal.web import judge as draft_page
from portal.web import threads
from portal.web.htmx import hx, see_other, wants_fragment
from portal.web.limits import limiter, person
from portal.web.policy import signed_in
from portal.web.session import commit, db
from portal.web.sign_in import actor

blueprint = Blueprint("votes", __name__)


@blueprint.post("/rounds/<round_id>/votes/<question_id>")
@signed_in
@limiter.limit("120 per minute", key_func=person)
def cast(round_id: str, question_id: str) -> Response:
    fields, reason = request.form.to_dict(flat=False), request.form.get("reason", "")
    asked = reads.asked(db(), actor(), round_id, question_id)
    try:
        answer = votes.read(actor(), asked, fields, revision_number())
        if isinstance(answer, Screen):
            return _kept(asked, Kept(question_id, screen=answer), 200)
        is_first = votes.give(db(), actor(), asked, answer, reason)
    except (Conflict, Invalid) as error:
        # Nothing was written; it comes back with the choice still in its place.
        kept = refused(question_id, asked.offer(actor()), fields, error)
        return _kept(asked, kept, error.status, is_whole=isinstance(error, Conflict))
    commit()
    if not wants_fragment():
        return see_other(
            url_for("judge.show", round_id=round_id, _anchor=f"question-{question_id}")
        )
    return hx(_after(asked, is_first))


def refused(question_id: str, offer: Offer, fields: Fields, error: Conflict | Invalid) -> Kept:
    """What was sent, for its place on the page, with the sentences why it was not saved."""
    return Kept(
        question_id=question_id,
        answer=request.form.get("answer", ""),
        reason=request.form.get("reason", ""),
        sentence=error.sentence,
        screen=kinds.screen(offer, fields),
        fields=fields,
        problems=error.fields if isinstance(error, Invalid) else {},
    )


def _kept(asked: Asked, kept: Kept, status: int, is_whole: bool = False) -> Response:
    """The question with what is not stored, and only that: what one has begun elsewhere on the
    page stays. The whole page where the draft has moved on, or without a script."""
    if is_whole or not wants_fragment():
        commit()
        return draft_page.again(asked.round.public_id, status, lambda page: page.keeping(kept))
    body = drawn_question(replace(_ballot(asked), kept=kept))
    commit()
    return hx(body, status)


def drawn_question(ballot: Ballot) -> str:
    return str(get_template_attribute("votes/_question.html", "question")(ballot))


def revision_number() -> int | None:
    typed = request.form.get("revision", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None


def _after(asked: Asked, is_first: bool) -> str:
    """The question as it stands now; the first support vote also brings what it opened."""
    ballot = _ballot(asked)
    body = drawn_question(ballot)
    if is_first and ballot.ask.position == 0:
        hears_others = ballot.ask.tally is not None
        body += threads.opened(asked.round, asked.revision_number, hears_others)
    return body


def _ballot(asked: Asked) -> Ballot:
    [ask] = reads.asks(db(), actor(), asked.round, asked.revision_id, question_id=asked.question.id)
    variants = (
        revisions.hung(db(), asked.revision_id).variants if ask.kind in kinds.OF_VARIANTS else ()
    )
    return judge.ballot(
        actor(),
        asked.round,
        ask,
        asked.revision_number,
        True,
        judge.in_own_order(variants, actor(), asked.round),
    )
