"""Two of the restaurant's plates: the beetroot and the barley bowl, and where they are eaten."""

from collections.abc import Callable
from functools import partial
from math import cos, pi, sin

from PIL import Image

from portal.demo.drawing import ceramics, food, paint, surfaces
from portal.demo.drawing.ceramics import (
    CHALK,
    DARK,
    EARTH,
    FLAX,
    INK_BLUE,
    LIGHT,
    LINEN,
    MOSS,
    SLATE,
)  # fmt: skip
from portal.demo.drawing.food import BARLEY, BROTH, CURD, HERB, LEEK, OIL, WALNUT, YOLK
from portal.demo.drawing.paint import RGB, mix, rgb
from portal.demo.drawing.shapes import blob, ellipse, leaf, seeded


def beetroot(
    picture: Image.Image, x: float, y: float, r: float, *, cream: RGB = CURD, second: bool = False,
    clay: RGB = CHALK, flakes: int = 34,
) -> None:  # fmt: skip
    """r1: three halves in a row, much ash; r2: the halves open, herbs and acid, less char."""
    ceramics.plate(picture, x, y, r, clay, f"beet{r:.0f}{second}", well=0.74)
    r *= 1.24
    sweep = [(-0.42, 0.22), (-0.18, -0.24), (0.2, -0.32), (0.48, -0.1)]
    food.smear(picture, [(x + a * r, y + b * r) for a, b in sweep], r * 0.24, cream)
    places = ((-0.26, 0.1, 0.2), (0.06, -0.02, 0.23), (0.3, 0.2, 0.19), (-0.02, 0.34, 0.15))
    for i, (a, b, size) in enumerate(places[: 4 if second else 3]):
        food.beet(picture, x + a * r, y + b * r, size * r, f"b{i}", charred=not second or i == 1)
    food.scatter(picture, x - 0.06 * r, y + 0.12 * r, 0.42 * r, flakes, WALNUT, "nuts",
                 size=(r * 0.009, r * 0.026))  # fmt: skip
    if not second:
        food.scatter(picture, x + 0.1 * r, y, 0.5 * r, 40, food.CHAR, "ash", size=(2, r * 0.014))
        food.sprig(
            picture, x + 0.08 * r, y + 0.06 * r, 0.3 * r, -1.1, mix(HERB, food.CHAR, 0.3), "s"
        )
        return
    food.drops(picture, x, y, 0.56 * r, 22, OIL, "oil")
    for i, turn in enumerate((-2.2, -0.7, 0.5, 2.6)):
        a, b, size = places[i]
        food.sprig(picture, x + a * r, y + b * r - size * r * 0.3, 0.24 * r, turn, HERB, f"s{i}")
    food.scatter(picture, x + 0.1 * r, y - 0.18 * r, 0.2 * r, 14, rgb("c8486b"), "pickle",
                 size=(r * 0.012, r * 0.022), gloss=0.4)  # fmt: skip


def barley(picture: Image.Image, x: float, y: float, r: float, *, second: bool) -> None:
    """A deep bowl: r1 dry and heaped, r2 loose, with broth around the grain."""
    ceramics.plate(picture, x, y, r, INK_BLUE if second else EARTH, f"bowl{second}", well=0.84,
                   depth=0.55)  # fmt: skip
    rng = seeded(f"barley{second}")
    soup = blob(rng, x, y, r * 0.79, wobble=0.008)
    tone = BROTH if second else mix(BARLEY, DARK, 0.4)
    paint.fill(picture, soup, paint.down(mix(tone, DARK, 0.25), mix(tone, LIGHT, 0.12)), 1, 2)
    paint.shade(picture, soup, (-r * 0.06, -r * 0.08), r * 0.08, DARK, 0.6)
    heap = r * (0.46 if second else 0.66)
    for _ in range(340 if second else 620):
        a, far = rng.uniform(0, 2 * pi), rng.random() ** 0.6 * heap
        grain = leaf(x + far * cos(a), y + far * sin(a), r * 0.066, r * 0.042, rng.uniform(0, 6), 0)
        shade_ = mix(BARLEY, rng.choice((DARK, LIGHT)), rng.uniform(0, 0.3))
        paint.fill(picture, [(px + 2, py + 4) for px, py in grain], DARK, 0.4)
        paint.fill(picture, grain, shade_)
    leeks = ((-0.3, -0.16), (0.12, -0.34), (0.36, 0.06), (-0.08, 0.24), (-0.42, 0.22), (0.2, 0.36))
    for i, (a, b) in enumerate(leeks[: 6 if second else 4]):
        leek(picture, x + a * r, y + b * r, r * 0.12, f"leek{i}")
    if second:
        yolk = blob(rng, x + 0.04 * r, y - 0.04 * r, r * 0.15, wobble=0.02)
        food.lump(picture, yolk, YOLK, tall=r * 0.03, gloss=0.8)
        food.drops(picture, x, y, 0.7 * r, 26, OIL, "chive oil")
    for i in range(7 if second else 3):
        a = i * 0.9 + 0.4
        food.sprig(picture, x + 0.2 * r * cos(a), y + 0.24 * r * sin(a), 0.2 * r, a, HERB, f"d{i}")


