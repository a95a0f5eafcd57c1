"""Ranking: an order with places for each, moved a step at a time."""

import pytest

from portal import kinds
from portal.errors import Invalid
from portal.kinds import Screen
from tests.kinds.offered import offer, sent

RANKING = offer("ranking")


def test_an_order_is_kept_and_may_leave_some_out() -> None:
    assert kinds.read(RANKING, sent(order=["C", "A", "B"])) == '["C","A","B"]'
    assert kinds.read(RANKING, sent(order=["C"])) == '["C"]'


@pytest.mark.parametrize(
    ("move", "order"),
    [
        ("B up", "BAC"),
        ("A down", "BAC"),
        ("A up", "ABC"),
        ("C down", "ABC"),
        ("Z up", "ABC"),
        ("B", "ACB"),
    ],
)
def test_a_move_changes_the_order_and_keeps_nothing(move: str, order: str) -> None:
    moved = kinds.read(RANKING, sent(order=list("ABC"), move=move))
    assert moved == Screen(1, 1, tuple(order), tuple(order))
    assert kinds.screen(RANKING, sent(order=list(order))) == moved


@pytest.mark.parametrize("order", [[], ["A", "A"], ["A", "Z"], ["A", "B", "C", "A"], ["none"]])
def test_repeats_and_strangers_are_told(order: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        kinds.read(RANKING, sent(order=order))
    assert set(refused.value.fields) == {"order"}
    assert kinds.problems(RANKING, kinds.written(order))
