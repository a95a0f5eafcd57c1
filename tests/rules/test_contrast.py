"""Every tone on every brand's page can be read: WCAG contrast over all hues and chromas."""

import math
import re
from itertools import pairwise
from pathlib import Path

import pytest

Tone = tuple[float, float, float]
TOKENS = (Path(__file__).resolve().parents[2] / "static/css/_tokens.css").read_text("utf-8")
PAIR = re.compile(r"^    --([a-z-]+): light-dark\(oklch\((.+?)\), oklch\((.+?)\)\);$", re.MULTILINE)
NUMBER = r"([\d.]+)"
CHROMA = re.compile(
    rf"{NUMBER} min\(var\(--accent-c\)(?: \* {NUMBER})?, {NUMBER}\) var\(--accent-h\)"
)

GROUNDS = ("paper", "surface", "sunk")
TEXT = [
    *(
        (ink, ground)
        for ink in ("ink", "ink-soft", "accent-ink", "alarm-ink")
        for ground in GROUNDS
    ),
    *((f"{vote}-ink", ground) for vote in ("for", "unsure", "against") for ground in GROUNDS),
    *((f"{vote}-ink", f"{vote}-wash") for vote in ("for", "unsure", "against", "alarm")),
    ("ink", "accent-wash"),
    ("ink", "alarm-wash"),
    ("ink", "against-wash"),
    ("ink", "for-wash"),
    ("ink", "unsure-wash"),
    ("ink-soft", "accent-wash"),
    ("accent-ink", "accent-wash"),
    ("accent-on", "accent-fill"),
    ("accent-on", "accent-fill-hover"),
]
CONTROLS = [
    *(
        (edge, ground)
        for edge in ("line-strong", "accent-line", "accent-fill", "alarm")
        for ground in GROUNDS
    ),
    ("for", "surface"),
    ("for", "for-wash"),
    ("against-ink", "against-wash"),
    ("line-strong", "unsure-wash"),
]


def tones() -> dict[str, tuple[str, str]]:
    """The theme's tokens; the first definition is the ordinary one, not that for more contrast."""
    found: dict[str, tuple[str, str]] = {}
    for name, light, dark in PAIR.findall(TOKENS):
        found.setdefault(name, (light, dark))
    return found


def parse(tone: str, hue: float, chroma: float) -> Tone:
    if derived := CHROMA.fullmatch(tone):
        lightness, share, most = derived.groups()
        return float(lightness), min(chroma * float(share or 1), float(most)), hue
    lightness, own_chroma, own_hue = tone.split()
    return float(lightness), float(own_chroma), float(own_hue)


def luminance(tone: Tone) -> float:
    """Of the colour a screen shows: oklch to linear sRGB, clipped to what sRGB holds."""
    lightness, chroma, hue = tone
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(max(part, 0.0), 1.0) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Tone, other: Tone) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lowest(front: str, ground: str, theme: int) -> tuple[float, float, float]:
    known = tones()
    return min(
        (
            contrast(
                parse(known[front][theme], hue, chroma), parse(known[ground][theme], hue, chroma)
            ),
            hue,
            chroma,
        )
        for hue in range(0, 360, 5)
        for chroma in (0.0, 0.03, 0.08, 0.13, 0.2, 0.4)
    )


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), TEXT)
def test_text_can_be_read_whatever_the_brand(front: str, ground: str, theme: int) -> None:
    assert lowest(front, ground, theme)[0] >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), CONTROLS)
def test_controls_stand_out_whatever_the_brand(front: str, ground: str, theme: int) -> None:
    assert lowest(front, ground, theme)[0] >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_answers_stay_apart_in_greyscale(theme: int) -> None:
    known = tones()
    greys = sorted(
        luminance(parse(known[vote][theme], 0, 0)) for vote in ("for", "unsure", "against")
    )
    steps = [(high + 0.05) / (low + 0.05) for low, high in pairwise(greys)]
    assert min(steps) >= 1.3
