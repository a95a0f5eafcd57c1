"""What the worker finds about answers: bounds around what the document shows, from one seed."""

from typing import Any

import pytest

from portal.reporting import document
from portal.reporting.studies import answers
from tests import simulated
from tests.reporting.rounds import DEPTHS

STUDIED = list(answers.STUDIED)


def studied(members: int, response: int, is_over: bool = True, seed: int = 7) -> tuple[Any, Any]:
    round = simulated.facts(members, response, STUDIED, is_over=is_over, revisions=1)
    told: list[int] = []
    found = answers.study(round, DEPTHS, seed, told.append)
    assert told == [250, 500, 750, 1000]
    return document.build(round)["questions"], found


def test_bounds_hold_what_the_document_shows() -> None:
    [ranking, pairs, best_worst, price], found = studied(60, 70)
    stays = found[ranking["question"]]
    assert stays["winners"] == ranking["schulze"]["winners"]
    assert 1 <= stays["stays_percent"] <= 99
    for item in pairs["items"]:
        bounds = found[pairs["question"]]["shares"][item["key"]]
        assert 0 <= bounds["low"] <= item["percent"] <= bounds["high"] <= 100
    for item in best_worst["items"]:
        bounds = found[best_worst["question"]]["scores"][item["key"]]
        assert -100 <= bounds["low"] <= item["points"] <= bounds["high"] <= 100
    for name, point in price["points"].items():
        bounds = found[price["question"]]["points"][name]
        assert bounds["low"] <= point <= bounds["high"]


def test_the_same_seed_gives_the_same_digits() -> None:
    assert studied(40, 80)[1] == studied(40, 80)[1]


def test_bounds_from_drawing_members_again_wait_for_the_close() -> None:
    questions, found = studied(60, 70, is_over=False)
    [ranking, pairs, best_worst, price] = [found[q["question"]] for q in questions]
    assert (pairs["shares"], best_worst["scores"], price["points"]) == (None, None, None)
    assert ranking["stays_percent"] is not None


@pytest.mark.parametrize("size", [5, 12, 200])
@pytest.mark.parametrize("response", [0, 10, 100])
def test_any_group_can_be_studied(size: int, response: int) -> None:
    questions, found = studied(size, response)
    enough = {q["question"] for q in questions if q["n"] >= 5}
    assert set(found) == enough
