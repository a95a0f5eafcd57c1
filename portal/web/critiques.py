"""The conversation: saying, answering, editing, taking back, agreeing; and the brand's responses.

Each form has an address of its own, so that all of it works without JavaScript; htmx opens the
same forms in place and puts the changed thread back.
"""

from flask import (
    Blueprint,
    Response,
    get_template_attribute,
    request,
    url_for,
)

from portal import access, ids
from portal.access import doing, seeing
from portal.actions import critiques, responses, stances
from portal.actions.critiques import print_of
from portal.errors import Conflict, Invalid, NotFound, allow
from portal.models import Round
from portal.queries import critiques as reads
from portal.web import beside, threads
from portal.web import judge as draft_page
from portal.web.forms.critiques import CritiqueForm, EditForm, ReplyForm, ResponseForm
from portal.web.htmx import hx, see_other, wants_fragment
from portal.web.limits import limiter, person
from portal.web.policy import signed_in, staff
from portal.web.session import commit, db
from portal.web.sign_in import actor
from portal.web.uploads import takes_files

blueprint = Blueprint("critiques", __name__)


@blueprint.post("/rounds/<round_id>/critiques")
@signed_in
@takes_files(beside.MOST_IN_A_FORM)
@limiter.limit("30 per minute", key_func=person)
def post(round_id: str) -> Response:
    form = CritiqueForm()
    round = access.one(db(), seeing.rounds(actor()), round_id)
    pictures = beside.sent(round)
    try:
        pictures.check()
        made = critiques.post(
            db(),
            actor(),
            round,
            form.kind.data or "",
            form.text.data or "",
            _key(form),
            form.topic.data or "",
            anchor=form.points_at,
            images=pictures.placed,
        )
    except Invalid as error:
        form.refuse(error)
        commit()
        beside.show_again(form, pictures)
        return draft_page.again(round_id, 422, form=form)
    except Conflict as error:
        threads.ask_anew(form, error)
        commit()
        beside.show_again(form, pictures)
        return draft_page.again(round_id, 409, form=form)
    commit()
    if wants_fragment():
        return threads.with_said(round, made)
    anchor = f"critique-{made}" if made else "conversation"
    return see_other(url_for("judge.show", round_id=round_id, _anchor=anchor))


@blueprint.get("/critiques/<critique_id>")
@signed_in
def show(critique_id: str) -> Response:
    """A link to one critique leads to its thread on the page, wherever that stands now."""
    critique, round = threads.found(critique_id)
    return see_other(threads.place_of(critique, round))


@blueprint.get("/critiques/<critique_id>/reply")
@signed_in
def reply(critique_id: str) -> Response:
    critique, round = threads.found(critique_id)
    allow(critiques.why_not_reply(db(), actor(), round, critique))
    form = ReplyForm(formdata=None, submission=ids.public_id())
    return threads.write("reply", critique, round, form)


@blueprint.post("/critiques/<critique_id>/reply")
@signed_in
@takes_files(beside.MOST_IN_A_FORM)
@limiter.limit("30 per minute", key_func=person)
def post_reply(critique_id: str) -> Response:
    critique, round = threads.found(critique_id)
    form = ReplyForm()
    pictures = form.sent = beside.sent(round)

    def answer() -> str | None:
        pictures.check()
        text, key = form.text.data or "", _key(form)
        return critiques.reply(db(), actor(), round, critique, text, key, images=pictures.placed)

    return threads.save("reply", critique, round, form, answer)


@blueprint.get("/critiques/<critique_id>/edit")
@signed_in
def edit(critique_id: str) -> Response:
    critique, round = threads.found(critique_id)
    allow(doing.why_not_edit_critique(actor(), round, critique))
    form = EditForm(formdata=None, text=critique.text, seen=print_of(critique.text))
    return threads.write("edit", critique, round, form)


@blueprint.post("/critiques/<critique_id>/edit")
@signed_in
@limiter.limit("30 per minute", key_func=person)
def post_edit(critique_id: str) -> Response:
    critique, round = threads.found(critique_id)
    form = EditForm()
    text, seen = form.text.data or "", form.seen.data or ""
    return threads.save(
        "edit",
        critique,
        round,
        form,
        lambda: critiques.edit(db(), actor(), round, critique, text, seen),
    )


@blueprint.post("/critiques/<critique_id>/delete")
@signed_in
def delete(critique_id: str) -> Response:
    critique, round = threads.found(critique_id)
    critiques.remove(db(), actor(), round, critique)
    return threads.put_back(critique, round)


@blueprint.post("/critiques/<critique_id>/stance")
@signed_in
@limiter.limit("120 per minute", key_func=person)
def stance(critique_id: str) -> Response:
    critique, round = threads.found(critique_id)
    stances.take(db(), actor(), round, critique, request.form.get("stance", ""))
    if not wants_fragment():
        return threads.put_back(critique, round)
    commit()
    remark = reads.remark(db(), actor(), round, critique_id)
    if remark is None:
        raise NotFound
    return hx(get_template_attribute("critiques/_stances.html", "stances")(remark))


@blueprint.get("/critiques/<critique_id>/response")
@staff
def response(critique_id: str) -> Response:
    critique, round = threads.found(critique_id)
    allow(doing.why_not_respond(actor(), round, critique))
    return threads.write("response", critique, round, _response_form(round, formdata=None))


@blueprint.post("/critiques/<critique_id>/response")
@staff
def post_response(critique_id: str) -> Response:
    critique, round = threads.found(critique_id)
    form = _response_form(round)
    return threads.save(
        "response",
        critique,
        round,
        form,
        lambda: responses.respond(
            db(),
            actor(),
            round,
            critique,
            form.state.data or "",
            form.sentence.data or "",
            form.number,
        ),
    )


def _key(form: CritiqueForm | ReplyForm) -> str:
    return form.submission.data or ""


def _response_form(round: Round, **given: object) -> ResponseForm:
    form = ResponseForm(**given)
    form.offer(reads.revision_numbers(db(), round.draft_id))
    return form
