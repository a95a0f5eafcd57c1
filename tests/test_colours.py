"""One colour of a brand, there and back."""

import pytest

from portal.colours import Accent, accent_of, hex_of


@pytest.mark.parametrize(
    ("written", "accent"),
    [
        # The primaries in oklch, as CSS Color 4 gives them.
        ("#ff0000", Accent(29, 258)),
        ("#00ff00", Accent(142, 295)),
        ("#0000ff", Accent(264, 313)),
        ("#FFFFFF", Accent(0, 0)),
        ("#000000", Accent(0, 0)),
        ("#808080", Accent(0, 0)),
    ],
)
def test_hue_and_chroma_of_a_colour(written, accent):
    assert accent_of(written) == accent


@pytest.mark.parametrize(
    "written", ["", "red", "#fff", "#12345g", "123456", "#1234567", "#１２３４５６"]
)
def test_what_is_no_colour(written):
    assert accent_of(written) is None


@pytest.mark.parametrize("hue", range(0, 361, 30))
@pytest.mark.parametrize("chroma", [0, 40, 80])
def test_a_colour_shown_in_the_field_is_the_same_accent(hue, chroma):
    back = accent_of(hex_of(Accent(hue, chroma)))
    assert back is not None
    assert abs(back.chroma - chroma) <= 6
    if chroma:
        assert min(abs(back.hue - hue), 360 - abs(back.hue - hue)) <= 6


def test_more_chroma_than_a_screen_has_is_lowered_and_keeps_its_hue():
    back = accent_of(hex_of(Accent(145, 400)))
    assert back is not None
    assert 100 < back.chroma < 300
    assert abs(back.hue - 145) <= 2
