"""The same members from revision to revision: counts, tests, drop-outs, and what was answered."""

from typing import Any

import pytest

from portal.reporting import document, titles
from portal.reporting.facts import CritiqueFacts
from tests.reporting.rounds import RATING, SUPPORT, answers, facts, revision, support

TWO = [revision(1), revision(2)]


def move(*cast: Any, members: int = 120, **where: Any) -> Any:
    made = document.build(facts(members, cast, revisions=TWO, **where))
    [found] = made["by_revision"]["moves"]
    return found


def sides(text: str, revision: int, first: int = 1) -> list[Any]:
    words = {"f": "for", "u": "unsure", "a": "against"}
    return answers([words[letter] for letter in text], revision=revision, first=first)


BEFORE, AFTER = "a" * 10 + "u" * 8 + "f" * 6, "f" * 7 + "u" * 3 + "f" * 6 + "u" * 2 + "f" * 4 + "aa"


def test_table_counts_members_by_their_side_before_and_after() -> None:
    found = move(*sides(BEFORE, 1), *sides(AFTER, 2))
    assert found["table"] == {
        "sides": ["against", "unsure", "for"],
        "rows": [[0, 3, 7], [0, 2, 6], [2, 0, 4]],
    }
    assert (found["improved"], found["same"], found["worsened"]) == (16, 6, 2)
    assert found["net"] == 14
    assert found["chance"] == pytest.approx(0.001)


@pytest.mark.parametrize("left", [1, 4])
def test_no_table_where_it_would_tell_the_sides_of_a_few_drop_outs(left: int) -> None:
    before = [*sides("f" * 6 + "uuuaaa", 1), *sides("a" * left, 1, first=50)]
    found = move(*before, *sides("ffufuauffaua", 2))
    assert (found["dropped_out"], found["table"], found["drop_outs"]) == (left, None, None)
    assert (found["improved"], found["worsened"]) == (3, 3)
    assert "fewer than five people" in titles.no_table(found)


def test_no_table_where_it_would_tell_the_sides_of_a_few_new_ones() -> None:
    found = move(*sides("f" * 12, 1), *sides("u" * 12, 2), *sides("aa", 2, first=50))
    assert (found["newly_heard"], found["table"]) == (2, None)
    seen = move(*sides("f" * 12, 1), *sides("u" * 12, 2), *sides("aaaaa", 2, first=50))
    assert seen["table"] is not None


def test_drop_outs_who_were_less_happy_are_told() -> None:
    before = [*sides("f" * 20, 1), *sides("a" * 9 + "f", 1, first=50)]
    found = move(*before, *sides("f" * 20, 2))
    assert found["drop_outs"]["left"] == {"for": 1, "unsure": 0, "against": 9}
    assert found["drop_outs"]["stayed"]["for"] == 20
    assert found["drop_outs"]["is_unlike"]
    assert "less happy" in titles.drop_outs(found)
    same = move(*sides("f" * 20, 1), *sides("f" * 10, 1, first=50), *sides("f" * 20, 2))
    assert not same["drop_outs"]["is_unlike"]
    assert "less happy" not in titles.drop_outs(same)


def test_while_open_pairs_are_counted_in_fives_and_sides_are_not_told() -> None:
    cast = [*sides("f" * 20, 1), *sides("a" * 13, 2)]
    found = move(*cast, is_over=False)
    assert found["both"] == 10
    assert (found["table"], found["drop_outs"], found["interval"]) == (None, None, None)
    # Five more, only one of whom was asked before: that one's move must not show.
    asked = [*sides("f" * 15, 1), *sides("a" * 10, 2)]
    more = [*asked, *sides("u", 2, first=11), *sides("f" * 4, 2, first=60)]
    before, after = move(*asked, is_over=False), move(*more, is_over=False)
    assert (before["both"], after["both"]) == (10, 10)
    assert (before["worsened"], after["worsened"]) == (10, 10)
    assert move(*more)["both"] == 11


def test_ratings_have_a_mean_change_and_words_have_none() -> None:
    before = answers(["2", "3", "3", "4"] * 5, question=2)
    after = answers(["4", "4", "3", "5"] * 5, question=2, revision=2)
    found = move(*before, *after, questions=[SUPPORT, RATING])
    assert found["mean"]["value"] == 1.0
    assert found["mean"]["interval"]["low"] > 0
    assert found["mean"]["chance"] == 0.0
    assert "+1.0" in titles.mean_change(found)
    worse = found | {"mean": {"value": -0.4, "interval": {"low": -0.9, "high": 0.0}, "chance": 0.2}}
    assert "−0.4, between −0.9 and 0.0" in titles.mean_change(worse)
    near = found | {"mean": {"value": 0.38, "interval": {"low": 0.3, "high": 0.44}, "chance": 0.0}}
    assert "+0.38, between +0.30 and +0.44" in titles.mean_change(near)
    assert move(*sides("f" * 9, 1), *sides("u" * 9, 2))["mean"] is None


def test_five_members_can_never_be_more_than_chance() -> None:
    found = move(*sides("aaaaa", 1), *sides("fffff", 2), members=5)
    assert found["chance"] > 0.05
    assert "chance" in titles.net(found)


def test_what_a_revision_answered_stands_beside_it() -> None:
    concern = CritiqueFacts(
        "c1", "concern", "The hem frays.", 1, "addressed", 6, addressed_in=2, sentence="Taped now."
    )
    other = CritiqueFacts("c2", "idea", "Pockets.", 1, "open", 2)
    cast = [*support(9), *support(9, revision=2)]
    made = document.build(facts(20, cast, revisions=TWO, critiques=[concern, other]))
    one, two = made["by_revision"]["revisions"]
    assert one["addressed"] == []
    assert [(c["id"], c["sentence"]) for c in two["addressed"]] == [("c1", "Taped now.")]
    assert titles.addressed(two) == "r2 answers 1 critique"
