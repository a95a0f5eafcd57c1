"""The table: linen, plates, bowls, glasses and cutlery, seen from above."""

from math import cos, sin

from PIL import Image

from portal.demo.drawing import paint, surfaces
from portal.demo.drawing.paint import RGB, mix, rgb
from portal.demo.drawing.shapes import Outline, blob, ellipse, ribbon, rounded, seeded, turned

DARK, LIGHT = rgb("2a1f1b"), rgb("fffaf0")
SAND, CHALK, INK_BLUE, MOSS, CHAR = (
    rgb("d9ccb8"), rgb("ece7de"), rgb("38424f"), rgb("7d8468"), rgb("3a3633"),
)  # fmt: skip
LINEN, FLAX, SLATE, EARTH = rgb("cfc6b6"), rgb("b9a88c"), rgb("5c646b"), rgb("7b6a5c")


def cloth(colour: RGB, seed: str, size: surfaces.Size = surfaces.LANDSCAPE) -> Image.Image:
    return surfaces.clouded(surfaces.weave(size, colour, seed, 46, 2), seed, 26)


def stone(colour: RGB, seed: str, size: surfaces.Size = surfaces.LANDSCAPE) -> Image.Image:
    top = surfaces.clouded(surfaces.paper(size, colour, seed), seed + "vein", 12, 17)
    speckle(top, ellipse(size[0] / 2, size[1] / 2, 1000), mix(colour, DARK, 0.4), seed, 260)
    return top


def speckle(picture: Image.Image, within: Outline, colour: RGB, seed: str, count: int) -> None:
    """Iron in the clay: small spots, few of them large."""
    rng = seeded(seed + "speckle")
    xs, ys = [x for x, _ in within], [y for _, y in within]
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    rx, ry = (max(xs) - min(xs)) / 2, (max(ys) - min(ys)) / 2
    spots = []
    for _ in range(count):
        a, r = rng.uniform(0, 6.283), rng.random() ** 0.5 * 0.97
        size = 0.9 + 2.4 * rng.random() ** 5
        spots.append(ellipse(x + rx * r * cos(a), y + ry * r * sin(a), size, steps=8))
    paint.fill_all(picture, spots, colour, 0.62)


def plate(
    picture: Image.Image, x: float, y: float, radius: float, colour: RGB, seed: str, *,
    well: float = 0.7, depth: float = 0.3,
) -> None:  # fmt: skip
    """A thrown plate: never quite round, darker in its well, a pale line where the glaze broke."""
    rng = seeded(seed)
    rim = blob(rng, x, y, radius, wobble=0.008)
    grown = [(x + (px - x) * 1.0, y + (py - y) * 1.0) for px, py in rim]
    paint.shadow(picture, grown, (radius * 0.07, radius * 0.12), radius * 0.1, DARK, 0.42)
    paint.shadow(picture, grown, (6, 10), 8, DARK, 0.45)
    paint.fill(picture, rim, paint.down(mix(colour, LIGHT, 0.34), mix(colour, DARK, 0.12)))
    lip = blob(rng, x, y, radius * 0.975, wobble=0.008)
    paint.fill(picture, lip, paint.down(mix(colour, DARK, 0.06), mix(colour, LIGHT, 0.2)))
    hollow = blob(rng, x, y, radius * well, wobble=0.01)
    deep = mix(colour, DARK, depth * 0.55)
    paint.fill(picture, hollow, paint.down(deep, mix(colour, LIGHT, 0.12)), 0.9, 5)
    paint.shade(picture, hollow, (-radius * 0.05, -radius * 0.07), radius * 0.06, DARK, depth)
    edge = [*hollow, hollow[0]]
    paint.fill(picture, ribbon(edge, 3), LIGHT, 0.30, 1.2)
    speckle(picture, lip, mix(colour, DARK, 0.62), seed, round(radius * 0.8))
    shine = [
        (x + radius * 0.9 * cos(a / 20), y + radius * 0.9 * sin(a / 20)) for a in range(70, 92)
    ]
    paint.fill(picture, ribbon(shine, radius * 0.03), LIGHT, 0.4, radius * 0.014)


