"""Questions of a round: a kind is chosen, then its own form; each can be changed and moved."""

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _

from portal.access import doing
from portal.actions import questions
from portal.errors import Invalid, NotFound, allow
from portal.models import Brand, Question, Round
from portal.queries import rounds as reads
from portal.web.forms import kinds
from portal.web.forms import questions as forms
from portal.web.forms.questions import AskForm
from portal.web.htmx import hx, wants_fragment
from portal.web.messages import say
from portal.web.policy import staff
from portal.web.rounds import back_to, preparing, staffed
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("questions", __name__)
Page = str | Response | tuple[str, int]


@blueprint.get("/rounds/<round_id>/questions")
@staff
def new(round_id: str) -> Page:
    """The kinds to choose from; of the one that was chosen, the form."""
    round = preparing(round_id)
    kind = request.args.get("kind", "")
    if kind and kind not in forms.FORMS:
        raise NotFound
    brand = db().get_one(Brand, round.brand_id)
    return _page(round, kind, forms.blank(kind, brand.currency) if kind else None)


@blueprint.post("/rounds/<round_id>/questions")
@staff
def add(round_id: str) -> Page:
    round = staffed(round_id)
    kind = request.form.get("kind", "")
    form = forms.sent(kind)
    try:
        questions.add(
            db(),
            actor(),
            round,
            kind=kind,
            prompt=form.prompt.data or "",
            settings=form.settings(),
        )
    except Invalid as error:
        form.refuse(error)
        db().rollback()
        known = kind if kind in forms.FORMS else ""
        return _page(staffed(round_id), known, form, status=422)
    say(_("The question is added."))
    return back_to(round, "questions")


@blueprint.get("/rounds/<round_id>/questions/<question_id>")
@staff
def edit(round_id: str, question_id: str) -> Page:
    round = staffed(round_id)
    question = questions.of_round(db(), round, question_id)
    allow(doing.why_not_prepare(actor(), round))
    form = forms.kept(question.kind, question.prompt, question.settings)
    return _page(round, question.kind, form, question)


@blueprint.post("/rounds/<round_id>/questions/<question_id>")
@staff
def change(round_id: str, question_id: str) -> Page:
    """Other words; or, with the other button, taken away."""
    round = staffed(round_id)
    question = questions.of_round(db(), round, question_id)
    if request.form.get("do") == "remove":
        questions.remove(db(), actor(), round, question)
        say(_("The question is taken away."))
        return back_to(round, "questions")
    form = forms.sent(question.kind)
    try:
        questions.change(
            db(),
            actor(),
            round,
            question,
            prompt=form.prompt.data or "",
            settings=form.settings(),
        )
    except Invalid as error:
        form.refuse(error)
        return _page(round, question.kind, form, question, status=422)
    say(_("Saved."))
    return back_to(round, "questions")


@blueprint.post("/rounds/<round_id>/questions/<question_id>/move")
@staff
def move(round_id: str, question_id: str) -> Page:
    round = staffed(round_id)
    question = questions.of_round(db(), round, question_id)
    questions.move(db(), actor(), round, question, request.form.get("towards", ""))
    return back_to(round, f"question-{question.public_id}")


def _page(
    round: Round,
    kind: str,
    form: AskForm | None,
    question: Question | None = None,
    status: int = 200,
) -> Response:
    """A page of its own; within the set-up page, the form alone."""
    variants = questions.count_variants(db(), round)
    facts = {
        "round_id": round.public_id,
        "form": form,
        "question_id": question.public_id if question else "",
        "kind": kinds.seen(kind, variants) if kind else None,
    }
    if wants_fragment() and kind:
        return hx(render_template("rounds/_asking.html", **facts), status)
    place = reads.place(db(), round)
    page = render_template(
        "rounds/question.html",
        **facts,
        place=place,
        kinds=list(kinds.offered(variants)),
        desk_of=db().get_one(Brand, round.brand_id),
    )
    return make_response(page, status)
