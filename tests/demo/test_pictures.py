"""The demo's pictures: they draw, have their size, and are the same every time."""

from collections.abc import Iterator
from time import process_time

import pytest

from portal.demo import pictures
from portal.demo.drawing.surfaces import LANDSCAPE, PORTRAIT

SPENT: dict[str, float] = {}


@pytest.fixture(scope="module", autouse=True)
def _tell_drawing_time() -> Iterator[None]:
    """A benchmark, not a gate: the sum depends on the machine (`pytest -s` shows it)."""
    yield
    slowest = max(SPENT.items(), key=lambda item: item[1], default=("none", 0.0))
    print(f"\n{len(SPENT)} pictures in {sum(SPENT.values()):.1f} s of CPU; slowest {slowest}")


@pytest.mark.parametrize("name", pictures.NAMES)
def test_picture_draws_at_its_size_and_is_not_flat(name: str) -> None:
    began = process_time()
    picture = pictures.draw(name)
    SPENT[name] = process_time() - began
    assert picture.mode == "RGB"
    assert picture.size in (LANDSCAPE, PORTRAIT)
    assert all(high - low > 60 for low, high in picture.getextrema())


@pytest.mark.parametrize(
    "name", ["planner-r2-day", "cardigan-madder", "tote-r1-plan", "evening-r2-table"]
)
def test_picture_is_the_same_every_time(name: str) -> None:
    assert pictures.draw(name).tobytes() == pictures.draw(name).tobytes()


def test_two_revisions_do_not_show_the_same_picture() -> None:
    first, second = pictures.draw("beetroot-r1-plate"), pictures.draw("beetroot-r2-plate")
    assert first.tobytes() != second.tobytes()
