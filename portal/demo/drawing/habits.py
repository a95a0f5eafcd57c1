"""Screens of the habit garden: what is kept up grows; what is dropped only rests."""

from collections.abc import Callable
from functools import partial
from math import pi

from PIL import Image

from portal.demo.drawing import paint
from portal.demo.drawing.paint import RGB, mix, rgb
from portal.demo.drawing.phones import (
    CARD,
    CORAL,
    FAINT,
    INDIGO,
    MUTED,
    NIGHT,
    SAGE,
    SAND,
    SKY,
    Phone,
)  # fmt: skip
from portal.demo.drawing.scenes import DAWN, DUSK, MINT, heading, near, pair
from portal.demo.drawing.shapes import Point, ellipse, leaf, ribbon, seeded, smooth

HABITS: tuple[tuple[str, str, RGB, int], ...] = (
    ("Read in bed", "12 evenings", CORAL, 5), ("Spanish", "31 days", SAGE, 7),
    ("Stretch", "rests since Friday", SAND, 2), ("Walk", "8 days", SKY, 4),
)  # fmt: skip
STEM = rgb("6f9279")


def plant(phone: Phone, x: float, ground: float, leaves: int, bloom: RGB, *, wilted: bool) -> None:
    """A stem with a leaf for each few days; a wilted one hangs, a resting one is only small."""
    rng = seeded(f"plant{x:.0f}{ground:.0f}{leaves}")
    height = 40.0 + leaves * 14.5
    lean = rng.uniform(-14, 14)
    stem: list[Point] = [(x, ground), (x + lean * 0.2, ground - height * 0.5)]
    tip = (x + lean, ground - height)
    if wilted:
        tip = (x + 34, ground - height * 0.62)
        stem.append((x + 16, ground - height * 0.84))
    curve = smooth([*stem, tip], closed=False)
    green = mix(STEM, SAND, 0.55) if wilted else STEM
    phone.shape(ribbon(curve, lambda t: 5 - 2.6 * t), green)
    for i in range(leaves):
        px, py = curve[min(int((i + 1.2) / (leaves + 1.4) * len(curve)), len(curve) - 1)]
        side = 1 if i % 2 else -1
        size = 46 - i * 3.4
        angle = -pi / 2 + side * rng.uniform(0.75, 1.15) + (side * 0.9 if wilted else 0)
        tone = mix(green, CARD, rng.uniform(0.0, 0.28))
        phone.shape(leaf(px, py, size, size * 0.42, angle, 0.1 * side), paint.down(tone, green))
    for i in range(6 if leaves > 3 else 0):
        petal = leaf(*tip, 20, 13, i * pi / 3 + lean, 0)
        phone.shape(petal, mix(bloom, CARD, 0.12 if i % 2 else 0.3))
    if leaves > 3:
        phone.dot(*tip, 5.5, mix(SAND, CARD, 0.2))
    else:
        phone.dot(*tip, 6, mix(bloom, CARD, 0.25))


def pot(phone: Phone, x: float, ground: float, colour: RGB) -> None:
    sides = [(x - 34, ground), (x + 34, ground), (x + 25, ground + 50), (x - 25, ground + 50)]
    phone.shape(ellipse(x + 4, ground + 51, 34, 7), NIGHT, 0.10)
    phone.shape(smooth(sides, steps=1), paint.across(mix(colour, CARD, 0.35), colour))
    phone.box(x - 38, ground - 8, x + 38, ground + 7, mix(colour, CARD, 0.25), radius=5)


def garden(phone: Phone, *, resting: bool) -> None:
    """Four habits as four plants; in r1 a missed one wilts, in r2 it rests."""
    heading(phone, "Tuesday", "Your garden")
    for i, (name, since, colour, leaves) in enumerate(HABITS):
        x, y = 20 + 180 * (i % 2), 140 + 306 * (i // 2)
        missed = i == 2
        phone.box(x, y, x + 170, y + 292, CARD, radius=26, lift=8)
        sky = paint.down(mix(colour, CARD, 0.82), mix(colour, CARD, 0.62))
        phone.box(x + 8, y + 8, x + 162, y + 226, sky, radius=20)
        tint = mix(CORAL, SAND, 0.5) if not missed or resting else mix(MUTED, CARD, 0.4)
        pot(phone, x + 85, y + 162, tint)
        wilted = missed and not resting
        plant(phone, x + 85, y + 158, leaves + 2 * wilted, colour, wilted=wilted)
        phone.text(x + 18, y + 236, 17, name, bold=True)
        words = "3 days missed" if wilted else since
        phone.text(x + 18, y + 261, 14, words, rgb("b4462f") if wilted else MUTED)
    phone.tabs(2)


def month(phone: Phone, *, streaks: bool) -> None:
    """Days as dots: r1 counts streaks, r2 counts days kept in the last four weeks."""
    heading(phone, "Last four weeks", "Kept")
    rng = seeded("month")
    for row, (name, _, colour, leaves) in enumerate(HABITS):
        y = 142 + row * 152
        phone.box(20, y, 370, y + 140, CARD, radius=24, lift=7)
        phone.text(40, y + 16, 17, name, bold=True)
        kept = [rng.random() < 0.3 + leaves * 0.09 for _ in range(28)]
        words = f"streak {leaves + 1}" if streaks else f"{sum(kept)} of 28 days"
        phone.text(350, y + 18, 14, words, MUTED, anchor="ra")
        for day, yes in enumerate(kept):
            px, py = 50 + (day % 14) * 22.2, y + 68 + 34 * (day // 14)
            phone.dot(px, py, 8 if yes else 4, colour if yes else FAINT)
    phone.tabs(2)


def tonight(phone: Phone) -> None:
    """The one question a day."""
    heading(phone, "Tuesday, 21:30", "Did you read?")
    phone.box(20, 142, 370, 560, paint.down(mix(INDIGO, NIGHT, 0.4), NIGHT), radius=30, lift=9)
    for i in range(26):
        rng = seeded(f"star{i}")
        phone.dot(rng.uniform(40, 350), rng.uniform(160, 400), rng.uniform(0.8, 2.2), SAND)
    phone.dot(290, 220, 36, SAND)
    phone.dot(275, 212, 33, mix(INDIGO, NIGHT, 0.5))
    pot(phone, 195, 470, mix(CORAL, SAND, 0.4))
    plant(phone, 195, 466, 7, CORAL, wilted=False)
    phone.box(20, 584, 370, 646, INDIGO, radius=22)
    phone.text(195, 615, 18, "Yes, a little", CARD, anchor="mm", bold=True)
    phone.box(20, 660, 370, 722, CARD, radius=22, lift=5)
    phone.text(195, 691, 18, "Let it rest tonight", anchor="mm", bold=True)
    phone.tabs(2)


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "habits-r1-garden": lambda: pair("h1", MINT, partial(garden, resting=False)),
    "habits-r1-month": lambda: pair(
        "h2", DAWN, partial(month, streaks=True), partial(garden, resting=False)
    ),
    "habits-r2-garden": lambda: pair("h3", MINT, partial(garden, resting=True), tonight),
    "habits-r2-month": lambda: near("h4", DUSK, partial(month, streaks=False), 70),
}
