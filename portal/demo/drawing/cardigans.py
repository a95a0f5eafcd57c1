"""The cardigan, laid flat and seen close: knit, ribs, pockets and buttons."""

from collections.abc import Callable
from functools import partial

from PIL import Image

from portal.demo.drawing import paint, surfaces
from portal.demo.drawing.garments import INKY, Lay, both, table
from portal.demo.drawing.paint import RGB, mix, rgb
from portal.demo.drawing.shapes import Outline, Point, ribbon, rounded, smooth
from portal.demo.drawing.stitches import button, knit, rib, seam

OAT, MADDER, SLATE = rgb("d9c8aa"), rgb("a9503f"), rgb("5d6f83")
HORN, COROZO = rgb("4d3a2c"), rgb("b58d62")


def front_edge(neck: float) -> list[Point]:
    """The right front's edge, from the hem up and around to the shoulder."""
    curve = smooth([(4, neck), (22, neck * 0.6), (52, neck * 0.24), (80, -4)], closed=False)
    return [(4, 770), *curve]


def right_front(neck: float) -> Outline:
    side = smooth(
        [(80, -4), (160, 18), (236, 46), (222, 150), (232, 268), (240, 500), (246, 770)],
        closed=False,
    )
    return [*front_edge(neck), *side]


def right_sleeve() -> Outline:
    outer = smooth(
        [(226, 40), (276, 96), (314, 190), (352, 340), (384, 560), (394, 742)], closed=False
    )
    inner = smooth([(306, 756), (292, 560), (270, 400), (234, 270), (200, 200)], closed=False)
    return [*outer, *inner]


def cardigan(
    picture: Image.Image, x: float, y: float, unit: float, colour: RGB, *,
    neck: float = 300, pockets: bool = False, buttons: int = 5, horn: RGB = HORN,
) -> None:  # fmt: skip
    lay = Lay(picture, x, y, unit)
    stitch = max(round(13 * unit), 6)
    fronts, sleeves = both(right_front(neck)), both(right_sleeve())
    lay.cast([*fronts, *sleeves])
    nape: list[Point] = [(-82, 0), (0, -18), (82, 0), (60, neck * 0.5), (0, neck + 20),
                         (-60, neck * 0.5)]  # fmt: skip
    lay.piece(smooth(nape), knit(mix(colour, INKY, 0.34), stitch), round_by=2)
    lay.label(16)
    for sleeve, turn in zip(sleeves, (0.17, -0.17), strict=True):
        lay.piece(sleeve, knit(colour, stitch, turn), round_by=1.3)
    for i, cuff in enumerate(both([(392, 672), (396, 752), (304, 766), (299, 684)])):
        lay.piece(cuff, rib(colour, max(round(7 * unit), 4), (0.09, -0.09)[i]), round_by=0.5)
    for front in fronts[::-1]:
        lay.piece(front, knit(colour, stitch))
    for hem in both([(4, 690), (245, 690), (246, 776), (4, 776)]):
        lay.piece(hem, rib(colour, max(round(7 * unit), 4)), round_by=0.5)
    for sign in (1, -1):
        lay.fold([(sign * 226, 280), (sign * 180, 360), (sign * 150, 470)], 24)
        lay.fold([(sign * 242, 110), (sign * 262, 190), (sign * 258, 250)], 16)
    if pockets:
        for pocket in both(rounded(66, 486, 202, 660, 10)):
            patch(lay, pocket, colour, stitch)
    band(lay, colour, neck, buttons, horn)


def patch(lay: Lay, pocket: Outline, colour: RGB, stitch: int) -> None:
    place = lay.at(pocket)
    paint.shadow(lay.picture, place, (4, 7), 5, INKY, 0.34)
    lay.piece(pocket, knit(mix(colour, INKY, 0.03), stitch), round_by=0.6)
    left, right = min(x for x, _ in pocket), max(x for x, _ in pocket)
    top = min(y for _, y in pocket)
    lay.piece([(left, top), (right, top), (right, top + 34), (left, top + 34)],
              rib(colour, max(round(6 * lay.unit), 4)), round_by=0.4)  # fmt: skip


