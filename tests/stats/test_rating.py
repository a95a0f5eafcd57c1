"""Ratings and net shares: the mean against survey formulas, the net interval by its coverage."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.stats import net, rating, support
from portal.stats.errors import Impossible


def test_two_upper_boxes_are_a_support_share():
    found = rating.top2box([6, 9, 18, 31, 16], 200, 0.95)
    exact = support.hypergeom_ci(200, 80, 47, 0.95)
    assert (found.n, found.x, found.share) == (80, 47, 47 / 80)
    assert (found.p_low, found.p_high) == (exact.p_low, exact.p_high)


def test_mean_corrects_for_a_finite_group():
    finite, endless = (rating.mean([6, 9, 18, 31, 16], N, 0.95) for N in (200, None))
    assert finite.mean == endless.mean == pytest.approx(3.525)
    assert finite.se == pytest.approx(endless.se * math.sqrt(1 - 80 / 200))
    assert endless.high - endless.mean == pytest.approx(1.99045 * endless.se, abs=1e-5)  # t, 79 df


def test_mean_at_the_edges():
    assert rating.mean([0, 0, 0, 0, 0], 12, 0.95) == rating.Mean(None, None, None, None, None)
    one = rating.mean([0, 0, 0, 1, 0], 12, 0.95)
    assert (one.mean, one.se, one.low) == (4, None, None)
    alone = rating.mean([0, 0, 0, 1, 0], 1, 0.95)
    assert (alone.mean, alone.se, alone.low, alone.high) == (4, 0, 4, 4)
    census = rating.mean([1, 2, 3, 4, 2], 12, 0.95)
    assert census.se == 0
    assert census.low == census.mean == census.high
    same = rating.mean([0, 0, 15, 0, 0], 40, 0.95)
    assert (same.sd, same.low, same.high) == (0, 3, 3)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [([0, 0, 9, 0, 0], False), ([0, 0, 15, 0, 0], False), ([0, 0, 9, 1, 0], True)],
)
def test_the_interval_of_a_mean_is_shown_only_when_it_means_something(counts, shown):
    assert rating.is_interval_shown(counts) is shown


@pytest.mark.parametrize("counts", [[1, 2, 3], [1, 2, 3, 4, -5], [1, 2, 3, 4, 5.5], "12345", None])
def test_counts_of_a_rating_are_five_whole_numbers(counts):
    with pytest.raises(Impossible, match="counts"):
        rating.mean(counts, None, 0.95)


def test_more_answers_than_members_are_impossible():
    with pytest.raises(Impossible, match="N"):
        rating.top2box([5, 5, 5, 5, 5], 24, 0.95)


def test_net_share_of_worked_groups():
    revised = net.interval(120, 64, 17, 5, 0.95)
    assert (revised.estimate, revised.low, revised.high) == pytest.approx(
        (0.1875, 0.0897, 0.2775), abs=5e-5
    )


@st.composite
def scores(draw):
    plus, minus, zero, silent = (draw(st.integers(0, 300)) for _ in range(4))
    n = plus + minus + zero
    return max(1, n + silent), n, plus, minus


@given(scores())
def test_net_interval_stays_within_what_the_silent_can_do(group):
    N, n, plus, minus = group
    found = net.interval(N, n, plus, minus, 0.95)
    u = N - n
    assert (plus - minus - u) / N <= found.low <= found.high <= (plus - minus + u) / N
    mirrored = net.interval(N, n, minus, plus, 0.95)
    assert (mirrored.low, mirrored.high) == pytest.approx((-found.high, -found.low))


def test_a_unanimous_group_still_leaves_doubt_and_a_census_none():
    assert net.interval(40, 10, 10, 0, 0.95).low < 0.6
    census = net.interval(10, 10, 6, 3, 0.95)
    assert census.low == census.high == pytest.approx(0.3)
    assert net.interval(10, 0, 0, 0, 0.95).estimate is None


def test_net_interval_of_a_very_large_group_is_that_of_an_endless_one():
    large, endless = (net.interval(N, 80, 37, 16, 0.95) for N in (10_000_000, None))
    assert (large.low, large.high) == pytest.approx((endless.low, endless.high), abs=1e-4)


def test_net_interval_covers_on_average_over_all_groups_of_ten():
    """Every group of 10 equally likely, 5 of them answering: the noted mean coverage is .956."""
    N, n, covered, groups = 10, 5, 0.0, 0
    for plus in range(N + 1):
        for minus in range(N - plus + 1):
            groups += 1
            truth = (plus - minus) / N
            for p, m in itertools.product(range(min(n, plus) + 1), range(min(n, minus) + 1)):
                zero = N - plus - minus
                if not 0 <= n - p - m <= zero:
                    continue
                ways = math.comb(plus, p) * math.comb(minus, m) * math.comb(zero, n - p - m)
                found = net.interval(N, n, p, m, 0.95)
                if found.low - 1e-9 <= truth <= found.high + 1e-9:
                    covered += ways / math.comb(N, n)
    assert 0.94 < covered / groups < 0.97


@pytest.mark.parametrize("bad", [(10, 5, 4, 2), (10, 5, 6, 0), (4, 5, 1, 1), (10, 5, -1, 1)])
def test_net_shares_that_cannot_be_are_refused(bad):
    with pytest.raises(Impossible):
        net.interval(*bad, 0.95)
