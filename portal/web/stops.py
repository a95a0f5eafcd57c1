"""Stopping a brand's mail: by the link in each letter, signed out, and by a mail program's button.

Looking stops nothing; a POST does, says what it stopped, and can be taken back. The POST of a mail
program (RFC 8058) carries no token of ours: it can only stop mail, by a link that only the letter
holds, so it needs none (see `create_app`).
"""

from flask import Blueprint, Response, render_template

from portal.actions import suppressions
from portal.actions.suppressions import Stop
from portal.errors import NotFound
from portal.queries.offers import masked
from portal.web import dress
from portal.web.policy import open_to_all
from portal.web.session import commit, db

blueprint = Blueprint("stops", __name__)
Page = str | Response


@blueprint.get("/stop/<token>")
@open_to_all
def show(token: str) -> Page:
    return _page(_found(token), token)


@blueprint.post("/stop/<token>")
@open_to_all
def stop(token: str) -> Page:
    found = _found(token)
    suppressions.stop(db(), found)
    commit()
    return _page(found, token)


@blueprint.post("/stop/<token>/undo")
@open_to_all
def undo(token: str) -> Page:
    found = _found(token)
    suppressions.resume(db(), found)
    commit()
    return _page(found, token, is_back=True)


def _found(token: str) -> Stop:
    found = suppressions.find(db(), token)
    if found is None:
        raise NotFound
    return found


def _page(found: Stop, token: str, *, is_back: bool = False) -> str:
    brand_id, address = found.brand.id, found.person.email_key
    dress.wear(found.brand)
    return render_template(
        "stops/show.html",
        brand_name=found.brand.name,
        address=masked(address),
        token=token,
        is_stopped=suppressions.holds(db(), brand_id, address, "unsubscribe", "complaint"),
        is_back=is_back,
        accent_url=None,
    )
