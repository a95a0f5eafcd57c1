"""Paired comparisons and best-worst counts."""

import itertools
import math

import numpy as np
import pytest

from portal.stats import maxdiff, pairs, resampling, triads
from portal.stats.errors import Impossible

# Stigler 1994, citations among four journals (the example of R's BradleyTerry2)
JOURNALS = ["Biometrika", "CommStatist", "JASA", "JRSSB"]
CITED = [[0, 730, 498, 221], [33, 0, 68, 17], [320, 813, 0, 142], [284, 276, 325, 0]]


def test_abilities_of_the_journals():
    found = pairs.bradley_terry(JOURNALS, CITED)
    assert found.log_ability == pytest.approx((0, -2.94907, -0.47957, 0.26895), abs=1e-5)
    assert found.se == pytest.approx((0, 0.10255, 0.06059, 0.07083), abs=1e-5)


def test_two_items_are_a_log_odds():
    found = pairs.bradley_terry(["a", "b"], [[0, 3], [9, 0]])
    assert found.log_ability == pytest.approx((0, math.log(9 / 3)))
    assert found.se[1] == pytest.approx(math.sqrt(1 / 3 + 1 / 9))


def test_an_item_that_always_wins_is_smoothed():
    found = pairs.bradley_terry(["a", "b"], [[0, 0], [9, 0]])
    assert found.log_ability == pytest.approx((0, math.log(9.5 / 0.5)))


def test_the_order_of_the_items_only_shifts_the_zero():
    turned = [[CITED[i][j] for j in (3, 1, 2, 0)] for i in (3, 1, 2, 0)]
    a = pairs.bradley_terry(JOURNALS, CITED).log_ability
    b = pairs.bradley_terry(JOURNALS, turned).log_ability
    assert [b[3] - b[1], b[3] - b[2]] == pytest.approx([a[0] - a[1], a[0] - a[2]])


@pytest.mark.parametrize(
    ("items", "wins", "what"),
    [
        ([], [], "items"),
        (["a", "b"], [[0, 0], [0, 0]], "connect"),
        (["a", "b"], [[1, 1], [1, 0]], "itself"),
        (["a", "b"], [[0, 1]], "wins"),
        (["a", "b"], [[0, 1], [1]], "wins"),
    ],
)
def test_comparisons_that_cannot_be_are_refused(items, wins, what):
    with pytest.raises(Impossible, match=what):
        pairs.bradley_terry(items, wins)


def test_one_item_alone_is_the_zero():
    assert pairs.bradley_terry(["a"], [[0]]) == pairs.Abilities((0.0,), (0.0,))


def test_best_worst_scores():
    found = maxdiff.counts([12, 3, 0], [2, 3, 5], [20, 20, 5])
    assert found.score == (0.5, 0, -1)
    assert found.abw == (pytest.approx(math.log(3)), 0, None)
    assert maxdiff.counts([1], [0], [0 + 2]) == maxdiff.counts([1], [0], 2)


def test_best_worst_by_name():
    found = maxdiff.counts({"a": 5, "b": 1}, {"b": 3, "a": 1}, {"a": 10, "b": 10})
    assert found.score == {"a": 0.4, "b": -0.2}
    assert maxdiff.counts({"a": 0}, {"a": 0}, 0).score == {"a": None}
    with pytest.raises(Impossible, match="worst"):
        maxdiff.counts({"a": 5}, {"b": 3}, 10)
    with pytest.raises(Impossible, match="shown"):
        maxdiff.counts([5], [6], [10])


ITEMS = ["a", "b", "c"]


def pairers(size, seed=0):
    """Members who answer all pairs of a, b, c, a little in favour of a over b over c."""
    chance = np.random.default_rng(seed)
    return [
        [
            list(pair if chance.random() < 0.7 else pair[::-1])
            for pair in itertools.combinations(ITEMS, 2)
        ]
        for _ in range(size)
    ]


def counted(members):
    wins = [[0] * 3 for _ in ITEMS]
    for winner, loser in itertools.chain(*members):
        wins[ITEMS.index(winner)][ITEMS.index(loser)] += 1
    return wins


def test_abilities_of_resampled_members_are_those_of_a_plain_bootstrap():
    members, draws = pairers(20), 200
    found = pairs.spread(members, ITEMS, None, 5, draws)
    (weights,) = resampling.weights(20, draws, 5)
    fits, shares = [], []
    for weight in weights.astype(int):
        sample = [m for m, times in zip(members, weight, strict=True) for _ in range(times)]
        fits.append(pairs.bradley_terry(ITEMS, counted(sample)).log_ability)
        shares.append([sum(row) / (2 * len(sample)) for row in counted(sample)])
    assert found.wins == tuple(map(tuple, counted(members)))
    assert (found.reason, found.smoothed, found.comparisons) == (None, False, (40, 40, 40))
    whole = pairs.bradley_terry(ITEMS, counted(members)).log_ability
    for spreads, again, estimates in (
        (found.ability, fits, whole),
        (found.win_share, shares, [sum(row) / 40 for row in counted(members)]),
    ):
        low, high = np.quantile(np.array(again), (0.025, 0.975), axis=0)
        assert [s.estimate for s in spreads] == pytest.approx(list(estimates))
        assert [s.low for s in spreads] == pytest.approx(list(low), abs=1e-6)
        assert [s.high for s in spreads] == pytest.approx(list(high), abs=1e-6)


