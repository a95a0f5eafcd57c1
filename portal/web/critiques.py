"""The conversation: saying, answering, editing, taking back, agreeing; and the brand's responses.

Each form has an address of its own, so that all of it works without JavaScript; htmx opens the
same forms in place and puts the changed thread back.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import (
    Blueprint,
    Response,
    get_template_attribute,
    make_response,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _

from portal import access, ids
from portal.access import doing, seeing
from portal.actions import critiques, responses, stances
from portal.actions.critiques import print_of
from portal.errors import Conflict, Invalid, NotFound, Refused
from portal.models import Brand, Critique, Round
from portal.queries import critiques as reads
from portal.queries import judge
from portal.queries.critiques import Talk
from portal.web import beside, dress, pins, views
from portal.web import judge as draft_page
from portal.web.forms.base import PortalForm, choices
from portal.web.forms.critiques import CritiqueForm, EditForm, ReplyForm, ResponseForm
from portal.web.htmx import hx, see_other, wants_fragment
from portal.web.limits import limiter, person
from portal.web.messages import say
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
        _ask_anew(form, error)
        commit()
        beside.show_again(form, pictures)
        return draft_page.again(round_id, 409, form=form)
    commit()
    if wants_fragment():
        return _with(round, made)
    anchor = f"critique-{made}" if made else "conversation"
    return see_other(url_for("judge.show", round_id=round_id, _anchor=anchor))


@blueprint.get("/critiques/<critique_id>")
@signed_in
def show(critique_id: str) -> Response:
    """A link to one critique leads to its thread on the page, wherever that stands now."""
    critique, round = _find(critique_id)
    return see_other(_place_of(critique, round))


@blueprint.get("/critiques/<critique_id>/reply")
@signed_in
def reply(critique_id: str) -> Response:
    critique, round = _find(critique_id)
    _allow(critiques.why_not_reply(db(), actor(), round, critique))
    form = ReplyForm(formdata=None, submission=ids.public_id())
    return _write("reply", critique, round, form)


@blueprint.post("/critiques/<critique_id>/reply")
@signed_in
@takes_files(beside.MOST_IN_A_FORM)
@limiter.limit("30 per minute", key_func=person)
def post_reply(critique_id: str) -> Response:
    critique, round = _find(critique_id)
    form = ReplyForm()
    pictures = form.sent = beside.sent(round)

    def answer() -> str | None:
        pictures.check()
        text, key = form.text.data or "", _key(form)
        return critiques.reply(db(), actor(), round, critique, text, key, images=pictures.placed)

    return _save("reply", critique, round, form, answer)


@blueprint.get("/critiques/<critique_id>/edit")
@signed_in
def edit(critique_id: str) -> Response:
    critique, round = _find(critique_id)
    _allow(doing.why_not_edit_critique(actor(), round, critique))
    form = EditForm(formdata=None, text=critique.text, seen=print_of(critique.text))
    return _write("edit", critique, round, form)


@blueprint.post("/critiques/<critique_id>/edit")
@signed_in
@limiter.limit("30 per minute", key_func=person)
def post_edit(critique_id: str) -> Response:
    critique, round = _find(critique_id)
    form = EditForm()
    text, seen = form.text.data or "", form.seen.data or ""
    return _save(
        "edit",
        critique,
        round,
        form,
        lambda: critiques.edit(db(), actor(), round, critique, text, seen),
    )


@blueprint.post("/critiques/<critique_id>/delete")
@signed_in
def delete(critique_id: str) -> Response:
    critique, round = _find(critique_id)
    critiques.remove(db(), actor(), round, critique)
    return _done(critique, round)


@blueprint.post("/critiques/<critique_id>/stance")
@signed_in
@limiter.limit("120 per minute", key_func=person)
def stance(critique_id: str) -> Response:
    critique, round = _find(critique_id)
    stances.take(db(), actor(), round, critique, request.form.get("stance", ""))
    if not wants_fragment():
        return _done(critique, round)
    commit()
    remark = reads.remark(db(), actor(), round, critique_id)
    if remark is None:
        raise NotFound
    return hx(get_template_attribute("critiques/_stances.html", "stances")(remark))


@blueprint.get("/critiques/<critique_id>/response")
@staff
def response(critique_id: str) -> Response:
    critique, round = _find(critique_id)
    _allow(doing.why_not_respond(actor(), round, critique))
    return _write("response", critique, round, _response_form(round, formdata=None))


@blueprint.post("/critiques/<critique_id>/response")
@staff
def post_response(critique_id: str) -> Response:
    critique, round = _find(critique_id)
    form = _response_form(round)
    number = str(form.revision.data or "")
    return _save(
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
            int(number) if number.isascii() and number.isdigit() and len(number) < 6 else None,
        ),
    )


def opened(round: Round, revision: int, hears_others: bool) -> str:
    """What the support vote opened, to be swapped in beside it."""
    view = views.around(round.public_id)
    found = reads.conversation(db(), actor(), round, view)
    talk = reads.talk(db(), actor(), round, found, revision, hears_others)
    return _drawn("heard", replace(talk, view=view), True) + pins.again(round, talk)


def _with(round: Round, made: str | None) -> Response:
    """The conversation as it is looked at, if what was just said is in it; else all of it."""
    view = views.around(round.public_id)
    page = judge.page(db(), actor(), round.public_id, view)
    moved: dict[str, Any] = {}
    if made and not page.talk.conversation.holds(made):
        view = views.everything(view)
        page = judge.page(db(), actor(), round.public_id, view)
        moved["push_url"] = views.address(round.public_id, view)
    body = _drawn("conversation", page.talk, draft_page.empty_form())
    return hx(body + pins.again(round, page.talk), **moved)


def _find(critique_id: str) -> tuple[Critique, Round]:
    row = access.one_row(db(), seeing.critiques(actor()).add_columns(Round), critique_id)
    return row[0], row[1]


def _allow(why_not: str | None) -> None:
    if why_not:
        raise Refused(why_not)


def _key(form: CritiqueForm | ReplyForm) -> str:
    return form.submission.data or ""


def _ask_anew(form: CritiqueForm | ReplyForm, error: Conflict) -> None:
    """What was typed, as words of their own: under this key others were posted."""
    form.text.errors = [error.sentence]
    form.submission.raw_data = None
    form.submission.data = ids.public_id()


def _save(
    what: str, critique: Critique, round: Round, form: PortalForm, do: Callable[[], object]
) -> Response:
    """Do it; or show the form again with everything typed and what is the matter."""
    try:
        made = do()
    except Invalid as error:
        form.refuse(error)
        return _write(what, critique, round, form, 422)
    except Conflict as error:
        if isinstance(form, ReplyForm):
            _ask_anew(form, error)
            return _write(what, critique, round, form, 409)
        form.form_errors.append(error.sentence)
        # Saving again replaces the text that is shown beside the form.
        form.seen.raw_data = None
        form.seen.data = print_of(critique.text)
        return _write(what, critique, round, form, 409)
    return _done(critique, round, made if isinstance(made, str) else None)


def _done(critique: Critique, round: Round, made: str | None = None) -> Response:
    """After a change of a thread: that thread as it stands now, or where the new answer stands."""
    commit()
    if not wants_fragment():
        say(_("Saved."))
        return see_other(_address_of(made) if made else _place_of(critique, round))
    talk = _around(critique, round)
    if made and not talk.conversation.holds(made):
        return see_other(_address_of(made))
    return hx(_drawn("thread", talk))


def _around(critique: Critique, round: Round) -> Talk:
    """The thread with this in it as the page around shows it, else by itself."""
    view = views.around(round.public_id)
    found = reads.conversation(db(), actor(), round, view).only(critique.public_id)
    if not found.threads:
        place = reads.place_of(db(), actor(), round, critique)
        found = reads.conversation(db(), actor(), round, place)
    return replace(reads.talk(db(), actor(), round, found), view=view)


def _write(
    what: str, critique: Critique, round: Round, form: PortalForm, status: int = 200
) -> Response:
    remark = reads.said(db(), actor(), critique)
    commit()
    if isinstance(form, ReplyForm) and form.sent:
        beside.show_again(form, form.sent)
    _apart(form, critique.public_id)
    if wants_fragment():
        body = get_template_attribute("critiques/_write.html", "write")(
            what, remark, form, round.public_id
        )
        return hx(body, status, retarget=f"#below-{critique.public_id}", reswap="innerHTML")
    dress.wear(db().get_one(Brand, round.brand_id))
    page = render_template(
        "critiques/write.html",
        what=what,
        remark=remark,
        form=form,
        round_id=round.public_id,
    )
    return make_response(page, status)


def _apart(form: PortalForm, name: str) -> None:
    """Ids of its own: several such forms may stand open on one page, beside the composer."""
    for field in form:
        field.id = f"{field.id}-{name}"


def _response_form(round: Round, **given: object) -> ResponseForm:
    form = ResponseForm(**given)
    numbers = [str(number) for number in reads.revision_numbers(db(), round.draft_id)]
    form.revision.choices = choices((number, f"r{number}") for number in numbers)
    if not form.revision.data:
        form.revision.data = numbers[0] if numbers else ""
    return form


def _place_of(critique: Critique, round: Round) -> str:
    view = reads.place_of(db(), actor(), round, critique)
    anchor = f"critique-{critique.public_id}"
    return url_for("judge.show", round_id=round.public_id, _anchor=anchor, **view.words())


def _address_of(critique_id: str) -> str:
    return url_for("critiques.show", critique_id=critique_id)


def _drawn(macro: str, *arguments: object) -> str:
    return str(get_template_attribute("critiques/_conversation.html", macro)(*arguments))
