"""The share of a closed group: published numbers, and coverage over every possible group."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from portal.stats import monitor, proportions, strata, support, thresholds
from portal.stats.errors import Impossible


@st.composite
def group(draw, largest=60):
    N = draw(st.integers(1, largest))
    n = draw(st.integers(0, N))
    return N, n, draw(st.integers(0, n))


@pytest.mark.parametrize(
    ("N", "n", "x", "K"),
    [
        (300, 100, 45, (111, 160)),
        (200, 80, 62, (139, 168)),
        (12, 9, 8, (9, 11)),
        # the fixed column of "price of peeking", 70 % yes
        (200, 20, 14, (94, 174)),
        (200, 160, 112, (133, 146)),
        (5000, 350, 245, (3254, 3729)),
    ],
)
def test_exact_interval_of_worked_groups(N, n, x, K):
    found = support.hypergeom_ci(N, n, x, 0.95)
    assert (found.K_low, found.K_high) == K
    assert (found.p_low, found.p_high) == (K[0] / N, K[1] / N)


@pytest.mark.parametrize(
    ("N", "n", "worst", "mean"),
    [(5, 4, 1.0, 1.0), (20, 8, 0.958, 0.987), (50, 20, 0.958, 0.982), (200, 80, 0.951, 0.970)],
)
def test_exact_interval_covers_every_possible_group_at_its_level(N, n, worst, mean):
    bounds = [support.hypergeom_ci(N, n, x, 0.95) for x in range(n + 1)]
    coverage = [
        sum(
            scipy_stats.hypergeom.pmf(x, N, K, n)
            for x, b in enumerate(bounds)
            if b.K_low <= K <= b.K_high
        )
        for K in range(N + 1)
    ]
    assert min(coverage) == pytest.approx(worst, abs=6e-4)
    assert sum(coverage) / len(coverage) == pytest.approx(mean, abs=6e-4)


@given(group(), st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99]))
def test_exact_interval_is_the_set_of_groups_neither_tail_rules_out(trio, level):
    N, n, x = trio
    tail = Fraction(level).limit_denominator(1000)
    allowed = (1 - tail) / 2
    kept = [K for K in range(x, N - n + x + 1) if _not_ruled_out(N, K, n, x, allowed)]
    found = support.hypergeom_ci(N, n, x, level)
    assert [found.K_low, found.K_high] == [kept[0], kept[-1]]


def _not_ruled_out(N, K, n, x, allowed):
    """In whole numbers, so that nothing is rounded."""
    ways = [math.comb(K, j) * math.comb(N - K, n - j) for j in range(n + 1)]
    total = math.comb(N, n)
    return (
        Fraction(sum(ways[x:]), total) > allowed and Fraction(sum(ways[: x + 1]), total) > allowed
    )


@given(group(400))
def test_bounds_are_nested_exact_in_sequence_in_certain(trio):
    N, n, x = trio
    exact = support.hypergeom_ci(N, n, x, 0.95)
    watched = monitor.ppr_cs(N, n, x, 0.05)
    certain = support.manski_bounds(N, n, x)
    assert certain.low * N - 1e-9 <= watched.K_low <= exact.K_low
    assert exact.K_high <= watched.K_high <= certain.high * N + 1e-9


@given(group(400))
def test_one_more_yes_never_lowers_the_interval(trio):
    N, n, x = trio
    if x == n:
        return
    before, after = (support.hypergeom_ci(N, n, yeses, 0.95) for yeses in (x, x + 1))
    assert before.K_low <= after.K_low
    assert before.K_high <= after.K_high


@given(st.integers(1, 5000), st.data())
def test_a_census_has_no_width_and_silence_no_bound(N, data):
    x = data.draw(st.integers(0, N))
    census = support.hypergeom_ci(N, N, x, 0.95)
    assert (census.K_low, census.K_high, census.p_hat) == (x, x, x / N)
    silence = support.hypergeom_ci(N, 0, 0, 0.95)
    assert (silence.K_low, silence.K_high, silence.p_hat) == (0, N, None)
    assert support.manski_bounds(N, N, x).width == 0


@given(group(400))
def test_counting_noes_mirrors_counting_yeses(trio):
    N, n, x = trio
    yes, no = support.hypergeom_ci(N, n, x, 0.9), support.hypergeom_ci(N, n, n - x, 0.9)
    assert (yes.K_low, yes.K_high) == (N - no.K_high, N - no.K_low)


@given(group(400), st.floats(0, 1))
def test_delta_bounds_grow_from_the_exact_interval_to_the_certain_one(trio, delta):
    N, n, x = trio
    exact, certain = support.hypergeom_ci(N, n, x, 0.95), support.manski_bounds(N, n, x)
    none, some, all_ = (support.delta_bounds(N, n, x, 0.95, d) for d in (0, delta, 1))
    assert (none.low, none.high) == pytest.approx((exact.p_low, exact.p_high))
    assert (all_.low, all_.high) == pytest.approx((certain.low, certain.high))
    assert all_.low - 1e-12 <= some.low <= none.low + 1e-12
    assert none.high - 1e-12 <= some.high <= all_.high + 1e-12


def test_tipping_point_counts_the_silent_who_must_agree():
    found = support.tipping_point(200, 80, 62, 120)
    assert (found.needed_from_silent, found.silent, found.state) == (58, 120, "open")
    assert found.rate_needed == pytest.approx(0.4833, abs=5e-5)
    assert support.tipping_point(10, 8, 7, 6).state == "certain_yes"
    assert support.tipping_point(10, 8, 3, 6).state == "certain_no"
    full = support.tipping_point(10, 10, 6, 6)
    assert (full.state, full.rate_needed) == ("certain_yes", None)
    assert support.tipping_point(1, 0, 0, 1).respondent_rate is None


def test_chance_of_reaching_a_threshold():
    assert support.prob_at_least(200, 80, 62, 140).probability == pytest.approx(0.9724, abs=5e-5)
    # nobody answered: every K from 0 to N is equally likely
    assert support.prob_at_least(9, 0, 0, 6).probability == pytest.approx(4 / 10)
    assert support.prob_at_least(9, 9, 6, 6).probability == 1
    assert support.prob_at_least(9, 9, 5, 6).probability == 0


@pytest.mark.parametrize("n", [1, 3, 40])
def test_chance_agrees_with_scipy(n):
    N, x, K = 60, n // 2, 31
    expected = scipy_stats.betabinom.sf(K - x - 1, N - n, 1 + x, 1 + n - x)
    assert support.prob_at_least(N, n, x, K).probability == pytest.approx(expected, abs=1e-12)


def test_textbook_intervals_of_45_in_100():
    wilson, exact = (
        f(100, 45, 0.95) for f in (proportions.wilson_ci, proportions.clopper_pearson_ci)
    )
    assert (wilson.low, wilson.high) == pytest.approx((0.3561, 0.5476), abs=5e-5)  # R prop.test
    assert (exact.low, exact.high) == pytest.approx((0.3503, 0.5527), abs=5e-5)  # R binom.test
    finite = proportions.wilson_fpc_ci(300, 100, 45, 0.95)
    assert (finite.low, finite.high) == pytest.approx((0.3725, 0.5300), abs=6e-5)


@pytest.mark.parametrize("interval", [proportions.wilson_ci, proportions.clopper_pearson_ci])
def test_textbook_intervals_at_the_edges(interval):
    nothing, none, all_ = interval(0, 0, 0.95), interval(20, 0, 0.95), interval(20, 20, 0.95)
    assert (nothing.low, nothing.high) == (0, 1)
    assert none.low == pytest.approx(0, abs=1e-12)
    assert all_.high == pytest.approx(1, abs=1e-12)
    assert 0 < none.high < 0.2
    assert none.high == pytest.approx(1 - all_.low)


def test_wilson_of_a_census_has_no_width():
    found = proportions.wilson_fpc_ci(12, 12, 5, 0.95)
    assert found.low == found.high == 5 / 12


def test_endless_population_falls_back_to_the_binomial_interval():
    assert support.share_interval(None, 100, 45, 0.95) == proportions.clopper_pearson_ci(
        100, 45, 0.95
    )


def test_tiers_that_answer_unequally_are_weighted_by_their_size():
    everyone = [{"N": 10, "n": 10, "x": 4}, {"N": 30, "n": 30, "x": 24}]
    census = strata.stratified(everyone, 0.95)
    assert (census.share, census.se) == (28 / 40, 0)
    half = strata.stratified([{"N": 10, "n": 10, "x": 4}, {"N": 30, "n": 15, "x": 12}], 0.95)
    assert half.share == pytest.approx(28 / 40)
    assert half.se == pytest.approx(30 / 40 * math.sqrt(0.5 * 0.8 * 0.2 / 14))
    assert strata.stratified(everyone[::-1], 0.95) == census
    with pytest.raises(Impossible, match="at least 2"):
        strata.stratified([{"N": 10, "n": 1, "x": 1}], 0.95)
    with pytest.raises(Impossible, match="strata"):
        strata.stratified([], 0.95)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ((0, 0, 0, 0.95), "N"),
        ((10, 11, 1, 0.95), "n"),
        ((10, 5, 6, 0.95), "x"),
        ((10, 5, -1, 0.95), "x"),
        ((10, 5, 2.5, 0.95), "x"),
        ((10, True, 1, 0.95), "n"),
        ((10, "5", 1, 0.95), "n"),
        ((10, None, 1, 0.95), "n"),
        ((10**9, 5, 1, 0.95), "N"),
        ((math.nan, 5, 1, 0.95), "N"),
        ((10, 5, 1, 0), "level"),
        ((10, 5, 1, 1), "level"),
        ((10, 5, 1, 95), "level"),
        ((10, 5, 1, math.nan), "level"),
        ((10, 5, 1, math.inf), "level"),
    ],
)
def test_impossible_input_names_the_field(arguments, field):
    with pytest.raises(Impossible, match=rf"^{field} .*\.$"):
        support.hypergeom_ci(*arguments)


def test_thresholds_are_rounded_up_without_the_trap_of_floats():
    assert thresholds.of_share(0.55, 100) == 55  # math.ceil(0.55 * 100) is 56
    assert thresholds.of_share(2 / 3, 300) == 200
    assert thresholds.of_share(2 / 3, 301) == 201
    assert thresholds.of_permille(601, 200) == 121


@given(st.integers(0, 1000), st.integers(1, 100_000))
def test_a_share_in_whole_per_mille_needs_the_same_yeses(permille, N):
    exact = math.ceil(Fraction(permille * N, 1000))
    assert thresholds.of_permille(permille, N) == exact
    assert thresholds.of_share(permille / 1000, N) == exact


@settings(max_examples=20)
@given(group(100_000))
def test_large_groups_stay_quick_and_sane(trio):
    N, n, x = trio
    found = support.hypergeom_ci(N, n, x, 0.95)
    assert x <= found.K_low <= found.K_high <= N - n + x


@given(st.lists(st.integers(0, 1), max_size=40))
def test_early_and_late_halves_are_compared_as_scipy_would(votes):
    found = support.early_late(votes)
    assert (found.early_n, found.late_n) == (len(votes) // 2, -(-len(votes) // 2))
    assert found.early_x + found.late_x == sum(votes)
    if len(votes) < 2:
        assert (found.difference, found.p_two_sided) == (None, 1)
        return
    half = len(votes) // 2
    table = [[sum(part), len(part) - sum(part)] for part in (votes[:half], votes[half:])]
    assert found.p_two_sided == pytest.approx(scipy_stats.fisher_exact(table).pvalue, abs=1e-9)
    assert found.difference == pytest.approx(
        sum(votes[half:]) / len(votes[half:]) - sum(votes[:half]) / half
    )
