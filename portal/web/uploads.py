"""How much a route takes: a megabyte, unless it says that it takes files from people signed in.

Asked before anything reads the body, also before the CSRF token is looked for in it. Then the body
is read to its end while no lock is held: it comes as slowly as the sender likes.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Flask, current_app, request

from portal.web.session import let_others_write
from portal.web.sign_in import actor

View = TypeVar("View", bound=Callable[..., Any])
_MOST: Final = "portal_most_bytes"


def takes_files(most_bytes: int) -> Callable[[View], View]:
    """Directly under the policy of a route: a body of up to so many bytes."""

    def declare(view: View) -> View:
        setattr(view, _MOST, most_bytes)
        return view

    return declare


def set_up(app: Flask) -> None:
    app.before_request(_take_in)


def _take_in() -> None:
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    _widen()
    let_others_write()
    _ = request.form


def _widen() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    most_bytes = getattr(view, _MOST, None)
    if most_bytes is not None and actor().is_signed_in:
        request.max_content_length = most_bytes
