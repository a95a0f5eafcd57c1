"""Parts of a page drawn once and kept: a conversation is read far more often than it changes.

`drawn(template, macro, …)` gives what the macro draws, for macros that draw nothing but their
arguments. It is found again by all of them, the language and the time zone, never by an id alone:
the remark as this reader may see it, what the reader may do. So nothing is ever stale, and nobody
gets what was drawn for somebody who may see more. The one thing of each reader's own, the token
of the forms, is put in afterwards.
"""

import secrets
from collections.abc import Hashable
from contextvars import ContextVar
from functools import lru_cache
from typing import Final

from flask import Flask, g, get_template_attribute
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from portal.language import language
from portal.web.sign_in import actor

KEPT: Final = 4_000
# Stands for the token in what is kept. Nobody can write it into a text: it differs in each process.
_MARK: Final = f"token-{secrets.token_hex(16)}"
_keeping: ContextVar[bool] = ContextVar("keeping", default=False)


def set_up(app: Flask) -> None:
    app.jinja_env.globals.update(drawn=drawn, csrf_token=token)
    app.context_processor(lambda: {"csrf_token": token})


def token() -> str:
    """The token of this reader's forms, or what stands for it."""
    if _keeping.get():
        return _MARK
    if "form_token" not in g:
        g.form_token = generate_csrf()
    return str(g.form_token)


def drawn(template: str, macro: str, *arguments: Hashable) -> Markup:
    html = _drawn(template, macro, arguments, language(), actor().timezone)
    return Markup(html.replace(_MARK, token()))  # noqa: S704 - drawn by a template


@lru_cache(maxsize=KEPT)
def _drawn(
    template: str, macro: str, arguments: tuple[Hashable, ...], _language: str, _timezone: str
) -> str:
    before = _keeping.set(True)
    try:
        return str(get_template_attribute(template, macro)(*arguments))
    finally:
        _keeping.reset(before)
