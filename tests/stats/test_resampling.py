"""Members drawn again: the same digits from the same seed, against plain bootstraps in a loop."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.stats import price, resampling
from portal.stats.errors import Impossible

NAMES = ("too_cheap", "cheap", "expensive", "too_expensive")
INTENTS = ("intent_cheap", "intent_expensive")


def askers(size, seed=0):
    """Members with rising prices, and intents."""
    chance = np.random.default_rng(seed)
    prices = np.sort(chance.integers(5, 60, (size, 4)) + np.arange(4) * 3, axis=1)
    prices += np.arange(4)
    intents = chance.integers(1, 6, (size, 2))
    return [
        dict(zip(NAMES + INTENTS, map(int, (*four, *two)), strict=True))
        for four, two in zip(prices, intents, strict=True)
    ]


def columns(members, names=NAMES):
    return [[member[name] for member in members] for name in names]


@pytest.mark.parametrize("range_", ["original", "narrower"])
def test_points_of_resampled_members_are_those_of_a_plain_bootstrap(range_):
    members, draws = askers(23), 300
    found = price.points_spread(members, None, 5, draws, 0.9, range_)
    (weights,) = resampling.weights(23, draws, 5)
    again = {"PMC": [], "PME": [], "IDP": [], "OPP": []}
    for weight in weights.astype(int):
        sample = [m for m, times in zip(members, weight, strict=True) for _ in range(times)]
        points = price.psm(*columns(sample), range_)
        for name, values in again.items():
            values.append(getattr(points, name))
    for name, values in again.items():
        spread = getattr(found, name)
        assert spread.estimate == getattr(price.psm(*columns(members), range_), name)
        low, high = np.quantile(values, (0.05, 0.95))
        assert (spread.low, spread.high) == pytest.approx(
            (min(low, spread.estimate), max(high, spread.estimate))
        )


def test_reach_of_resampled_members_is_that_of_a_plain_bootstrap():
    members, draws = askers(17), 300
    found = price.points_spread(members, None, 5, draws)
    (weights,) = resampling.weights(17, draws, 5)
    again = []
    for weight in weights.astype(int):
        sample = [m for m, times in zip(members, weight, strict=True) for _ in range(times)]
        best = price.nms(*columns(sample), *columns(sample, INTENTS), [0.7, 0.5, 0.3, 0.1, 0])
        again.append((best.price_max_reach, best.price_max_revenue))
    for spread, values in zip(
        (found.price_max_reach, found.price_max_revenue), zip(*again, strict=True), strict=True
    ):
        low, high = np.quantile(values, (0.025, 0.975))
        assert (spread.low, spread.high) == pytest.approx(
            (min(low, spread.estimate), max(high, spread.estimate))
        )


def test_curves_and_reach_hold_the_points():
    members = askers(40)
    points = price.psm(*columns(members))
    curve = {one.price: one for one in price.curves(members)}
    at = curve[points.OPP]
    assert at.too_expensive >= at.too_cheap
    assert all(c.too_expensive < c.too_cheap for p, c in curve.items() if p < points.OPP)
    reached = price.reach(members)
    best = price.nms(*columns(members), *columns(members, INTENTS), [0.7, 0.5, 0.3, 0.1, 0])
    assert max(one.reach for one in reached) == pytest.approx(best.max_reach)
    assert max(one.revenue for one in reached) == pytest.approx(best.max_revenue)
    assert price.curves([]) == price.reach([]) == ()


def test_a_census_has_no_width_and_the_silent_widen():
    members = askers(30)
    census = price.points_spread(members, 30, 1)
    assert census.OPP.low == census.OPP.estimate == census.OPP.high
    few, many = (price.points_spread(members, N, 1).IDP for N in (40, 4000))
    assert many.high - many.low > few.high - few.low > 0


def test_without_a_valid_member_there_are_no_points():
    falling = dict(zip(NAMES, (9, 8, 7, 6), strict=True))
    found = price.points_spread([falling], 10, 1)
    assert (found.OPP, found.price_max_reach, found.valid, found.invalid) == (None, None, 0, 1)
    assert price.points_spread([], 10, 1).valid == 0
    plain = [{name: member[name] for name in NAMES} for member in askers(5)]
    assert price.points_spread(plain, 10, 1).price_max_reach is None


@given(st.integers(0, 3), st.integers(1, 40))
@settings(max_examples=15)
def test_the_same_seed_gives_the_same_digits(seed, draws):
    members = askers(12)
    first, again = (price.points_spread(members, 50, seed, draws) for _ in range(2))
    assert first == again


def test_prices_in_another_unit_move_all_points_alike():
    members = askers(25)
    cents = [{k: v * 4 if k in NAMES else v for k, v in one.items()} for one in members]
    a, b = (price.points_spread(one, 90, 3) for one in (members, cents))
    for name in ("PMC", "PME", "IDP", "OPP", "price_max_reach", "price_max_revenue"):
        assert getattr(b, name).low == pytest.approx(4 * getattr(a, name).low)
        assert getattr(b, name).high == pytest.approx(4 * getattr(a, name).high)


@pytest.mark.parametrize(
    ("members", "N", "seed", "draws", "what"),
    [
        ([{"cheap": 1}], 5, 0, 10, "members"),
        ([5], 5, 0, 10, "members"),
        ([], 5, -1, 10, "seed"),
        ([], 5, 0, 0, "draws"),
        ([], 5, 0, 10**6, "draws"),
        ([dict.fromkeys(NAMES, 2)] * 3, 2, 0, 10, "N"),
    ],
)
def test_impossible_members_are_refused(members, N, seed, draws, what):
    with pytest.raises(Impossible, match=what):
        price.points_spread(members, N, seed, draws)
