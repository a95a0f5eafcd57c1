"""Before and after: published tests, and agreement with scipy where it says the same."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from portal.stats import revision, signs
from portal.stats.errors import Impossible

# Hollander & Wolfe 1973, p. 29: depression before and after
BEFORE = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3]
AFTER = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]


def test_flips_of_agresti():
    assert revision.mcnemar_exact(150, 86).p_two_sided == pytest.approx(3.7159e-05, rel=1e-4)
    assert revision.mcnemar_exact(17, 5).p_two_sided == pytest.approx(0.01690054, abs=1e-8)
    assert revision.mcnemar_exact(0, 0) == revision.Mcnemar(1, 1)
    assert revision.mcnemar_exact(6, 0).p_two_sided == pytest.approx(2 * 0.5**6)


@given(st.integers(0, 60), st.integers(0, 60))
def test_flips_agree_with_scipy(improved, worsened):
    found = revision.mcnemar_exact(improved, worsened)
    if improved + worsened:
        tested = scipy_stats.binomtest(improved, improved + worsened)
        assert found.p_two_sided == pytest.approx(tested.pvalue, abs=1e-12)
    assert revision.mcnemar_exact(worsened, improved).p_two_sided == found.p_two_sided


def test_bonett_price_adds_a_flip_to_either_side():
    found = revision.bonett_price(98, 19, 9, 0.95)
    assert found.centre == pytest.approx(0.1)
    assert found.high - found.centre == pytest.approx(1.959964 * math.sqrt((0.3 - 0.01) / 100))
    with pytest.raises(Impossible, match="improved and worsened"):
        revision.bonett_price(10, 6, 5, 0.95)


def test_signed_ranks_of_hollander_and_wolfe():
    found = revision.wilcoxon(BEFORE, AFTER)
    assert (found.V_plus, found.n_nonzero) == (5, 9)
    assert found.p_two_sided == pytest.approx(0.0390625)
    turned = revision.wilcoxon(AFTER, BEFORE)
    assert (turned.V_plus, turned.p_two_sided) == (40, found.p_two_sided)


def test_tied_ranks_are_conditional_and_exact():
    # changes 1, 1, -1, 2: doubled mid-ranks 4, 4, 4, 8; of 16 sign patterns 8 are as far off
    found = revision.wilcoxon([1, 1, 2, 1, 5], [2, 2, 1, 3, 5])
    assert (found.V_plus, found.n_nonzero) == (8, 4)
    assert found.p_two_sided == pytest.approx(8 / 16)
    assert revision.wilcoxon([2, 2], [2, 2]) == revision.Wilcoxon(0, 0, 1)


def test_many_pairs_use_the_normal_curve():
    chance = np.random.default_rng(3)
    before = chance.normal(size=600)
    after = before + chance.normal(0.1, 1, size=600)
    found = revision.wilcoxon(before.tolist(), after.tolist())
    expected = scipy_stats.wilcoxon(after, before, correction=False, method="asymptotic").pvalue
    assert found.p_two_sided == pytest.approx(expected, abs=1e-6)


def test_sign_flips_of_ten_pairs():
    found = revision.signflip([3, 2, 4, 3, 3, 2, 5, 4, 3, 1], [4, 4, 4, 3, 5, 3, 5, 3, 4, 3])
    assert (found.mean_change, found.p_two_sided) == (pytest.approx(0.8), 0.078125)
    assert found.p_greater == 0.0390625


@settings(max_examples=30)
@given(st.lists(st.integers(-4, 4), min_size=1, max_size=10))
def test_counting_sums_and_trying_every_pattern_agree(changes):
    counted = signs.exactly(changes)
    tried = signs._every_pattern([float(change) for change in changes])
    assert counted == pytest.approx(tried, abs=1e-12)


def test_drawn_flips_come_near_the_exact_ones_and_repeat_by_seed():
    chance = np.random.default_rng(1)
    changes = chance.integers(-2, 4, 40).astype(float).tolist()
    exact, drawn = signs.flip(changes, 5), signs._by_draws(changes, 5)
    assert drawn == pytest.approx(exact, abs=0.01)
    assert signs._by_draws(changes, 5) == drawn
    fractions = [change + 0.5 for change in changes]
    assert signs.flip(fractions, 5) == signs._by_draws(fractions, 5)


def test_mean_change_in_a_closed_group():
    before, after = [3, 2, 4, 3, 3], [4, 4, 4, 3, 5]
    endless, closed = (revision.mean_change(before, after, N, 0.95) for N in (None, 10))
    t = scipy_stats.ttest_rel(after, before).confidence_interval(0.95)
    assert (endless.low, endless.high) == pytest.approx((t.low, t.high))
    assert closed.se == pytest.approx(endless.se * math.sqrt(0.5))
    assert revision.mean_change(before, after, 5, 0.95).se == 0


def test_pairs_at_the_edges():
    assert revision.signflip([], []) == revision.SignFlip(None, 1, 1)
    assert revision.mean_change([], [], 5, 0.95).mean_change is None
    assert revision.mean_change([1], [3], 5, 0.95) == revision.MeanChange(2, None, None, None)
    with pytest.raises(Impossible, match="after"):
        revision.signflip([1, 2], [1])
