"""Pictures as browsers ask for them: seen only by those who see what they show, kept by nobody.

`shown` is what templates draw: give it anything with public_id, width, height, colour and alt.
"""

from dataclasses import dataclass
from typing import Final, Protocol

from flask import Blueprint, Response, current_app, url_for

from portal import access, pictures
from portal.actions.images import file_of
from portal.errors import NotFound
from portal.storage import Storage
from portal.web.policy import open_to_all
from portal.web.private_files import guarded, refuse_other_sites
from portal.web.session import db
from portal.web.sign_in import actor

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


@blueprint.get("/images/<image_id>/<int:width>", defaults={"coding": "webp"})
@blueprint.get("/images/<image_id>/<int:width>.<any(avif):coding>")
@open_to_all
def show(image_id: str, width: int, coding: str) -> Response:
    refuse_other_sites()
    image = access.one(db(), access.seeing.images(actor()), image_id)
    if width not in pictures.widths_of(image.width):
        raise NotFound
    if coding == "avif" and image.avif_at is None:
        raise NotFound
    body = storage().get(file_of(image.storage_key, width, coding))
    return guarded(Response(body, mimetype=f"image/{coding}"))


@blueprint.app_template_filter("shown")
def shown(image: Framed, sizes: str = "100vw") -> Shown:
    """A picture with its addresses; `sizes` says how wide it stands on the page."""
    addresses = _addresses(image, "webp")
    return Shown(
        public_id=image.public_id,
        url=addresses[min(addresses)] if sizes == CARD else addresses[max(addresses)],
        srcset=_srcset(addresses),
        avif=_srcset(_addresses(image, "avif")) if image.has_avif else "",
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


def _addresses(image: Framed, coding: str) -> dict[int, str]:
    return {
        width: url_for("images.show", image_id=image.public_id, width=width, coding=coding)
        for width in pictures.widths_of(image.width)
    }


def _srcset(addresses: dict[int, str]) -> str:
    return ", ".join(f"{url} {width}w" for width, url in addresses.items())


def storage() -> Storage:
    found: Storage = current_app.extensions["portal_storage"]
    return found
