"""The evening menu: the table before anyone sits down, the card, and the pear at the end."""

from collections.abc import Callable
from functools import partial
from math import pi, sin

from PIL import Image, ImageDraw, ImageFont

from portal.demo.drawing import ceramics, food, paint, surfaces
from portal.demo.drawing.ceramics import CHALK, CHAR, DARK, FLAX, LIGHT, LINEN, MOSS, SAND, SLATE
from portal.demo.drawing.dishes import shown
from portal.demo.drawing.food import HERB
from portal.demo.drawing.paint import RGB, mix, rgb
from portal.demo.drawing.shapes import (
    Outline,
    blob,
    ellipse,
    mirrored,
    ribbon,
    seeded,
    smooth,
    turned,
)


def poached(picture: Image.Image, x: float, y: float, size: float, tilt: float) -> None:
    """Half a pear, cut side up, with its core and its stalk."""
    half: Outline = [(0.06, -0.52), (0.15, -0.4), (0.18, -0.2), (0.3, 0.04), (0.33, 0.28),
                     (0.2, 0.46)]  # fmt: skip
    outline = turned(smooth([*half, (0, 0.49), *mirrored(half, 0)[::-1]]), tilt, (x, y), size)
    stalk = turned([(0, -0.5), (0.02, -0.62), (0.07, -0.7)], tilt, (x, y), size)
    paint.fill(picture, ribbon(stalk, size * 0.035), rgb("5b3a22"))
    food.lump(picture, outline, rgb("c98745"), tall=size * 0.07, gloss=0)
    flesh = [(x + (px - x) * 0.93, y + (py - y) * 0.94) for px, py in outline]
    paint.fill(picture, flesh, paint.down(rgb("f4e3b4"), rgb("e2bd7c")), 1, 1.5)
    paint.shade(picture, flesh, (size * 0.04, size * 0.05), size * 0.07, rgb("a35f2a"), 0.5)
    core = turned(ellipse(0, 0.2, 0.1, 0.12), tilt, (x, y), size)
    paint.fill(picture, core, rgb("b87a3e"), 0.55, size * 0.012)
    for sign in (-1, 1):
        seed = turned(ellipse(sign * 0.035, 0.2, 0.018, 0.045), tilt, (x, y), size)
        paint.fill(picture, seed, rgb("3c2418"))
    shine = turned([(-0.12, -0.3), (-0.14, -0.1), (-0.2, 0.1)], tilt, (x, y), size)
    paint.fill(picture, ribbon(shine, size * 0.04), LIGHT, 0.6, size * 0.015)


def fan(picture: Image.Image, x: float, y: float, size: float) -> None:
    """Five thin slices, opened."""
    for i in range(5):
        a = -2.5 + i * 0.42
        side = [(t, 0.34 * sin(pi * min(t * 1.02, 1)) ** 0.7) for t in (j / 20 for j in range(20))]
        flat = [*side, *[(t, -0.55 * w) for t, w in side[::-1]]]
        wedge = turned(flat, a, (x, y), size)
        food.lump(picture, wedge, rgb("ecd9a0"), tall=size * 0.07, gloss=0.4)
        paint.shade(picture, wedge, (-5, -5), 7, rgb("a4582a"), 0.45)


def pear(picture: Image.Image, x: float, y: float, r: float, *, second: bool) -> None:
    """Dessert: r1 two poached halves in syrup; r2 slices with burnt honey and thyme ice."""
    ceramics.plate(picture, x, y, r, SAND if second else CHAR, f"pear{second}", well=0.72)
    syrup = blob(seeded("syrup"), x + 0.02 * r, y + 0.06 * r, r * 0.5, r * 0.44, 0.08)
    paint.fill(picture, syrup, paint.down(rgb("a8641f"), rgb("d99a45")), 0.85)
    paint.shade(picture, syrup, (8, 10), 12, rgb("5a2f0c"), 0.5)
    food.scatter(picture, x - 0.24 * r, y + 0.32 * r, 0.2 * r, 40, rgb("a8763f"), "crumb",
                 size=(r * 0.01, r * 0.024))  # fmt: skip
    if not second:
        poached(picture, x + 0.22 * r, y - 0.02 * r, 0.8 * r, 0.5)
        poached(picture, x - 0.2 * r, y - 0.12 * r, 0.74 * r, -0.35)
        food.quenelle(picture, x - 0.06 * r, y + 0.36 * r, r * 0.16, -0.3, rgb("efe3cf"))
        return
    fan(picture, x + r * 0.22, y + r * 0.22, r * 0.54)
    food.quenelle(picture, x - 0.22 * r, y + 0.26 * r, r * 0.18, -0.5, rgb("f2eedd"))
    food.sprig(picture, x - 0.16 * r, y + 0.14 * r, r * 0.22, -0.9, mix(HERB, MOSS, 0.4), "thyme")
    food.drops(picture, x, y, 0.52 * r, 14, rgb("c07a26"), "honey")


