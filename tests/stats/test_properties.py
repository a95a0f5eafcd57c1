"""What must hold whatever the data: coverage, monotony, blindness to order, and scale."""

import itertools
import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.stats import monitor, net, ops, proportions, support
from tests.stats.samples import SAMPLES

EXACT = [(N, n) for N in (1, 2, 3, 5, 8, 13, 21) for n in range(0, N + 1, max(1, N // 7))]


@pytest.mark.parametrize("level", [0.8, 0.9, 0.95, 0.99])
def test_the_exact_interval_covers_every_group_at_every_level(level):
    """In whole numbers: of all ways to draw n of N, how many give an interval that holds K."""
    for N, n in EXACT:
        bounds = [support.hypergeom_ci(N, n, x, level) for x in range(n + 1)]
        for K in range(N + 1):
            missed = sum(
                math.comb(K, x) * math.comb(N - K, n - x)
                for x, b in enumerate(bounds)
                if not b.K_low <= K <= b.K_high
            )
            assert missed <= (1 - level) * math.comb(N, n) * (1 + 1e-9), (N, n, K)


@pytest.mark.parametrize(
    ("N", "n", "mean", "low"),
    [
        (10, 5, 0.956, 0.897),
        (20, 10, 0.953, 0.913),
        (50, 20, 0.954, 0.934),
        (200, 80, 0.951, 0.944),
    ],
)
def test_the_net_interval_covers_as_the_note_says(N, n, mean, low):
    """Exactly for each of 60 random groups: the mean of their coverages and its 5 % point."""
    chance = np.random.default_rng(11)
    log_choose = np.array([[support.draws.log_choose(a, b) if b <= a else -np.inf
                            for b in range(n + 1)] for a in range(N + 1)])  # fmt: skip
    bounds = {}
    coverage = []
    for share in chance.dirichlet((1, 1, 1), 60):
        plus, minus, zero = chance.multinomial(N, share)
        ways = (
            log_choose[plus][:, None] + log_choose[minus][None, :]
            + np.array([[log_choose[zero][n - p - m] if p + m <= n else -np.inf
                         for m in range(n + 1)] for p in range(n + 1)])
        )  # fmt: skip
        likely = np.argwhere(ways - log_choose[N][n] > math.log(1e-9))
        covered = 0.0
        for p, m in likely.tolist():
            found = bounds.setdefault((p, m), net.interval(N, n, p, m, 0.95))
            if found.low - 1e-9 <= (plus - minus) / N <= found.high + 1e-9:
                covered += math.exp(ways[p, m] - log_choose[N][n])
        coverage.append(covered)
    assert np.mean(coverage) == pytest.approx(mean, abs=0.012)
    assert np.quantile(coverage, 0.05) == pytest.approx(low, abs=0.035)


@st.composite
def group(draw, largest=80):
    N = draw(st.integers(1, largest))
    n = draw(st.integers(0, N))
    return N, n, draw(st.integers(0, n))


@given(group())
def test_one_more_yes_raises_every_bound_and_chance(trio):
    N, n, x = trio
    if x == n:
        return
    for bounds in (
        lambda x: monitor.ppr_cs(N, n, x, 0.05),
        lambda x: support.hypergeom_ci(N, n, x, 0.9),
    ):
        less, more = bounds(x), bounds(x + 1)
        assert less.K_low <= more.K_low
        assert less.K_high <= more.K_high
    for bounds in (
        lambda x: proportions.wilson_ci(n, x, 0.95),
        lambda x: proportions.clopper_pearson_ci(n, x, 0.95),
        lambda x: proportions.wilson_fpc_ci(N, n, x, 0.95),
        lambda x: net.interval(N, n, x, 0, 0.95),
        lambda x: support.delta_bounds(N, n, x, 0.95, 0.1),
        lambda x: support.manski_bounds(N, n, x),
    ):
        less, more = bounds(x), bounds(x + 1)
        assert less.low <= more.low + 1e-9
        assert less.high <= more.high + 1e-9
    chances = [support.prob_at_least(N, n, yes, -(-N * 3 // 5)).probability for yes in (x, x + 1)]
    assert chances[0] <= chances[1] + 1e-9


@given(group())
def test_a_higher_level_is_never_narrower(trio):
    N, n, x = trio
    exact = [support.hypergeom_ci(N, n, x, level) for level in (0.8, 0.9, 0.95, 0.99)]
    nets = [net.interval(N, n, x, 0, level) for level in (0.8, 0.9, 0.95, 0.99)]
    for narrow, wide in itertools.pairwise(exact):
        assert wide.K_low <= narrow.K_low <= narrow.K_high <= wide.K_high
    for narrow, wide in itertools.pairwise(nets):
        assert wide.low <= narrow.low <= narrow.high <= wide.high


def asked(name, **changes):
    (found,) = ops.answer([{"op": name, "input": SAMPLES[name] | changes}])
    assert not isinstance(found.get("error"), str), found
    return found


MEMBERS = {  # operations whose lists have one entry a member, and those lists
    "price.psm": ("too_cheap", "cheap", "expensive", "too_expensive"),
    "price.nms": (
        "too_cheap",
        "cheap",
        "expensive",
        "too_expensive",
        "intent_cheap",
        "intent_expensive",
    ),
    "price.gabor_granger": ("max_accepted",),
    "kano.classify": ("answers",),
    "revision.signflip": ("before", "after"),
    "revision.wilcoxon": ("before", "after"),
    "revision.mean_change": ("before", "after"),
    "polis.group_stats": ("votes", "labels"),
    "polis.silhouette": ("points", "labels"),
    "polis.pca_variance": ("votes",),
    "themes.ari": ("a", "b"),
    "themes.seeded_grouping": ("texts", "gold"),
    "herding.order_slope": ("vote", "shown_share"),
    "health.inequality": ("contributions",),
    "health.first_reply": ("hours", "replied"),
    "lift.products_permutation": ("cocreated",),
    "calib.brier": ("forecast", "outcome"),
    "calib.logistic": ("forecast", "outcome"),
    "calib.spiegelhalter": ("forecast", "outcome"),
    "support.stratified": ("strata",),
    "savings.pert": ("items",),
    "rank.irv": ("ballots",),
    "rank.condorcet": ("ballots",),
    "verdict.multi": ("verdicts",),
}


def close(one, other):
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(close(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(close, one, other))
    return one == pytest.approx(other, abs=1e-9)


@pytest.mark.parametrize("name", MEMBERS)
def test_the_order_of_members_changes_nothing(name):
    columns = MEMBERS[name]
    order = list(range(len(SAMPLES[name][columns[0]])))
    for seed in range(4):
        random.Random(seed).shuffle(order)
        turned = {column: [SAMPLES[name][column][i] for i in order] for column in columns}
        assert close(asked(name, **turned), asked(name)), name


SCALED = {  # operations blind to the unit of these lists, and the outputs that carry the unit
    "price.psm": (MEMBERS["price.psm"], ("PMC", "PME", "IDP", "OPP")),
    "price.nms": (MEMBERS["price.psm"], ("price_max_reach", "price_max_revenue", "max_revenue")),
    "price.gabor_granger": (("max_accepted", "prices"), ("revenue_index", "best_price")),
    "revision.signflip": (("before", "after"), ("mean_change",)),
    "revision.wilcoxon": (("before", "after"), ()),
    "revision.mean_change": (("before", "after"), ("mean_change", "se", "low", "high")),
    "polis.silhouette": (("points",), ()),
    "health.inequality": (("contributions",), ()),
    "health.first_reply": (("hours", "at_hours"), ("median_hours",)),
    "lift.products_permutation": (("cocreated", "other"), ("difference",)),
}


def times(value, factor):
    if isinstance(value, list):
        return [times(one, factor) for one in value]
    return None if value is None else value * factor


@pytest.mark.parametrize("name", SCALED)
def test_the_unit_changes_nothing_but_the_unit(name):
    columns, carried = SCALED[name]
    scaled = asked(name, **{column: times(SAMPLES[name][column], 4) for column in columns})
    plain = asked(name)
    assert close(scaled, {k: times(v, 4) if k in carried else v for k, v in plain.items()})


CENSUS = {  # everyone of N answered: (input, lower, upper)
    "support.hypergeom_ci": ({"N": 20}, "K_low", "K_high"),
    "support.wilson_fpc_ci": ({"N": 20}, "low", "high"),
    "support.delta_bounds": ({"N": 20}, "low", "high"),
    "support.manski_bounds": ({"N": 20}, "low", "high"),
    "support.stratified": ({"strata": [{"N": 9, "n": 9, "x": 4}]}, "low", "high"),
    "monitor.ppr_cs": ({"N": 20}, "K_low", "K_high"),
    "monitor.ppr_cs_path": ({"N": 20}, "K_low", "K_high"),
    "rating.top2box": ({"N": 15}, "p_low", "p_high"),
    "rating.mean": ({"N": 15}, "low", "high"),
    "net.interval": ({"N": 20}, "low", "high"),
    "choice.plurality": ({"N": 17}, "low", "high"),
    "pmf.ellis": ({"N": 17}, "p_low", "p_high"),
    "price.gabor_granger": ({"N": 4}, "p_low", "p_high"),
    "revision.mean_change": ({"N": 6}, "low", "high"),
    "verdict.single": ({"N": 20}, "K_low", "K_high"),
}


@pytest.mark.parametrize("name", CENSUS)
def test_a_census_leaves_no_doubt(name):
    change, low, high = CENSUS[name]
    found = asked(name, **change)
    assert found[low] == pytest.approx(found[high])


NOBODY = {
    "support.hypergeom_ci": {"n": 0, "x": 0},
    "support.wilson_ci": {"n": 0, "x": 0},
    "support.clopper_pearson_ci": {"n": 0, "x": 0},
    "support.wilson_fpc_ci": {"n": 0, "x": 0},
    "support.delta_bounds": {"n": 0, "x": 0},
    "support.tipping_point": {"n": 0, "x": 0},
    "support.prob_at_least": {"n": 0, "x": 0},
    "monitor.ppr_cs": {"n": 0, "x": 0},
    "monitor.ppr_cs_path": {"looks": []},
    "rating.top2box": {"counts": [0] * 5},
    "rating.mean": {"counts": [0] * 5},
    "nps.score": {"counts": [0] * 11},
    "nps.adjusted_wald": {"n": 0, "promoters": 0, "detractors": 0},
    "net.interval": {"n": 0, "plus": 0, "minus": 0},
    "pmf.ellis": {"very": 0, "somewhat": 0, "not": 0, "na": 0},
    "choice.plurality": {"counts": {}},
    "choice.prob_leader_stays": {"counts": {}},
    "rank.schulze": {"ballots": []},
    "rank.irv": {"ballots": []},
    "maxdiff.counts": {"best": [0], "worst": [0], "shown": [0]},
    "price.psm": {key: [] for key in MEMBERS["price.psm"]},
    "price.nms": {key: [] for key in MEMBERS["price.nms"]},
    "price.gabor_granger": {"max_accepted": []},
    "kano.summary": {"counts": {}},
    "revision.mcnemar_exact": {"improved": 0, "worsened": 0},
    "revision.signflip": {"before": [], "after": []},
    "revision.wilcoxon": {"before": [], "after": []},
    "revision.mean_change": {"before": [], "after": []},
    "words.log_odds": {"counts_a": {}, "counts_b": {}},
    "herding.runs_test": {"votes": []},
    "herding.reveal_shift": {"toward": 0, "away": 0},
    "herding.arm_difference": dict.fromkeys(("open_yes", "open_no", "blind_yes", "blind_no"), 0),
    "verdict.single": {"n": 0, "x": 0},
    "power.validate": {"n": 0},
    "health.retention": {"active": {}},
    "health.inequality": {"contributions": []},
    "health.first_reply": {"hours": [], "replied": []},
    "savings.pert": {"items": []},
    "intent.expected": {"counts_5_to_1": [0] * 5},
    "intent.juster": {"counts_0_10": [0] * 11},
    "intent.update_weight": {"n": 0, "buyers": 0},
    "multi.bh": {"p": []},
    "multi.holm": {"p": []},
}


@pytest.mark.parametrize("name", NOBODY)
def test_where_nobody_answered_nothing_is_claimed(name):
    found = asked(name, **NOBODY[name])
    for field in (
        "p_hat",
        "share",
        "estimate",
        "leader",
        "winner",
        "mean",
        "nps",
        "respondent_rate",
    ):
        assert found.get(field) is None or (field, name) == ("mean", "savings.pert")


@settings(max_examples=30)
@given(st.integers(0, 1), st.booleans(), st.sampled_from([0.8, 0.95]))
def test_a_group_of_one(n, says_yes, level):
    x = int(says_yes and n)
    exact, watched = support.hypergeom_ci(1, n, x, level), monitor.ppr_cs(1, n, x, 1 - level)
    for bounds in (exact, watched):
        assert (bounds.K_low, bounds.K_high) == ((x, x) if n else (0, 1))
    found = net.interval(1, n, x, 0, level)
    assert (found.low, found.high) == ((x, x) if n else (pytest.approx(-1), pytest.approx(1)))
