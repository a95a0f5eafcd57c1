"""The few pictures that are committed: made small enough to live in a repository."""

from pathlib import Path

from PIL import Image

MOST_BYTES = 250_000
# Name of the shot, and how much of its height is shown (in pixels of the page).
CHOSEN = {
    "fashion-judge-before--390-light": 1_400,
    "fashion-judge-before--1280-light": 1_000,
    "restaurant-report-frozen--1280-light": 1_100,
    "restaurant-report-frozen--390-light": 1_400,
    "app-home-waiting--390-light": 1_200,
    "app-judge-after--390-dark": 1_400,
    "invitations--1280-light": 900,
    "restaurant-judge-after--1280-light": 1_400,
    "restaurant-room-triage--1280-light": 1_300,
}


def keep(everything: Path, folder: Path) -> None:
    for name, height in CHOSEN.items():
        with Image.open(everything / f"{name}.png") as taken:
            shown = taken.convert("RGB").crop((0, 0, taken.width, min(height, taken.height)))
        for quality in (84, 76, 68, 60):
            file = folder / f"{name}.webp"
            shown.save(file, "WEBP", quality=quality, method=6)
            if file.stat().st_size <= MOST_BYTES:
                break
