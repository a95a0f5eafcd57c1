"""Remarks drawn once and kept: a conversation is read far more often than it changes.

What is kept is found by everything that is drawn, never by an id alone: the remark as this reader
may see it (own stance, counts or none), what the reader may do, language and time zone. So nothing
is ever stale, and nobody gets what was drawn for somebody who may see more. The one thing of each
reader's own, the form's token, is put in afterwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flask import Flask, get_template_attribute
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from portal.language import language
from portal.queries.critiques import Remark, Talk
from portal.web.sign_in import actor

KEPT: Final = 4_000
# Not a sign that text may hold (portal.text.clean takes it out), so it stands for the token alone.
_TOKEN: Final = "\x02"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Standing:
    """What a reader may do around a remark."""

    round_id: str
    revision: int
    may_speak: bool
    may_answer: bool
    token: str = _TOKEN


def set_up(app: Flask) -> None:
    app.jinja_env.globals["drawn"] = drawn


def drawn(remarks: Iterable[Remark], talk: Talk) -> Markup:
    """Remarks as HTML for this reader, one below the other."""
    standing = Standing(talk.round_id, talk.revision, talk.why_not is None, talk.may_answer)
    tag, zone = language(), actor().timezone
    html = "\n".join(_drawn(remark, standing, tag, zone) for remark in remarks)
    return Markup(html.replace(_TOKEN, generate_csrf()))  # noqa: S704 - drawn by a template


@lru_cache(maxsize=KEPT)
def _drawn(remark: Remark, standing: Standing, _language: str, _timezone: str) -> str:
    return str(get_template_attribute("critiques/_remark.html", "remark")(remark, standing))
