"""Things to eat: lumps, slices, sauces, herbs, crumbs, drops of oil."""

from collections.abc import Sequence
from math import cos, pi, sin

from PIL import Image

from portal.demo.drawing import paint
from portal.demo.drawing.ceramics import DARK, LIGHT
from portal.demo.drawing.paint import RGB, mix, rgb
from portal.demo.drawing.shapes import (
    Outline,
    Point,
    blob,
    ellipse,
    leaf,
    ribbon,
    seeded,
    smooth,
    turned,
)

BEET, CURD, WALNUT, HERB, CHAR = (
    rgb("8f1f49"), rgb("f3ece0"), rgb("c3a27c"), rgb("5f7d3f"), rgb("35282c"),
)  # fmt: skip
OIL, YOLK, BARLEY, LEEK, BROTH = (
    rgb("6d8a2f"), rgb("eeb54e"), rgb("cfae74"), rgb("9db36a"), rgb("a8743a"),
)  # fmt: skip


def lump(
    picture: Image.Image, outline: Outline, colour: RGB, *, tall: float = 12, gloss: float = 0.5
) -> None:
    """Anything with a body: cast shadow, colour, round edges, a highlight."""
    paint.shadow(picture, outline, (tall * 0.6, tall), tall * 0.7, DARK, 0.5)
    paint.fill(picture, outline, paint.down(mix(colour, LIGHT, 0.14), mix(colour, DARK, 0.10)))
    paint.shade(
        picture, outline, (tall * 0.9, tall * 1.1), tall * 0.9, mix(colour, DARK, 0.75), 0.6
    )
    if gloss:
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        spot = ellipse(min(xs) + wide * 0.36, min(ys) + high * 0.3, wide * 0.2, high * 0.11)
        paint.fill(picture, spot, LIGHT, gloss, min(wide, high) * 0.07)


def beet(
    picture: Image.Image, x: float, y: float, size: float, seed: str, *, charred: bool
) -> None:
    """Half a beetroot, cut side up: its rings, and the burnt skin around it."""
    rng = seeded(seed)
    skin = blob(rng, x, y, size, size * 0.92, 0.05)
    lump(picture, skin, CHAR if charred else mix(BEET, DARK, 0.3), tall=size * 0.2, gloss=0)
    for i, share in enumerate((0.9, 0.74, 0.58, 0.42, 0.25)):
        ring = [(x + (px - x) * share, y + (py - y) * share) for px, py in skin]
        tone = mix(BEET, LIGHT, 0.22) if i % 2 else mix(BEET, DARK, 0.06 + 0.04 * i)
        paint.fill(picture, ring, paint.down(mix(tone, LIGHT, 0.08), mix(tone, DARK, 0.16)), 0.9,
                   1.5)  # fmt: skip
    wet = [(x + (px - x) * 0.9, y + (py - y) * 0.9) for px, py in skin]
    paint.shade(picture, wet, (size * 0.12, size * 0.14), size * 0.2, mix(BEET, DARK, 0.8), 0.6)
    shine = [(x + size * 0.62 * cos(a / 10), y + size * 0.58 * sin(a / 10)) for a in range(34, 46)]
    paint.fill(
        picture, ribbon(shine, lambda t: size * 0.1 * sin(pi * t) + 1), LIGHT, 0.5, size * 0.03
    )
    if charred:
        flakes = [ellipse(x + size * rng.uniform(-0.7, 0.7), y + size * rng.uniform(-0.6, 0.6),
                          rng.uniform(1.5, 4), steps=8) for _ in range(14)]  # fmt: skip
        paint.fill_all(picture, flakes, CHAR, 0.8)


def smear(picture: Image.Image, path: Sequence[Point], wide: float, colour: RGB) -> None:
    """A sauce drawn out with the back of a spoon: heavy where it starts."""
    line = smooth(path, closed=False, steps=14)
    body = ribbon(line, lambda t: wide * (1 - 0.72 * t) * (0.9 + 0.1 * sin(t * 26)))
    head = ellipse(line[0][0], line[0][1], wide * 0.52)
    for shape in (body, head):
        paint.shadow(picture, shape, (4, 7), 7, DARK, 0.35)
    paint.fill_all(picture, [body, head], paint.down(mix(colour, LIGHT, 0.25), colour))
    for shape in (head, body):
        paint.shade(picture, shape, (9, 11), 12, mix(colour, DARK, 0.6), 0.4)
    paint.fill(
        picture, ribbon(line, lambda t: wide * 0.42 * (1 - t)), mix(colour, DARK, 0.12), 0.6, 6
    )
    ridge = [(px - wide * 0.2, py - wide * 0.22) for px, py in line]
    paint.fill(picture, ribbon(ridge, lambda t: wide * 0.13 * (1 - t)), LIGHT, 0.6, 4)


