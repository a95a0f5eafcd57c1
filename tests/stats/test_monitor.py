"""Watching daily: worked sequences, the martingale, and the exact price of peeking."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from portal.stats import monitor, support
from portal.stats.errors import Impossible


@pytest.mark.parametrize(
    ("N", "n", "x", "K"),
    [
        (200, 20, 14, (78, 183)),
        (200, 40, 28, (97, 173)),
        (200, 80, 56, (113, 162)),
        (200, 120, 84, (121, 155)),
        (200, 160, 112, (128, 150)),
        (12, 9, 8, (8, 11)),
        (5000, 350, 245, (3079, 3879)),
    ],
)
def test_confidence_sequence_of_worked_groups(N, n, x, K):
    found = monitor.ppr_cs(N, n, x, 0.05)
    assert (found.K_low, found.K_high) == K


@given(st.integers(1, 60), st.data())
def test_confidence_sequence_is_where_the_martingale_is_small(N, data):
    n = data.draw(st.integers(0, N))
    x = data.draw(st.integers(0, n))
    alpha = data.draw(st.sampled_from([0.01, 0.05, 0.1, 0.3]))
    logs = [monitor.log_martingale(N, n, x, K).log_M for K in range(N + 1)]
    kept = [K for K, log in enumerate(logs) if log is not None and log < -math.log(alpha) - 1e-10]
    found = monitor.ppr_cs(N, n, x, alpha)
    assert (found.K_low, found.K_high) == (kept[0], kept[-1])
    assert len(kept) == found.K_high - found.K_low + 1


def test_nothing_seen_says_nothing_and_a_census_everything():
    silence, census = monitor.ppr_cs(40, 0, 0, 0.05), monitor.ppr_cs(40, 40, 13, 0.05)
    assert (silence.K_low, silence.K_high) == (0, 40)
    assert (census.K_low, census.K_high) == (13, 13)
    alone = monitor.ppr_cs(1, 1, 1, 0.05)
    assert (alone.K_low, alone.K_high) == (1, 1)


def test_log_martingale_is_prior_over_posterior():
    assert monitor.log_martingale(60, 20, 12, 36).log_M == pytest.approx(-1.528622, abs=1e-6)
    for a, b in [(1, 1), (2.5, 0.5)]:
        prior = scipy_stats.betabinom.logpmf(36, 60, a, b)
        posterior = scipy_stats.betabinom.logpmf(24, 40, a + 12, b + 8)
        found = monitor.log_martingale(60, 20, 12, 36, a, b).log_M
        assert found == pytest.approx(prior - posterior, abs=1e-9)
    assert monitor.log_martingale(60, 20, 12, 11).log_M is None


@given(st.integers(2, 80), st.data())
def test_the_path_only_shrinks_and_is_the_intersection_of_its_looks(N, data):
    answers = data.draw(st.lists(st.integers(0, 1), min_size=1, max_size=N))
    looks = [(n, sum(answers[:n])) for n in range(1, len(answers) + 1)]
    alone = [monitor.ppr_cs(N, n, x, 0.05) for n, x in looks]
    band = monitor.band(N, looks)
    for day, look in enumerate(band, start=1):
        low, high = max(a.K_low for a in alone[:day]), min(a.K_high for a in alone[:day])
        left = (None, None, True) if low > high else (low, high, False)
        assert (look.n, look.x) == looks[day - 1]
        assert (look.K_low, look.K_high, look.empty) == left
    path = monitor.ppr_cs_path(N, looks, 0.05)
    assert (path.K_low, path.K_high, path.empty) == left
    if not path.empty:
        last = support.manski_bounds(N, *looks[-1])
        assert path.K_high >= last.low * N - 1e-9


def test_fans_or_opponents_first_are_warned_of():
    fans, rest = [1] * 18 + [0] * 2, [1] * 8 + [0] * 12
    for votes, said in ((fans + rest, "supporters_first"), (rest + fans, "opponents_first")):
        looks = [(n, sum(votes[:n])) for n in (10, 20, 30, 40)]
        assert monitor.warning(90, looks, support.early_late(votes)) == said
    even = [1, 0] * 20
    assert monitor.warning(90, [(40, 20)], support.early_late(even)) is None
    few = support.early_late([1] * 4 + [0] * 4)
    assert monitor.warning(90, [(8, 4)], few) is None
    assert monitor.warning(200, [(40, 40), (100, 40)], few) == "order_not_random"


def test_fans_first_empty_the_path():
    fans_first = [(40, 40), (100, 40)]
    assert monitor.ppr_cs_path(200, fans_first, 0.05).empty
    assert monitor.ppr_cs_path(200, [], 0.05) == monitor.Path(0, 200, False)


@pytest.mark.parametrize(
    "looks", [[(5, 3), (4, 3)], [(5, 3), (6, 2)], [(5, 1), (6, 3)], [(5,)], [5], "all", [(30, 1)]]
)
def test_looks_must_be_cumulative(looks):
    with pytest.raises(Impossible):
        monitor.ppr_cs_path(20, looks, 0.05)


@pytest.mark.parametrize(
    ("N", "K", "method", "error"),
    [
        (20, 12, "ppr", 0.0157),
        (50, 30, "ppr", 0.0283),
        (200, 100, "ppr", 0.0343),
        (20, 12, "fixed", 0.1244),
        (50, 30, "fixed", 0.2187),
        (200, 100, "fixed", 0.4123),
    ],
)
def test_price_of_looking_after_every_answer(N, K, method, error):
    found = monitor.anytime_error(N, K, 0.05, method, "all").error
    assert found == pytest.approx(error, abs=5e-5)


@given(st.integers(1, 25), st.data())
def test_anytime_error_is_the_share_of_orders_that_exclude_the_truth(N, data):
    """Path by path: each weighted by its probability, each interval asked directly."""
    K = data.draw(st.integers(0, N))
    method = data.draw(st.sampled_from(["ppr", "fixed"]))
    looks = data.draw(st.lists(st.integers(0, N), max_size=5))

    def excluded(n, x):
        if method == "ppr":
            bounds = monitor.ppr_cs(N, n, x, 0.2)
        else:
            bounds = support.hypergeom_ci(N, n, x, 0.8)
        return not bounds.K_low <= K <= bounds.K_high

    alive, lost = {0: 1.0}, 0.0
    for n in range(1, N + 1):
        following = {}
        for x, chance in alive.items():
            yes = (K - x) / (N - n + 1)
            for more, part in ((1, yes), (0, 1 - yes)):
                if part > 0:
                    following[x + more] = following.get(x + more, 0) + chance * part
        alive = following
        if n in looks:
            lost += sum(chance for x, chance in alive.items() if excluded(n, x))
            alive = {x: chance for x, chance in alive.items() if not excluded(n, x)}
    assert monitor.anytime_error(N, K, 0.2, method, looks).error == pytest.approx(lost, abs=1e-12)


@given(st.integers(1, 40), st.data())
def test_the_sequence_keeps_its_promise_for_every_truth(N, data):
    K = data.draw(st.integers(0, N))
    alpha = data.draw(st.sampled_from([0.05, 0.1, 0.5]))
    assert monitor.anytime_error(N, K, alpha, "ppr", "all").error <= alpha


def test_sizes_that_would_take_forever_are_refused():
    with pytest.raises(Impossible, match="N must be at most 10000"):
        monitor.anytime_error(1_000_000, 5, 0.05, "ppr", "all")
    with pytest.raises(Impossible, match="method"):
        monitor.anytime_error(10, 5, 0.05, "wald", "all")
    with pytest.raises(Impossible, match="looks"):
        monitor.anytime_error(10, 5, 0.05, "ppr", "some")