def test_spread_says_when_it_added_half_a_win_and_when_it_may_not_fit():
    always = [[["a", "b"], ["a", "c"], ["b", "c"]]] * 10
    found = pairs.spread(always, ITEMS, 30, 1)
    assert found.smoothed
    assert found.ability[0].estimate == 0 > found.ability[1].estimate > found.ability[2].estimate
    assert math.isfinite(found.ability[2].low)
    few = pairs.spread(always[:4], ITEMS, 30, 1)
    assert (few.ability, few.reason, few.win_share[0].estimate) == (None, "few_comparisons", 1)
    apart = [[["a", "b"], ["c", "d"]], [["b", "a"], ["d", "c"]]] * 10
    assert pairs.spread(apart, [*ITEMS, "d"], 30, 1).reason == "not_connected"
    nobody = pairs.spread([], ITEMS, 30, 1)
    assert (nobody.win_share, nobody.reason) == ((None,) * 3, "few_comparisons")


def test_a_census_of_pairs_has_no_width_and_a_seed_its_digits():
    members = pairers(15)
    census = pairs.spread(members, ITEMS, 15, 3)
    assert all(s.low == s.estimate == s.high for s in census.ability + census.win_share)
    again, other = (pairs.spread(members, ITEMS, 60, seed) for seed in (3, 4))
    assert pairs.spread(members, ITEMS, 60, 3) == again != other
    turned = pairs.spread(members[::-1], ITEMS, 60, 3)
    assert [s.estimate for s in turned.ability] == pytest.approx(
        [s.estimate for s in again.ability]
    )


@pytest.mark.parametrize(
    "ballots", [[[["a", "x"]]], [[["a", "a"]]], [[["a"]]], ["ab"], [[["a", 5]]], 7]
)
def test_pairs_that_cannot_be_are_refused(ballots):
    with pytest.raises(Impossible, match="ballots_by_member"):
        pairs.spread(ballots, ITEMS, 30, 1)


def test_circles_of_three():
    straight = [["a", "b"], ["b", "c"], ["a", "c"]]
    round_ = [["a", "b"], ["b", "c"], ["c", "a"]]
    found = triads.circular([straight, round_, straight, straight[:2]], ITEMS)
    assert (found.triads, found.circular, found.share) == (3, 1, pytest.approx(1 / 3))
    assert triads.circular([], ITEMS).share is None
    coins = pairers(400, seed=2)
    fair = [[list(p) if i % 2 else list(p)[::-1] for p in m] for i, m in enumerate(coins)]
    assert triads.circular(fair, ITEMS).triads == 400


def setters(size, seed=0):
    chance = np.random.default_rng(seed)
    return [
        [
            {"shown": list(shown), "best": shown[0], "worst": shown[-1]}
            for shown in (list(chance.permutation(list("abcde"))[:4]) for _ in range(3))
        ]
        for _ in range(size)
    ]


def test_best_worst_of_resampled_members_is_that_of_a_plain_bootstrap():
    members, items, draws = setters(12), list("abcde"), 200
    found = maxdiff.spread(members, items, 48, 5, draws)
    (weights,) = resampling.weights(12, draws, 5)
    again = []
    for weight in weights.astype(int):
        sets = [
            one
            for sets, times in zip(members, weight, strict=True)
            for _ in range(times)
            for one in sets
        ]
        best, worst, shown = (
            [
                sum(name == one[key] if key != "shown" else name in one[key] for one in sets)
                for name in items
            ]
            for key in ("best", "worst", "shown")
        )
        again.append(maxdiff.counts(best, worst, shown).score)
    low, high = np.quantile(np.array(again, dtype=float), (0.025, 0.975), axis=0)
    for item, spread in enumerate(found.score):
        half = (1 - 12 / 48) ** 0.5
        assert spread.estimate == maxdiff.counts(found.best, found.worst, found.shown).score[item]
        assert spread.low == pytest.approx(spread.estimate + half * (low[item] - spread.estimate))
        assert spread.high == pytest.approx(spread.estimate + half * (high[item] - spread.estimate))
    assert sum(found.shown) == 4 * sum(found.best) == 4 * sum(found.worst) == 4 * 36


def test_best_worst_sets_that_cannot_be_are_refused():
    good = {"shown": ["a", "b", "c"], "best": "a", "worst": "b"}
    assert maxdiff.spread([[good]], ["a", "b", "c", "d"], 9, 0).score[3] is None
    assert maxdiff.spread([], ["a"], 9, 0).score == (None,)
    for bad in ({"best": "b"}, {"worst": "d"}, {"shown": ["a", "a", "b"]}, {"best": None}):
        with pytest.raises(Impossible, match="sets_by_member"):
            maxdiff.spread([[good | bad]], ["a", "b", "c", "d"], 9, 0)
