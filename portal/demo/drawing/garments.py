"""What every garment needs: a place on the table, pieces of cloth, folds, labels."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from portal.demo.drawing import paint, surfaces
from portal.demo.drawing.paint import Paint, rgb
from portal.demo.drawing.shapes import Outline, Point, mirrored, ribbon, rounded, smooth

INKY = rgb("2b2226")
PAPERS = {
    "bone": rgb("e9e2d6"), "mist": rgb("d8dcd6"), "rose": rgb("e8d6cb"), "stone": rgb("cfc9c0"),
}  # fmt: skip


def table(paper: str, seed: str, size: surfaces.Size = surfaces.PORTRAIT) -> Image.Image:
    """Calm paper, with a paler sheet under the garment."""
    return surfaces.paper(size, PAPERS[paper], seed)


@dataclass(frozen=True)
class Lay:
    """Where a garment lies: its own units, measured from the middle of the neck, to the picture."""

    picture: Image.Image
    x: float
    y: float
    unit: float

    def at(self, points: Sequence[Point]) -> Outline:
        return [(self.x + px * self.unit, self.y + py * self.unit) for px, py in points]

    def cast(self, outlines: Sequence[Sequence[Point]]) -> None:
        """The soft shadow of all pieces together."""
        far = [self.at([(x + 16, y + 30) for x, y in o]) for o in outlines]
        near = [self.at([(x + 4, y + 8) for x, y in o]) for o in outlines]
        paint.fill_all(self.picture, far, rgb("4a3d33"), 0.42, 30 * self.unit)
        paint.fill_all(self.picture, near, rgb("3a2f29"), 0.42, 7 * self.unit)

    def piece(self, points: Sequence[Point], cloth: Paint, *, round_by: float = 1) -> Outline:
        """One piece of cloth: its surface, an edge darker away from the light, paler near it."""
        outline = self.at(points)
        paint.fill(self.picture, outline, cloth)
        soft = 26 * self.unit * round_by
        paint.shade(self.picture, outline, (soft * 0.7, soft * 0.8), soft, INKY, 0.42)
        paint.shade(self.picture, outline, (-3, -4), 4, rgb("fff6e6"), 0.26)
        return outline

    def fold(self, points: Sequence[Point], width: float, strength: float = 0.22) -> None:
        line = smooth(self.at(points), closed=False)
        broad = width * self.unit
        dark = ribbon(line, lambda t: broad * (1 - t) + 1)
        paint.fill(self.picture, dark, INKY, strength, broad * 0.45)
        lit = ribbon([(x - broad * 0.7, y - broad * 0.35) for x, y in line],
                     lambda t: broad * 0.6 * (1 - t) + 1)  # fmt: skip
        paint.fill(self.picture, lit, rgb("fff6e6"), strength * 0.6, broad * 0.4)

    def label(self, y: float) -> None:
        tag = self.at(rounded(-34, y, 34, y + 24, 3))
        paint.shadow(self.picture, tag, (1, 3), 2, INKY, 0.4)
        paint.fill(self.picture, tag, rgb("f1ead9"))
        for i in range(2):
            line = self.at(rounded(-18, y + 8 + i * 6, 18 - i * 10, y + 10 + i * 6, 1))
            paint.fill(self.picture, line, INKY, 0.45)


def both(points: Sequence[Point]) -> tuple[Outline, Outline]:
    """A piece and its mirror image: right and left."""
    return list(points), mirrored(points, 0)
