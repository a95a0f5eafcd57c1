"""Laying paint on a picture: antialiased fills, soft shadows, inner shade, gradients.

Every outline is drawn on a small oversampled mask of its own bounds and set down through it, so a
picture costs what is painted, not what is empty.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from portal.demo.drawing.shapes import Point, moved

RGB = tuple[int, int, int]
Box = tuple[int, int, int, int]
Paint = RGB | Callable[[Box], Image.Image]
FINE = 3  # how many times a mask is oversampled, each way


def rgb(code: str) -> RGB:
    code = code.lstrip("#")
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)


def mix(a: RGB, b: RGB, share: float) -> RGB:
    r, g, b_ = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return r, g, b_


def bounds(points: Iterable[Point], size: tuple[int, int], margin: float = 1) -> Box | None:
    xs, ys = zip(*points, strict=True)
    left, top = max(int(min(xs) - margin), 0), max(int(min(ys) - margin), 0)
    right, bottom = min(int(max(xs) + margin) + 1, size[0]), min(int(max(ys) + margin) + 1, size[1])
    return (left, top, right, bottom) if right > left and bottom > top else None


def mask(outlines: Sequence[Sequence[Point]], box: Box, fine: int = 0) -> Image.Image:
    width, height = box[2] - box[0], box[3] - box[1]
    fine = fine or (FINE if width * height < 90_000 else 2)
    sheet = Image.new("L", (width * fine, height * fine))
    pen = ImageDraw.Draw(sheet)
    for outline in outlines:
        pen.polygon([((x - box[0]) * fine, (y - box[1]) * fine) for x, y in outline], fill=255)
    return sheet.reduce(fine) if fine > 1 else sheet


def blurred(image: Image.Image, soft: float) -> Image.Image:
    """A Gaussian blur that works on a smaller copy when it is wide."""
    if soft < 5:
        return image.filter(ImageFilter.GaussianBlur(soft))
    factor = max(int(soft / 2.5), 1)
    small = image.resize((max(image.width // factor, 1), max(image.height // factor, 1)))
    blur = small.filter(ImageFilter.GaussianBlur(soft / factor))
    return blur.resize(image.size, Image.Resampling.BILINEAR)


def faded(image: Image.Image, opacity: float) -> Image.Image:
    return image if opacity >= 1 else image.point([round(v * opacity) for v in range(256)])


def fill_all(
    picture: Image.Image,
    outlines: Sequence[Sequence[Point]],
    paint: Paint,
    opacity: float = 1,
    soft: float = 0,
) -> None:
    """Many outlines, one paint, one mask."""
    box = bounds((p for o in outlines for p in o), picture.size, 1 + 3 * soft)
    if not outlines or box is None:
        return
    shape = mask(outlines, box, 1 if soft > 3 else 0)
    if soft:
        shape = blurred(shape, soft)
    picture.paste(paint(box) if callable(paint) else paint, box, faded(shape, opacity))


def fill(
    picture: Image.Image,
    outline: Sequence[Point],
    paint: Paint,
    opacity: float = 1,
    soft: float = 0,
) -> None:
    fill_all(picture, [outline], paint, opacity, soft)


def shadow(
    picture: Image.Image,
    outline: Sequence[Point],
    by: Point,
    soft: float,
    colour: RGB,
    opacity: float,
) -> None:
    """What the outline casts on whatever lies below it."""
    fill(picture, moved(outline, *by), colour, opacity, soft)


def shade(
    picture: Image.Image,
    outline: Sequence[Point],
    by: Point,
    soft: float,
    colour: RGB,
    opacity: float,
) -> None:
    """Roundness: tints the inner edge that faces `by` (with (0, 0), the whole rim)."""
    box = bounds(outline, picture.size)
    if box is None:
        return
    shape = mask([outline], box)
    wide = round(soft * 2) + 1
    room = (box[0] - wide, box[1] - wide, box[2] + wide, box[3] + wide)
    far = blurred(mask([moved(outline, -by[0], -by[1])], room, 1), soft)
    far = far.crop((wide, wide, wide + shape.width, wide + shape.height))
    edge = ImageChops.multiply(shape, ImageChops.invert(far))
    picture.paste(colour, box, faded(edge, opacity))


@lru_cache(maxsize=4)
def _ramp(kind: str) -> Image.Image:
    return Image.linear_gradient("L") if kind == "down" else Image.radial_gradient("L")


def down(top: RGB, bottom: RGB) -> Callable[[Box], Image.Image]:
    """A gradient from top to bottom of whatever it fills."""
    return lambda box: _graded(_ramp("down"), box, top, bottom)


def across(left: RGB, right: RGB) -> Callable[[Box], Image.Image]:
    return lambda box: _graded(_ramp("down").transpose(Image.Transpose.ROTATE_90), box, left, right)


def around(middle: RGB, rim: RGB) -> Callable[[Box], Image.Image]:
    """A gradient from the middle outwards."""
    return lambda box: _graded(_ramp("around"), box, middle, rim)


def _graded(ramp: Image.Image, box: Box, dark: RGB, light: RGB) -> Image.Image:
    size = (box[2] - box[0], box[3] - box[1])
    return toned(ramp, dark, light).resize(size, Image.Resampling.BILINEAR)


def toned(grey: Image.Image, dark: RGB, light: RGB) -> Image.Image:
    """A grey picture between two colours."""
    bands = [
        grey.point([round(d + (li - d) * v / 255) for v in range(256)])
        for d, li in zip(dark, light, strict=True)
    ]
    return Image.merge("RGB", bands)
