"""A phone and the small parts its screens are made of, in points of a 390 × 844 screen."""

from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from portal.demo.drawing import paint
from portal.demo.drawing.paint import RGB, mix, rgb
from portal.demo.drawing.shapes import Outline, ellipse, rounded

INK, MUTED, FAINT = rgb("22243a"), rgb("75778d"), rgb("e4e2ec")
PAGE, CARD = rgb("f6f4f1"), rgb("ffffff")
INDIGO, CORAL, SAGE, SAND, SKY = (
    rgb("4656c4"), rgb("e58a6b"), rgb("7fa58c"), rgb("e9c78b"), rgb("a9bfe8"),
)  # fmt: skip
NIGHT = rgb("24264a")


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=size)


class Phone:
    """One phone on the picture; everything is placed in its own points, whatever its size."""

    def __init__(
        self, picture: Image.Image, left: float, top: float, width: float, page: RGB = PAGE
    ) -> None:
        self.picture, self.left, self.top, self.unit = picture, left, top, width / 390
        self.pen = ImageDraw.Draw(picture)
        body = self._box(-11, -11, 401, 855, 58)
        paint.shadow(picture, body, (18 * self.unit, 46 * self.unit), 34 * self.unit,
                     rgb("26234a"), 0.30)  # fmt: skip
        paint.shadow(picture, body, (3, 8), 6, rgb("26234a"), 0.28)
        paint.fill(picture, body, paint.down(rgb("3a3b4e"), rgb("17182a")))
        self.box(0, 0, 390, 844, page, radius=48)
        self.box(140, 12, 250, 40, rgb("14152a"), radius=16)
        self.ink = CARD if sum(page) < 300 else INK
        self.text(34, 20, 15, "9:12", self.ink)
        self.box(322, 21, 350, 34, self.ink, radius=4)

    def _box(self, left: float, top: float, right: float, bottom: float, radius: float) -> Outline:
        u, x, y = self.unit, self.left, self.top
        return rounded(x + left * u, y + top * u, x + right * u, y + bottom * u, radius * u)

    def box(
        self, left: float, top: float, right: float, bottom: float, colour: paint.Paint,
        *, radius: float = 18, lift: float = 0, opacity: float = 1,
    ) -> None:  # fmt: skip
        """A rounded rectangle; `lift` raises it off the page with a soft shadow."""
        outline = self._box(left, top, right, bottom, radius)
        if lift:
            u = self.unit
            paint.shadow(self.picture, outline, (0, lift * u), lift * 1.3 * u, NIGHT, 0.13)
        paint.fill(self.picture, outline, colour, opacity)

    def text(
        self, x: float, y: float, size: float, words: str, colour: RGB = INK,
        *, anchor: str = "la", bold: bool = False,
    ) -> None:  # fmt: skip
        u = self.unit
        self.pen.text(
            (self.left + x * u, self.top + y * u), words, font=_font(round(size * u)), fill=colour,
            anchor=anchor, stroke_width=size * u / 44 if bold else 0,
        )  # fmt: skip

    def dot(self, x: float, y: float, radius: float, colour: paint.Paint) -> None:
        u = self.unit
        spot = ellipse(self.left + x * u, self.top + y * u, radius * u, steps=40)
        paint.fill(self.picture, spot, colour)

    def shape(self, outline: Outline, colour: paint.Paint, opacity: float = 1) -> None:
        u = self.unit
        points = [(self.left + x * u, self.top + y * u) for x, y in outline]
        paint.fill(self.picture, points, colour, opacity)

    def toggle(self, x: float, y: float, on: bool) -> None:
        self.box(x, y, x + 50, y + 30, INDIGO if on else FAINT, radius=15)
        self.dot(x + (35 if on else 15), y + 15, 12, CARD)

    def chip(self, x: float, y: float, words: str, colour: RGB, *, solid: bool = False) -> float:
        """A rounded label; answers where the next one may start."""
        right = x + 24 + len(words) * 7.4
        self.box(x, y, right, y + 32, colour if solid else mix(colour, CARD, 0.8), radius=16)
        self.text((x + right) / 2, y + 16, 14, words, CARD if solid else mix(colour, INK, 0.35),
                  anchor="mm")  # fmt: skip
        return right + 8

    def face(self, x: float, y: float, letter: str, colour: RGB, radius: float = 20) -> None:
        self.dot(x, y, radius, paint.down(mix(colour, CARD, 0.25), colour))
        self.text(x, y, radius * 0.86, letter, CARD, anchor="mm", bold=True)

    def tabs(self, chosen: int, names: tuple[str, ...] = ("Inbox", "Day", "Habits")) -> None:
        self.box(0, 764, 390, 844, CARD if self.ink == INK else rgb("2f3160"), radius=46)
        self.box(0, 764, 390, 800, CARD if self.ink == INK else rgb("2f3160"), radius=0)
        for i, name in enumerate(names):
            x = 390 * (i + 0.5) / len(names)
            colour = INDIGO if i == chosen else MUTED
            self.box(x - 11, 778, x + 11, 796, colour, radius=6, opacity=1 if i == chosen else 0.4)
            self.text(x, 814, 12, name, colour, anchor="mm")
        self.box(130, 831, 260, 836, self.ink, radius=3)
