"""What each kind of question finds: right on cases known from elsewhere, calm about the rest."""

import json
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from portal import kinds
from portal.reporting import document, said
from portal.reporting.facts import Ballot, QuestionFacts
from portal.reporting.kinds import price_range
from tests import simulated
from tests.reporting.rounds import SUPPORT, facts, revision
from tests.reporting.test_document import every_number

ASKED = 9


def asked(kind: str, said: Sequence[Any], members: int = 40, **more: Any) -> Any:
    """What the document tells of one question, answered by the first members."""
    question = QuestionFacts(ASKED, "q", kind, "And?", more.pop("settings", {}))
    words = [kinds.written(s) if kind in kinds.COMPOSED and s != "prefer_not" else s for s in said]
    ballots = [Ballot(i, ASKED, 1, word, word) for i, word in enumerate(words, start=1)]
    shown = [revision(1, **more.pop("variants", {"A": "Loose", "B": "Fitted", "C": "Long"}))]
    made = document.build(
        facts(members, ballots, questions=[SUPPORT, question], revisions=shown, **more)
    )
    return made["questions"][0]


@pytest.mark.parametrize("is_over", [True, False], ids=["closed", "open"])
@pytest.mark.parametrize("response", [0, 1, 40, 100])
@pytest.mark.parametrize("size", simulated.SIZES[:-1])
def test_every_kind_is_sound_for_any_group(size: int, response: int, is_over: bool) -> None:
    made = document.build(simulated.facts(size, response, is_over=is_over, revisions=1))
    assert json.loads(json.dumps(made, allow_nan=False)) == made
    assert all(math.isfinite(number) for number in every_number(made))
    assert [q["kind"] for q in made["questions"]] == list(simulated.KINDS[1:])
    for found in made["questions"]:
        assert found["n"] + found["waiting"] + found["prefer_not"] <= found["group"]
        assert (found["by_revision"] is None) == (found["n"] < 5)
        _adds_up(found)


def test_five_thousand_members_and_twelve_questions_are_sound() -> None:
    made = document.build(simulated.facts(5_000, 60, revisions=1))
    assert made["by_segment"]["comparisons"] == 8 * 5
    for found in made["questions"]:
        _adds_up(found)


def _adds_up(found: Any) -> None:
    if found["counts"]:
        assert sum(found["counts"].values()) == found["n"]
    for share in filter(None, [found.get("yes"), *(found.get("demand") or [])]):
        bounds, certain = share["interval"], share["certain"]
        assert certain["low"] <= bounds["low"] <= bounds["high"] <= certain["high"]
        assert 0 <= certain["low"] <= certain["high"] <= found["group"]
        assert isinstance(share["percent"], int) or found["n"] >= 1_000


def test_simulated_members_answer_as_the_portal_keeps_it() -> None:
    round = simulated.facts(40, 100, revisions=1)
    asked_by_id = {question.id: question for question in round.questions}
    for ballot in round.ballots:
        question = asked_by_id[ballot.question]
        offer = kinds.Offer(question.kind, question.settings, simulated.VARIANTS)
        assert kinds.problems(offer, ballot.counted) == {}


@pytest.mark.parametrize("kind", simulated.KINDS[1:])
def test_who_prefers_not_to_say_is_in_no_n(kind: str) -> None:
    made = asked(kind, ["prefer_not"] * 8)
    assert (made["n"], made["prefer_not"], made["counts"], made["yes"]) == (0, 8, None, None)


@pytest.mark.parametrize("kind", simulated.KINDS[1:])
def test_answers_all_alike_give_calm_numbers(kind: str) -> None:
    voter = simulated.Voter(1, 0.5)
    said = simulated.SAYS[kind](voter)
    found = asked(kind, [said] * 40, settings=dict(simulated.SETTINGS.get(kind, {})))
    assert found["n"] == 40
    assert all(math.isfinite(number) for number in every_number(found))


@pytest.mark.parametrize("kind", simulated.KINDS[1:])
def test_a_question_whose_settings_are_lost_still_reports(kind: str) -> None:
    round = simulated.facts(40, 100, [kind])
    said = [kinds.value_of(kind, b.counted) for b in round.ballots if b.counted != "prefer_not"]
    made = asked(kind, said[:30], variants={})
    assert made["n"] + made["unused"] == 30


