"""Settings with which a kind cannot be asked, each named."""

from typing import Any

import pytest

from portal import kinds
from tests.kinds.offered import SETTINGS


def things(count: int, letter: str = "f") -> list[dict[str, str]]:
    return [{"key": f"{letter}{n}", "name": f"Thing {n}"} for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("intent", {"price": ""}),
        ("intent", {"period": "x" * 41}),
        ("price_range", {"currency": "euro"}),
        ("price_range", {"currency": "EUＲ"}),
        ("price_steps", {"currency": ""}),
        ("price_steps", {"prices": [10, 20]}),
        ("price_steps", {"prices": list(range(1, 11))}),
        ("price_steps", {"prices": [10, 10, 20]}),
        ("price_steps", {"prices": [30, 20, 10]}),
        ("price_steps", {"prices": [0, 10, 20]}),
        ("price_steps", {"prices": [10, 20, float("nan")]}),
        ("price_steps", {"prices": [10, 20, float("inf")]}),
        ("price_steps", {"prices": [10, 20, "30"]}),
        ("price_steps", {"prices": [True, 20, 30]}),
        ("price_steps", {"prices": None}),
        ("kano", {"features": []}),
        ("kano", {"features": things(9)}),
        ("kano", {"features": [{"key": "f1", "name": " "}]}),
        ("kano", {"features": [{"key": "f1", "name": "x" * 81}]}),
        ("kano", {"features": [{"key": "f1"}]}),
        ("kano", {"features": ["f1"]}),
        ("kano", {"features": [{"key": "1 2", "name": "A"}]}),
        ("kano", {"features": [{"key": "f1", "name": "A"}, {"key": "f1", "name": "B"}]}),
        ("kano", {"features": [{"key": "f1", "name": "Á"}, {"key": "f2", "name": "a"}]}),
        ("best_worst", {"items": things(3, "i")}),
        ("best_worst", {"items": things(13, "i")}),
    ],
)
def test_what_cannot_be_asked_is_named(kind: str, change: dict[str, Any]) -> None:
    assert set(kinds.settings_problems(kind, SETTINGS[kind] | change)) == set(change)


@pytest.mark.parametrize("count", [4, 12])
def test_four_to_twelve_items_can_be_asked(count: int) -> None:
    assert kinds.settings_problems("best_worst", {"items": things(count, "i")}) == {}
