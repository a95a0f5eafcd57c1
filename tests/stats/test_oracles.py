"""Each number a second time, by another way: enumeration, the definition word by word, or scipy."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, special
from scipy import stats as scipy_stats

from portal.stats import calib, health, intent, lift, multi, pairs, polis, price, rank, revision
from portal.stats.errors import Impossible

small = settings(max_examples=40)


@small
@given(st.lists(st.integers(-3, 3), max_size=8))
def test_signed_ranks_over_every_pattern_of_signs(changes):
    moved = [change for change in changes if change]
    ranks = scipy_stats.rankdata(np.abs(moved)) if moved else []
    plus = sum(r for r, c in zip(ranks, moved, strict=True) if c > 0)
    centre = sum(ranks) / 2
    sums = [
        sum(r for r, sign in zip(ranks, signs, strict=True) if sign)
        for signs in itertools.product((0, 1), repeat=len(moved))
    ]
    as_far = sum(abs(s - centre) >= abs(plus - centre) - 1e-9 for s in sums) / len(sums)
    found = revision.wilcoxon([0] * len(changes), changes)
    assert (found.V_plus, found.n_nonzero) == (plus, len(moved))
    assert found.p_two_sided == pytest.approx(as_far)


@small
@given(st.lists(st.sampled_from([-2.5, -1, 0, 0.1, 0.2, 0.3, 4]), min_size=1, max_size=9))
def test_sign_flips_over_every_pattern_of_signs(changes):
    sums = [
        math.fsum(c * s for c, s in zip(changes, signs, strict=True))
        for signs in itertools.product((1, -1), repeat=len(changes))
    ]
    whole = math.fsum(changes)
    found = revision.signflip([0] * len(changes), changes)
    greater = sum(s >= whole - 1e-9 for s in sums) / len(sums)
    either = sum(abs(s) >= abs(whole) - 1e-9 for s in sums) / len(sums)
    assert (found.p_greater, found.p_two_sided) == pytest.approx((greater, either))


rising = st.lists(st.integers(1, 20), min_size=4, max_size=4)


@small
@given(st.lists(rising, max_size=9), st.sampled_from(["original", "narrower"]), st.booleans())
def test_price_points_by_their_definition(members, range_, linear):
    kept = [m for m in members if m[0] < m[1] < m[2] < m[3]]
    grid = sorted({p for m in kept for p in m})

    def share(column, p):
        return Fraction(sum(m[column] <= p for m in kept), len(kept))

    curves = {
        "TC": lambda p: 1 - share(0, p),
        "CH": lambda p: 1 - share(1, p),
        "EX": lambda p: share(2, p),
        "TE": lambda p: share(3, p),
        "not CH": lambda p: share(1, p),
        "not EX": lambda p: 1 - share(2, p),
    }

    def crossing(up, down):
        gaps = [curves[up](p) - curves[down](p) for p in grid]
        first = next((i for i, gap in enumerate(gaps) if gap >= 0), None)
        if first is None:
            return None
        if not linear or first == 0:
            return grid[first]
        before, after = gaps[first - 1], gaps[first]
        return float(grid[first - 1] + (grid[first] - grid[first - 1]) * before / (before - after))

    wide = range_ == "original"
    found = price.psm(
        *([m[i] for m in members] for i in range(4)), range_, "linear" if linear else "grid"
    )
    assert (found.valid, found.invalid) == (len(kept), len(members) - len(kept))
    expected = (
        crossing("not CH" if wide else "EX", "TC"),
        crossing("TE", "not EX" if wide else "CH"),
        crossing("EX", "CH"),
        crossing("TE", "TC"),
    )
    assert pytest.approx(expected) == (found.PMC, found.PME, found.IDP, found.OPP)


@small
@given(st.lists(st.tuples(rising, st.integers(1, 5), st.integers(1, 5)), max_size=6))
def test_reach_by_its_definition(members):
    weights = [0.7, 0.5, 0.3, 0.1, 0]
    kept = [m for m in members if m[0][0] < m[0][1] < m[0][2] < m[0][3]]
    grid = sorted({p for m in kept for p in m[0]})

    def buys(member, p):
        (a, b, c, d), low, high = member
        knots = [(a, 0), (b, weights[5 - low]), (c, weights[5 - high]), (d, 0)]
        for (p1, y1), (p2, y2) in itertools.pairwise(knots):
            if p1 <= p <= p2:
                return y1 + (y2 - y1) * (p - p1) / (p2 - p1)
        return 0

    prices = [[m[0][i] for m in members] for i in range(4)]
    found = price.nms(*prices, [m[1] for m in members], [m[2] for m in members], weights)
    if not kept:
        assert found.max_reach is None
        return
    reach = {p: sum(buys(m, p) for m in kept) / len(kept) for p in grid}
    assert found.max_reach == pytest.approx(max(reach.values()))
    assert reach[found.price_max_reach] == pytest.approx(found.max_reach)
    assert found.max_revenue == pytest.approx(max(p * r for p, r in reach.items()))
    assert all(reach[p] < found.max_reach for p in grid if p < found.price_max_reach)


votes = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([1, 0, -1, None]), min_size=width, max_size=width),
        min_size=2,
        max_size=7,
    )
)


@small
@given(votes, st.data())
def test_statistics_of_groups_by_their_definition(table, data):
    own = data.draw(st.lists(st.integers(0, 2), min_size=len(table), max_size=len(table)))
    found = polis.group_stats(table, own)
    groups = sorted(set(own))
    for statement in range(len(table[0])):
        product = 1.0
        for place, group in enumerate(groups):
            inside = [r[statement] for r, g in zip(table, own, strict=True) if g == group]
            outside = [r[statement] for r, g in zip(table, own, strict=True) if g != group]
            shares = [
                (side.count(1) + 1) / (len(side) - side.count(None) + 2)
                for side in (inside, outside)
            ]
            product *= shares[0]
            assert found.p_agree[place][statement] == pytest.approx(shares[0])
            assert found.repness_agree[place][statement] == pytest.approx(shares[0] / shares[1])
        assert found.group_aware_consensus[statement] == pytest.approx(product)


@small
@given(votes)
def test_explained_variance_is_that_of_the_covariance(table):
    columns = []
    for column in zip(*table, strict=True):
        seen = [v for v in column if v is not None]
        mean = sum(seen) / len(seen) if seen else 0
        columns.append([mean if v is None else v for v in column])
    eigen = np.sort(np.linalg.eigvalsh(np.cov(columns)))[::-1]
    found = polis.pca_variance(table)
    if eigen.sum() < 1e-12:
        assert found.explained_ratio_1 is None
        return
    assert found.explained_ratio_1 == pytest.approx(eigen[0] / eigen.sum())
    assert found.explained_ratio_2 == pytest.approx(eigen[1] / eigen.sum(), abs=1e-9)


@small
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 2)), min_size=2, max_size=9
    )
)
def test_silhouette_by_its_definition(points):
    own = [group for *_, group in points]
    if len(set(own)) < 2:
        return

    def mean_distance(i, group):
        others = [j for j, g in enumerate(own) if g == group and j != i]
        return sum(math.dist(points[i][:2], points[j][:2]) for j in others) / len(others)

    each = []
    for i, group in enumerate(own):
        if own.count(group) == 1:
            each.append(0.0)
            continue
        a = mean_distance(i, group)
        b = min(mean_distance(i, other) for other in set(own) - {group})
        each.append((b - a) / max(a, b) if max(a, b) else 0.0)
    found = polis.silhouette([p[:2] for p in points], own).mean_silhouette
    assert found == pytest.approx(sum(each) / len(each))


@small
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 1)), min_size=1, max_size=12))
def test_waiting_times_by_the_product_of_their_days(waits):
    """Kaplan and Meier's product over whole hours, the unanswered at risk until theirs."""
    left, curve = Fraction(1), {}
    for hour in range(7):
        at_risk = sum(h >= hour for h, _ in waits)
        answered = sum(h == hour and a for h, a in waits)
        if answered:
            left *= 1 - Fraction(answered, at_risk)
            curve[hour] = left
    found = health.first_reply([h for h, _ in waits], [a for _, a in waits], 3)
    until = [s for hour, s in curve.items() if hour <= 3]
    assert found.answered_by == pytest.approx(float(1 - (until[-1] if until else 1)))
    below = [hour for hour, s in curve.items() if s <= Fraction(1, 2)]
    if not below:
        assert found.median_hours is None
    elif curve[below[0]] == Fraction(1, 2) and len(below) > 1:
        assert found.median_hours == (below[0] + below[1]) / 2
    else:
        assert found.median_hours == below[0]


