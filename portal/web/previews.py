"""The questions of a round, tried by the team as a member would meet them. Nothing is stored."""

from flask import Blueprint, Response, make_response, render_template, request

from portal import kinds
from portal.errors import Invalid
from portal.kinds import Offer, Screen
from portal.queries import previews as reads
from portal.queries.ballots import Ballot, Kept, seed_of
from portal.queries.previews import Preview
from portal.web.htmx import hx, wants_fragment
from portal.web.policy import staff
from portal.web.rounds import staffed
from portal.web.session import db
from portal.web.sign_in import actor
from portal.web.votes import drawn_question, refused

blueprint = Blueprint("previews", __name__)


@blueprint.get("/rounds/<round_id>/preview")
@staff
def show(round_id: str) -> str:
    return _drawn(_preview(round_id))


@blueprint.post("/rounds/<round_id>/preview/<question_id>")
@staff
def answer(round_id: str, question_id: str) -> Response:
    page = _preview(round_id)
    ballot, status = _tried(page.ballot(question_id))
    if wants_fragment():
        return hx(drawn_question(ballot), status)
    return make_response(_drawn(page.keeping(ballot)), status)


def _tried(ballot: Ballot) -> tuple[Ballot, int]:
    """The question after what was sent, and whether that was all right."""
    offer, fields = _offer(ballot), request.form.to_dict(flat=False)
    try:
        answer = kinds.read(offer, fields)
    except Invalid as error:
        return reads.kept(ballot, refused(ballot.ask.public_id, offer, fields, error)), error.status
    if isinstance(answer, Screen):
        return reads.kept(ballot, Kept(ballot.ask.public_id, screen=answer)), 200
    return reads.answered(ballot, answer), 200


def _offer(ballot: Ballot) -> Offer:
    ask = ballot.ask
    names = {variant.key: variant.name for variant in ballot.variants}
    return Offer(ask.kind, ask.settings, names, seed_of(actor(), ask.public_id))


def _preview(round_id: str) -> Preview:
    return reads.preview(db(), actor(), staffed(round_id))


def _drawn(page: Preview) -> str:
    return render_template("previews/show.html", page=page)
