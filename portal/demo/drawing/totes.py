"""The tote sewn from offcuts: whole, open, and as the cutting plan it comes from."""

from collections.abc import Callable
from functools import partial

from PIL import Image

from portal.demo.drawing import paint, surfaces
from portal.demo.drawing.garments import INKY, Lay, table
from portal.demo.drawing.paint import RGB, mix, rgb
from portal.demo.drawing.shapes import Outline, ribbon, seeded, smooth
from portal.demo.drawing.stitches import canvas, seam, twill

MANY = tuple(rgb(c) for c in ("d8cdb8", "77764f", "3f5273", "a9503f", "c39a5a", "8c9a94"))
CALM = tuple(rgb(c) for c in ("d8cdb8", "cbbd9f", "e2d9c8", "3f5273", "55678a"))
THREAD = rgb("fff3da")


def tote(picture: Image.Image, colours: tuple[RGB, ...], *, reach: float, rows: int) -> None:
    lay = Lay(picture, 600, 620, 1)
    rng = seeded(f"tote{rows}{reach}")
    body: Outline = [(-372, 0), (372, 0), (352, 690), (-352, 690)]
    straps = [
        smooth([(s * 190 + d, 90), (s * 176 + d, -reach * 0.5), (d * 0.4 + s * 100, -reach),
                (d, -reach * 1.09), (d * 0.4 - s * 100, -reach), (-s * 176 + d, -reach * 0.5),
                (-s * 190 + d, 90)], closed=False) for s, d in ((1, 18), (1, -6))
    ]  # fmt: skip
    lay.cast([body, *(ribbon(s, 46) for s in straps)])
    strap_cloth = twill(mix(colours[-1], INKY, 0.12))
    lay.piece(ribbon(straps[0], 46), strap_cloth, round_by=0.5)
    lay.piece(body, canvas(colours[0], "body", 3))
    across, tall = 4, 690 / rows
    for i in range(rows):
        shift = rng.uniform(-30, 30)
        for j in range(across):
            left = -352 + j * 176 + (shift if j else 0)
            right = -352 + (j + 1) * 176 + (shift if j < across - 1 else 0)
            colour = rng.choice(colours)
            top, low = i * tall, (i + 1) * tall
            piece: Outline = [(left, top), (right, top), (right, low), (left, low)]
            piece = [(x * (1.057 - 0.057 * y / 690), y) for x, y in piece]
            cloth = twill(colour, 4, rng.choice((0, 0.8))) if rng.random() < 0.5 else canvas(
                colour, f"{i}{j}", 3)  # fmt: skip
            paint.fill(picture, lay.at(piece), cloth)
            edge = [(x * 0.985, y) for x, y in (piece[0], piece[3])]
            seam(picture, lay.at([(x + 9, y) for x, y in edge]), mix(colour, THREAD, 0.6), long=11)
        line = [(-350.0, i * tall + 9), (350.0, i * tall + 9)]
        if i:
            paint.fill(picture, lay.at(ribbon([(x, y - 9) for x, y in line], 5)), INKY, 0.3, 2)
            seam(picture, lay.at(line), THREAD, long=11)
    outline = lay.at(body)
    paint.shade(picture, outline, (24, 30), 34, INKY, 0.4)
    lay.fold([(-250, 40), (-222, 300), (-252, 560)], 46, 0.16)
    lay.fold([(170, 120), (205, 330), (180, 600)], 40, 0.14)
    hem: Outline = [(-374, -6), (374, -6), (373, 52), (-373, 52)]
    lay.piece(hem, twill(mix(colours[0], INKY, 0.08)), round_by=0.4)
    seam(picture, lay.at([(-366, 42), (366, 42)]), THREAD, long=11)
    paint.shadow(picture, lay.at(ribbon(straps[1], 46)), (8, 14), 10, INKY, 0.3)
    lay.piece(ribbon(straps[1], 46), strap_cloth, round_by=0.5)
    for sign in (1, -1):
        x = sign * 190 - 6
        seam(picture, lay.at([(x - 16, 12), (x + 16, 84), (x - 16, 84), (x + 16, 12)]), THREAD)


def plan(seed: str, colours: tuple[RGB, ...], *, nested: bool) -> Image.Image:
    """The pieces on the remnant: r1 leaves gaps, r2 uses the whole width."""
    picture = table("bone", seed, surfaces.LANDSCAPE)
    lay = Lay(picture, 0, 0, 1)
    remnant = frayed(seed)
    lay.cast([remnant])
    lay.piece(remnant, canvas(colours[0], seed, 4), round_by=0.5)
    gap = 8 if nested else 46
    rng = seeded(seed)
    y = 176.0
    for tall in (250, 250, 170, 116):
        x = 162.0
        while x < 1360:
            wide = min(rng.choice((180, 240, 330)), 1440 - x)
            if wide > 90:
                drawn(lay, x, y, wide - gap, tall - gap, mix(colours[0], colours[-1], 0.25))
            x += wide
        y += tall - (0 if nested else 6)
    return surfaces.finished(picture)


def frayed(seed: str) -> Outline:
    """A cut length of cloth: straight, with the small unevenness of torn threads."""
    rng = seeded(seed + "edge")
    top = [(x, 146 + rng.uniform(-3, 3)) for x in range(130, 1476, 9)]
    side = [(1474 + rng.uniform(-3, 3), y) for y in range(150, 1062, 9)]
    return [*top, *side, *[(x, 1064 + y % 5) for x, y in top[::-1]],
            *[(x - 1346, y) for x, y in side[::-1]]]  # fmt: skip


def drawn(lay: Lay, x: float, y: float, wide: float, tall: float, colour: RGB) -> None:
    piece: Outline = [(x, y), (x + wide, y), (x + wide - 6, y + tall), (x + 6, y + tall)]
    paint.fill(lay.picture, piece, colour, 0.45)
    seam(lay.picture, [*piece, piece[0]], rgb("39486b"), long=13, wide=2.6)
    middle, low = x + wide / 2, y + tall - 26
    arrow = [(middle, y + 26), (middle, low)]
    paint.fill(lay.picture, ribbon(arrow, 2.4), rgb("39486b"), 0.7)
    paint.fill(lay.picture, [(middle - 9, low - 16), (middle + 9, low - 16), (middle, low + 4)],
               rgb("39486b"), 0.7)  # fmt: skip


def whole(seed: str, paper: str, colours: tuple[RGB, ...], reach: float, rows: int) -> Image.Image:
    picture = table(paper, seed)
    tote(picture, colours, reach=reach, rows=rows)
    return surfaces.finished(picture)


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "tote-r1-front": partial(whole, "t1", "bone", MANY, 300, 5),
    "tote-r1-plan": partial(plan, "t2", MANY, nested=False),
    "tote-r2-front": partial(whole, "t3", "mist", CALM, 470, 3),
    "tote-r2-plan": partial(plan, "t4", CALM, nested=True),
}
