"""One colour of a brand, from the way screens write it to the way the style sheet derives from it.

sRGB ↔ oklch (B. Ottosson 2020). The style sheet chooses the lightness of every tone itself, so
that contrast is certain; of a brand's colour only hue and chroma are kept.
"""

import math
import re
from dataclasses import dataclass
from typing import Final

_HEX: Final = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.ASCII | re.IGNORECASE)
# The lightness at which an accent is shown back in the colour field.
SHOWN_LIGHTNESS: Final = 0.55


@dataclass(frozen=True, slots=True)
class Accent:
    """hue in whole degrees (0 to 360), chroma in thousandths (0 to 400)."""

    hue: int
    chroma: int


def accent_of(hex_colour: str) -> Accent | None:
    """Hue and chroma of `#rrggbb`; None if it is not written like that."""
    parts = _HEX.fullmatch(hex_colour.strip())
    if parts is None:
        return None
    red, green, blue = (_linear(int(part, 16) / 255) for part in parts.groups())
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    chroma = round(math.hypot(a, b) * 1000)
    hue = round(math.degrees(math.atan2(b, a)) % 360) if chroma else 0
    return Accent(hue, min(chroma, 400))


def hex_of(accent: Accent) -> str:
    """The accent as one colour a screen can show: its chroma is lowered until it fits."""
    angle = math.radians(accent.hue)
    for thousandths in range(accent.chroma, -1, -1):
        chroma = thousandths / 1000
        channels = _channels(SHOWN_LIGHTNESS, chroma * math.cos(angle), chroma * math.sin(angle))
        if all(-0.001 <= channel <= 1.001 for channel in channels):
            break
    red, green, blue = (round(_curved(min(1.0, max(0.0, c))) * 255) for c in channels)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _channels(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _curved(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
