"""Cloth: knitted, ribbed, twilled and plain surfaces as paints, and the seams that join them."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import cos, degrees, hypot, sin

from PIL import Image, ImageChops, ImageDraw

from portal.demo.drawing import paint, surfaces
from portal.demo.drawing.paint import RGB, Box, mix, toned
from portal.demo.drawing.shapes import Outline, Point, ellipse, ribbon

FINE = 4
INKY, CHALK = (30, 22, 26), (255, 252, 244)


def _leg(width: float, height: float, side: int, thin: float) -> Outline:
    """One leg of a knitted V, drawn upright in its tile."""
    middle, lean = width * (0.5 + side * 0.245), side * 0.30
    points = ellipse(0, 0, width * 0.235 * thin, height * 0.66 * thin, steps=30)
    c, s = cos(lean), sin(lean)
    return [(middle + x * c - y * s, height / 2 + x * s + y * c) for x, y in points]


@lru_cache(maxsize=32)
def _knit_tile(width: int, height: int, kind: str) -> Image.Image:
    across = width * (2 if kind == "rib" else 1)
    tile = Image.new("L", (across * FINE, height * FINE), 66)
    pen = ImageDraw.Draw(tile)
    for thin, tone in ((1.0, 132), (0.86, 168), (0.66, 198), (0.4, 222)):
        for up in (-2, -1, 0, 1, 2):
            for side in (-1, 1):
                leg = _leg(width, height, side, thin)
                pen.polygon([(x * FINE, (y + up * height) * FINE) for x, y in leg], fill=tone)
    if kind == "rib":
        tile.paste(44, (width * FINE, 0, across * FINE, height * FINE))
        groove = Image.linear_gradient("L").rotate(90).resize((width * FINE // 2, height * FINE))
        tile.paste(86, (width * FINE, 0), ImageChops.invert(groove))
        tile.paste(86, (width * FINE * 3 // 2, 0), groove)
    return tile.reduce(FINE)


@lru_cache(maxsize=8)
def _twill_tile(step: int) -> Image.Image:
    size = step * 4 * FINE
    tile = Image.new("L", (size, size), 108)
    pen = ImageDraw.Draw(tile)
    for start in range(-size, size * 2, step * FINE):
        pen.line([(start, size), (start + size, 0)], fill=226, width=max(step * FINE // 2, 1))
    return tile.reduce(FINE)


def _tiled(tile: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("L", size)
    sheet.paste(tile, (0, 0))
    width, height = tile.size
    while width < size[0]:
        sheet.paste(sheet.crop((0, 0, width, height)), (width, 0))
        width *= 2
    while height < size[1]:
        sheet.paste(sheet.crop((0, 0, size[0], height)), (0, height))
        height *= 2
    return sheet


def _cloth(
    tile: Image.Image, colour: RGB, turn: float, depth: float
) -> Callable[[Box], Image.Image]:
    deep = (round(colour[0] * 0.42), round(colour[1] * 0.38), round(colour[2] * 0.36))
    dark, light = mix(colour, deep, depth), mix(colour, CHALK, 0.2)

    def painted(box: Box) -> Image.Image:
        width, height = box[2] - box[0], box[3] - box[1]
        if turn:
            side = int(hypot(width, height)) + 2
            sheet = _tiled(tile, (side, side)).rotate(degrees(turn), Image.Resampling.BILINEAR)
            left, top = (side - width) // 2, (side - height) // 2
            sheet = sheet.crop((left, top, left + width, top + height))
        else:
            sheet = _tiled(tile, (width, height))
        return surfaces.clouded(toned(sheet, dark, light), f"cloth{width}", 18, 11)

    return painted


def knit(colour: RGB, width: int = 13, turn: float = 0) -> Callable[[Box], Image.Image]:
    return _cloth(_knit_tile(width, round(width * 0.84), "plain"), colour, turn, 0.95)


def rib(colour: RGB, width: int = 8, turn: float = 0) -> Callable[[Box], Image.Image]:
    return _cloth(_knit_tile(width, round(width * 1.1), "rib"), colour, turn, 0.92)


def twill(colour: RGB, step: int = 4, turn: float = 0) -> Callable[[Box], Image.Image]:
    return _cloth(_twill_tile(step), colour, turn, 0.34)


def canvas(colour: RGB, seed: str, thread: int = 2) -> Callable[[Box], Image.Image]:
    return lambda box: surfaces.clouded(
        surfaces.weave((box[2] - box[0], box[3] - box[1]), colour, seed, 70, thread), seed, 20
    )


def seam(
    picture: Image.Image, line: Sequence[Point], colour: RGB, *, long: float = 9, wide: float = 2.2
) -> None:
    """A row of stitches along the line, each with the small hollow it pulls."""
    spots = _spaced(line, long * 1.6)
    strokes = []
    for (x, y), (dx, dy) in spots:
        strokes.append(ribbon([(x, y), (x + dx * long, y + dy * long)], wide))
    hollow = [[(x + 0.8, y + 1.4) for x, y in stroke] for stroke in strokes]
    paint.fill_all(picture, hollow, INKY, 0.30)
    paint.fill_all(picture, strokes, colour)


def _spaced(line: Sequence[Point], gap: float) -> list[tuple[Point, Point]]:
    """Points a gap apart along the line, each with the direction it goes."""
    found, rest = [], 0.0
    for (ax, ay), (bx, by) in pairwise(line):
        length = hypot(bx - ax, by - ay)
        if not length:
            continue
        dx, dy = (bx - ax) / length, (by - ay) / length
        while rest < length:
            found.append(((ax + dx * rest, ay + dy * rest), (dx, dy)))
            rest += gap
        rest -= length
    return found


def button(picture: Image.Image, x: float, y: float, size: float, colour: RGB) -> None:
    disc = ellipse(x, y, size, steps=48)
    paint.shadow(picture, disc, (size * 0.12, size * 0.26), size * 0.2, INKY, 0.5)
    paint.fill(picture, disc, paint.down(mix(colour, CHALK, 0.28), mix(colour, INKY, 0.22)))
    well = ellipse(x, y, size * 0.68, steps=40)
    paint.fill(picture, well, paint.down(mix(colour, INKY, 0.18), mix(colour, CHALK, 0.14)))
    holes = [
        ellipse(x + i * size * 0.2, y + j * size * 0.2, size * 0.1, steps=14)
        for i in (-1, 1) for j in (-1, 1)
    ]  # fmt: skip
    paint.fill_all(picture, holes, INKY, 0.75)
    cross = [ribbon([(x - i * size * 0.2, y - size * 0.2), (x + i * size * 0.2, y + size * 0.2)],
                    size * 0.09) for i in (-1, 1)]  # fmt: skip
    paint.fill_all(picture, cross, CHALK, 0.8)
