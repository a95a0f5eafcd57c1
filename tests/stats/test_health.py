"""Community, commerce and savings."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.stats import health, lift, savings
from portal.stats.errors import Impossible


def test_retention_counts_only_who_started():
    active = {"a": [0, 1, 2, 4], "b": [0], "c": [0, 2], "d": [0, 3], "e": [0, 1], "f": [1, 2]}
    assert health.retention(active, 2) == health.Retention(5, 0.4, 0.6)
    assert health.retention(active, 0) == health.Retention(5, 1, 1)
    assert health.retention({"a": []}, 1) == health.Retention(0, None, None)
    with pytest.raises(Impossible, match="active"):
        health.retention({"a": [-1]}, 1)


def test_inequality_from_equal_to_one_for_all():
    equal, single = health.inequality([3] * 20), health.inequality([0] * 19 + [7])
    assert (equal.gini, equal.top_1pct_share, equal.top_10pct_share) == (0, 1 / 20, 2 / 20)
    assert (single.gini, single.participation_rate) == (pytest.approx(19 / 20), 1 / 20)
    assert health.inequality([0, 0]) == health.Inequality(None, 0, None, None)
    assert health.inequality([]) == health.Inequality(None, None, None, None)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30), st.randoms())
def test_gini_is_half_the_mean_difference_and_blind_to_order(given_, chance):
    shuffled = list(given_)
    chance.shuffle(shuffled)
    found = health.inequality(given_)
    assert health.inequality(shuffled) == found
    if sum(given_):
        apart = sum(abs(a - b) for a, b in itertools.product(given_, repeat=2))
        assert found.gini == pytest.approx(apart / (2 * len(given_) * sum(given_)))


def test_unanswered_critiques_are_censored_not_dropped():
    found = health.first_reply(
        [2, 5, 8, 12, 20, 26, 30, 48, 50, 72, 72, 96], [1, 1, 1, 1, 0, 1, 1, 0, 1, 0, 0, 0], 24
    )
    assert (found.median_hours, found.answered_by) == (pytest.approx(30), pytest.approx(1 / 3))
    assert health.first_reply([5, 6, 7], [0, 0, 1], 6).answered_by == 0
    assert health.first_reply([5, 6, 7], [1, 0, 0], 6).median_hours is None


def test_median_where_the_curve_rests_on_one_half():
    assert health.first_reply([1, 2, 5, 9], [1, 1, 1, 1], 1).median_hours == 3.5
    assert health.first_reply([1, 2, 5, 9], [1, 1, 0, 0], 1).median_hours == 2
    assert health.first_reply([], [], 24) == health.FirstReply(None, None)
    with pytest.raises(Impossible, match="replied"):
        health.first_reply([1], [1, 0], 24)


def test_interactions_divide_only_where_there_is_something():
    found = health.interactions(30, 40, 12, 20, 15, 5)
    assert found == health.Interactions(0.75, 2.5, 0.75, 0.25)
    assert health.interactions(0, 0, 0, 0, 0, 0) == health.Interactions(None, None, None, None)
    with pytest.raises(Impossible, match="member_to_member"):
        health.interactions(41, 40, 12, 20, 15, 5)


def test_differences_of_newcombe():
    first, second = lift.newcombe(56, 70, 48, 80, 0.95), lift.newcombe(9, 10, 3, 10, 0.95)
    assert (first.low, first.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert (second.low, second.high) == pytest.approx((0.1705, 0.8090), abs=5e-5)
    extreme = lift.newcombe(10, 10, 0, 10, 0.95)
    assert extreme.low < extreme.difference == 1 == pytest.approx(extreme.high)
    with pytest.raises(Impossible, match="n1"):
        lift.newcombe(0, 0, 3, 10, 0.95)


def test_ratios_and_their_zeros():
    found = lift.risk_ratio(37, 412, 95, 1690, 0.95)
    assert (found.ratio, found.low, found.high) == pytest.approx((1.5976, 1.1099, 2.2996), abs=5e-5)
    assert lift.risk_ratio(0, 10, 3, 10, 0.95) == lift.Ratio(0, None, None)
    assert lift.risk_ratio(3, 10, 0, 10, 0.95) == lift.Ratio(None, None, None)


@settings(max_examples=40)
@given(
    st.lists(st.integers(-9, 9), min_size=1, max_size=5),
    st.lists(st.integers(-9, 9), min_size=1, max_size=5),
)
def test_products_are_compared_over_every_split(ours, theirs):
    every = ours + theirs

    def apart(chosen):
        inside = [every[i] for i in chosen]
        return abs(sum(inside) / len(ours) - (sum(every) - sum(inside)) / len(theirs))

    splits = [apart(c) for c in itertools.combinations(range(len(every)), len(ours))]
    found = lift.products_permutation(ours, theirs)
    expected = sum(one >= splits[0] - 1e-9 for one in splits) / len(splits)
    assert found.p_two_sided == pytest.approx(expected)


def test_many_products_are_drawn_by_seed():
    chance = np.random.default_rng(0)
    ours, theirs = chance.normal(1, 1, 8).tolist(), chance.normal(0, 1, 32).tolist()
    exact = lift.products_permutation(ours, theirs).p_two_sided
    scale = 1 / 8 + 1 / 32
    apart = abs(np.mean(ours) - np.mean(theirs))
    low, high = ((sign * apart + sum(ours + theirs) / 32) / scale for sign in (-1, 1))
    drawn = lift._drawn_outside(ours + theirs, 8, low, high, 4)
    assert drawn == pytest.approx(exact, abs=0.005)
    more = lift.products_permutation(ours, [*theirs, 0.5], 9)
    assert more == lift.products_permutation(ours, [*theirs, 0.5], 9)
    with pytest.raises(Impossible, match="other"):
        lift.products_permutation([1], [])


def test_three_point_estimates_add_up():
    found = savings.pert([{"low": 0, "likely": 3, "high": 6}, {"low": 1, "likely": 2, "high": 9}])
    assert found.mean == pytest.approx(3 + 3)
    assert found.sd == pytest.approx(math.hypot(1, 8 / 6))
    assert found.high90 - found.mean == pytest.approx(1.645 * found.sd)
    assert savings.pert([]) == savings.Pert(0, 0, 0, 0)
    for bad in ([{"low": 3, "likely": 2, "high": 9}], [{"low": 1}], [5]):
        with pytest.raises(Impossible, match="items"):
            savings.pert(bad)
