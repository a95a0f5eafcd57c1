"""The kind of a feature."""

import itertools

import pytest

from portal.stats import kano
from portal.stats.errors import Impossible


def test_the_whole_table():
    found = kano.classify(list(itertools.product(range(1, 6), repeat=2)))
    assert found == kano.Classes(M=3, O=1, A=3, I=9, R=7, Q=2)
    assert kano.classify([]) == kano.Classes(0, 0, 0, 0, 0, 0)


def test_the_summary_of_a_feature():
    found = kano.summary({"M": 22, "O": 31, "A": 14, "I": 9, "R": 2, "Q": 2})
    assert (found.category, found.category_strength, found.total_strength) == ("O", 0.1125, 0.8375)
    assert (found.better, found.worse) == pytest.approx((0.5921, -0.6974), abs=5e-5)
    assert not found.fong_significant
    assert kano.summary({"M": 60, "O": 10, "A": 10}).fong_significant


def test_ties_go_to_the_class_that_matters_more():
    assert kano.summary({"Q": 3, "R": 3, "I": 3}).category == "I"
    assert kano.summary(dict.fromkeys("QRIAOM", 2)).category == "M"


def test_summary_at_the_edges():
    assert kano.summary({}) == kano.Summary(None, None, None, None, None, False)
    odd = kano.summary({"Q": 4})
    assert (odd.category, odd.better, odd.worse, odd.category_strength) == ("Q", None, None, 1)
    with pytest.raises(Impossible, match="counts"):
        kano.summary({"X": 1})
    for bad in ([(0, 1)], [(1, 6)], [(1,)], [1]):
        with pytest.raises(Impossible, match="answers"):
            kano.classify(bad)
