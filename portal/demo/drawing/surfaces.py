"""What things lie on and what holds a picture together: washes, paper, linen, stone, grain."""

from functools import lru_cache

from PIL import Image, ImageChops

from portal.demo.drawing.paint import RGB, blurred, down
from portal.demo.drawing.shapes import seeded

Size = tuple[int, int]
LANDSCAPE: Size = (1600, 1200)
PORTRAIT: Size = (1200, 1500)


@lru_cache(maxsize=64)
def noise(size: Size, seed: str) -> Image.Image:
    return Image.frombytes("L", size, seeded(seed).randbytes(size[0] * size[1]))


def calm(size: Size, seed: str, strength: int) -> Image.Image:
    """Noise around the middle grey, at most `strength` steps away from it."""
    levels = [128 + round((v - 128) * strength / 128) for v in range(256)]
    return noise(size, seed).point(levels)


@lru_cache(maxsize=2)
def _grain(size: Size) -> Image.Image:
    tile = ImageChops.blend(calm((512, 512), "grain", 44), calm((512, 512), "dust", 44), 0.5)
    sheet = Image.new("L", size)
    for x in range(0, size[0], 512):
        for y in range(0, size[1], 512):
            sheet.paste(tile, (x, y))
    return Image.merge("RGB", (sheet, sheet, sheet))


@lru_cache(maxsize=2)
def _light(size: Size) -> Image.Image:
    """Daylight from the upper left, as a soft-light layer."""
    small = Image.new("L", (32, 24))
    small.putdata([round(152 - 1.0 * x - 0.9 * y) for y in range(24) for x in range(32)])
    sheet = small.resize(size, Image.Resampling.BICUBIC)
    return Image.merge("RGB", (sheet, sheet, sheet))


def wash(size: Size, top: RGB, bottom: RGB) -> Image.Image:
    return down(top, bottom)((0, 0, *size))


def clouded(picture: Image.Image, seed: str, strength: int = 14, cells: int = 9) -> Image.Image:
    """Uneven tone, as on plaster or handmade paper."""
    small = calm((cells, cells), seed, strength).resize((cells * 16, cells * 16), 3)
    sheet = blurred(small, 4).resize(picture.size, Image.Resampling.BILINEAR)
    return ImageChops.soft_light(picture, Image.merge("RGB", (sheet, sheet, sheet)))


def paper(size: Size, colour: RGB, seed: str) -> Image.Image:
    return clouded(Image.new("RGB", size, colour), seed, 26)


def weave(size: Size, colour: RGB, seed: str, strength: int = 60, thread: int = 2) -> Image.Image:
    """Linen: threads of uneven weight, across and down."""
    warp = calm((size[0] // thread, 6), seed + "warp", strength).resize(size, 2)
    weft = calm((6, size[1] // thread), seed + "weft", strength).resize(size, 2)
    cloth = ImageChops.blend(warp, weft, 0.5)
    return ImageChops.soft_light(
        Image.new("RGB", size, colour), Image.merge("RGB", (cloth, cloth, cloth))
    )


def finished(picture: Image.Image) -> Image.Image:
    """Light over the whole, then the grain that makes it one sheet."""
    lit = ImageChops.soft_light(picture, _light(picture.size))
    return ImageChops.soft_light(lit, _grain(picture.size))