def band(lay: Lay, colour: RGB, neck: float, buttons: int, horn: RGB) -> None:
    edge = front_edge(neck)
    whole = [(-px, py) for px, py in edge[1:]][::-1] + edge[1:]
    collar = [*whole[: len(whole) // 2], *whole[len(whole) // 2 :]]
    ring = ribbon([*collar], 40)
    paint.shadow(lay.picture, lay.at(ring), (3, 6), 5, INKY, 0.3)
    lay.piece(ring, rib(mix(colour, INKY, 0.04), max(round(6 * lay.unit), 4)), round_by=0.4)
    strip = rounded(-21, neck - 6, 21, 778, 4)
    paint.shadow(lay.picture, lay.at(strip), (5, 4), 5, INKY, 0.36)
    lay.piece(strip, rib(colour, max(round(6 * lay.unit), 4)), round_by=0.4)
    for i in range(buttons):
        ((bx, by),) = lay.at([(0, neck + 26 + i * (728 - neck) / (buttons - 0.6))])
        button(lay.picture, bx, by, 15 * lay.unit, horn)


def laid(seed: str, paper: str, colour: RGB, *, second: bool = False) -> Image.Image:
    """The whole garment; the second revision closes higher and has pockets."""
    picture = table(paper, seed)
    if second:
        cardigan(picture, 600, 260, 1.27, colour, neck=215, pockets=True, buttons=6, horn=COROZO)
    else:
        cardigan(picture, 600, 260, 1.27, colour)
    return surfaces.finished(picture)


def close(seed: str, colour: RGB, *, second: bool = False) -> Image.Image:
    """The front, so near that each stitch shows; r1 the band, r2 the pocket."""
    picture = table("bone", seed, surfaces.LANDSCAPE)
    lay = Lay(picture, 0, 0, 1)
    lay.piece([(-40, -40), (1640, -40), (1640, 1240), (-40, 1240)], knit(colour, 54), round_by=0.1)
    if second:
        pocket = rounded(470, 380, 1290, 1300, 40)
        paint.shadow(picture, pocket, (14, 26), 22, INKY, 0.5)
        lay.piece(pocket, knit(mix(colour, INKY, 0.04), 54), round_by=1.6)
        welt: Outline = [(462, 352), (1298, 352), (1298, 500), (462, 500)]
        paint.shadow(picture, welt, (6, 20), 16, INKY, 0.5)
        lay.piece(welt, rib(colour, 26), round_by=1)
        seam(picture, [(490, 520), (490, 1200)], mix(colour, INKY, 0.25), long=26, wide=6)
        seam(picture, [(1270, 520), (1270, 1200)], mix(colour, INKY, 0.25), long=26, wide=6)
        return surfaces.finished(picture)
    strip: Outline = [(930, -40), (1250, -40), (1250, 1240), (930, 1240)]
    paint.shadow(picture, strip, (16, 10), 22, INKY, 0.5)
    lay.piece(strip, rib(colour, 24), round_by=1.6)
    for y in (250, 900):
        button(picture, 1090, y, 104, HORN)
    return surfaces.finished(picture)


def swatches(seed: str) -> Image.Image:
    """Three knitted samples, side by side, with a strand of each."""
    picture = table("stone", seed, surfaces.LANDSCAPE)
    for i, colour in enumerate((OAT, MADDER, SLATE)):
        lay = Lay(picture, 330 + i * 470, 220 + (30, 0, 54)[i], 1)
        square = smooth([(-190, 0), (0, 8), (190, -4), (184, 220), (194, 440), (0, 432),
                         (-188, 444), (-182, 220)], steps=5)  # fmt: skip
        lay.cast([square])
        lay.piece(square, knit(colour, 24), round_by=0.8)
        lay.piece([(-188, 4), (188, 0), (186, 56), (-186, 58)], rib(colour, 13), round_by=0.4)
        strand = smooth([(-170, 430), (-190, 560), (-60, 520), (30, 640), (150, 560), (176, 700)],
                        closed=False)  # fmt: skip
        place = lay.at(ribbon(strand, 13))
        paint.shadow(picture, place, (5, 9), 6, INKY, 0.35)
        paint.fill(picture, place, paint.down(colour, mix(colour, INKY, 0.12)))
        twist = lay.at(strand)
        seam(picture, twist, mix(colour, INKY, 0.22), long=8, wide=3)
    return surfaces.finished(picture)


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "cardigan-r1-front": partial(laid, "c1", "bone", OAT),
    "cardigan-r1-stitch": partial(close, "c2", OAT),
    "cardigan-r1-swatches": partial(swatches, "c3"),
    "cardigan-r1-madder": partial(laid, "c9", "rose", MADDER),
    "cardigan-r1-slate": partial(laid, "c10", "stone", SLATE),
    "cardigan-r2-front": partial(laid, "c4", "bone", OAT, second=True),
    "cardigan-r2-pocket": partial(close, "c5", MADDER, second=True),
    "cardigan-oat": partial(laid, "c6", "mist", OAT, second=True),
    "cardigan-madder": partial(laid, "c7", "rose", MADDER, second=True),
    "cardigan-slate": partial(laid, "c8", "stone", SLATE, second=True),
}
