"""Pictures as browsers ask for them: seen only by those who see what they show, kept by nobody.

`shown` is what templates draw: give it anything with public_id, width, height, colour and alt.
"""

from dataclasses import dataclass
from typing import Final, Protocol

from flask import Blueprint, Response, url_for

from portal import access, pictures
from portal.actions.images import file_of
from portal.errors import NotFound
from portal.web import marked_images
from portal.web.policy import open_to_all
from portal.web.private_files import guarded, refuse_other_sites
from portal.web.session import db
from portal.web.sign_in import actor
from portal.web.stored import storage

blueprint = Blueprint("images", __name__)
CARD: Final = "(max-width: 40rem) 92vw, 18rem"


class Framed(Protocol):
    @property
    def public_id(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def colour(self) -> str: ...
    @property
    def alt(self) -> str: ...
    @property
    def caption(self) -> str: ...
    @property
    def has_avif(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """What `picture` and `gallery` draw."""

    public_id: str
    url: str
    srcset: str
    avif: str
    sizes: str
    alt: str
    caption: str
    width: int
    height: int
    colour: str


@blueprint.get("/images/<image_id>/<int:width>")
@open_to_all
def show(image_id: str, width: int) -> Response:
    return _sent(image_id, width, "webp")


@blueprint.get("/images/<image_id>/<int:width>.avif")
@open_to_all
def lighter(image_id: str, width: int) -> Response:
    return _sent(image_id, width, "avif")


def _sent(image_id: str, width: int, coding: str) -> Response:
    refuse_other_sites()
    visible = access.seeing.images(actor()).add_columns(access.seeing.marked(actor()))
    image, is_marked = access.one_row(db(), visible, image_id)
    if width not in pictures.widths_of(image.width):
        raise NotFound
    if coding == "avif" and image.avif_at is None:
        raise NotFound
    if is_marked:
        # Under either name: who was told of AVIF takes WebP as well.
        return guarded(Response(marked_images.of(image, width), mimetype="image/webp"))
    body = storage().get(file_of(image.storage_key, width, coding))
    return guarded(Response(body, mimetype=f"image/{coding}"))


@blueprint.app_template_filter("shown")
def shown(image: Framed, sizes: str = "100vw") -> Shown:
    """A picture with its addresses; `sizes` says how wide it stands on the page."""
    addresses = _addresses(image, "images.show")
    return Shown(
        public_id=image.public_id,
        url=addresses[min(addresses)] if sizes == CARD else addresses[max(addresses)],
        srcset=_srcset(addresses),
        avif=_srcset(_addresses(image, "images.lighter")) if image.has_avif else "",
        sizes=sizes,
        alt=image.alt,
        caption=image.caption,
        width=image.width,
        height=image.height,
        colour=image.colour,
    )


@blueprint.app_template_filter("card_shown")
def card_shown(image: Framed) -> Shown:
    """The same for a card in a list."""
    return shown(image, CARD)


def _addresses(image: Framed, endpoint: str) -> dict[int, str]:
    return {
        width: url_for(endpoint, image_id=image.public_id, width=width)
        for width in pictures.widths_of(image.width)
    }


def _srcset(addresses: dict[int, str]) -> str:
    return ", ".join(f"{url} {width}w" for width, url in addresses.items())
