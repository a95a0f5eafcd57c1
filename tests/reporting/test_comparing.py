"""Two reports side by side: only what counts the same answer is set against each other."""

from portal.reporting import comparing, document
from tests import simulated
from tests.reporting import rounds


def made(members: int, yeses: int) -> dict:
    return document.build(rounds.facts(members, rounds.support(yeses, 0, members - yeses)))


def test_bounds_that_do_not_meet_are_apart() -> None:
    [support] = comparing.shares(made(40, 38), made(200, 20))
    assert support["bounds"] == "apart"
    assert (support["one"]["x"], support["other"]["x"]) == (38, 20)


def test_bounds_are_shares_of_each_group_and_not_numbers_of_people() -> None:
    [support] = comparing.shares(made(20, 10), made(200, 100))
    assert support["bounds"] == "meet"


def test_questions_of_one_kind_in_other_words_stand_apart() -> None:
    asked = simulated.KINDS
    one = document.build(simulated.facts(40, 100, asked))
    other = document.build(simulated.facts(40, 100, asked, seed=2))
    assert len(comparing.shares(one, other)) == len(asked)
    for question in other["questions"]:
        question["prompt"] += " Really?"
    pairs = comparing.shares(one, other)
    assert len(pairs) == 2 * len(asked) - 1
    assert all(pair["one"] is None or pair["other"] is None for pair in pairs[1:])


def test_two_favourites_that_differ_are_not_set_against_each_other() -> None:
    one = document.build(simulated.facts(40, 100, ("support", "choice")))
    other = document.build(simulated.facts(40, 100, ("support", "choice")))
    assert comparing.shares(one, other)[1]["bounds"] == "meet"
    other["questions"][0]["yes"]["key"] = "D"
    assert comparing.shares(one, other)[1]["bounds"] is None


def test_a_report_over_nothing_compares_with_nothing() -> None:
    nobody = document.build(rounds.facts(0))
    [support] = comparing.shares(nobody, made(12, 9))
    assert support["one"]["x"] is None
    assert support["bounds"] is None


def test_moves_of_fewer_than_five_are_withheld() -> None:
    one, other = made(12, 9), made(12, 4)
    pairs = [("for", "against")] * 4
    assert comparing.people(one, other, 4, pairs)["moves"] is None
    told = comparing.people(one, other, 12, [*pairs, ("unsure", "for")])
    assert told["is_same"]
    assert told["moves"] == {"both": 5, "improved": 1, "same": 0, "worsened": 4}
