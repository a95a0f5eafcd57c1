"""The page of search: one field, and what was found with it."""

from flask import Blueprint, Response, render_template, request

from portal.queries import searching
from portal.web.limits import limiter, person
from portal.web.policy import signed_in
from portal.web.session import commit, db
from portal.web.sign_in import actor

blueprint = Blueprint("searching", __name__)


@blueprint.get("/search")
@signed_in
@limiter.limit("60 per minute", key_func=person)
def show() -> str | Response:
    within = request.args.get("within", "")
    found = searching.search(
        db(), actor(), request.args.get("q", ""), request.args.get("after", ""), within
    )
    commit()
    return render_template("search/show.html", found=found, within=within)
