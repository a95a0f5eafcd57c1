"""Criteria on concerns, and how several criteria make one verdict."""

import pytest

from portal.language import speaking
from portal.reporting import document, sentences
from portal.reporting.facts import CritiqueFacts
from tests.reporting.rounds import RATING, SUPPORT, answers, criterion, facts, support


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
    assert sentences.change(held) == ["It holds if at least 58 of the 120 silent members agree."]
