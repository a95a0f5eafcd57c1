"""Forecasts of buyers, their scores, and many comparisons at once."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from portal.stats import calib, intent, multi
from portal.stats.errors import Impossible

FORECAST = [0.1, 0.1, 0.2, 0.2, 0.2, 0.4, 0.4, 0.4, 0.6, 0.6, 0.8, 0.8, 0.8, 0.9, 0.9]
OUTCOME = [0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 1]
# Benjamini & Hochberg 1995, their 15 probabilities
PUBLISHED = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
PUBLISHED += [0.324, 0.4262, 0.5719, 0.6528, 0.759, 1.0]


def test_score_of_fifteen_launches():
    found = calib.brier(FORECAST, OUTCOME)
    assert (found.brier, found.skill) == pytest.approx((0.178667, 0.282143), abs=1e-6)
    assert (found.reliability, found.resolution) == pytest.approx((0.012, 0.082222), abs=1e-6)


@given(st.lists(st.tuples(st.sampled_from([0, 0.1, 0.3, 1]), st.integers(0, 1)), min_size=1))
def test_the_parts_of_the_score_add_up(launches):
    found = calib.brier(*zip(*launches, strict=True))
    parts = found.reliability - found.resolution + found.uncertainty
    assert found.brier == pytest.approx(parts)
    assert (found.skill is None) == (found.uncertainty == 0)


def test_line_of_fifteen_launches():
    found = calib.logistic(FORECAST, OUTCOME)
    assert (found.intercept, found.slope) == pytest.approx((-0.155743, 0.942200), abs=1e-5)
    assert found.observed_expected == pytest.approx(7 / 7.4)


def test_a_line_that_cannot_be_drawn_is_not_given():
    same = calib.logistic([0.3, 0.3], [0, 1])
    assert (same.intercept, same.slope) == (None, None)
    assert same.in_the_large == pytest.approx(math.log(0.7 / 0.3))
    all_bought = calib.logistic([0.3, 0.6], [1, 1])
    assert (all_bought.slope, all_bought.in_the_large) == (None, None)
    for forecast, outcome in (([], []), ([0.0], [1]), ([1.0], [1]), ([0.5], [1, 0]), ([0.5], [2])):
        with pytest.raises(Impossible):
            calib.logistic(forecast, outcome)


def test_spiegelhalter_by_hand():
    found = calib.spiegelhalter([0.2, 0.9], [1, 1])
    z = (0.8 * 0.6 + 0.1 * -0.8) / math.sqrt(0.36 * 0.16 + 0.64 * 0.09)
    assert found.z == pytest.approx(z)
    assert found.p_two_sided == pytest.approx(2 * scipy_stats.norm.sf(z))
    assert calib.spiegelhalter([0.5, 1.0], [0, 1]) == calib.Spiegelhalter(None, None)


def test_expected_buyers():
    found = intent.expected([24, 31, 15, 6, 4], [0.7, 0.5, 0.3, 0.1, 0])
    assert (found.expected_buyers, found.top2_share) == (pytest.approx(37.4), 55 / 80)
    assert intent.expected([0] * 5, [0.7, 0.5, 0.3, 0.1, 0]) == intent.Expected(0, None, None)
    scale = intent.juster([9, 5, 6, 4, 5, 11, 6, 9, 12, 7, 6])
    assert (scale.expected_buyers, scale.sd_if_calibrated) == pytest.approx(
        (42.23, 3.4969), abs=5e-5
    )
    assert intent.juster([0] * 11).rate is None


def test_a_box_learns_from_its_buyers():
    found = intent.update_weight(0.7, 10, 24, 8, 0.9)
    assert (found.weight, found.low, found.high) == pytest.approx(
        (0.4412, 0.3049, 0.5814), abs=5e-5
    )
    assert intent.update_weight(0, 10, 5, 0, 0.9) == intent.Weight(0, 0, 0)
    with pytest.raises(Impossible, match="buyers"):
        intent.update_weight(0.7, 10, 5, 6, 0.9)


def test_published_probabilities():
    assert multi.bh(PUBLISHED, 0.05).rejected == 4
    assert multi.holm(PUBLISHED, 0.05).rejected == 3
    assert multi.holm([0.012, 0.049, 0.02], 0.05).adjusted == pytest.approx((0.036, 0.049, 0.04))
    assert multi.bh([], 0.1) == multi.holm([], 0.1) == multi.Adjusted((), 0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_probabilities_agree_with_scipy(p):
    found = multi.bh(p, 0.1).adjusted
    assert found == pytest.approx(scipy_stats.false_discovery_control(p))
    for before, fdr, fwer in zip(p, found, multi.holm(p, 0.1).adjusted, strict=True):
        assert before <= fdr + 1e-12 <= fwer + 1e-9 <= 1 + 1e-9


def test_segments_of_the_note_are_shrunk():
    found = multi.partial_pooling([14, 3, 22, 6, 9], [18, 9, 30, 15, 10], [40, 15, 60, 30, 12])
    assert (found.rho, found.prior_strength) == pytest.approx((0.147306, 5.788570), abs=1e-6)
    shrunk = (0.748762, 0.460625, 0.721235, 0.471989, 0.811472)
    assert found.shrunk == pytest.approx(shrunk, abs=1e-6)


def test_segments_that_do_not_differ_get_the_pooled_share():
    found = multi.partial_pooling([5, 5, 5], [10, 10, 10], [20, 10, 30])
    assert found.rho < 0
    assert (found.prior_strength, found.shrunk) == (None, (0.5, 0.5, 0.5))
    assert found.segment_estimate == (0.5, 0.5, 0.5)


def test_segments_at_the_edges():
    alone = multi.partial_pooling([5], [10], [20])
    assert (alone.rho, alone.shrunk) == (None, (0.5,))
    opposite = multi.partial_pooling([10, 0], [10, 10], [20, 20])
    assert (opposite.rho, opposite.shrunk) == (1, (1, 0))
    silent = multi.partial_pooling([9, 1, 0], [10, 10, 0], [20, 20, 5])
    assert silent.shrunk[2] == silent.segment_estimate[2] == silent.pooled == 0.5
    same = multi.partial_pooling([4, 4], [4, 4], [9, 9])
    assert (same.rho, same.shrunk) == (None, (1, 1))
    for bad in (([1], [1], [1, 2]), ([2], [1], [2]), ([0], [0], [2]), ([], [], [])):
        with pytest.raises(Impossible):
            multi.partial_pooling(*bad)


def test_shrunk_shares_lie_between_their_own_and_the_pooled_one():
    chance = np.random.default_rng(6)
    n = chance.integers(5, 40, 8)
    x = chance.binomial(n, chance.uniform(0.2, 0.9, 8))
    found = multi.partial_pooling(x.tolist(), n.tolist(), (2 * n).tolist())
    for yes, asked, share in zip(x, n, found.shrunk, strict=True):
        low, high = sorted((yes / asked, found.pooled))
        assert low - 1e-12 <= share <= high + 1e-12
