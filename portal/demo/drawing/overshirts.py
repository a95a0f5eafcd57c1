"""The overshirt: twill, collar, pockets, topstitching; front, back and near."""

from collections.abc import Callable, Sequence
from functools import partial

from PIL import Image

from portal.demo.drawing import paint, surfaces
from portal.demo.drawing.garments import INKY, Lay, both, table
from portal.demo.drawing.paint import RGB, mix, rgb
from portal.demo.drawing.shapes import Outline, Point, rounded, smooth
from portal.demo.drawing.stitches import button, seam, twill

UNDYED, OLIVE, INDIGO = rgb("d8cdb8"), rgb("77764f"), rgb("3f5273")
NUT = rgb("6a4b33")
SLEEVE: Outline = [
    *smooth([(236, 36), (290, 96), (330, 200), (372, 360), (398, 560), (408, 700)], closed=False),
    *smooth([(312, 716), (298, 540), (276, 390), (246, 270), (205, 200)], closed=False),
]
BODY: Outline = [
    (0, 20), (70, -14), *smooth([(74, -12), (160, 10), (244, 38), (240, 160), (250, 270),
                                (256, 520), (258, 760)], closed=False),
    (0, 760),
]  # fmt: skip


def sewn(lay: Lay, line: Sequence[Point], thread: RGB) -> None:
    """Two parallel rows of topstitching."""
    for by in (0, 7):
        row = lay.at([(x, y + by) for x, y in line])
        seam(lay.picture, row, thread, long=7 * lay.unit, wide=1.7 * lay.unit)


def pocket(lay: Lay, x: float, y: float, colour: RGB, thread: RGB, *, flap: bool) -> None:
    shape: Outline = [(x, y), (x + 128, y), (x + 128, y + 120), (x + 64, y + 146), (x, y + 120)]
    paint.shadow(lay.picture, lay.at(shape), (3, 6), 5, INKY, 0.36)
    lay.piece(shape, twill(mix(colour, INKY, 0.02)), round_by=0.5)
    inner: Outline = [(x + 7, y + 8), (x + 7, y + 116), (x + 64, y + 138), (x + 121, y + 116),
                      (x + 121, y + 8)]  # fmt: skip
    seam(lay.picture, lay.at(inner), thread, long=7 * lay.unit, wide=1.7 * lay.unit)
    if not flap:
        sewn(lay, [(x + 8, y + 14), (x + 121, y + 14)], thread)
        return
    lid: Outline = [(x - 4, y - 8), (x + 132, y - 8), (x + 132, y + 32), (x + 64, y + 52),
                    (x - 4, y + 32)]  # fmt: skip
    paint.shadow(lay.picture, lay.at(lid), (3, 6), 4, INKY, 0.4)
    lay.piece(lid, twill(colour), round_by=0.4)
    ((bx, by),) = lay.at([(x + 64, y + 30)])
    button(lay.picture, bx, by, 11 * lay.unit, NUT)


def collar(lay: Lay, colour: RGB, thread: RGB) -> None:
    lay.piece(smooth([(-86, -8), (0, -40), (86, -8), (40, 60), (0, 78), (-40, 60)]),
              twill(mix(colour, INKY, 0.3)), round_by=1)  # fmt: skip
    lay.label(-14)
    wing: Outline = [(88, -18), (112, 6), (104, 104), (92, 112), (4, 56), (4, 44), (60, 10)]
    for side in both(wing):
        paint.shadow(lay.picture, lay.at(side), (4, 8), 6, INKY, 0.4)
        lay.piece(side, twill(colour), round_by=0.4)
        tip = [(x * 0.94, y * 0.94 + 1) for x, y in side[1:5]]
        seam(lay.picture, lay.at(tip), thread, long=7 * lay.unit, wide=1.7 * lay.unit)


