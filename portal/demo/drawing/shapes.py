"""Outlines as lists of points: the geometry of the drawings. No pixels and no colours here."""

from collections.abc import Callable, Sequence
from math import cos, pi, sin
from random import Random

Point = tuple[float, float]
Outline = list[Point]


def seeded(seed: str) -> Random:
    """The only source of chance in the demo: the same seed gives the same drawing."""
    return Random(seed)  # noqa: S311  # pictures, not secrets


def ellipse(x: float, y: float, rx: float, ry: float | None = None, steps: int = 72) -> Outline:
    ry = rx if ry is None else ry
    turns = [2 * pi * i / steps for i in range(steps)]
    return [(x + rx * cos(a), y + ry * sin(a)) for a in turns]


def blob(
    rng: Random, x: float, y: float, rx: float, ry: float | None = None, wobble: float = 0.12
) -> Outline:
    """A circle with a hand in it: four low harmonics disturb its radius."""
    ry = rx if ry is None else ry
    waves = [(k, rng.uniform(0, 2 * pi), rng.uniform(0.3, 1) / k) for k in (2, 3, 4, 5)]
    steps = 28 if max(rx, ry) < 30 else 64
    outline = []
    for i in range(steps):
        a = 2 * pi * i / steps
        r = 1 + wobble * sum(size * sin(k * a + phase) for k, phase, size in waves)
        outline.append((x + rx * r * cos(a), y + ry * r * sin(a)))
    return outline


def smooth(points: Sequence[Point], *, closed: bool = True, steps: int = 8) -> Outline:
    """A Catmull-Rom curve through the points."""
    n = len(points)
    spans = n if closed else n - 1
    outline: Outline = []
    for i in range(spans):
        p = [points[_near(i + k, n, closed)] for k in (-1, 0, 1, 2)]
        for step in range(steps):
            outline.append(_between(p, step / steps))
    if not closed:
        outline.append(points[-1])
    return outline


def _near(i: int, n: int, closed: bool) -> int:
    return i % n if closed else min(max(i, 0), n - 1)


def _between(p: Sequence[Point], t: float) -> Point:
    def one(a: float, b: float, c: float, d: float) -> float:
        turn = 2 * a - 5 * b + 4 * c - d
        return (2 * b + (c - a) * t + turn * t * t + (3 * b - a - 3 * c + d) * t**3) / 2

    return one(*(q[0] for q in p)), one(*(q[1] for q in p))


def ribbon(points: Sequence[Point], width: float | Callable[[float], float]) -> Outline:
    """A stroke as an outline; `width` may depend on how far along it we are (0 to 1)."""
    left, right = [], []
    last = len(points) - 1
    for i, (x, y) in enumerate(points):
        (ax, ay), (bx, by) = points[max(i - 1, 0)], points[min(i + 1, last)]
        dx, dy = bx - ax, by - ay
        length = (dx * dx + dy * dy) ** 0.5 or 1.0
        half = (width(i / last) if callable(width) else width) / 2
        left.append((x - dy / length * half, y + dx / length * half))
        right.append((x + dy / length * half, y - dx / length * half))
    return left + right[::-1]


def leaf(
    x: float, y: float, length: float, width: float, angle: float, bend: float = 0.15
) -> Outline:
    """A pointed leaf that starts at (x, y) and grows towards `angle` (radians)."""
    upper = [(t / 10, sin(pi * (t / 10) ** 0.8) * width / 2) for t in range(11)]
    spine = [(t * length, h, sin(pi * t) * bend * length) for t, h in upper]
    flat = [(u, b + h) for u, h, b in spine] + [(u, b - h) for u, h, b in reversed(spine)]
    return turned(flat, angle, (x, y))


def rounded(left: float, top: float, right: float, bottom: float, radius: float) -> Outline:
    radius = min(radius, (right - left) / 2, (bottom - top) / 2)
    corners = [
        (right - radius, bottom - radius, 0.0),
        (left + radius, bottom - radius, pi / 2),
        (left + radius, top + radius, pi),
        (right - radius, top + radius, 3 * pi / 2),
    ]
    turns = [pi / 2 * i / 9 for i in range(10)]
    return [
        (x + radius * cos(s + a), y + radius * sin(s + a)) for x, y, s in corners for a in turns
    ]


def turned(points: Sequence[Point], angle: float, to: Point = (0, 0), size: float = 1) -> Outline:
    """The points turned about the origin, scaled, then moved to `to`."""
    c, s = cos(angle) * size, sin(angle) * size
    return [(to[0] + x * c - y * s, to[1] + x * s + y * c) for x, y in points]


def moved(points: Sequence[Point], dx: float, dy: float) -> Outline:
    return [(x + dx, y + dy) for x, y in points]


def mirrored(points: Sequence[Point], axis: float) -> Outline:
    return [(2 * axis - x, y) for x, y in points]
