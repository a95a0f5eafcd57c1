"""Whether this process can serve: for a load balancer and for `portal check`."""

from flask import Blueprint, Response
from sqlalchemy import text

from portal.web.policy import open_to_all
from portal.web.session import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/-/health")
@open_to_all
def show() -> Response:
    db().execute(text("SELECT 1"))
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/robots.txt")
@open_to_all
def robots() -> Response:
    return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")
