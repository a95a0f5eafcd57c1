"""A brand's drafts with what came of each, and two reports side by side."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal import access
from portal.errors import NotFound
from portal.models import Brand
from portal.queries import comparing as pairs
from portal.queries import portfolio
from portal.reporting import comparing, sentences, titles
from portal.web import dress
from portal.web.policy import staff
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("portfolio", __name__)


@blueprint.get("/brands/<brand_id>/reports")
@staff
def show(brand_id: str) -> str:
    brand = _worn(brand_id)
    asked = request.args
    return render_template(
        "portfolio/show.html",
        of=brand,
        page=portfolio.page(db(), actor(), brand, asked.get("verdict", ""), asked.get("after", "")),
        choices=portfolio.choices(db(), actor(), brand),
        say=sentences,
    )


@blueprint.get("/compare")
@staff
def compare() -> str | tuple[str, int]:
    """a and b: the rounds. With one of them, or with twice the same, the other is asked for."""
    one, other = _named(request.args)
    if one == other or not other:
        return _choose(one, is_wrong=one == other)
    pair = pairs.pair(db(), actor(), one, other)
    dress.wear(pair.one.brand)
    return render_template(
        "portfolio/compare.html",
        pair=pair,
        shares=comparing.shares(pair.one.document, pair.other.document),
        choices=portfolio.choices(db(), actor(), pair.one.brand),
        say=sentences,
        titled=titles,
    )


def _named(asked: MultiDict[str, str]) -> tuple[str, str]:
    one, other = asked.get("a", ""), asked.get("b", "")
    if not one and not other:
        raise NotFound
    return (one, other) if one else (other, "")


def _choose(round_id: str, is_wrong: bool) -> str | tuple[str, int]:
    round = access.one(db(), access.seeing.staffed_rounds(actor()), round_id)
    brand = db().get_one(Brand, round.brand_id)
    dress.wear(brand)
    page = render_template(
        "portfolio/choose.html",
        of=brand,
        chosen=round_id,
        choices=portfolio.choices(db(), actor(), brand),
        problem=_("These are the same round. Choose another one.") if is_wrong else None,
    )
    return (page, 422) if is_wrong else page


def _worn(brand_id: str) -> Brand:
    brand = access.one(db(), access.seeing.staffed_brands(actor()), brand_id)
    dress.wear(brand)
    return brand
