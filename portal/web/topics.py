"""Topics: a draft's list, written by its staff; and what a critique being written sounds like."""

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _

from portal import access
from portal.access import doing, seeing
from portal.actions import topics
from portal.errors import Invalid, Refused
from portal.models import Draft
from portal.models.critiques import TEXT_LIMIT
from portal.queries import topics as reads
from portal.web.drafts import staffed, worn
from portal.web.forms.topics import NUMBERS, TopicsForm
from portal.web.htmx import hx, see_other
from portal.web.limits import limiter, person
from portal.web.messages import say
from portal.web.policy import signed_in, staff
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("topics", __name__)


@blueprint.get("/drafts/<draft_id>/topics")
@staff
def edit(draft_id: str) -> Response:
    """The list; where there is none yet, one to start from."""
    draft = staffed(draft_id)
    if reason := doing.why_not_manage(actor(), draft.brand_id):
        raise Refused(reason)
    found = reads.of_draft(db(), actor(), draft.id)
    form = TopicsForm.of(found) if found else TopicsForm.filled(topics.to_start_from(worn(draft)))
    return _page(draft, form, is_new=not found)


@blueprint.post("/drafts/<draft_id>/topics")
@staff
def change(draft_id: str) -> Response:
    draft = staffed(draft_id)
    form = TopicsForm()
    try:
        topics.change(db(), actor(), draft, form.lines())
    except Invalid as error:
        form.refuse(error)
        db().rollback()
        return _page(staffed(draft_id), form, is_new=False, status=422)
    say(_("Saved."))
    return see_other(url_for("drafts.show", draft_id=draft_id, _anchor="topics"))


@blueprint.post("/rounds/<round_id>/topic")
@signed_in
@limiter.limit("120 per minute", key_func=person)
def suggest(round_id: str) -> Response:
    """The topic a text sounds like, as one tap; nothing once a topic is chosen."""
    round = access.one(db(), seeing.rounds(actor()), round_id)
    if reason := doing.why_not_criticise(actor(), round):
        raise Refused(reason)
    found = None
    if not request.form.get("topic"):
        text = request.form.get("text", "")[:TEXT_LIMIT]
        found = reads.suggested(db(), actor(), round.brand_id, round.draft_id, text)
    return hx(render_template("critiques/_topic_hint.html", topic=found))


def _page(draft: Draft, form: TopicsForm, *, is_new: bool, status: int = 200) -> Response:
    page = render_template(
        "drafts/topics.html",
        form=form,
        numbers=NUMBERS,
        is_new=is_new,
        draft_id=draft.public_id,
        desk_of=worn(draft),
    )
    return make_response(page, status)
