"""Where shapes of a chart stand."""

import pytest

from portal.reporting import drawing


@pytest.mark.parametrize(
    ("percents", "heights"),
    [
        ([50, 50], [50.0, 50.0]),
        ([0, 0], [0.0, 0.0]),
        ([100, 100], [100.0, 100.0]),
        ([10, 20], [25.0, 50.0]),
        ([90, 100], [75.0, 100.0]),
        ([0, 100], [0.0, 100.0]),
    ],
)
def test_small_changes_do_not_look_like_a_climb(percents: list[int], heights: list[float]) -> None:
    assert drawing.slope(percents) == heights
