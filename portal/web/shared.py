"""The report behind a share link, for whoever holds it; as a page and as a PDF.

The first page is a neutral card: a link preview, a mail scanner or a passer-by learns that there is
a report and no more. Opening it (with the passcode, where there is one) sets a signed cookie for
this one address and two hours. Every answer asks again whether the link still lives. Nothing here
knows who is signed in. Every word that is no live link gets the same dead page.
"""

from dataclasses import replace
from functools import wraps
from typing import Any, Final

import flask_babel
from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    make_response,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer

from portal import clock, ids
from portal.access import NOBODY
from portal.actions import shares
from portal.config import Config
from portal.language import speak
from portal.queries import shares as reads
from portal.queries.shares import Opened
from portal.reporting import sentences, titles
from portal.web import papers
from portal.web.forms.shares import PasscodeForm
from portal.web.handed import unlinked
from portal.web.languages import language
from portal.web.limits import address, limiter
from portal.web.policy import View, open_to_all
from portal.web.session import commit, database, db

blueprint = Blueprint("shared", __name__)
COOKIE: Final = "shared"
OPEN_FOR: Final = 2 * 60 * 60


def _link() -> str:
    """What the limit on passcodes counts; never the token itself."""
    return ids.fingerprint(str((request.view_args or {}).get("token", "")))


def _refused(response: Response) -> bool:
    return response.status_code >= 400


def behind_the_link(view: View) -> View:
    """The view gets what the token opens; without that the page is dead."""

    @wraps(view)
    def found(token: str) -> Any:
        _forget_who_asks()
        opened = reads.opened(db(), token)
        return dead() if opened is None else view(token, opened)

    return open_to_all(found)  # type: ignore[return-value]


@blueprint.get("/shared/", defaults={"token": ""})
@blueprint.get("/shared/<token>")
@behind_the_link
def show(token: str, opened: Opened) -> Response:
    if not _has_opened(opened):
        return _card(token, opened, PasscodeForm(formdata=None))
    _forget_who_asks(opened.document["round"]["timezone"])
    page = render_template(
        "shares/report.html", token=token, **about(opened), frozen_at=opened.frozen_at
    )
    return make_response(unlinked(page, f"/shared/{token}"))


@blueprint.post("/shared/<token>")
@limiter.limit("30 per hour", deduct_when=_refused)
@limiter.limit("20 per hour", key_func=_link, deduct_when=_refused)
@behind_the_link
def open(token: str, opened: Opened) -> Response:
    form = PasscodeForm()
    typed = form.passcode.data or ""
    is_right = shares.open(db(), opened.share, typed, _visitor(opened))
    # A wrong try is kept, although the answer says no.
    commit()
    if not is_right:
        form.passcode.errors = [_("This is not the passcode, or it was tried too often just now.")]
        return _card(token, opened, form, 422)
    answer = Response(status=303, headers={"Location": url_for("shared.show", token=token)})
    return _keep_open(answer, token, opened)


@blueprint.get("/shared/<token>/accent.css")
@behind_the_link
def accent(token: str, opened: Opened) -> Response:
    if not _has_opened(opened):
        return dead()
    brand = opened.brand
    rule = f":root{{--accent-h:{brand.accent_hue};--accent-c:{brand.accent_chroma / 1000:g}}}\n"
    return Response(rule, mimetype="text/css")


@blueprint.get("/shared/<token>/report.pdf")
@limiter.limit("20 per hour", key_func=_link)
@behind_the_link
def as_pdf(token: str, opened: Opened) -> Response:
    if not _has_opened(opened):
        return dead()
    _forget_who_asks(opened.document["round"]["timezone"])
    visitor = _visitor(opened)
    made = papers.pdf(opened.document, opened.brand, None, opened.frozen_at, "report.pdf")
    if made.status_code == 200:
        _note_printed(opened, visitor)
    return made


@blueprint.after_request
def _keep_to_itself(response: Response) -> Response:
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def dead() -> Response:
    """One page for every word that is no live link, whatever it may once have been."""
    return make_response(render_template("shares/dead.html"), 404)


def about(opened: Opened) -> dict[str, Any]:
    """What the parts of a report ask of their page. No decision: it is not in the snapshot."""
    return {"d": opened.document, "say": sentences, "titled": titles}


def _note_printed(opened: Opened, visitor: str) -> None:
    """A GET must not hold the write lock: the note is a transaction of its own."""
    commit()
    with database().writing.begin() as writing:
        shares.note_visit(writing, opened.share, "printed", visitor)


def _forget_who_asks(timezone: str = "UTC") -> None:
    """Whoever is signed in on this device, the page is the same; its hours are the round's."""
    g.actor = replace(NOBODY, timezone=timezone)
    speak(language())
    flask_babel.refresh()


def _card(token: str, opened: Opened, form: PasscodeForm, status: int = 200) -> Response:
    words = render_template(
        "shares/card.html",
        token=token,
        form=form,
        asks=opened.share.passcode_print is not None,
    )
    return make_response(words, status)


def _visitor(opened: Opened) -> str:
    config: Config = current_app.extensions["portal_config"]
    return shares.visitor_print(config.secret_key, opened.share, address())


def _signer() -> URLSafeSerializer:
    config: Config = current_app.extensions["portal_config"]
    return URLSafeSerializer(config.secret_key, salt="shared report")


def _has_opened(opened: Opened) -> bool:
    try:
        which, until = _signer().loads(request.cookies.get(COOKIE, ""))
    except BadSignature:
        return False
    return bool(which == opened.share.public_id and until > clock.now().timestamp())


def _keep_open(answer: Response, token: str, opened: Opened) -> Response:
    config: Config = current_app.extensions["portal_config"]
    answer.set_cookie(
        COOKIE,
        _signer().dumps([opened.share.public_id, clock.now().timestamp() + OPEN_FOR]),
        max_age=OPEN_FOR,
        path=url_for("shared.show", token=token),
        secure=config.is_https,
        httponly=True,
        samesite="Lax",
    )
    return answer
