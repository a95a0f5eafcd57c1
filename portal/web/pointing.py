"""Pointing at a picture without a script: a page of pictures to press on, there and back again with
everything that was typed meanwhile. With a script: static/js/pin-board.js."""

from typing import Final

from flask import Blueprint, Response, make_response, render_template, request

from portal import access
from portal.access import doing, seeing
from portal.errors import allow
from portal.models.anchors import WHOLE
from portal.queries import judge
from portal.queries.images import Picture
from portal.queries.judge import DraftPage
from portal.web import dress, pins
from portal.web import judge as draft_page
from portal.web.forms.critiques import CritiqueForm
from portal.web.policy import signed_in
from portal.web.session import commit, db
from portal.web.sign_in import actor

blueprint = Blueprint("pointing", __name__)
# How wide a picture stands on the page, so that a press on it can be told in parts of its width.
WIDTH: Final = 280


@blueprint.get("/rounds/<round_id>/point")
@signed_in
def show(round_id: str) -> str:
    return _draw(_page(round_id), draft_page.empty_form(), request.args.get("picture"))


@blueprint.post("/rounds/<round_id>/point")
@signed_in
def press(round_id: str) -> str | Response:
    """From the composer to the pictures; from a picture back, with the place; or without it."""
    page, form = _page(round_id), CritiqueForm()
    pressed = next((p for p in wall(page) if f"at-{p.public_id}.x" in request.form), None)
    if pressed is None and "away" not in request.form:
        return _draw(page, form)
    form.forget_place()
    if pressed is not None:
        _take(form, pressed)
    return make_response(draft_page.draw(page, form))


def wall(page: DraftPage) -> tuple[Picture, ...]:
    """Every picture of the revision: those on the wall, then the faces of variants."""
    return page.pictures + pins.faces(page.variants)


def height(picture: Picture) -> int:
    return max(1, round(WIDTH * picture.height / picture.width))


def _page(round_id: str) -> DraftPage:
    round = access.one(db(), seeing.rounds(actor()), round_id)
    allow(doing.why_not_criticise(actor(), round))
    page = judge.page(db(), actor(), round_id)
    commit()
    return page


def _draw(page: DraftPage, form: CritiqueForm, picture: str | None = None) -> str:
    dress.wear(page.brand)
    chosen = [p for p in wall(page) if p.public_id == picture] or wall(page)
    pictures = [(p, height(p)) for p in chosen]
    return render_template(
        "critiques/point.html", page=page, form=form, pictures=pictures, width=WIDTH
    )


def _take(form: CritiqueForm, picture: Picture) -> None:
    form.picture.data = picture.public_id
    for axis, length in (("x", WIDTH), ("y", height(picture))):
        typed = request.form.get(f"at-{picture.public_id}.{axis}", "")
        pressed = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
        form[axis].data = str(min(WHOLE, round(pressed * WHOLE / length)))
