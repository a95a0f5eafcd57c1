"""What critique points at, drawn where that is: pins over pictures, marks in the story.

Made of the remarks that stand on the page and of nothing else, so it tells what they tell.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from flask import Blueprint, get_template_attribute
from markupsafe import Markup

from portal import passages
from portal.models import Round
from portal.models.anchors import WHOLE
from portal.passages import Passage
from portal.queries import revisions
from portal.queries.critiques import Remark, Talk
from portal.queries.images import Picture
from portal.queries.revisions import VariantShown
from portal.text import plain
from portal.web.session import db
from portal.web.sign_in import actor

blueprint = Blueprint("pins", __name__)
# On a phone, in pixels: the frame a picture is shown in, and how near two pins are one mark.
FRAME: Final = (360, 270)
FINGER: Final = 36
# A pin at the very edge is drawn whole.
EDGE: Final = 400
PREVIEW: Final = 80


@dataclass(frozen=True, slots=True)
class Pin:
    """One remark's place on a picture; `name` is its public id."""

    number: int
    name: str
    author: str
    words: str
    x: int
    y: int
    width: int
    height: int
    is_moved: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """Pins that stand so near to each other that one mark is drawn for them."""

    pins: tuple[Pin, ...]

    @property
    def first(self) -> Pin:
        return self.pins[0]

    @property
    def is_crowded(self) -> bool:
        return len(self.pins) > 1


class Sized(Protocol):
    @property
    def public_id(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Board:
    """Everything pointed at on the pictures of a page; `is_open`: the reader may add to it."""

    revision: int
    pins: tuple[tuple[str, Pin], ...]
    is_open: bool

    def spots(self, image: Sized) -> tuple[Spot, ...]:
        on_it = [pin for picture, pin in self.pins if picture == image.public_id]
        return crowded(on_it, image)

    def count(self, images: Iterable[Sized]) -> int:
        names = {image.public_id for image in images}
        return sum(picture in names for picture, _pin in self.pins)


def board(talk: Talk, revision: int, is_open: bool = False) -> Board:
    return Board(
        revision,
        tuple(
            (remark.anchor.image_id, _pin(remark))
            for remark in _pinned(talk)
            if remark.anchor and remark.anchor.shape != "passage"
        ),
        is_open,
    )


def crowded(pins: list[Pin], image: Sized) -> tuple[Spot, ...]:
    """The pins in the order of their numbers, each with those near the first one of a spot."""
    scale = min(FRAME[0] / image.width, FRAME[1] / image.height) / WHOLE
    across, down = image.width * scale, image.height * scale
    spots: list[list[Pin]] = []
    for pin in sorted(pins, key=lambda pin: pin.number):
        near = next((spot for spot in spots if _apart(spot[0], pin, across, down) < FINGER), None)
        if near is None:
            spots.append([pin])
        else:
            near.append(pin)
    return tuple(Spot(tuple(spot)) for spot in spots)


@blueprint.app_template_filter("pin_board")
def of_page(page: object) -> Board | None:
    """The board of a page with a conversation; None of a page without."""
    talk: Talk | None = getattr(page, "talk", None)
    if talk is None:
        return None
    is_open = getattr(page, "is_current", False) and talk.why_not is None and not talk.is_thread
    return board(talk, page.shown.number, is_open)  # type: ignore[attr-defined]


def again(round: Round, talk: Talk) -> str:
    """Pins and marks anew, to be put in beside a conversation that changed; nothing where nobody
    points. A page that shows another revision has no place for them."""
    if not _pinned(talk):
        return ""
    known = revisions.of_round(db(), actor(), round)
    shown = next((row for row in known if row.number == talk.revision), None)
    if shown is None:
        return ""
    hung = revisions.hung(db(), shown.id)
    drawn = get_template_attribute("critiques/_pins.html", "again")
    story = marked(shown.story_html, talk)
    return str(drawn(board(talk, shown.number), hung.pictures + faces(hung.variants), story))


@blueprint.app_template_filter("faces")
def faces(variants: Iterable[VariantShown]) -> tuple[Picture, ...]:
    """The pictures of the variants, in their order."""
    return tuple(
        picture
        for variant in variants
        for picture in (variant.picture, *variant.more)
        if picture is not None
    )


@blueprint.app_template_filter("story_of")
def story_of(page: object) -> Markup:
    """The story of a page's revision with what its conversation quotes marked in it."""
    html: str = page.shown.story_html  # type: ignore[attr-defined]
    talk: Talk | None = getattr(page, "talk", None)
    return marked(html, talk) if talk else Markup(html)  # noqa: S704 - it was made safe


def marked(html: str, talk: Talk) -> Markup:
    """A quote is marked where its place says it is, if it is there; nothing is looked for."""
    quoted = [remark for remark in _pinned(talk) if remark.anchor and remark.anchor.quote]
    if not quoted:
        return Markup(html)  # noqa: S704 - it was made safe when it was stored
    text = passages.words(html)
    return passages.marked(
        html, [p for p in map(_passage, quoted) if text[p.start : p.end] == _quote(quoted, p)]
    )


@blueprint.app_template_filter("percent")
def percent(part: int) -> str:
    """A part of a picture's side, as SVG writes it."""
    return f"{part / 100:g}%"


@blueprint.app_template_filter("inside")
def inside(part: int) -> int:
    return min(max(part, EDGE), WHOLE - EDGE)


def _pinned(talk: Talk) -> list[Remark]:
    remarks = (remark for thread in talk.conversation.threads for remark in thread.remarks)
    return [remark for remark in remarks if remark.number is not None and remark.is_pinned]


def _pin(remark: Remark) -> Pin:
    at = remark.anchor
    assert at is not None
    return Pin(
        number=remark.number or 0,
        name=remark.public_id,
        author=remark.author,
        words=plain(passages.words(remark.html), PREVIEW),
        x=at.x or 0,
        y=at.y or 0,
        width=at.width or 0,
        height=at.height or 0,
        is_moved=at.state == "moved",
    )


def _passage(remark: Remark) -> Passage:
    at = remark.anchor
    assert at is not None
    start = at.start or 0
    after = get_template_attribute("critiques/_pins.html", "behind")(remark)
    return Passage(remark.public_id, start, start + len(at.quote), Markup(after))  # noqa: S704


def _quote(quoted: list[Remark], passage: Passage) -> str:
    return next(r.anchor.quote for r in quoted if r.anchor and r.public_id == passage.name)


def _apart(one: Pin, other: Pin, across: float, down: float) -> float:
    return math.hypot((one.x - other.x) * across, (one.y - other.y) * down)
