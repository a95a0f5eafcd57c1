"""Every picture of the demo by its name. What is in them lies in `portal.demo.drawing`."""

from collections.abc import Callable

from PIL import Image

from portal.demo.drawing import (
    cardigans,
    dishes,
    evenings,
    habits,
    inbox,
    overshirts,
    planner,
    totes,
)

_DRAWN: dict[str, Callable[[], Image.Image]] = {
    **inbox.PICTURES,
    **planner.PICTURES,
    **habits.PICTURES,
    **cardigans.PICTURES,
    **overshirts.PICTURES,
    **totes.PICTURES,
    **dishes.PICTURES,
    **evenings.PICTURES,
}
NAMES: tuple[str, ...] = tuple(_DRAWN)


def draw(name: str) -> Image.Image:
    """The picture of that name, drawn anew; always the same pixels."""
    return _DRAWN[name]()
