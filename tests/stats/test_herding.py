"""Alarms and tests of herding."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize
from scipy import stats as scipy_stats

from portal.stats import herding
from portal.stats.errors import Impossible


@given(st.lists(st.integers(0, 1), max_size=9))
def test_few_runs_are_counted_over_every_order(votes):
    found = herding.runs_test(votes)
    orders = set(itertools.permutations(votes)) if len(votes) < 8 else None
    if not votes:
        assert (found.runs, found.expected_runs, found.z) == (0, None, None)
    elif orders:
        lengths = [len(list(itertools.groupby(order))) for order in orders]
        assert found.runs == len(list(itertools.groupby(votes)))
        assert found.expected_runs == pytest.approx(sum(lengths) / len(lengths))
        few = sum(length <= found.runs for length in lengths) / len(lengths)
        assert found.p_few_runs_exact == pytest.approx(few)


def test_runs_at_the_edges():
    alike = herding.runs_test([1] * 6)
    assert (alike.runs, alike.expected_runs, alike.z, alike.p_few_runs_exact) == (1, 1, None, 1)
    assert herding.runs_test([0, 1]).z is None
    for bad in ([2], [True], "01", [0.5]):
        with pytest.raises(Impossible, match="votes"):
            herding.runs_test(bad)


def test_shift_after_the_reveal():
    found = herding.reveal_shift(19, 6)
    assert (found.share_toward, found.p_one_sided) == (0.76, pytest.approx(0.00731665, abs=1e-8))
    assert herding.reveal_shift(0, 0) == herding.Shift(None, 1)
    assert herding.reveal_shift(5, 0).p_one_sided == pytest.approx(1 / 32)


@given(*(st.integers(0, 40) for _ in range(4)))
def test_open_against_blind_agrees_with_scipy(a, b, c, d):
    found = herding.arm_difference(a, b, c, d)
    assert found.p_two_sided == pytest.approx(scipy_stats.fisher_exact([[a, b], [c, d]]).pvalue)
    if not a + b or not c + d:
        assert found.difference is None


def test_slope_is_the_maximum_of_the_likelihood():
    chance = np.random.default_rng(2)
    shown = chance.uniform(size=80)
    votes = (chance.uniform(size=80) < 1 / (1 + np.exp(1 - 2 * shown))).astype(int)

    def loss(c):
        logit = c[0] + c[1] * shown
        return float((np.logaddexp(0, logit) - votes * logit).sum())

    best = optimize.minimize(loss, [0, 0], tol=1e-10)
    found = herding.order_slope(votes.tolist(), shown.tolist())
    assert found.slope == pytest.approx(best.x[1], abs=1e-4)
    assert found.se == pytest.approx(np.sqrt(best.hess_inv[1, 1]), rel=0.05)
    assert found.z == pytest.approx(found.slope / found.se)


@pytest.mark.parametrize(
    ("votes", "shown"),
    [
        ([1, 1, 1], [0.2, 0.4, 0.6]),
        ([0, 1, 1], [0.5, 0.5, 0.5]),
        ([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9]),
    ],
)
def test_a_slope_that_runs_away_is_not_given(votes, shown):
    assert herding.order_slope(votes, shown) == herding.Slope(None, None, None)


def test_votes_and_shares_must_fit():
    for votes, shown in (([], []), ([1], []), ([1], [1.5]), ([2], [0.5])):
        with pytest.raises(Impossible):
            herding.order_slope(votes, shown)
