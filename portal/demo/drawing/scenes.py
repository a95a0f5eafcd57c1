"""How phones are shown: before a wash with slow hills, alone, in pairs or near."""

from collections.abc import Callable

from PIL import Image

from portal.demo.drawing import paint, surfaces
from portal.demo.drawing.paint import mix, rgb
from portal.demo.drawing.phones import CARD, MUTED, Phone
from portal.demo.drawing.shapes import blob, ellipse, seeded

Screen = Callable[[Phone], None]
DUSK, DAWN, MINT = (
    ("d9dcf3", "b9bfe6", "8f99d8"), ("f7e6d6", "ecc9b2", "e0a684"), ("dfe9e0", "b9d0c0", "8fb39e"),
)  # fmt: skip


def backdrop(seed: str, top: str, bottom: str, swell: str) -> Image.Image:
    """A wash with a few slow hills in it, so that a phone has somewhere to be."""
    picture = surfaces.wash(surfaces.LANDSCAPE, rgb(top), rgb(bottom))
    rng = seeded(seed)
    tone = rgb(swell)
    for i in range(3):
        hill = blob(rng, rng.uniform(100, 1500), 1120 + 90 * i, 900, 420 - 60 * i, 0.16)
        paint.fill(picture, hill, paint.down(tone, mix(tone, rgb(bottom), 0.8)), 0.42)
    sun = ellipse(rng.uniform(1180, 1380), rng.uniform(230, 330), 150)
    paint.fill(picture, sun, paint.down(mix(tone, CARD, 0.6), tone), 0.55)
    return picture


def pair(seed: str, colours: tuple[str, str, str], *screens: Screen) -> Image.Image:
    """One to three phones side by side, the middle one nearest."""
    picture = backdrop(seed, *colours)
    width = 470 if len(screens) < 3 else 410
    step = width + 110
    left = 800 - (step * len(screens) - 110) / 2
    for i, screen in enumerate(screens):
        drop = 0 if len(screens) == 1 else (-26, 34, -26)[i]
        screen(Phone(picture, left + step * i, 92 + drop, width))
    return surfaces.finished(picture)


def near(seed: str, colours: tuple[str, str, str], screen: Screen, top: float) -> Image.Image:
    """One phone close by, cut by the edge, for the part that matters."""
    picture = backdrop(seed, *colours)
    screen(Phone(picture, 370, top, 860))
    return surfaces.finished(picture)


def heading(phone: Phone, small: str, large: str) -> None:
    phone.text(28, 66, 14, small, MUTED)
    phone.text(28, 88, 29, large, phone.ink, bold=True)