def test_that_nobody_would_say_is_said_once() -> None:
    found = asked("rating", ["prefer_not"] * 40)
    assert said.title(found) == "All 40 who answered would rather not say"
    assert said.note(found) == ""


def test_one_more_answer_while_open_tells_nothing_beside_those_who_would_not_say() -> None:
    """Four who prefer not to say and one answer are no five."""
    five = ["5"] * 5
    before = asked("rating", [*five, *["prefer_not"] * 4], is_over=False)
    after = asked("rating", [*five, *["prefer_not"] * 4, "1"], is_over=False)
    assert (after["counts"], after["prefer_not"]) == (before["counts"], before["prefer_not"])
    assert (before["waiting"], after["waiting"]) == (4, 5)


def test_recommendation_is_a_mood_among_twelve_and_has_bounds_among_more() -> None:
    twelve = asked("recommend", ["10"] * 7 + ["3"] * 5)
    assert twelve["net"] == {"points": 17, "interval": None, "is_mood": True}
    many = asked("recommend", ["9"] * 37 + ["8"] * 27 + ["0"] * 16, members=200)
    assert many["classes"] == {"promoters": 37, "passives": 27, "detractors": 16}
    assert many["net"] == {"points": 26, "interval": {"low": 13, "high": 39}, "is_mood": False}


def test_who_never_used_it_leaves_the_group_too() -> None:
    said = ["very"] * 14 + ["somewhat"] * 10 + ["not"] * 8 + ["unused"] * 10
    made = asked("without_it", said, members=100)
    assert (made["group"], made["n"], made["unused"]) == (90, 32, 10)
    assert made["yes"]["interval"] == {"low": 27, "high": 53}
    assert (made["mark"]["needed"], made["mark"]["status"]) == (36, "inconclusive")


def test_none_of_these_can_lead() -> None:
    made = asked("choice", ["none"] * 9 + ["A"] * 2, members=12, settings={"offers_none": True})
    assert [option["key"] for option in made["options"]] == ["A", "B", "C", "none"]
    assert (made["lead"]["leader"], made["lead"]["is_decided"]) == ("none", True)


def test_a_variant_that_is_gone_keeps_its_votes_under_its_key() -> None:
    made = asked("choice", ["A"] * 5 + ["D"] * 3)
    assert made["options"][-1] == {"key": "D", "name": ""}
    assert made["counts"] == {"A": 5, "B": 0, "C": 0, "D": 3}
    ranked = asked("ranking", [["D", "A"]] * 6)
    assert (ranked["condorcet"], ranked["options"][0]["name"]) == ("D", "")


def test_ranking_of_tennessee_gives_its_published_winners() -> None:
    ballots = [
        *[["M", "N", "C", "K"]] * 42,
        *[["N", "C", "K", "M"]] * 26,
        *[["C", "K", "N", "M"]] * 15,
        *[["K", "C", "N", "M"]] * 17,
    ]
    made = asked("ranking", ballots, members=100, variants=dict.fromkeys("MNCK", "city"))
    assert (made["condorcet"], made["schulze"]["winners"], made["irv"]) == ("N", ["N"], ["K"])
    assert made["is_decided"]
    assert made["counts"] == {"N": 26, "C": 15, "K": 17, "M": 42}
    assert made["above"][0][3] == 58


def test_tied_ranking_names_every_winner() -> None:
    made = asked("ranking", [["A", "B", "C"], ["B", "A", "C"]] * 4)
    assert made["condorcet"] is None
    assert made["schulze"] == {"winners": ["A", "B"], "order": None}
    assert made["yes"] is None


def test_pairs_give_shares_and_strengths_only_from_ten_comparisons_on() -> None:
    said = [[["A", "B"], ["B", "C"], ["A", "C"]]] * 9
    few = asked("pairs", said[:4] + said[:2])
    first = few["items"][0]
    assert (first["key"], first["wins"], first["comparisons"]) == ("A", 12, 12)
    assert few["items"][0]["strength"] > few["items"][1]["strength"] == 50
    five = asked("pairs", [[["A", "B"]]] * 6)
    assert [item["strength"] for item in five["items"]] == [None, None]
    assert asked("pairs", said)["circular"] == {"threes": 9, "circles": 0}


def test_pairs_that_few_members_saw_are_not_broken_down() -> None:
    made = asked("pairs", [[["A", "B"]]] * 8 + [[["A", "C"]]] * 2)
    assert (made["items"], made["above"], made["comparisons"]) == (None, None, 10)


