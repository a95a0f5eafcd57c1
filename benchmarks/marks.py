"""How well a marked picture is traced after what happens to pictures, for a roster of 200.

    python -m benchmarks.marks [how many pictures]

Each row: copies traced to the right person, to a wrong one, to nobody; and the lowest score of the
right person. At the end the false alarms on pictures that were never marked.
"""

import sys
import time
from collections.abc import Callable
from io import BytesIO

import numpy as np
from PIL import Image

from portal import marks
from portal.demo.pictures import NAMES, draw

PEOPLE = {f"person {n}": f"a key of person {n}" for n in range(200)}
COMMON = "a key of the installation"
Change = Callable[[Image.Image], Image.Image]


def grey(image: Image.Image) -> marks.Plane:
    return np.asarray(image.convert("L"), dtype=np.float32)


def again(image: Image.Image, kind: str, quality: int) -> Image.Image:
    out = BytesIO()
    image.save(out, kind, quality=quality)
    return Image.open(BytesIO(out.getvalue())).convert("RGB")


def jpeg(quality: int) -> Change:
    return lambda image: again(image, "JPEG", quality)


def cropped(share: float, quality: int = 80) -> Change:
    def change(image: Image.Image) -> Image.Image:
        wide, high = (round(length * share**0.5) for length in image.size)
        left, top = (image.width - wide) * 2 // 5, (image.height - high) // 3
        return again(image.crop((left, top, left + wide, top + high)), "JPEG", quality)

    return change


def resized(scale: float, quality: int = 80) -> Change:
    def change(image: Image.Image) -> Image.Image:
        size = round(image.width * scale), round(image.height * scale)
        return again(image.resize(size, Image.Resampling.BICUBIC), "JPEG", quality)

    return change


def turned(degrees: float) -> Change:
    return lambda image: jpeg(80)(image.rotate(degrees, Image.Resampling.BICUBIC))


CHANGES: dict[str, Change] = {
    **{f"JPEG {quality}": jpeg(quality) for quality in (90, 70, 50, 30)},
    **{f"{share:.0%} of the area, JPEG 80": cropped(share) for share in (0.5, 0.25, 0.1)},
    "10% of the area, JPEG 50": cropped(0.1, 50),
    **{f"resized to {scale}, JPEG 80": resized(scale) for scale in (0.75, 0.5)},
    "screenshot: 0.81, then JPEG 60": resized(0.81, 60),
    "screenshot: 0.81, a quarter, JPEG 60": lambda image: cropped(0.25, 60)(resized(0.81)(image)),
    "resized to 0.3, JPEG 80": resized(0.3),
    "turned by 2 degrees": turned(2),
}


def marked(image: Image.Image, person: str) -> Image.Image:
    more = marks.marked(grey(image), COMMON, PEOPLE[person])
    pixels = np.asarray(image, dtype=np.float32) + more[..., None]
    return again(Image.fromarray(np.clip(pixels + 0.5, 0, 255).astype(np.uint8)), "WEBP", 88)


def main(count: int) -> None:
    drawn = []
    for name in NAMES[:: max(1, len(NAMES) // count)][:count]:
        image = draw(name).convert("RGB")
        image.thumbnail((960, 960))
        drawn.append(image)
    people = list(PEOPLE)[:: len(PEOPLE) // len(drawn)]
    pairs = [(person, marked(image, person)) for person, image in zip(people, drawn, strict=False)]
    print(f"{len(pairs)} pictures 960 pixels long, each marked for one of {len(PEOPLE)}")
    print(f"{'':<38}right  wrong  nobody  lowest  seconds")
    for name, change in CHANGES.items():
        report(name, [(person, change(image)) for person, image in pairs])
    found = [marks.traced(grey(image), COMMON, PEOPLE) for image in drawn]
    alarms = sum(trace.person is not None for trace in found)
    places = sum(trace.place is not None for trace in found)
    print(f"never marked: {alarms} traced, {places} with a pattern, of {len(found)}")


def report(name: str, copies: list[tuple[str, Image.Image]]) -> None:
    began = time.perf_counter()
    found = [(person, marks.traced(grey(copy), COMMON, PEOPLE)) for person, copy in copies]
    took = (time.perf_counter() - began) / len(copies)
    right = sum(trace.person == person for person, trace in found)
    nobody = sum(trace.person is None for _, trace in found)
    lowest = min(dict(trace.scores).get(person, 0.0) for person, trace in found)
    wrong = len(found) - right - nobody
    print(
        f"{name:<38}{right:>5}  {wrong:>5}  {nobody:>6}  {lowest:>6.1f}  {took:>7.1f}", flush=True
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12)
