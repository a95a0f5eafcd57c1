"""Which part of a conversation a request is about: as its address says, or, of a form that was sent
from a page, as the address of that page did."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from flask import request, url_for

from portal.errors import Invalid
from portal.queries.critiques import PLAIN, View, of_address


def asked() -> View:
    return of_address(request.args)


def around(round_id: str) -> View:
    """Everything, where that page is another or says nothing one could read."""
    address = urlsplit(request.headers.get("HX-Current-URL", ""))
    if address.path != url_for("judge.show", round_id=round_id):
        return PLAIN
    try:
        return of_address(dict(parse_qsl(address.query, max_num_fields=50)))
    except (Invalid, ValueError):
        return PLAIN


def everything(view: View) -> View:
    """The same page with the whole conversation, from its newest remark."""
    return replace(PLAIN, revision=view.revision)


def address(round_id: str, view: View) -> str:
    return url_for("judge.show", round_id=round_id, **view.words())
