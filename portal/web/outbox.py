"""/-/mail: the letters that this machine kept instead of sending. Development only."""

from pathlib import Path

from flask import Blueprint, Response, current_app, render_template

from portal.config import Config
from portal.errors import NotFound
from portal.mail.post import read_letter, read_outbox
from portal.mail.url import Outbox, parse
from portal.web.policy import development_only

blueprint = Blueprint("outbox", __name__, url_prefix="/-/mail")
# A letter styles itself inline, so it gets a policy of its own, and no rights at all.
LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


@blueprint.get("")
@development_only
def index() -> str:
    return render_template("outbox/index.html", letters=read_outbox(_folder()))


@blueprint.get("/<name>")
@development_only
def show(name: str) -> str:
    return render_template("outbox/show.html", letter=read_letter(_folder(), name))


@blueprint.get("/<name>/html")
@development_only
def html(name: str) -> Response:
    response = Response(read_letter(_folder(), name).html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = LETTER_POLICY
    return response


def _folder() -> Path:
    config: Config = current_app.extensions["portal_config"]
    way = parse(config.mail_url)
    if not isinstance(way, Outbox):
        raise NotFound
    return way.folder