def card(picture: Image.Image, x: float, y: float, lines: tuple[str, ...], accent: RGB) -> None:
    """The printed menu, set small and wide."""
    sheet = [(x, y), (x + 330, y + 5), (x + 327, y + 520), (x + 3, y + 516)]
    paint.shadow(picture, sheet, (10, 18), 16, DARK, 0.42)
    paint.fill(picture, sheet, paint.down(rgb("fbf7ee"), rgb("efe8da")))
    pen = ImageDraw.Draw(picture)
    pen.text((x + 165, y + 66), lines[0], font=ImageFont.load_default(size=27), fill=accent,
             anchor="mm")  # fmt: skip
    pen.line([(x + 140, y + 100), (x + 190, y + 100)], fill=accent, width=2)
    for i, line in enumerate(lines[1:]):
        pen.text((x + 165, y + 146 + i * 56), line, font=ImageFont.load_default(size=19),
                 fill=rgb("4b4038"), anchor="mm")  # fmt: skip


MENU = ("October", "oysters, sorrel", "beetroot, embers", "turbot, leek", "venison, juniper",
        "sheep's cheese", "pear, burnt honey")  # fmt: skip


def candle(picture: Image.Image, x: float, y: float) -> None:
    paint.fill(picture, ellipse(x, y, 260), rgb("ffd890"), 0.30, 90)
    food.lump(picture, ellipse(x, y, 52), rgb("8d6a3a"), tall=14, gloss=0)
    food.lump(picture, ellipse(x, y, 40), rgb("f6ead0"), tall=5, gloss=0)
    paint.fill(picture, ellipse(x, y, 22), rgb("ffcf6b"), 0.9, 7)
    paint.fill(picture, ellipse(x, y, 7), LIGHT, 1, 2)


def place(picture: Image.Image, x: float, y: float, r: float, clay: RGB) -> None:
    ceramics.napkin(picture, x - r - 250, y - 250, 190, 480, mix(LINEN, LIGHT, 0.3))
    ceramics.cutlery(picture, x - r - 160, y + 20, 0.92, "fork", 0.03)
    ceramics.plate(picture, x, y, r, clay, f"place{x:.0f}")
    ceramics.cutlery(picture, x + r + 70, y + 20, 0.92, "knife", -0.02)
    ceramics.cutlery(picture, x + r + 140, y + 20, 0.92, "spoon", 0.03)


def evening(*, second: bool) -> Image.Image:
    """r1: white cloth, everything at once; r2: bare dark linen, a card, one candle, fewer tools."""
    picture = ceramics.cloth(SLATE if second else LINEN, f"evening{second}")
    if second:
        ceramics.plate(picture, 820, 640, 360, CHALK, "main", well=0.72)
        ceramics.plate(picture, 820, 640, 230, MOSS, "small", well=0.66)
        food.sprig(picture, 760, 700, 150, -0.8, HERB, "greeting")
        ceramics.cutlery(picture, 1290, 660, 1, "knife", 0.02)
        ceramics.napkin(picture, 200, 640, 210, 460, mix(FLAX, LIGHT, 0.2))
        card(picture, 80, 90, MENU, rgb("7a1f4a"))
        ceramics.glass(picture, 1300, 220, 92, rgb("d9b45a"))
        candle(picture, 640, 150)
        return surfaces.finished(picture)
    place(picture, 800, 660, 330, CHALK)
    for x, drink in ((1180, rgb("d9b45a")), (1330, rgb("7c1a33")), (1470, rgb("cfdcdc"))):
        ceramics.glass(picture, x, 170, 72, drink)
    ceramics.cutlery(picture, 1340, 700, 0.92, "knife", 0.02)
    ceramics.cutlery(picture, 1420, 700, 0.92, "spoon", -0.02)
    candle(picture, 250, 190)
    candle(picture, 560, 150)
    return surfaces.finished(picture)


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "evening-r1-table": partial(evening, second=False),
    "evening-r1-pear": lambda: shown(
        ceramics.cloth(LINEN, "l12"), lambda p: pear(p, 800, 590, 480, second=False)
    ),
    "evening-r2-table": partial(evening, second=True),
    "evening-r2-pear": lambda: shown(
        ceramics.stone(SLATE, "l13"), lambda p: pear(p, 800, 590, 480, second=True)
    ),
}