def scatter(
    picture: Image.Image, x: float, y: float, reach: float, count: int, colour: RGB, seed: str, *,
    size: tuple[float, float] = (5, 13), gloss: float = 0,
) -> None:  # fmt: skip
    """Crumbs, seeds, nuts: many small lumps, denser in the middle."""
    rng = seeded(seed)
    for _ in range(count):
        a, r = rng.uniform(0, 2 * pi), rng.random() ** 0.8 * reach
        span = rng.uniform(*size)
        tone = mix(colour, rng.choice((DARK, LIGHT)), rng.uniform(0, 0.25))
        bit = blob(rng, x + r * cos(a), y + r * sin(a), span, span * rng.uniform(0.6, 1), 0.2)
        lump(picture, bit, tone, tall=span * 0.45, gloss=gloss)


def sprig(
    picture: Image.Image, x: float, y: float, length: float, angle: float, colour: RGB, seed: str
) -> None:
    """A stem of small leaves."""
    rng = seeded(seed)
    bend = rng.uniform(-0.25, 0.25)
    spine = [(x + length * t * cos(angle + bend * t), y + length * t * sin(angle + bend * t))
             for t in (i / 12 for i in range(13))]  # fmt: skip
    paint.shadow(picture, ribbon(spine, 5), (5, 8), 4, DARK, 0.4)
    paint.fill(picture, ribbon(spine, 3.4), mix(colour, LIGHT, 0.15))
    for i in range(2, 13):
        side = 1 if i % 2 else -1
        span = length * 0.34 * (1 - i / 18) * rng.uniform(0.8, 1.15)
        turn = angle + side * rng.uniform(0.6, 1.0) * (1 - i / 20)
        herb(picture, *spine[i], span, turn, mix(colour, LIGHT, rng.uniform(0, 0.3)))


def herb(picture: Image.Image, x: float, y: float, span: float, turn: float, colour: RGB) -> None:
    shape = leaf(x, y, span, span * 0.5, turn, 0.08)
    paint.shadow(picture, shape, (4, 7), 4, DARK, 0.4)
    paint.fill(picture, shape, paint.down(mix(colour, LIGHT, 0.2), mix(colour, DARK, 0.12)))
    rib_ = [(x + span * t * cos(turn), y + span * t * sin(turn)) for t in (0.05, 0.5, 0.92)]
    paint.fill(picture, ribbon(rib_, 1.6), mix(colour, LIGHT, 0.5), 0.8)


def drops(
    picture: Image.Image, x: float, y: float, reach: float, count: int, colour: RGB, seed: str
) -> None:
    """Oil: flat, clear, each with its own light."""
    rng = seeded(seed)
    for _ in range(count):
        a, r = rng.uniform(0, 2 * pi), reach * rng.uniform(0.5, 1)
        size = rng.uniform(4, 17)
        px, py = x + r * cos(a), y + r * sin(a)
        clear = paint.down(mix(colour, DARK, 0.25), mix(colour, LIGHT, 0.2))
        paint.fill(picture, ellipse(px, py, size, steps=26), clear, 0.85)
        light = ellipse(px - size * 0.3, py - size * 0.35, size * 0.22, steps=12)
        paint.fill(picture, light, LIGHT, 0.85)


def quenelle(
    picture: Image.Image, x: float, y: float, size: float, tilt: float, colour: RGB
) -> None:
    egg = turned(ellipse(0, 0, 1, 0.52), tilt, (x, y), size)
    lump(picture, egg, colour, tall=size * 0.24, gloss=0)
    for by, tone, opacity in ((-0.18, LIGHT, 0.7), (0.1, mix(colour, DARK, 0.5), 0.22)):
        crest = smooth([(px, by) for px in (-0.72, -0.3, 0.2, 0.7)], closed=False)
        ridge = turned(ribbon(crest, lambda t: 0.13 * sin(pi * t) + 0.01), tilt, (x, y), size)
        paint.fill(picture, ridge, tone, opacity, size * 0.05)
