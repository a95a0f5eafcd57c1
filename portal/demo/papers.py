"""The papers of the demo world: a sheet of measures, a menu. Set in type, saved as PDF."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

A4: Final = (1240, 1754)
INK, FAINT = "#2f2a26", "#8a8178"
MARGIN: Final = 130
COLUMN: Final = 130
FONT: Final = Path(__file__).parents[2] / "static/vendor/figtree/figtree-latin-wght-normal.woff2"


@dataclass(frozen=True)
class Paper:
    """Lines of a sheet: what, and in columns at the right how much."""

    name: str
    title: str
    lines: tuple[tuple[str, ...], ...]
    foot: str


PAPERS: Final = {
    "measures": Paper(
        "Medidas de la chaqueta",
        "Chaqueta Río, revisión 2",
        (
            ("Centímetros", "S", "M", "L"),
            ("Ancho de pecho", "48", "52", "57"),
            ("Largo desde el hombro", "60", "62", "65"),
            ("Manga desde la axila", "43", "44", "45"),
            ("Ancho sobre el puño", "16", "17", "18"),
            ("Del bajo al bolsillo", "11", "12", "13"),
            ("Peso, en gramos", "640", "690", "760"),
        ),
        "Medida en plano, después de lavarla una vez a mano.",
    ),
    "menu": Paper(
        "The autumn menu, as it stands",
        "Candelmoor, from October",
        (
            ("Bread from the embers, cultured butter", "4"),
            ("Beetroot baked in embers", "14"),
            ("Barley broth, browned leeks", "12"),
            ("Turbot, bones, sea greens", "34"),
            ("Mutton shoulder for two", "48"),
            ("A baked pear, hay cream", "9"),
        ),
        "Pounds. Not fixed yet: that is why you are reading it.",
    ),
}


def pdf(paper: Paper) -> bytes:
    sheet = Image.new("RGB", A4, "#fdfcfa")
    pen = ImageDraw.Draw(sheet)
    pen.text((MARGIN, 170), paper.title, font=_type(52), fill=INK)
    for number, (what, *columns) in enumerate(paper.lines):
        y = 340 + number * 92
        pen.text((MARGIN, y), what, font=_type(34), fill=INK)
        for place, words in enumerate(reversed(columns)):
            x = A4[0] - MARGIN - place * COLUMN
            pen.text((x, y), words, font=_type(34), fill=INK, anchor="ra")
        pen.line([(MARGIN, y + 62), (A4[0] - MARGIN, y + 62)], fill="#ddd6cd", width=2)
    pen.text((MARGIN, A4[1] - 190), paper.foot, font=_type(28), fill=FAINT)
    body = BytesIO()
    sheet.save(body, "PDF", resolution=150)
    return body.getvalue()


def _type(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size)
