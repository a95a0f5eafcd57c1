"""The triage board: what was said, by what the brand made of it, and the work of answering it.

Every address says what of the board one looks at, so that each answer leads back to that. One
critique of it: `portal.web.triaged`.
"""

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
from flask_babel import ngettext

from portal import access
from portal.access import doing, seeing
from portal.actions import merging, responses
from portal.errors import Invalid, PortalError, allow
from portal.models import Brand, Critique, Round
from portal.queries import rounds
from portal.queries import triage as reads
from portal.queries.triage import Asked
from portal.web import dress
from portal.web.forms.base import PortalForm
from portal.web.forms.critiques import ResponseForm
from portal.web.htmx import hx, see_other
from portal.web.messages import say
from portal.web.policy import staff
from portal.web.session import commit, db
from portal.web.sign_in import actor

blueprint = Blueprint("triage", __name__)


@blueprint.get("/rounds/<round_id>/triage")
@staff
def board(round_id: str) -> Response:
    round = _round(round_id)
    return _page(round, answer_form((), formdata=None))


@blueprint.post("/rounds/<round_id>/triage/answers")
@staff
def answer_all(round_id: str) -> Response:
    """One state and one sentence for all that were chosen, or for none."""
    round = _round(round_id)
    chosen = _chosen(round)
    form = answer_form((request.form.get("revision", ""),))
    try:
        answer(round, chosen, form)
    except PortalError as error:
        return _again(round, form, error)
    say(ngettext("%(num)s is answered.", "%(num)s are answered.", len(chosen)))
    return back(round)


@blueprint.post("/rounds/<round_id>/triage/merge")
@staff
def merge(round_id: str) -> Response:
    """The chosen ones say the same: which one stands for all of them is asked first."""
    round = _round(round_id)
    chosen = _chosen(round)
    stands = [row for row in chosen if row.public_id == request.form.get("into", "")]
    try:
        if len(chosen) < 2:
            raise Invalid(_("Choose at least two that say the same."))
        if not stands:
            return _which(round, chosen)
        merging.merge(db(), actor(), round, stands[0], chosen)
    except PortalError as error:
        return _again(round, answer_form((), formdata=None), error)
    say(ngettext("%(num)s counts as one now.", "%(num)s count as one now.", len(chosen)))
    return back(round)


def answer(round: Round, critiques: list[Critique], form: ResponseForm) -> None:
    """Give them what the form says."""
    responses.respond_to_all(
        db(),
        actor(),
        round,
        critiques,
        form.state.data or "",
        form.sentence.data or "",
        form.number,
    )


def answer_form(numbers: Any, **given: object) -> ResponseForm:
    """With the revisions that may address it, the newest first."""
    form = ResponseForm(**given)
    form.offer(numbers)
    return form


def asked() -> Asked:
    return Asked.of(request.args)


def back(round: Round) -> Response:
    """To what one looked at."""
    place: dict[str, Any] = {"round_id": round.public_id, **asked().place}
    return see_other(url_for("triage.board", **place))


def drawn(round: Round, said: str) -> Response:
    """The board as it stands now, in place of the one that was there, and what was done."""
    commit()
    found = reads.board(db(), actor(), round, asked(), rounds.place(db(), round).title)
    body = get_template_attribute("triage/_board.html", "board")(found)
    words = get_template_attribute("_components/notices.html", "notice_elsewhere")(said, "done")
    return hx(body + words)


def _page(round: Round, form: ResponseForm, status: int = 200) -> Response:
    place = rounds.place(db(), round)
    found = reads.board(db(), actor(), round, asked(), place.title)
    form.offer(found.revisions)
    brand = db().get_one(Brand, round.brand_id)
    dress.wear(brand)
    page = render_template(
        "triage/board.html",
        board=found,
        place=place,
        desk_of=brand,
        form=form,
        chosen=request.form.getlist("critique"),
    )
    return make_response(page, status)


def _again(round: Round, form: PortalForm, error: PortalError) -> Response:
    """The board with everything chosen and typed, and what is the matter."""
    allow(doing.why_not_manage(actor(), round.brand_id))
    form.refuse(error if isinstance(error, Invalid) else Invalid(error.sentence))
    return _page(round, form, error.status)


def _which(round: Round, chosen: list[Critique]) -> Response:
    allow(doing.why_not_manage(actor(), round.brand_id))
    said = reads.words_of(db(), chosen)
    brand = db().get_one(Brand, round.brand_id)
    dress.wear(brand)
    page = render_template(
        "triage/merge.html", said=said, round_id=round.public_id, place=asked().place
    )
    return make_response(page)


def _round(round_id: str) -> Round:
    return access.one(db(), seeing.staffed_rounds(actor()), round_id)


def _chosen(round: Round) -> list[Critique]:
    return reads.chosen(db(), actor(), round, request.form.getlist("critique"))