def leek(picture: Image.Image, x: float, y: float, size: float, seed: str) -> None:
    """A leek's cut end: rings, browned on one side."""
    rng = seeded(seed)
    for i, share in enumerate((1.0, 0.84, 0.66, 0.5, 0.32, 0.16)):
        ring = blob(rng, x, y, size * share, size * share * 0.94, 0.03)
        tone = mix(LEEK, LIGHT, 0.35 + 0.1 * i) if i % 2 else mix(LEEK, LIGHT, 0.08 * i)
        if i == 0:
            food.lump(picture, ring, tone, tall=size * 0.26, gloss=0)
        else:
            paint.fill(picture, ring, tone)
    brown = ellipse(x + size * 0.3, y + size * 0.3, size * 0.55)
    paint.fill(picture, brown, rgb("6b4320"), 0.45, size * 0.24)


def shown(ground: Image.Image, *things: Callable[[Image.Image], None]) -> Image.Image:
    for thing in things:
        thing(ground)
    return surfaces.finished(ground)


def beside(seed: str, ground: RGB, dish: Callable[[Image.Image], None]) -> Image.Image:
    """A dish where it is eaten: linen, cutlery, a glass."""
    picture = ceramics.cloth(ground, seed)
    ceramics.napkin(picture, 90, 360, 220, 620, mix(FLAX, LIGHT, 0.25))
    ceramics.cutlery(picture, 200, 700, 1.1, "fork", 0.05)
    dish(picture)
    ceramics.cutlery(picture, 1420, 690, 1.1, "knife", -0.04)
    ceramics.glass(picture, 1400, 200, 100, rgb("c9a24e"))
    return surfaces.finished(picture)


beet2 = partial(beetroot, second=True)
PICTURES: dict[str, Callable[[], Image.Image]] = {
    "beetroot-r1-plate": lambda: shown(
        ceramics.cloth(LINEN, "l1"), lambda p: beetroot(p, 800, 590, 500)
    ),
    "beetroot-r1-close": lambda: shown(
        ceramics.stone(SLATE, "l2"), lambda p: beetroot(p, 860, 560, 980)
    ),
    "beetroot-r1-walnut": lambda: shown(
        ceramics.cloth(FLAX, "l14"),
        lambda p: beetroot(p, 800, 590, 490, cream=rgb("c9a883"), flakes=50),
    ),
    "beetroot-r2-plate": lambda: shown(
        ceramics.cloth(LINEN, "l3"), lambda p: beet2(p, 800, 590, 500)
    ),
    "beetroot-r2-close": lambda: shown(
        ceramics.stone(SLATE, "l4"), lambda p: beet2(p, 780, 520, 980)
    ),
    "beetroot-r2-table": lambda: beside("l5", SLATE, lambda p: beet2(p, 810, 640, 430)),
    "beetroot-curd": lambda: shown(
        ceramics.stone(EARTH, "l6"), lambda p: beet2(p, 800, 590, 490, clay=INK_BLUE)
    ),
    "beetroot-walnut": lambda: shown(
        ceramics.stone(MOSS, "l7"),
        lambda p: beet2(p, 800, 590, 490, cream=rgb("c9a883"), clay=CHALK, flakes=60),
    ),
    "barley-r1-bowl": lambda: shown(
        ceramics.cloth(FLAX, "l8"), lambda p: barley(p, 800, 590, 460, second=False)
    ),
    "barley-r1-table": lambda: beside(
        "l9", LINEN, lambda p: barley(p, 810, 640, 400, second=False)
    ),
    "barley-r2-bowl": lambda: shown(
        ceramics.cloth(FLAX, "l10"), lambda p: barley(p, 800, 590, 460, second=True)
    ),
    "barley-r2-close": lambda: shown(
        ceramics.stone(SLATE, "l11"), lambda p: barley(p, 720, 640, 840, second=True)
    ),
}
