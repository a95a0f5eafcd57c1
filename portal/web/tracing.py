"""Whose copy a picture is that turned up elsewhere: for the owners and managers of the brand."""

from flask import Blueprint, Response, render_template, request

from portal.access import doing
from portal.actions import tracing
from portal.actions.tracing import Found
from portal.errors import Invalid, Refused
from portal.models import Brand, Round
from portal.pictures import MOST_BYTES
from portal.web import dress
from portal.web.forms.rounds import TraceForm
from portal.web.limits import limiter, person
from portal.web.policy import staff
from portal.web.rounds import staffed
from portal.web.session import commit, db, let_others_write
from portal.web.sign_in import actor
from portal.web.uploads import takes_files

blueprint = Blueprint("tracing", __name__)
Page = str | Response | tuple[str, int]
ROOM = 64 * 1024


@blueprint.get("/rounds/<round_id>/trace")
@staff
def show(round_id: str) -> Page:
    return _page(_managed(round_id), TraceForm(formdata=None))


@blueprint.post("/rounds/<round_id>/trace")
@staff
@takes_files(MOST_BYTES + ROOM)
@limiter.limit("20 per hour", key_func=person)
def look(round_id: str) -> Page:
    round = _managed(round_id)
    form = TraceForm()
    sent = request.files.get("picture")
    # One byte more than allowed is enough to know that it is too large.
    body = sent.stream.read(MOST_BYTES + 1) if sent is not None else b""
    try:
        sought = tracing.sought(db(), round)
        # Nobody waits for the database while the picture is looked at.
        let_others_write()
        found = tracing.look(sought, body)
        tracing.tell(db(), actor(), round, found)
    except Invalid as error:
        form.refuse(error)
        return _page(round, form), 422
    commit()
    return _page(round, form, found)


def _managed(round_id: str) -> Round:
    round = staffed(round_id)
    if reason := doing.why_not_manage(actor(), round.brand_id):
        raise Refused(reason)
    return round


def _page(round: Round, form: TraceForm, found: Found | None = None) -> str:
    brand = db().get_one(Brand, round.brand_id)
    dress.wear(brand)
    return render_template("rounds/trace.html", round=round, desk_of=brand, form=form, found=found)
