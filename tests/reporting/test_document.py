"""The document as a whole: finite, complete, and calm about groups of any size."""

import json
import math
from dataclasses import replace
from typing import Any

import pytest

from portal.reporting import document, said
from portal.reporting.numbers import Json
from tests.reporting import rounds
from tests.reporting.rounds import CHOICE, INTENT, RATING, answers, criterion, facts, support
from tests.reporting.talk import spoken


def every_number(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [n for v in value.values() for n in every_number(v)]
    if isinstance(value, list):
        return [n for v in value for n in every_number(v)]
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else []


@pytest.mark.parametrize("is_over", [True, False], ids=["closed", "open"])
@pytest.mark.parametrize("response", [0, 1, 40, 100])
@pytest.mark.parametrize("size", [0, 1, 5, 12, 40, 200])
def test_document_is_finite_json_for_any_group(size: int, response: int, is_over: bool) -> None:
    n = -(-size * response // 100)
    words = ["for", "against", "unsure", "for"] * 50
    ballots = [
        *answers(words[:n]),
        *answers(["5", "3", "4", "1"] * 50, question=2)[:n],
        *answers(["5", "2"] * 100, question=3)[:n],
        *answers(["A", "B", "A"] * 70, question=4)[:n],
    ]
    made = document.build(
        facts(
            size,
            ballots,
            is_over=is_over,
            questions=[rounds.SUPPORT, RATING, INTENT, CHOICE],
            criteria=[criterion(), criterion("rating"), criterion("intent", mode="sequential")],
            revisions=[rounds.revision(1, A="Loose", B="Fitted")],
        )
    )
    assert json.loads(json.dumps(made, allow_nan=False)) == made
    assert all(math.isfinite(number) for number in every_number(made))
    shown = made["support"]["counts"]
    assert (shown is None) == (made["support"]["n"] < 5)
    if made["support"]["interval"]:
        assert 0 <= made["support"]["interval"]["low"] <= made["support"]["interval"]["high"]
        assert made["support"]["interval"]["high"] <= size


def test_the_worked_case_of_two_hundred_gives_its_published_bounds() -> None:
    made = document.build(facts(200, support(62, 8, 10)))
    assert made["support"]["interval"] == {"low": 139, "high": 168}
    assert made["verdict"]["status"] == "validated"
    assert made["criteria"][0]["needed"] == 120
    assert made["support"]["certain"] == {"low": 62, "high": 182}
    assert made["criteria"][0]["change"]["needed_from_silent"] == 58
    assert made["support"]["chance"] == 99


@pytest.mark.parametrize(
    ("yeses", "status"), [(62, "validated"), (52, "not_yet_known"), (33, "not_validated")]
)
def test_verdict_follows_the_bounds(yeses: int, status: str) -> None:
    made = document.build(facts(200, support(yeses, 0, 80 - yeses)))
    assert made["verdict"]["status"] == status
    assert (made["verdict"]["certainty"] is None) == (status == "not_yet_known")


def test_census_is_decided() -> None:
    made = document.build(facts(12, support(10, 1, 1)))
    assert made["verdict"]["certainty"] == "decided"
    assert made["support"]["interval"] == {"low": 10, "high": 10}


def test_fixed_criterion_gives_no_interval_before_the_close() -> None:
    cast = support(62, 8, 10)
    made = document.build(facts(200, cast, is_over=False))
    assert made["verdict"] == {
        "status": "not_yet_known",
        "certainty": None,
        "reason": "waits_for_close",
        "criterion": 1,
    }
    assert made["support"]["interval"] is None
    assert made["support"]["certain"] == {"low": 62, "high": 182}


def test_a_question_under_a_fixed_rule_has_no_bounds_before_the_close() -> None:
    def asked(mode: str, is_over: bool) -> Json:
        told, _ = spoken(40, 60, is_over=is_over, mode=mode)
        rules = [replace(c, mode=mode) for c in told.criteria]
        made = document.build(replace(told, criteria=tuple(rules)))
        return next(q for q in made["questions"] if q["kind"] == "without_it")

    waiting = asked("fixed", is_over=False)
    assert (waiting["yes"]["interval"], waiting["yes"]["method"]) == (None, None)
    assert said.note(waiting).startswith("Bounds for the whole group come at the close")
    assert "bounds come then" in said.how(waiting)
    assert asked("sequential", is_over=False)["yes"]["interval"] is not None
    assert asked("fixed", is_over=True)["yes"]["interval"] is not None


def test_sequential_criterion_may_be_read_any_day() -> None:
    watched = [criterion(mode="sequential")]
    made = document.build(facts(200, support(28, 0, 12), is_over=False, criteria=watched))
    assert made["criteria"][0]["interval"] == {"low": 97, "high": 173}
    assert made["support"]["interval"] == {"low": 97, "high": 173}


def test_nobody_answered_is_said_and_is_no_verdict() -> None:
    made = document.build(facts(40))
    assert made["verdict"]["reason"] == "nobody_answered"
    assert made["verdict"]["status"] == "not_yet_known"


def test_without_criteria_there_is_no_verdict() -> None:
    made = document.build(facts(40, support(30), criteria=[]))
    assert made["verdict"]["reason"] == "no_criteria"
    assert made["support"]["interval"] == {"low": 38, "high": 40}


def test_fewer_than_five_answers_are_not_broken_down() -> None:
    four, five = document.build(facts(12, support(3, 0, 1))), document.build(facts(12, support(5)))
    assert four["support"]["counts"] is None
    assert four["support"]["n"] == 4
    assert four["criteria"][0]["x"] is None
    assert five["support"]["counts"] == {"for": 5, "unsure": 0, "against": 0}


def test_open_round_counts_in_fives_so_that_one_more_vote_changes_nothing() -> None:
    before = document.build(facts(40, support(10), is_over=False))
    after = document.build(facts(40, [*support(10), *support(0, 0, 1, first=11)], is_over=False))
    assert before["support"]["counts"] == after["support"]["counts"]
    assert after["support"]["waiting"] == 1
    closed = document.build(facts(40, [*support(10), *support(0, 0, 1, first=11)]))
    assert closed["support"]["counts"]["against"] == 1


def test_latecomers_stand_apart() -> None:
    made = document.build(facts(10, [*support(10), *support(0, 0, 6, first=11)], absent=3))
    assert made["support"]["counts"] == {"for": 10, "unsure": 0, "against": 0}
    assert made["participation"]["late"] == 6
    assert made["participation"]["late_support"] == {"for": 0, "unsure": 0, "against": 6}
    everyone = document.build(
        facts(10, [*support(10), *support(0, 0, 6, first=11)], absent=3, who_counts="invited")
    )
    assert everyone["participation"]["group"] == 13
    assert everyone["participation"]["late"] == 3


def test_verdict_reads_the_answer_given_before_the_totals_were_seen() -> None:
    ballots = [b._replace(answer="against") if b.person < 4 else b for b in support(10)]
    made = document.build(facts(10, ballots))
    assert made["support"]["counts"]["for"] == 10
    assert made["participation"]["changed_after_seeing"] == 3


def test_verdict_reads_the_newest_revision() -> None:
    two = [rounds.revision(1), rounds.revision(2)]
    ballots = [*support(0, 0, 20), *support(12, revision=2)]
    made = document.build(facts(20, ballots, revisions=two))
    assert made["support"]["n"] == 12
    assert made["participation"]["judged_older_only"] == 8
    [move] = made["by_revision"]["moves"]
    assert (move["both"], move["improved"], move["worsened"]) == (12, 12, 0)
    assert move["dropped_out"] == 8


def test_counts_come_before_percentages_and_percentages_are_whole() -> None:
    made = document.build(facts(200, support(62, 8, 11)))
    assert made["support"]["percent"] == 77
    assert document.build(facts(200, support(199, 0, 1)))["support"]["percent"] == 99


def test_mean_has_an_interval_only_from_ten_different_answers_on() -> None:
    def mean(words: list[str]) -> Any:
        asked = [rounds.SUPPORT, RATING]
        made = document.build(facts(40, answers(words, question=2), questions=asked))
        return made["questions"][0]["mean"]

    assert mean(["4"] * 12) == {"value": 4.0, "interval": None}
    assert mean(["4", "5", "3"] * 3)["interval"] is None
    assert mean(["4", "5", "3"] * 4)["interval"]["low"] < 4


def test_tied_choice_names_no_leader() -> None:
    asked = [rounds.SUPPORT, CHOICE]
    kinds = [rounds.revision(1, A="Loose", B="Fitted")]
    tied = facts(40, answers(["A", "B"] * 4, question=4), questions=asked, revisions=kinds)
    lead = document.build(tied)["questions"][0]["lead"]
    assert lead["leader"] is None
    assert lead["tied"] == ["A", "B"]
    settled = facts(12, answers(["A"] * 10, question=4), questions=asked, revisions=kinds)
    assert document.build(settled)["questions"][0]["lead"]["is_decided"]
