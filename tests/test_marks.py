"""Marks: nobody sees the pattern, and a copy tells whose it is. What it survives in figures is
`python -m benchmarks.marks`; here is one copy of each kind."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from portal import marking, marks
from portal.demo.pictures import draw
from portal.marking import Viewer

PEOPLE = {f"p{n}": f"key {n}" for n in range(40)}
COMMON = "everybody"
TOM = Viewer("Tom Ågren", "7F3AB2C1", COMMON, PEOPLE["p7"])


def grey(image: Image.Image) -> marks.Plane:
    return np.asarray(image.convert("L"), dtype=np.float32)


def written(image: Image.Image, kind: str = "WEBP", quality: int = 82) -> bytes:
    out = BytesIO()
    image.save(out, kind, quality=quality)
    return out.getvalue()


@pytest.fixture(scope="module")
def plain() -> Image.Image:
    image = draw("cardigan-r2-front").convert("RGB")
    image.thumbnail((960, 960))
    return image


@pytest.fixture(scope="module")
def copy(plain) -> Image.Image:
    return Image.open(BytesIO(marking.marked(written(plain), TOM))).convert("RGB")


def quarter(image):
    return image.crop((200, 150, 200 + image.width // 2, 150 + image.height // 2))


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image,
        quarter,
        lambda image: image.resize((image.width * 3 // 4, image.height * 3 // 4)),
    ],
    ids=["whole", "a quarter", "resized"],
)
def test_a_copy_tells_whose_it_is(copy, change):
    found = Image.open(BytesIO(written(change(copy), "JPEG", 60)))
    assert marks.traced(grey(found), COMMON, PEOPLE).person == "p7"


def test_a_picture_that_was_never_marked_names_nobody(plain):
    assert marks.traced(grey(plain), COMMON, PEOPLE).person is None


def test_a_copy_of_somebody_who_is_not_asked_about_names_nobody(copy):
    others = {name: key for name, key in PEOPLE.items() if name != "p7"}
    trace = marks.traced(grey(copy), COMMON, others)
    assert trace.place is not None
    assert trace.person is None


def test_a_copy_of_another_installation_names_nobody(copy):
    assert marks.traced(grey(copy), "somebody else", PEOPLE).person is None


@pytest.mark.parametrize("size", [(1, 1), (40, 30), (2000, 8)])
def test_scraps_and_blank_sheets_name_nobody(size):
    assert marks.traced(grey(Image.new("L", size, 200)), COMMON, PEOPLE).person is None


def test_the_pattern_is_faint(plain):
    laid = marks.marked(grey(plain), COMMON, PEOPLE["p7"])
    assert float(np.sqrt((laid**2).mean())) < 2.5
    assert laid.shape == grey(plain).shape


def test_a_marked_picture_is_as_large_and_as_transparent_as_before(plain):
    clear = plain.copy()
    clear.putalpha(Image.new("L", plain.size, 90))
    for image in (plain, clear):
        made = Image.open(BytesIO(marking.marked(written(image), TOM)))
        assert (made.size, made.mode) == (image.size, image.mode)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ŵin", "Win"),
        ("Tom Ågren", "Tom Ågren"),
        ("", "7F3AB2C1"),
        (" ", "7F3AB2C1"),
        ("山田", "7F3AB2C1"),
    ],
)
def test_a_name_that_cannot_be_drawn_is_a_code(name, shown):
    assert marking._written(Viewer(name, TOM.code, "", "")) == shown
