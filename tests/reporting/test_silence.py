"""Warnings that those who answered may not be like the silent."""

import random
from typing import Any

from portal.reporting import document, titles
from tests.reporting.rounds import answers, facts, support


def silence(*cast: Any, **where: Any) -> Any:
    return document.build(facts(*cast, **where))["silence"]


def test_supporters_who_answer_first_are_warned_of() -> None:
    found = silence(80, [*support(18, 0, 2), *support(8, 0, 12, first=21)])
    assert (found["early_late"]["early"]["x"], found["early_late"]["late"]["x"]) == (18, 8)
    assert found["early_late"]["points"] == 50
    assert found["early_late"]["is_unlike"]
    assert titles.early_late(found) == "Supporters answered first"
    assert "less keen" in titles.early_late_warning(found)


def test_answers_in_a_random_order_are_not() -> None:
    words = ["for"] * 26 + ["against"] * 14
    random.Random(3).shuffle(words)
    found = silence(80, answers(words))
    assert not found["early_late"]["is_unlike"]
    assert titles.early_late_warning(found) == ""


def test_fewer_than_ten_in_a_half_are_not_compared() -> None:
    assert silence(80, support(10, 0, 9))["early_late"] is None
    assert silence(80, support(10, 0, 10))["early_late"] is not None


def test_the_first_half_is_whole_fives_so_that_one_more_answer_tells_nothing() -> None:
    for n in range(20, 40):
        found = silence(80, support(n, 0, 0))["early_late"]
        assert found["early"]["n"] % 5 == 0
        assert found["early"]["n"] + found["late"]["n"] == n


TIERS = {i: ("tier: gold" if i <= 30 else "tier: new",) for i in range(1, 101)}


def test_a_segment_that_answered_more_is_flagged_and_weighed() -> None:
    cast = [*support(24, 0, 2), *support(6, 0, 6, first=31)]
    found = silence(100, cast, segments=TIERS)
    gold, new = found["segments"]["rows"]
    assert (gold["answered"], gold["members"], new["answered"]) == (26, 30, 12)
    assert gold["is_unlike"]
    # 30 gold of whom 24 of 26 are for it, and 70 new of whom half are: 62.7 of 100.
    assert found["weighted"]["percent"] == 63
    assert found["weighted"]["plain_percent"] == 79
    assert found["weighted"]["interval"]["low"] >= 30
    assert found["weighted"]["interval"]["high"] <= 100 - 8
    assert "instead of 79 %" in titles.weighted(found)


def test_a_segment_that_answered_like_the_rest_is_not() -> None:
    cast = [*support(9, 0, 3), *support(20, 0, 8, first=31)]
    found = silence(100, cast, segments=TIERS)
    assert not any(row["is_unlike"] for row in found["segments"]["rows"])
    assert found["weighted"] is None


def test_what_segments_withhold_is_not_told_here() -> None:
    cast = [*support(3), *support(30, first=31)]
    made = document.build(facts(100, cast, segments=TIERS))
    assert made["by_segment"]["tables"] == []
    assert made["silence"]["segments"]["rows"] == []
    shown = document.build(facts(100, [*support(8), *support(30, first=31)], segments=TIERS))
    assert len(shown["silence"]["segments"]["rows"]) == 2


def test_segments_wait_for_the_close() -> None:
    cast = [*support(25, 0, 0), *support(5, 0, 5, first=31)]
    open_ = silence(100, cast, segments=TIERS, is_over=False)
    assert (open_["segments"]["rows"], open_["weighted"]) == ([], None)
    assert silence(100, cast, segments=TIERS)["weighted"] is not None


def test_only_who_answered_every_question_answered_all() -> None:
    from tests.reporting.rounds import RATING, SUPPORT

    cast = [*support(10), *answers(["4"] * 6, question=2)]
    made = document.build(facts(20, cast, questions=[SUPPORT, RATING]))
    assert made["participation"]["answered_all"] == 6
