"""Uploads made into pictures of our own: decoded, turned upright, shrunk, written again as WebP.

What arrives is never kept: no metadata, no second meaning of the bytes survives. Here: bytes in,
bytes out. Not here: who may upload, where the result lies (`portal.actions.images`).
"""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageCms, ImageOps

from portal.errors import Invalid
from portal.language import gettext as _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
WIDTHS: Final = (480, 960, 1600)
MOST_BYTES: Final = 20 * 1024 * 1024
MOST_PIXELS: Final = 40_000_000
MOST_FRAMES: Final = 300
# WebP knows no longer side than 16,383.
LONGEST_SIDE: Final = 16_000
MOST_TRACED: Final = 2_000
LONGEST_PROFILE: Final = 2 * 1024 * 1024

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True)
class Rendition:
    width: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """The largest rendition's size, the colour shown while it loads, and all renditions."""

    width: int
    height: int
    colour: str
    renditions: tuple[Rendition, ...]


def widths_of(width: int) -> tuple[int, ...]:
    """The widths in which a picture of this width is kept: never larger than it came."""
    return (*(w for w in WIDTHS if w < width), min(width, WIDTHS[-1]))[: len(WIDTHS)]


def read(body: bytes) -> Picture:
    """The picture in `body`; or Invalid with one sentence about what is wrong with the file.

    What strangers sent is read by `portal.aside`, which does this in a process of its own."""
    check_size(body)
    return rendered(_decoded(body))


def check_size(body: bytes) -> None:
    if len(body) > MOST_BYTES:
        raise Invalid(_("This file is larger than 20 MB. Save it smaller."))


def _decoded(body: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as image:
            _check_header(image)
            # JPEG only: decode at the size that is needed, not at the size that was sent.
            image.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
            image.load()
            return _in_screen_colours(ImageOps.exif_transpose(image))
    except Invalid:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Invalid(_too_large()) from error
    except MemoryError as error:
        raise Invalid(_too_large()) from error
    except Exception as error:  # Decoders fail in every way; the file is what is wrong.
        raise Invalid(_what_it_is_instead(body)) from error


def _check_header(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise Invalid(_too_large())
    if max(width, height) > LONGEST_SIDE:
        raise Invalid(_("This picture is longer than 16,000 pixels on one side. Cut it in parts."))
    if getattr(image, "n_frames", 1) > MOST_FRAMES:
        raise Invalid(_("This picture moves for more than 300 frames. Send one still of it."))
    image.seek(0)


def _in_screen_colours(image: Image.Image) -> Image.Image:
    """sRGB with or without transparency: browsers get no profile to interpret."""
    has_alpha = "A" in image.getbands() or "transparency" in image.info
    mode = "RGBA" if has_alpha else "RGB"
    profile = image.info.get("icc_profile") or b""
    if 0 < len(profile) <= LONGEST_PROFILE and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            image = converted
    return image.convert(mode)


def rendered(image: Image.Image) -> Picture:
    """A decoded picture in all its sizes, without anything that came with the file."""
    renditions = []
    width, height = image.size
    for wide in reversed(widths_of(image.width)):
        high = max(1, round(height * wide / width))
        image = image.resize((wide, high), Image.Resampling.LANCZOS, reducing_gap=2.0)
        # Nothing that came with the file travels on.
        image.info = {}
        out = BytesIO()
        # Method 2 takes half the time of 4 for one percent more bytes.
        image.save(out, "WEBP", quality=82, method=2, exif=b"", xmp=b"", icc_profile=b"")
        renditions.append(Rendition(wide, out.getvalue()))
        if wide == min(width, WIDTHS[-1]):
            size = image.size
    return Picture(*size, _main_colour(image), tuple(reversed(renditions)))


def in_grey(body: bytes) -> "NDArray[np.float32]":
    """The brightness of each pixel of a picture as it was sent, at most 2,000 wide or high."""
    import numpy as np

    check_size(body)
    image = _decoded(body).convert("L")
    image.thumbnail((MOST_TRACED, MOST_TRACED), Image.Resampling.BICUBIC)
    return np.asarray(image, dtype=np.float32)


def as_avif(largest: bytes) -> tuple[Rendition, ...]:
    """The widths once more as AVIF, from the largest rendition: the original is not kept.

    Quality and speed are what `benchmarks/avif.py` found: three fifths of the bytes of WebP."""
    with Image.open(BytesIO(largest), formats=("WEBP",)) as image:
        image.load()
        return tuple(_avif(image, wide) for wide in widths_of(image.width))


def _avif(image: Image.Image, wide: int) -> Rendition:
    high = max(1, round(image.height * wide / image.width))
    sized = image.resize((wide, high), Image.Resampling.LANCZOS)
    sized.info = {}
    out = BytesIO()
    # One thread: the machine has other things to do.
    sized.save(out, "AVIF", quality=60, speed=8, max_threads=1)
    return Rendition(wide, out.getvalue())


def _main_colour(image: Image.Image) -> str:
    """The colour of the largest part, as #rrggbb; transparency stands on white."""
    small = image.resize((48, 48)).convert("RGBA")
    flat = Image.alpha_composite(Image.new("RGBA", small.size, "white"), small).convert("RGB")
    few = flat.quantize(5).convert("RGB")
    _count, colour = max(few.getcolors() or [(1, (238, 238, 238))])
    red, green, blue = colour if isinstance(colour, tuple) else (238, 238, 238)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _too_large() -> str:
    return _("This picture has more than 40 million pixels. Save it smaller.")


def _what_it_is_instead(body: bytes) -> str:
    start = body[:1024].lstrip().lower()
    if not body:
        return _("This file is empty.")
    if b"<svg" in start:
        return _("SVG drawings can carry programs. Save it as PNG and send that.")
    if body[4:8] == b"ftyp":
        return _("HEIC and AVIF pictures cannot be read here. Save it as JPEG and send that.")
    if start.startswith(b"%pdf"):
        return _("This is a PDF. Save the page as PNG or JPEG and send that.")
    if body.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")):
        return _("This picture is damaged or cut off. Save it again and send that.")
    return _("This is not a picture, whatever its name says. Send PNG, JPEG, WebP or GIF.")
