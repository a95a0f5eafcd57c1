"""Launch rules of a round, written on its set-up page and changed on a page of their own."""

from flask import Blueprint, Response, make_response, render_template
from flask_babel import gettext as _

from portal.access import doing
from portal.actions import criteria, questions
from portal.errors import Invalid, Refused
from portal.models import Brand, Criterion, Question, Round
from portal.queries import rounds as reads
from portal.web.forms.rounds import BarForm, RuleForm
from portal.web.messages import say
from portal.web.policy import staff
from portal.web.rounds import back_to, set_up_page, staffed
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("criteria", __name__)
Page = str | Response | tuple[str, int]


@blueprint.post("/rounds/<round_id>/criteria")
@staff
def add(round_id: str) -> Page:
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
            **form.bar(),
        )
    except Invalid as error:
        form.refuse(error)
        db().rollback()
        return set_up_page(staffed(round_id), rule=form), 422
    say(_("The rule is added."))
    return back_to(round, "rules")


@blueprint.get("/rounds/<round_id>/criteria/<criterion_id>")
@staff
def edit(round_id: str, criterion_id: str) -> Page:
    round = staffed(round_id)
    criterion = criteria.of_round(db(), round, criterion_id)
    if reason := doing.why_not_prepare(actor(), round):
        raise Refused(reason)
    return _page(round, criterion, BarForm.of(criterion))


@blueprint.post("/rounds/<round_id>/criteria/<criterion_id>")
@staff
def change(round_id: str, criterion_id: str) -> Page:
    round = staffed(round_id)
    criterion = criteria.of_round(db(), round, criterion_id)
    form = BarForm()
    try:
        criteria.change(db(), actor(), round, criterion, **form.bar())
    except Invalid as error:
        form.refuse(error)
        return _page(round, criterion, form, 422)
    say(_("Saved."))
    return back_to(round, "rules")


@blueprint.post("/rounds/<round_id>/criteria/<criterion_id>/remove")
@staff
def remove(round_id: str, criterion_id: str) -> Page:
    round = staffed(round_id)
    criteria.remove(db(), actor(), round, criteria.of_round(db(), round, criterion_id))
    say(_("The rule is taken away."))
    return back_to(round, "rules")


def _read(round: Round, question_id: str) -> Question | None:
    return questions.of_round(db(), round, question_id) if question_id else None


def _page(round: Round, criterion: Criterion, form: BarForm, status: int = 200) -> Response:
    page = render_template(
        "rounds/rule.html",
        round_id=round.public_id,
        rule=reads.rule(db(), criterion),
        place=reads.place(db(), round),
        form=form,
        desk_of=db().get_one(Brand, round.brand_id),
    )
    return make_response(page, status)
