"""Criteria on concerns, and how several criteria make one verdict."""

from dataclasses import replace

import pytest

from portal.language import speaking
from portal.reporting import document, sentences, titles
from portal.reporting.facts import CritiqueFacts, QuestionFacts, RuleChange
from tests.reporting.rounds import NOON, RATING, SUPPORT, answers, criterion, facts, support


def concern(agree: int, disagree: int = 0, state: str = "open", id: str = "c1") -> CritiqueFacts:
    return CritiqueFacts(id, "concern", "The hem frays.", 1, state, agree, disagree)


def verdict_on(*concerns: CritiqueFacts, members: int = 20) -> tuple[str, str]:
    rule = [criterion("concerns", threshold_permille=500)]
    made = document.build(facts(members, support(members), criteria=rule, critiques=concerns))
    return made["verdict"]["status"], made["verdict"]["reason"]


def test_no_concern_holds_nothing_back() -> None:
    assert verdict_on() == ("validated", "no_shared_concern")


def test_concern_that_half_the_group_surely_shares_stops_it() -> None:
    assert verdict_on(concern(12, 3)) == ("not_validated", "shared_concern")


def test_concern_that_may_be_shared_leaves_it_open() -> None:
    assert verdict_on(concern(4, 4)) == ("not_yet_known", "maybe_shared_concern")


def test_concern_that_few_share_does_not_stop_it() -> None:
    assert verdict_on(concern(2, 15)) == ("validated", "no_shared_concern")


def test_concern_with_too_few_stances_does_not_block() -> None:
    assert verdict_on(concern(4)) == ("validated", "no_shared_concern")


@pytest.mark.parametrize("state", ["addressed", "declined"])
def test_concern_with_its_answer_no_longer_counts(state: str) -> None:
    assert verdict_on(concern(18, state=state))[0] == "validated"


def test_all_criteria_must_hold() -> None:
    def joint(ratings: list[str]) -> str:
        both = [criterion(), criterion("rating")]
        cast = [*support(20), *answers(ratings, question=2)]
        made = document.build(facts(20, cast, criteria=both, questions=[SUPPORT, RATING]))
        status: str = made["verdict"]["status"]
        return status

    assert joint(["5"] * 20) == "validated"
    assert joint(["2"] * 20) == "not_validated"
    assert joint(["5", "2"] * 4) == "not_yet_known"


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_verdict_has_its_sentence(language: str) -> None:
    with speaking(language):
        for n in range(0, 41, 4):
            for yeses in range(0, n + 1, 4):
                for is_over in (True, False):
                    cast = support(yeses, 0, n - yeses)
                    made = document.build(facts(40, cast, is_over=is_over))
                    assert len(sentences.verdict(made)) > 20
                    assert "%(" not in sentences.verdict(made) + "".join(sentences.change(made))


def test_change_says_what_the_silent_would_have_to_do() -> None:
    made = document.build(facts(200, support(52, 0, 28)))
    assert "at least 68 of the 120 silent members agree" in " ".join(sentences.change(made))
    held = document.build(facts(200, support(62, 0, 18)))
    assert sentences.change(held) == [
        "It holds if at least 58 of the 120 silent members agree.",
        "That is about 5 in 10 of the silent; among those who answered, 8 in 10.",
    ]


WITHOUT = QuestionFacts(5, "q-without", "without_it", "How would you feel without it?")


def test_who_never_used_it_leaves_the_answers_and_the_group() -> None:
    said = answers(["very"] * 14 + ["somewhat"] * 10 + ["not"] * 8 + ["unused"] * 10, question=5)
    made = document.build(
        facts(
            100,
            said,
            questions=[SUPPORT, WITHOUT],
            criteria=[criterion("without_it", threshold_permille=400)],
        )
    )
    [rule] = made["criteria"]
    assert (rule["group"], rule["n"], rule["x"], rule["unused"]) == (90, 32, 14, 10)
    # The worked case of the statistics: 30.0 to 58.9 % of 90.
    assert rule["interval"] == {"low": 27, "high": 53}
    assert "who use it" in sentences.reason(rule)
    assert "10 members" in sentences.unused(rule)


def test_nobody_is_asked_where_nobody_used_it() -> None:
    rule = [criterion("without_it")]
    made = document.build(
        facts(6, answers(["unused"] * 6, question=5), questions=[SUPPORT, WITHOUT], criteria=rule)
    )
    assert made["verdict"]["reason"] == "nobody_uses_it"
    assert "never used it" in sentences.verdict(made)


def test_who_would_rather_not_say_is_silent() -> None:
    said = answers(["5"] * 10 + ["prefer_not"] * 4, question=2)
    made = document.build(
        facts(20, said, questions=[SUPPORT, RATING], criteria=[criterion("rating")])
    )
    assert (made["criteria"][0]["group"], made["criteria"][0]["n"]) == (20, 10)


def test_what_the_silent_cannot_change_is_said_once() -> None:
    lost = document.build(facts(30, support(4, 0, 20)))
    assert lost["verdict"]["certainty"] == "decided"
    told = [sentences.certainty(lost), *sentences.change(lost)]
    assert told == ["", "Even if all 6 silent members agreed, it would not be enough."]
    everyone = document.build(facts(30, support(4, 0, 26)))
    assert sentences.certainty(everyone) == "Everyone answered: nothing is estimated here."


def test_changes_of_the_rules_are_told_as_they_were_written() -> None:
    rule = {"signal": "support", "threshold_permille": 700, "secret": "no"}
    change = RuleChange(
        NOON, "Hana", "criterion.changed", rule | {"before": rule | {"threshold_permille": 600}}
    )
    made = document.build(replace(facts(20), rule_changes=(change,)))
    [told] = made["rule_changes"]
    assert told["rule"] == {"signal": "support", "threshold_permille": 700}
    said = titles.rule_change(told)
    assert "At least 60 % of the group" in said
    assert "At least 70 % of the group" in said


def test_a_verdict_hangs_on_support_where_no_concern_is_left() -> None:
    both = [criterion(), criterion("concerns", threshold_permille=500)]
    made = document.build(facts(31, support(26, 4), criteria=both))
    assert (made["verdict"]["certainty"], made["verdict"]["criterion"]) == ("decided", 1)
    left = document.build(facts(31, support(26, 4), criteria=both, critiques=[concern(2, 9)]))
    assert left["verdict"]["certainty"] == "likely"