segments = st.lists(
    st.tuples(st.integers(1, 12), st.integers(0, 12)).map(lambda s: (min(s[1], s[0]), s[0])),
    min_size=2,
    max_size=6,
)


@small
@given(segments)
def test_pooling_is_the_analysis_of_variance_of_scipy(found_in):
    x, n = zip(*found_in, strict=True)
    found = multi.partial_pooling(x, n, n)
    groups = [[1] * yes + [0] * (asked - yes) for yes, asked in found_in]
    everyone = [answer for group in groups for answer in group]
    k, S = len(groups), len(everyone)
    within = sum(np.var(group) * len(group) for group in groups) / (S - k) if k < S else 0
    between = sum(len(g) * (np.mean(g) - np.mean(everyone)) ** 2 for g in groups) / (k - 1)
    n0 = (S - sum(asked**2 for asked in n) / S) / (k - 1)
    whole = between + (n0 - 1) * within
    if k == S or abs(whole) < 1e-9:
        assert found.rho is None
        return
    assert found.rho == pytest.approx((between - within) / whole, abs=1e-9)
    if within > 1e-9:
        F = scipy_stats.f_oneway(*map(np.array, groups)).statistic
        assert pytest.approx(between / within) == F


def test_line_of_calibration_is_the_maximum_of_the_likelihood():
    chance = np.random.default_rng(4)
    forecast = chance.uniform(0.05, 0.95, 60)
    outcome = (chance.uniform(size=60) < forecast**1.5).astype(int)
    logit = special.logit(forecast)

    def loss(c, slope=None):
        at = c[0] + (c[1] if slope is None else slope) * logit
        return float((np.logaddexp(0, at) - outcome * at).sum())

    found = calib.logistic(forecast.tolist(), outcome.tolist())
    best = optimize.minimize(loss, [0, 1], tol=1e-10).x
    large = optimize.minimize(lambda c: loss(c, 1.0), [0], tol=1e-10).x
    assert (found.intercept, found.slope) == pytest.approx(tuple(best), abs=1e-4)
    assert found.in_the_large == pytest.approx(large[0], abs=1e-4)


