"""A report as PDF, for the team and behind a share link: the same page, the same charts."""

import threading
from datetime import datetime
from typing import Final

from flask import Response, current_app, render_template
from flask_babel import gettext as _

from portal.exports import paper
from portal.models import Brand
from portal.queries.reports import Decided
from portal.reporting import sentences, titles
from portal.reporting.numbers import Json
from portal.web.assets import Assets
from portal.web.errors import error_page
from portal.web.handed import attachment, unlinked

# A second or two of one core; one at a time leaves the other threads their pages.
_at_once: Final = threading.BoundedSemaphore(1)


def pdf(
    document: Json, brand: Brand, decision: Decided | None, frozen_at: datetime | None, name: str
) -> Response:
    """The PDF, or a sentence where this machine cannot make one."""
    if paper.missing():
        return error_page(
            503, _("This installation cannot make a PDF. Print the page from your browser instead.")
        )
    page = render_template(
        "reports/paper.html",
        d=document,
        say=sentences,
        titled=titles,
        decision=decision,
        frozen_at=frozen_at,
    )
    assets: Assets = current_app.extensions["portal_assets"]
    style = assets.bundles["app.css"].body.decode()
    accent = (str(brand.accent_hue), f"{brand.accent_chroma / 1000:g}")
    with _at_once:
        body = paper.pdf_of(unlinked(page), style, accent, _margins())
    return attachment(body, "application/pdf", name)


def _margins() -> dict[str, str]:
    """What stands around each page, its number among it."""
    before, between, after = _("Page %(page)s of %(pages)s", page="|", pages="|").split("|")
    return {
        "page-before": before,
        "page-between": between,
        "page-after": after,
        "confidential": _("Confidential"),
    }