def overshirt(
    picture: Image.Image, x: float, y: float, unit: float, colour: RGB, *,
    flaps: bool = True, hands: bool = False, elbows: bool = False, back: bool = False,
) -> None:  # fmt: skip
    lay = Lay(picture, x, y, unit)
    thread = mix(colour, rgb("fff3da"), 0.42)
    lay.cast([*both(BODY), *both(SLEEVE)])
    for i, sleeve in enumerate(both(SLEEVE)):
        lay.piece(sleeve, twill(colour, 4, (0.2, -0.2)[i]), round_by=1.4)
    for cuff in both([(404, 640), (410, 708), (310, 724), (306, 656)]):
        paint.shadow(picture, lay.at(cuff), (0, -3), 3, INKY, 0.25)
        lay.piece(cuff, twill(mix(colour, INKY, 0.05)), round_by=0.5)
    if elbows:
        for patch in both(smooth([(300, 380), (352, 372), (368, 450), (366, 520), (322, 530),
                                  (306, 460)])):  # fmt: skip
            lay.piece(patch, twill(mix(colour, INKY, 0.2)), round_by=0.3)
            seam(picture, lay.at([*patch, patch[0]]), thread, long=6 * unit, wide=1.7 * unit)
    halves = [[*BODY[1:-1], *both(BODY[1:-1])[1][::-1]]] if back else [*both(BODY)[::-1]]
    for half in halves:
        lay.piece(half, twill(colour), round_by=1.1)
    for sign in (1, -1):
        lay.fold([(sign * 246, 285), (sign * 196, 370), (sign * 172, 480)], 24)
        lay.fold([(sign * 250, 600), (sign * 200, 650), (sign * 120, 672)], 16, 0.12)
        sewn(lay, [(sign * 258, 738), (sign * 14, 738)], thread)
    if back:
        seat(lay, colour, thread)
        return
    for sign in (1, -1):
        sewn(lay, [(sign * 240, 120), (sign * 14, 120)], thread)
    for i, px in enumerate((62, -190)):
        if flaps or i == 0:
            pocket(lay, px, 196, colour, thread, flap=flaps)
    if hands:
        for slit in both([(150, 520), (166, 514), (212, 652), (196, 658)]):
            paint.shadow(picture, lay.at(slit), (4, 5), 4, INKY, 0.4)
            lay.piece(slit, twill(mix(colour, INKY, 0.06)), round_by=0.3)
            seam(picture, lay.at(slit), thread, long=6 * unit, wide=1.7 * unit)
    strip = rounded(-26, 40, 26, 760, 2)
    paint.shadow(picture, lay.at(strip), (5, 4), 5, INKY, 0.34)
    lay.piece(strip, twill(colour), round_by=0.4)
    for px in (-19, 19):
        seam(picture, lay.at([(px, 60), (px, 756)]), thread, long=7 * unit, wide=1.7 * unit)
    for i in range(6):
        ((bx, by),) = lay.at([(0, 122 + i * 112)])
        button(picture, bx, by, 13 * unit, NUT)
    collar(lay, colour, thread)


def seat(lay: Lay, colour: RGB, thread: RGB) -> None:
    """The back: a yoke, a box pleat, a loop."""
    band: Outline = [(-90, -20), (0, -34), (90, -20), (84, 14), (0, 4), (-84, 14)]
    lay.piece(band, twill(mix(colour, INKY, 0.05)), round_by=0.4)
    sewn(lay, [(-246, 150), (0, 140), (246, 150)], thread)
    for sign in (1, -1):
        lay.fold([(sign * 34, 152), (sign * 32, 400), (sign * 30, 700)], 16, 0.3)
    loop = lay.at(rounded(-7, 128, 7, 176, 5))
    paint.shadow(lay.picture, loop, (3, 4), 3, INKY, 0.4)
    paint.fill(lay.picture, loop, thread)


def laid(seed: str, paper: str, colour: RGB, **cut: bool) -> Image.Image:
    picture = table(paper, seed)
    overshirt(picture, 600, 300, 1.3, colour, **cut)
    return surfaces.finished(picture)


def close(seed: str, colour: RGB, **cut: bool) -> Image.Image:
    """The chest and pocket from nearby."""
    picture = table("bone", seed, surfaces.LANDSCAPE)
    overshirt(picture, 420, -320, 3.4, colour, **cut)
    return surfaces.finished(picture)


def row(seed: str) -> Image.Image:
    """Three of them, on one table, to compare colours."""
    picture = table("bone", seed, surfaces.LANDSCAPE)
    for i, colour in enumerate((UNDYED, OLIVE, INDIGO)):
        overshirt(
            picture, 352 + i * 448, 270 + (0, 90, 0)[i], 0.84, colour, flaps=False, hands=True
        )
    return surfaces.finished(picture)


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "overshirt-r1-front": partial(laid, "o1", "stone", OLIVE),
    "overshirt-r1-pocket": partial(close, "o2", OLIVE),
    "overshirt-r1-undyed": partial(laid, "o10", "mist", UNDYED),
    "overshirt-r1-indigo": partial(laid, "o11", "rose", INDIGO),
    "overshirt-r2-undyed": partial(laid, "o12", "mist", UNDYED, flaps=False, hands=True),
    "overshirt-r2-indigo": partial(laid, "o13", "rose", INDIGO, flaps=False, hands=True),
    "overshirt-r2-front": partial(laid, "o3", "stone", OLIVE, flaps=False, hands=True),
    "overshirt-r2-colours": partial(row, "o4"),
    "overshirt-r3-front": partial(laid, "o5", "bone", OLIVE, flaps=False, hands=True, elbows=True),
    "overshirt-r3-back": partial(laid, "o6", "bone", OLIVE, elbows=True, back=True),
    "overshirt-undyed": partial(laid, "o7", "stone", UNDYED, flaps=False, hands=True, elbows=True),
    "overshirt-olive": partial(laid, "o8", "mist", OLIVE, flaps=False, hands=True, elbows=True),
    "overshirt-indigo": partial(laid, "o9", "rose", INDIGO, flaps=False, hands=True, elbows=True),
}
