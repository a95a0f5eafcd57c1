"""Questions and launch rules of a round, written on its set-up page."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from portal.actions import criteria, questions
from portal.errors import Invalid
from portal.models import Question, Round
from portal.web.forms.rounds import QuestionForm, RuleForm
from portal.web.messages import say
from portal.web.policy import staff
from portal.web.rounds import back_to, set_up_page, staffed
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("questions", __name__)
Page = str | Response | tuple[str, int]


@blueprint.post("/rounds/<round_id>/questions")
@staff
def add(round_id: str) -> Page:
    round = staffed(round_id)
    form = QuestionForm()
    try:
        questions.add(
            db(),
            actor(),
            round,
            kind=form.kind.data or "",
            prompt=form.prompt.data or "",
            price=form.price.data or "",
            period=form.period.data or "",
        )
    except Invalid as error:
        form.refuse(error)
        db().rollback()
        return set_up_page(staffed(round_id), question=form), 422
    say(_("The question is added."))
    return back_to(round, "questions")


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
    questions.change(
        db(),
        actor(),
        round,
        question,
        prompt=request.form.get("prompt", ""),
        price=request.form.get("price", ""),
        period=request.form.get("period", ""),
    )
    say(_("Saved."))
    return back_to(round, "questions")


@blueprint.post("/rounds/<round_id>/criteria")
@staff
def add_rule(round_id: str) -> Page:
    round = staffed(round_id)
    form = RuleForm()
    signal, _colon, question_id = (form.signal.data or "").partition(":")
    try:
        criteria.add(
            db(),
            actor(),
            round,
            signal=signal,
            question=_read(round, question_id),
            threshold_permille=form.threshold_permille(),
            level_permille=form.level_permille(),
            min_answers=form.answers(),
            mode=form.mode.data or "",
        )
    except Invalid as error:
        form.refuse(error)
        db().rollback()
        return set_up_page(staffed(round_id), rule=form), 422
    say(_("The rule is added."))
    return back_to(round, "rules")


@blueprint.post("/rounds/<round_id>/criteria/<criterion_id>/remove")
@staff
def remove_rule(round_id: str, criterion_id: str) -> Page:
    round = staffed(round_id)
    criteria.remove(db(), actor(), round, criteria.of_round(db(), round, criterion_id))
    say(_("The rule is taken away."))
    return back_to(round, "rules")


def _read(round: Round, question_id: str) -> Question | None:
    return questions.of_round(db(), round, question_id) if question_id else None
