"""One critique of the triage board: answering it, giving it to a colleague, parting what was
merged, and what the team writes down about it."""

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

from portal import access
from portal.access import doing, seeing
from portal.actions import assigning, merging, notes
from portal.errors import Invalid
from portal.models import Brand, Critique, Round
from portal.queries import triage as reads
from portal.web import dress, triage
from portal.web.forms.critiques import ResponseForm
from portal.web.forms.triage import NoteForm
from portal.web.htmx import hx, see_other, wants_fragment
from portal.web.messages import say
from portal.web.policy import staff
from portal.web.session import commit, db
from portal.web.sign_in import actor

blueprint = Blueprint("triaged", __name__)


@blueprint.get("/critiques/<critique_id>/triage")
@staff
def show(critique_id: str) -> Response:
    """All the team knows of it; on the board, only the form that answers it."""
    critique, round = _find(critique_id)
    form = ResponseForm(formdata=None, state=request.args.get("state") or "considering")
    if wants_fragment():
        return _form(critique, round, form)
    return _page(critique, round, form, NoteForm(formdata=None))


@blueprint.post("/critiques/<critique_id>/triage")
@staff
def answer(critique_id: str) -> Response:
    critique, round = _find(critique_id)
    form = triage.answer_form((request.form.get("revision", ""),))
    try:
        triage.answer(round, [critique], form)
    except Invalid as error:
        form.refuse(error)
        if wants_fragment():
            return _form(critique, round, form, 422)
        return _page(critique, round, form, NoteForm(formdata=None), 422)
    return _done(
        round, _("It is answered.") if form.state.data != "open" else _("It is open again.")
    )


@blueprint.post("/critiques/<critique_id>/assignment")
@staff
def assign(critique_id: str) -> Response:
    """To the colleague named, or to nobody."""
    critique, round = _find(critique_id)
    who = request.form.get("who", "")
    assigning.assign(db(), actor(), round, critique, who)
    return _done(round, _("It is assigned.") if who else _("It is nobody’s now."), critique)


@blueprint.post("/critiques/<critique_id>/part")
@staff
def part(critique_id: str) -> Response:
    """Let what was merged speak for itself again."""
    critique, round = _find(critique_id)
    merging.part(db(), actor(), round, critique)
    say(_("It speaks for itself again."))
    return see_other(url_for("triaged.show", critique_id=critique_id))


@blueprint.get("/critiques/<critique_id>/notes")
@staff
def read_notes(critique_id: str) -> Response:
    """Beside the conversation; a page of its own without JavaScript."""
    critique, round = _find(critique_id)
    if not wants_fragment():
        return see_other(_place(critique, "notes"))
    return _notes(critique, round, NoteForm(formdata=None))


@blueprint.post("/critiques/<critique_id>/notes")
@staff
def write_note(critique_id: str) -> Response:
    critique, round = _find(critique_id)
    form = NoteForm()
    try:
        notes.write(db(), actor(), round, critique, form.text.data or "")
    except Invalid as error:
        form.refuse(error)
        if wants_fragment():
            return _notes(critique, round, form, 422)
        empty = ResponseForm(formdata=None)
        return _page(critique, round, empty, form, 422)
    if wants_fragment():
        commit()
        return _notes(critique, round, NoteForm(formdata=None))
    return see_other(_place(critique, "notes"))


@blueprint.post("/notes/<note_id>/remove")
@staff
def remove_note(note_id: str) -> Response:
    note, critique, round = access.one_row(
        db(), seeing.notes(actor()).add_columns(Critique, Round), note_id
    )
    notes.remove(db(), actor(), round, critique, note)
    if wants_fragment():
        commit()
        return _notes(critique, round, NoteForm(formdata=None))
    return see_other(_place(critique, "notes"))


def _done(round: Round, words: str, critique: Critique | None = None) -> Response:
    """To the board; or to the page of the one critique, where one came from there."""
    if wants_fragment():
        return triage.drawn(round, words)
    say(words)
    if critique is not None and request.args.get("from") == "one":
        return see_other(_place(critique))
    return triage.back(round)


def _place(critique: Critique, part: str | None = None) -> str:
    return url_for("triaged.show", critique_id=critique.public_id, _anchor=part)


def _form(critique: Critique, round: Round, form: ResponseForm, status: int = 200) -> Response:
    """The form that answers it, below its card."""
    card, numbers = reads.to_answer(db(), round, critique)
    form.offer(numbers)
    form.stand_apart(critique.public_id)
    body = get_template_attribute("triage/_answer.html", "answer")(card, form, triage.asked())
    return hx(body, status, retarget=f"#below-{critique.public_id}", reswap="innerHTML")


def _notes(critique: Critique, round: Round, form: NoteForm, status: int = 200) -> Response:
    found = reads.notes_of(db(), actor(), critique)
    form.stand_apart(critique.public_id)
    body = get_template_attribute("triage/_notes.html", "notes")(
        critique.public_id, found, form, doing.why_not_note(actor(), round)
    )
    return hx(body, status, retarget=f"#below-{critique.public_id}", reswap="innerHTML")


def _page(
    critique: Critique, round: Round, form: ResponseForm, note: NoteForm, status: int = 200
) -> Response:
    found = reads.triaged(db(), actor(), round, critique)
    form.offer(found.revisions)
    dress.wear(db().get_one(Brand, round.brand_id))
    page = render_template(
        "triage/one.html",
        triaged=found,
        form=form,
        note_form=note,
        why_not_note=doing.why_not_note(actor(), round),
        asked=triage.asked(),
    )
    return make_response(page, status)


def _find(critique_id: str) -> tuple[Critique, Round]:
    row = access.one_row(db(), seeing.team_critiques(actor()).add_columns(Round), critique_id)
    return row[0], row[1]
