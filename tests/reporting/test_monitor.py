"""A criterion read day by day: bounds that only narrow, and looks that betray nobody."""

import random
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from portal.reporting import document, sentences, titles
from portal.reporting.facts import Ballot, Facts
from portal.stats import monitor
from tests.reporting.rounds import NOON, criterion, facts

WATCHED = [criterion(mode="sequential")]


def ballots(*days: str) -> list[Ballot]:
    """One word a day of letters: y for, n against."""
    words = [(letter, day) for day, letters in enumerate(days) for letter in letters]
    sides = {"y": "for", "n": "against"}
    return [
        Ballot(i, 1, 1, sides[letter], sides[letter], at=NOON + timedelta(days=day))
        for i, (letter, day) in enumerate(words, start=1)
    ]


def watched(group: int, *days: str, is_over: bool = True) -> Facts:
    found = facts(group, ballots(*days), criteria=WATCHED, is_over=is_over)
    late = NOON + timedelta(days=len(days))
    return replace(found, round=replace(found.round, ends_at=late, made_at=late))


def band(group: int, *days: str, is_over: bool = True) -> Any:
    [found] = document.build(watched(group, *days, is_over=is_over))["monitor"]
    return found


def test_each_day_leaves_what_all_days_so_far_left() -> None:
    days = ("yyyyy" * 2, "yyynn" * 2, "yyyyn" * 2, "yynnn" * 2)
    found = band(60, *days)
    cumulative = [(10, 10), (20, 16), (30, 24), (40, 28)]
    assert [(look["n"], look["x"]) for look in found["looks"]] == cumulative
    low, high = 0, 60
    for look, (n, x) in zip(found["looks"], cumulative, strict=True):
        one = monitor.ppr_cs(60, n, x, 0.05)
        low, high = max(low, one.K_low), min(high, one.K_high)
        assert look["interval"] == {"low": low, "high": high}
    assert [look["day"] for look in found["looks"]] == [1, 2, 3, 4]


def test_bounds_never_widen_and_keep_the_truth_in_a_random_order() -> None:
    kept = 0
    for seed in range(40):
        group = ["y"] * 36 + ["n"] * 24
        random.Random(seed).shuffle(group)
        found = band(60, *("".join(group[i : i + 10]) for i in range(0, 50, 10)))
        known = [look["interval"] for look in found["looks"]]
        assert all(a["low"] <= b["low"] and b["high"] <= a["high"] for a, b in pairwise(known))
        kept += known[-1]["low"] <= 36 <= known[-1]["high"]
    assert kept >= 37


@pytest.mark.parametrize("is_over", [True, False], ids=["closed", "open"])
def test_no_two_looks_differ_by_fewer_than_five_answers(is_over: bool) -> None:
    chance = random.Random(7)
    for _ in range(60):
        days = ["".join(chance.choices("yn", k=chance.randrange(7))) for _ in range(8)]
        made = document.build(watched(80, *days, is_over=is_over))
        for found in made["monitor"]:
            counts = [0, *(look["n"] for look in found["looks"])]
            assert all(b - a >= 5 for a, b in pairwise(counts))


def test_days_that_contradict_each_other_are_a_warning_and_no_number() -> None:
    made = document.build(watched(200, "y" * 60, "n" * 60))
    [rule] = made["criteria"]
    assert (rule["status"], rule["reason"]) == ("inconclusive", "order_not_random")
    assert rule["interval"] is None
    assert rule["certain"] == {"low": 60, "high": 140}
    assert made["monitor"][0]["is_empty"]
    assert made["monitor"][0]["looks"][-1]["interval"] is None
    assert (made["support"]["interval"], made["support"]["chance"]) == (None, None)
    assert "contradict" in sentences.verdict(made)
    assert "contradict" in titles.band(made["monitor"][0])


def test_what_nobody_can_change_stands_even_if_the_days_contradict_each_other() -> None:
    made = document.build(watched(130, "y" * 60, "n" * 60))
    [rule] = made["criteria"]
    assert (rule["status"], rule["reason"]) == ("not_validated", "missed")
    assert rule["is_decided"]
    assert "Between 60 and 70" in sentences.reason(rule)


def test_a_verdict_of_an_earlier_day_stays() -> None:
    early = "y" * 32 + "n" * 8
    assert document.build(watched(200, early))["verdict"]["status"] == "not_yet_known"
    days = (early, "y" * 12 + "n" * 3, "y" * 4 + "n" * 6)
    before, after = (document.build(watched(200, *days[:n])) for n in (2, 3))
    alone = monitor.ppr_cs(200, 65, 48, 0.05)
    needed = after["criteria"][0]["needed"]
    assert before["verdict"]["status"] == after["verdict"]["status"] == "validated"
    assert after["support"]["interval"] == after["criteria"][0]["interval"]
    assert alone.K_low < needed <= after["criteria"][0]["interval"]["low"]
    assert after["criteria"][0]["change"]["more_answers"] is None


def test_answers_without_a_time_have_one_look_and_no_band() -> None:
    found = facts(60, [b._replace(at=None) for b in ballots("yyyyy" * 4)], criteria=WATCHED)
    made = document.build(found)
    assert made["monitor"] == []
    assert made["criteria"][0]["interval"] is not None


def test_a_fixed_criterion_has_no_band() -> None:
    assert document.build(facts(60, ballots("yyyyy", "yyyyy")))["monitor"] == []


def test_nothing_is_called_settled_before_enough_answers() -> None:
    days = ("y" * 10, "y" * 10)
    rule = criterion(mode="sequential", min_answers=25)
    found = document.build(replace(watched(30, *days), criteria=(rule,)))
    assert found["monitor"][0]["looks"][-1]["interval"]["low"] >= found["monitor"][0]["needed"]
    assert titles.band(found["monitor"][0]).startswith("Narrowed")
    assert titles.band(band(30, *days)).startswith("Settled")
