"""A picture marked for whoever looks at it: their name in quiet lines, and a pattern nobody sees.

Bytes in, bytes out, nothing is kept. The pattern itself is `portal.marks`.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from portal import marks

# Light letters with a dark edge: to be read on any ground, and hardly seen on all.
_LIGHT: Final = (255, 255, 255, 40)
_DARK: Final = (0, 0, 0, 34)
_TILT: Final = 24
_FONT: Final = (
    Path(__file__).parent.parent / "static/vendor/figtree/figtree-latin-wght-normal.woff2"
)
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: what is written on the picture, and the keys of the two patterns."""

    name: str
    code: str
    common: str
    personal: str


def marked(body: bytes, viewer: Viewer) -> bytes:
    """The rendition `body` for this viewer, as WebP."""
    with Image.open(BytesIO(body), formats=("WEBP",)) as opened:
        alpha = opened.getchannel("A") if "A" in opened.getbands() else None
        plain = opened.convert("RGB")
    plain.paste(*_lines(plain.size, _written(viewer)))
    pixels = np.asarray(plain, dtype=np.float32)
    grey = np.asarray(plain.convert("L"), dtype=np.float32)
    pixels = pixels + marks.marked(grey, viewer.common, viewer.personal)[..., None]
    image = Image.fromarray(np.clip(pixels + 0.5, 0, 255).astype(np.uint8))
    if alpha is not None:
        image.putalpha(alpha)
    out = BytesIO()
    # A little more faithful than the renditions: the pattern must outlive it.
    image.save(out, "WEBP", quality=88, method=2)
    return out.getvalue()


def _written(viewer: Viewer) -> str:
    """Their name, if need be without accents; their code where letters are not in the font."""
    parts = unicodedata.normalize("NFKD", viewer.name)
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    fitting = (name for name in (viewer.name, bare) if name.strip() and _has_letters(name))
    return next(fitting, viewer.code)


def _has_letters(name: str) -> bool:
    font = _font(16)
    missing = bytes(font.getmask("\uffff"))
    return all(bytes(font.getmask(sign)) != missing for sign in name if sign.strip())


@lru_cache(maxsize=64)
def _lines(size: tuple[int, int], words: str) -> tuple[Image.Image, tuple[int, int], Image.Image]:
    """What is pasted: colours, where, and how much of them."""
    width, height = size
    text = max(14, width // 48)
    font = _font(text)
    step, line = int(font.getlength(words)) + text * 6, text * 7
    long = int(np.hypot(width, height)) + step
    sheet = Image.new("RGBA", (long, long))
    draw = ImageDraw.Draw(sheet)
    for row, down in enumerate(range(0, long, line)):
        for right in range(-(row % 2) * step // 2, long, step):
            draw.text((right + 1, down + 1), words, font=font, fill=_DARK)
            draw.text((right, down), words, font=font, fill=_LIGHT)
    turned = sheet.rotate(_TILT, Image.Resampling.BICUBIC)
    left, top = (long - width) // 2, (long - height) // 2
    cut = turned.crop((left, top, left + width, top + height))
    return cut.convert("RGB"), (0, 0), cut.getchannel("A")


@lru_cache(maxsize=16)
def _font(size: int) -> Font:
    """The font of the pages; where FreeType cannot unpack it, Pillow's own, which knows fewer
    letters."""
    try:
        font = ImageFont.truetype(_FONT, size)
        font.set_variation_by_axes([500])
    except OSError:
        return ImageFont.load_default(size)
    return font
