"""Names to complete after an @: those whose words in the round one may read, and nobody else."""

from flask import Blueprint, Response, get_template_attribute, request

from portal import access
from portal.access import seeing
from portal.queries import mentions
from portal.web.htmx import hx
from portal.web.limits import limiter, person
from portal.web.policy import signed_in
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("mentions", __name__)


@blueprint.get("/rounds/<round_id>/mentions")
@signed_in
@limiter.limit("120 per minute", key_func=person)
def show(round_id: str) -> Response:
    round = access.one(db(), seeing.rounds(actor()), round_id)
    names = mentions.offered(db(), actor(), round, request.args.get("q", ""))
    return hx(get_template_attribute("critiques/_mentions.html", "names")(names))
