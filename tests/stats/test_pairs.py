"""Paired comparisons and best-worst counts."""

import math

import pytest

from portal.stats import maxdiff, pairs
from portal.stats.errors import Impossible

# Stigler 1994, citations among four journals (the example of R's BradleyTerry2)
JOURNALS = ["Biometrika", "CommStatist", "JASA", "JRSSB"]
CITED = [[0, 730, 498, 221], [33, 0, 68, 17], [320, 813, 0, 142], [284, 276, 325, 0]]


def test_abilities_of_the_journals():
    found = pairs.bradley_terry(JOURNALS, CITED)
    assert found.log_ability == pytest.approx((0, -2.94907, -0.47957, 0.26895), abs=1e-5)
    assert found.se == pytest.approx((0, 0.10255, 0.06059, 0.07083), abs=1e-5)


def test_two_items_are_a_log_odds():
    found = pairs.bradley_terry(["a", "b"], [[0, 3], [9, 0]])
    assert found.log_ability == pytest.approx((0, math.log(9 / 3)))
    assert found.se[1] == pytest.approx(math.sqrt(1 / 3 + 1 / 9))


def test_an_item_that_always_wins_is_smoothed():
    found = pairs.bradley_terry(["a", "b"], [[0, 0], [9, 0]])
    assert found.log_ability == pytest.approx((0, math.log(9.5 / 0.5)))


def test_the_order_of_the_items_only_shifts_the_zero():
    turned = [[CITED[i][j] for j in (3, 1, 2, 0)] for i in (3, 1, 2, 0)]
    a = pairs.bradley_terry(JOURNALS, CITED).log_ability
    b = pairs.bradley_terry(JOURNALS, turned).log_ability
    assert [b[3] - b[1], b[3] - b[2]] == pytest.approx([a[0] - a[1], a[0] - a[2]])


@pytest.mark.parametrize(
    ("items", "wins", "what"),
    [
        ([], [], "items"),
        (["a", "b"], [[0, 0], [0, 0]], "connect"),
        (["a", "b"], [[1, 1], [1, 0]], "itself"),
        (["a", "b"], [[0, 1]], "wins"),
        (["a", "b"], [[0, 1], [1]], "wins"),
    ],
)
def test_comparisons_that_cannot_be_are_refused(items, wins, what):
    with pytest.raises(Impossible, match=what):
        pairs.bradley_terry(items, wins)


def test_one_item_alone_is_the_zero():
    assert pairs.bradley_terry(["a"], [[0]]) == pairs.Abilities((0.0,), (0.0,))


def test_best_worst_scores():
    found = maxdiff.counts([12, 3, 0], [2, 3, 5], [20, 20, 5])
    assert found.score == (0.5, 0, -1)
    assert found.abw == (pytest.approx(math.log(3)), 0, None)
    assert maxdiff.counts([1], [0], [0 + 2]) == maxdiff.counts([1], [0], 2)


def test_best_worst_by_name():
    found = maxdiff.counts({"a": 5, "b": 1}, {"b": 3, "a": 1}, {"a": 10, "b": 10})
    assert found.score == {"a": 0.4, "b": -0.2}
    assert maxdiff.counts({"a": 0}, {"a": 0}, 0).score == {"a": None}
    with pytest.raises(Impossible, match="worst"):
        maxdiff.counts({"a": 5}, {"b": 3}, 10)
    with pytest.raises(Impossible, match="shown"):
        maxdiff.counts([5], [6], [10])
