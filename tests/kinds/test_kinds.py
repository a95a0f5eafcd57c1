"""What every kind of question keeps to, and what none takes for an answer."""

import pytest

from portal import kinds
from portal.errors import Invalid
from portal.models.rounds import QUESTION_KINDS
from tests.kinds.offered import ANSWERS, SAID, SETTINGS, offer, sent

KINDS = sorted(kinds.KINDS)
ODD = ["", "null", "[]", "{}", "NaN", "[[[[" * 500, "9" * 5_000, '"\ud800"', "\x00", "[1]", "０１"]


def test_there_is_a_module_for_each_kind_a_question_may_have() -> None:
    assert set(kinds.KINDS) == set(QUESTION_KINDS) == set(SETTINGS)
    assert {kinds.label(kind) for kind in KINDS}.isdisjoint({""})


@pytest.mark.parametrize("kind", KINDS)
def test_a_good_answer_has_no_problems_and_is_said_in_words(kind: str) -> None:
    assert kinds.settings_problems(kind, SETTINGS[kind]) == {}
    assert kinds.problems(offer(kind), ANSWERS[kind]) == {}
    assert kinds.said(offer(kind), ANSWERS[kind]) == SAID[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_odd_answers_are_refused_in_words(kind: str) -> None:
    for answer in ODD:
        assert kinds.problems(offer(kind), answer), answer
        with pytest.raises(Invalid) as refused:
            kinds.read(offer(kind), sent(answer=answer, order=answer, given=[answer]))
        assert all(refused.value.fields.values())


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_takes_the_answer_of_another(kind: str) -> None:
    scales = {"rating", "intent"}
    for other in set(KINDS) - {kind}:
        if {kind, other} <= scales | {"recommend"} and ANSWERS[other] == "4":
            continue
        assert kinds.problems(offer(kind), ANSWERS[other]), other


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_may_prefer_not_to_say_but_in_support(kind: str) -> None:
    fields = sent(answer="prefer_not")
    if kind == "support":
        with pytest.raises(Invalid):
            kinds.read(offer(kind), fields)
        assert kinds.problems(offer(kind), "prefer_not")
    else:
        assert kinds.read(offer(kind), fields) == "prefer_not"
        assert kinds.problems(offer(kind), "prefer_not") == {}
        assert kinds.said(offer(kind), "prefer_not") == "You preferred not to say."


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_offered_is_a_sentence_and_no_error(kind: str) -> None:
    bare = kinds.Offer(kind)
    assert kinds.screen(bare, {}) is None
    with pytest.raises(Invalid):
        kinds.read(bare, {})


@pytest.mark.parametrize("kind", sorted(kinds.COMPOSED))
def test_the_same_answer_is_always_the_same_text(kind: str) -> None:
    value = kinds.value_of(kind, ANSWERS[kind])
    assert kinds.written(value) == ANSWERS[kind]
    assert kinds.problems(offer(kind), ANSWERS[kind].replace(",", ", "))


def test_what_members_are_told_of_rankings_and_pairs_is_who_won() -> None:
    counts = {'["B","A"]': 3, '["B"]': 1, '["A","B"]': 2}
    assert kinds.summed("ranking", counts) == {"B": 4, "A": 2}
    counts = {'[["A","B"],["C","A"],["C","B"]]': 2}
    assert kinds.summed("pairs", counts) == {"C": 4, "A": 2}
    assert kinds.summed("rating", {"4": 2}) == {"4": 2}