@small
@given(st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_abilities_are_the_fixed_point_of_their_likelihood(counted):
    """Each item's expected wins are its wins: the equation of Zermelo 1929."""
    a, b, c, d, e, f = counted
    wins = [[0, a, b], [c, 0, d], [e, f, 0]]
    try:
        found = pairs.bradley_terry(["x", "y", "z"], wins).log_ability
    except Impossible:
        assert sum(counted) == 0 or 0 in (a + c + b + e, a + c + d + f, b + e + d + f)
        return
    won = np.array(wins, dtype=float)
    reach = np.linalg.matrix_power(np.eye(3) + won, 3) > 0
    if not reach.all():
        won += 0.5 * (won + won.T > 0)
    chance = special.expit(np.subtract.outer(found, found))
    expected = ((won + won.T) * chance).sum(axis=1) - np.diag(won + won.T) / 2
    assert expected == pytest.approx(won.sum(axis=1), abs=1e-6)


ballots = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.permutations("ABCD").flatmap(
            lambda order: st.integers(1, 4).map(lambda size: order[:size])
        ),
    ),
    min_size=1,
    max_size=6,
)


@small
@given(ballots)
def test_schulze_by_the_strongest_of_all_paths(election):
    names = sorted({name for _, order in election for name in order})

    def above(i, j):
        return sum(
            count
            for count, order in election
            if i in order and (j not in order or order.index(i) < order.index(j))
        )

    def link(i, j):
        return above(i, j) if above(i, j) > above(j, i) else 0

    def strongest(i, j):
        between = [name for name in names if name not in (i, j)]
        ways = [
            (i, *middle, j)
            for size in range(len(between) + 1)
            for middle in itertools.permutations(between, size)
        ]
        return max(min(link(a, b) for a, b in itertools.pairwise(way)) for way in ways)

    winners = [i for i in names if all(strongest(i, j) >= strongest(j, i) for j in names if j != i)]
    assert list(rank.schulze(election).winners) == winners


@small
@given(ballots)
def test_run_off_by_every_way_of_dropping(election):
    names = sorted({name for _, order in election for name in order})

    def winners(left):
        if len(left) == 1:
            return set(left)
        firsts = dict.fromkeys(left, 0)
        for count, order in election:
            standing = [name for name in order if name in left]
            if standing:
                firsts[standing[0]] += count
        last = [name for name in left if firsts[name] == min(firsts.values())]
        return set().union(*(winners([n for n in left if n != out]) for out in last))

    assert set(rank.irv(election).winners) == winners(names)


@small
@given(st.floats(0.01, 0.99), st.floats(0.5, 50), st.integers(0, 40), st.data())
def test_weights_and_ratios_agree_with_scipy(prior, strength, n, data):
    buyers = data.draw(st.integers(0, n))
    found = intent.update_weight(prior, strength, n, buyers, 0.9)
    beta = scipy_stats.beta(strength * prior + buyers, strength * (1 - prior) + n - buyers)
    assert (found.low, found.weight, found.high) == pytest.approx(
        (beta.ppf(0.05), beta.mean(), beta.ppf(0.95)), abs=1e-6
    )
    if buyers > 0:
        ratio = lift.risk_ratio(buyers, n, 3, 9, 0.95)
        scipys = scipy_stats.contingency.relative_risk(buyers, n, 3, 9)
        interval = scipys.confidence_interval(0.95)
        assert ratio.ratio == pytest.approx(scipys.relative_risk)
        assert (ratio.low, ratio.high) == pytest.approx((interval.low, interval.high))
