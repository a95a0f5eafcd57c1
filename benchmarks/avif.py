"""AVIF beside WebP: bytes, seconds and fidelity of the demo's pictures at several speeds and
qualities. AVIF is made as the worker makes it: from the largest WebP, for no original is kept.

    python -m benchmarks.avif [how many pictures]
"""

import sys
import time
from io import BytesIO

import numpy as np
from PIL import Image

from portal import pictures
from portal.demo.pictures import NAMES, draw

TRIED = [(speed, quality) for speed in (6, 8, 9) for quality in (50, 60, 70)]


def encoded(image: Image.Image, kind: str, **options: int) -> tuple[bytes, float]:
    out, began = BytesIO(), time.perf_counter()
    image.save(out, kind, **options)
    return out.getvalue(), time.perf_counter() - began


def likeness(image: Image.Image, body: bytes) -> float:
    """Peak signal to noise against the picture before any of it was written, in dB."""
    with Image.open(BytesIO(body)) as opened:
        made = np.asarray(opened.convert("RGB"), dtype=float)
    noise = float(np.mean((made - np.asarray(image, dtype=float)) ** 2))
    return 10 * float(np.log10(255**2 / max(noise, 1e-9)))


def in_all_widths(image: Image.Image) -> list[Image.Image]:
    widths = pictures.widths_of(image.width)
    return [image.resize((wide, round(image.height * wide / image.width))) for wide in widths]


def as_webp(image: Image.Image) -> tuple[bytes, float]:
    return encoded(image, "WEBP", quality=82, method=2)


def main(count: int) -> None:
    drawn = [draw(name).convert("RGB") for name in NAMES[:: max(1, len(NAMES) // count)]]
    sizes = [sized for image in drawn for sized in in_all_widths(image)]
    webp = [as_webp(image) for image in sizes]
    whole = sum(len(body) for body, _ in webp)
    print(f"{len(drawn)} pictures, {len(sizes)} renditions")
    report("WebP 82, method 2", sizes, webp, whole, len(drawn))
    kept = []
    for image in drawn:
        largest = as_webp(in_all_widths(image)[-1])[0]
        with Image.open(BytesIO(largest)) as opened:
            kept += in_all_widths(opened.convert("RGB"))
    for speed, quality in TRIED:
        made = [
            encoded(image, "AVIF", quality=quality, speed=speed, max_threads=1) for image in kept
        ]
        report(f"AVIF {quality}, speed {speed}", sizes, made, whole, len(drawn))


def report(
    name: str,
    sizes: list[Image.Image],
    made: list[tuple[bytes, float]],
    whole: int,
    count: int,
) -> None:
    size = sum(len(body) for body, _ in made)
    seconds = sum(took for _, took in made) / count
    alike = sum(likeness(image, body) for image, (body, _) in zip(sizes, made, strict=True))
    print(
        f"{name:<18} {size / 1024:6.0f} kB {size / whole:5.0%} of WebP"
        f"  {seconds:.2f} s a picture  {alike / len(sizes):.1f} dB"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