def glass(picture: Image.Image, x: float, y: float, radius: float, drink: RGB) -> None:
    rim = ellipse(x, y, radius)
    paint.shadow(picture, rim, (radius * 0.5, radius * 0.7), radius * 0.35, DARK, 0.3)
    paint.fill(picture, rim, mix(drink, LIGHT, 0.75), 0.55)
    paint.fill(picture, ellipse(x, y, radius * 0.8), paint.down(mix(drink, DARK, 0.25), drink), 0.9)
    glow = ellipse(x + radius * 0.2, y + radius * 0.28, radius * 0.4)
    paint.fill(picture, glow, mix(drink, LIGHT, 0.5), 0.5, radius * 0.2)
    ring = [*rim, rim[0]]
    paint.fill(picture, ribbon(ring, radius * 0.07), LIGHT, 0.75)
    shine = [
        (x + radius * 0.7 * cos(a / 20), y + radius * 0.7 * sin(a / 20)) for a in range(72, 90)
    ]
    paint.fill(picture, ribbon(shine, radius * 0.1), LIGHT, 0.75, 2)


def cutlery(picture: Image.Image, x: float, y: float, size: float, kind: str, tilt: float) -> None:
    """A knife, a fork or a spoon of brushed steel, standing on its handle."""
    parts: list[Outline] = [rounded(-9, -40, 9, 300, 9)]
    if kind == "knife":
        parts += [[(-9, -30), (13, -40), (16, -180), (10, -262), (-2, -300), (-9, -260)]]
    elif kind == "spoon":
        parts += [ellipse(0, -112, 44, 84), rounded(-7, -60, 7, 0, 4)]
    else:
        parts += [rounded(-34, -120, 34, -50, 26)]
        parts += [rounded(-34 + i * 20, -236, -26 + i * 20, -84, 4) for i in range(4)]
    placed = [turned(p, tilt, (x, y), size) for p in parts]
    steel = rgb("b9b6b0")
    paint.fill_all(picture, [[(px + 9, py + 13) for px, py in p] for p in placed], DARK, 0.4, 7)
    paint.fill_all(picture, placed, paint.across(mix(steel, LIGHT, 0.5), mix(steel, DARK, 0.3)))
    line = turned([(-2, -20), (2, -20), (2, 280), (-2, 280)], tilt, (x, y), size)
    paint.fill(picture, line, LIGHT, 0.7, 1)
    if kind == "spoon":
        bowl = turned(ellipse(0, -112, 34, 70), tilt, (x, y), size)
        paint.fill(picture, bowl, paint.down(mix(steel, DARK, 0.35), mix(steel, LIGHT, 0.4)))


def napkin(picture: Image.Image, x: float, y: float, wide: float, tall: float, colour: RGB) -> None:
    cloth_: Outline = [(x, y), (x + wide, y + 6), (x + wide - 5, y + tall), (x + 6, y + tall - 4)]
    paint.shadow(picture, cloth_, (10, 16), 14, DARK, 0.42)
    paint.fill(picture, cloth_, lambda b: surfaces.weave(
        (b[2] - b[0], b[3] - b[1]), colour, "napkin", 90, 2))  # fmt: skip
    for share in (0.36, 0.68):
        fold = [(x + wide * share, y + 3), (x + wide * share + 6, y + tall - 3)]
        paint.fill(picture, ribbon(fold, 9), DARK, 0.26, 4)
        paint.fill(picture, ribbon([(px - 8, py) for px, py in fold], 6), LIGHT, 0.35, 3)
    for inset in (14, 22):
        hem = [(x + inset, y + inset), (x + inset + 4, y + tall - inset)]
        paint.fill(picture, ribbon(hem, 2), mix(colour, DARK, 0.3), 0.7)