def test_price_points_of_the_published_case_from_thirty_answers_on() -> None:
    rows = [(5, 8, 12, 20), (6, 9, 14, 21), (4, 7, 11, 18), (7, 10, 15, 22), (5, 9, 13, 19)]
    said = [dict(zip(price_range.NAMES, row, strict=True)) for row in rows]
    under = asked("price_range", said * 5 + [{**said[0], "cheap": 2}])
    assert (under["valid"], under["invalid"], under["points"]) == (25, 1, None)
    assert under["strip"]["cheap"] == sorted([8, 9, 7, 10, 9] * 5)
    over = asked("price_range", said * 6)
    assert over["strip"] is None
    assert set(over["points"]) == {"PMC", "OPP", "IDP", "PME"}
    assert over["curves"]["too_cheap"][0] == 80
    assert over["curves"]["too_expensive"][-1] == 100
    for name in ("expensive", "too_expensive"):
        assert all(a <= b for a, b in pairwise(over["curves"][name]))


def test_price_steps_count_everyone_who_would_pay_more() -> None:
    said = [{"bought": p, "start": 30} for p in [0] * 4 + [20] * 4 + [30] * 8 + [45] * 4]
    made = asked("price_steps", said, settings={"currency": "EUR", "prices": [20, 30, 45]})
    assert [(step["price"], step["x"], step["percent"]) for step in made["demand"]] == [
        *((20, 16, 80), (30, 12, 60), (45, 4, 20))
    ]
    assert made["best_price"] == 30
    assert made["counts"] == {"0": 4, "20": 4, "30": 8, "45": 4}
    assert asked("price_steps", [{"bought": 0, "start": 30}] * 6)["best_price"] is None


def test_kano_shows_only_its_grid_below_twenty_answers() -> None:
    settings = {"features": [{"key": "f1", "name": "Pocket"}]}
    few = asked("kano", [{"f1": [1, 5]}] * 19, settings=settings)["features"][0]
    assert (few["classes"], few["category"], few["grid"][0][4]) == (None, None, 19)
    many = asked("kano", [{"f1": [1, 5]}] * 20, settings=settings)["features"][0]
    assert (many["category"], many["is_mixed"], many["better"]["percent"]) == ("O", False, 100)


def test_kano_says_mixed_where_the_second_class_may_be_ahead() -> None:
    said = (
        *([[2, 5]] * 22 + [[1, 5]] * 31 + [[1, 3]] * 14),
        *([[3, 3]] * 9 + [[5, 1]] * 2 + [[1, 1]] * 2),
    )
    made = asked("kano", [{"f1": list(pair)} for pair in said], members=200)["features"][0]
    assert made["category"] == "O"
    assert made["classes"] == {"M": 22, "O": 31, "A": 14, "I": 9, "R": 2, "Q": 2}
    assert (made["is_mixed"], made["matters"]) == (True, 84)
    assert (made["better"]["percent"], made["worse"]["percent"]) == (59, 70)


def test_best_worst_scores_run_from_always_worst_to_always_best() -> None:
    screen = {"shown": ["a", "b", "c", "d"], "best": "b", "worst": "d"}
    items = asked("best_worst", [[screen, screen]] * 6)["items"]
    assert [(item["key"], item["points"]) for item in items] == [
        *(("b", 100), ("a", 0), ("c", 0), ("d", -100))
    ]
    assert items[0] == {"key": "b", "best": 12, "worst": 0, "shown": 12, "points": 100}


def test_an_item_that_few_saw_is_not_broken_down() -> None:
    first = {"shown": ["a", "b", "c"], "best": "a", "worst": "c"}
    other = {"shown": ["a", "b", "z"], "best": "a", "worst": "z"}
    assert asked("best_worst", [[first]] * 8 + [[other]] * 3)["items"] is None


def test_each_question_says_how_each_revision_did() -> None:
    round = simulated.facts(40, 100, ["support", "rating"], revisions=2)
    [rating] = document.build(round)["questions"]
    assert [r["number"] for r in rating["by_revision"]] == [1, 2]
    assert rating["by_revision"][1]["x"] == rating["yes"]["x"]
    assert rating["by_revision"][0]["n"] < rating["by_revision"][1]["n"]
