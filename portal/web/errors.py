"""Errors as people meet them: one sentence, for a page and for a fragment alike.

404 says the same for what is not there and for what is hidden: same status, same length.
"""

from typing import Final

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from portal.errors import PortalError
from portal.web import limits
from portal.web.htmx import hx, wants_fragment

# Refusals that come after the form was read, and the fields in which people write sentences.
HANDED_BACK: Final = frozenset({403, 409, 429, 503})
WRITTEN: Final = ("text", "reason", "why", "what_next", "sentence", "story", "changes")


def set_up(app: Flask) -> None:
    app.register_error_handler(PortalError, _portal_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(Exception, _unexpected)


def sentences() -> dict[int, str]:
    return {
        400: _("This request could not be understood."),
        401: _("Sign in to go on."),
        403: _("You may not do this."),
        404: _("There is nothing here, or it is not for you."),
        405: _("This address does not take that kind of request."),
        409: _("Somebody was faster. Look at the page again."),
        413: _("This is too large to send."),
        415: _("This kind of content cannot be read here."),
        422: _("Something in the form needs another look."),
        429: _("That was a lot in a short time. Wait a moment, then try again."),
        500: _("Something broke on our side. Nothing you had saved is lost."),
        503: _("The site is busy. What you sent was not saved; try again in a moment."),
    }


def error_page(status: int, sentence: str = "") -> Response:
    text = sentence or sentences().get(status, sentences()[400])
    if wants_fragment():
        # Shown in the page's message region; what the person typed stays where it is.
        body = render_template("errors/_fragment.html", status=status, sentence=text)
        return hx(body, status, retarget="#messages", reswap="innerHTML")
    page = render_template(
        "errors/page.html", status=status, sentence=sentence, general=text, typed=_typed(status)
    )
    return make_response(page, status)


def _typed(status: int) -> list[str]:
    """The long words of a form that was not taken, so that nobody has to write them again."""
    if request.method != "POST" or status not in HANDED_BACK:
        return []
    return [words for name in WRITTEN if (words := request.form.get(name, "").strip())]


def _portal_error(error: PortalError) -> Response:
    return error_page(error.status, error.sentence)


def _csrf_error(_error: CSRFError) -> Response:
    return error_page(
        403, _("This form was open for too long or came from elsewhere. Load the page again.")
    )


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if isinstance(error, SecurityError):
        # An address that is not ours: no page can be drawn, as no URL can be made.
        return Response("This is not an address of this site.\n", 400, mimetype="text/plain")
    if error.response is not None and status < 400:
        return error.get_response()  # type: ignore[return-value]
    answer = error_page(status)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            answer.headers[name] = value
    if status == 429:
        answer.headers["Retry-After"] = str(limits.seconds_to_wait())
    return answer


def _database_error(error: OperationalError) -> Response:
    current_app.logger.error("database: %s", type(error.orig).__name__)
    answer = error_page(503)
    answer.headers["Retry-After"] = "5"
    return answer


def _unexpected(error: Exception) -> Response:
    if current_app.testing:
        raise error
    current_app.logger.exception("unexpected error")
    return error_page(500)
