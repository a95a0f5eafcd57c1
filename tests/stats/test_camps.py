"""Camps: found where they were put, not found in noise; the groups under them by brute force."""

import itertools
from functools import cache

import numpy as np
import pytest

from portal.stats import camps, clusters, polis, statements
from portal.stats.errors import Impossible
from portal.stats.labels import ari


def poll(members, columns, camps_, apart, seen, seed):
    """Votes of members whose camps lean apart on every statement; each saw some of them."""
    chance = np.random.default_rng(seed)
    camp = chance.integers(camps_, size=members)
    lean = np.clip(0.5 + apart * chance.choice([-1, 1], (camps_, columns)), 0.02, 0.98)
    table = np.where(chance.random((members, columns)) < lean[camp], 1, -1)
    table = np.where(chance.random(table.shape) < 0.1, 0, table)
    unseen = chance.random(table.shape).argsort(axis=1) >= seen
    rows = [
        [None if gap else int(vote) for vote, gap in zip(*row, strict=True)]
        for row in zip(table, unseen, strict=True)
    ]
    return rows, camp.tolist()


SPLIT, TRUTH = poll(60, 15, 2, 0.4, 12, seed=1)
NOISE, _ = poll(60, 15, 1, 0.0, 12, seed=1)


@cache
def split():
    return camps.found(SPLIT, 7)


def test_two_camps_are_found_where_they_are():
    found = split()
    assert found.reason is None
    assert ari(found.labels, TRUTH).ari > 0.9
    assert (found.members, found.statements, sum(found.sizes)) == (60, 15, 60)
    assert found.sizes == tuple(sorted(found.sizes, reverse=True))
    assert found.silhouette > found.limit
    assert found.stability >= 0.6


def test_noise_has_no_camps_although_it_looks_like_groups():
    found = camps.found(NOISE, 7)
    assert (found.reason, found.labels, found.points) == ("like_chance", None, None)
    assert found.silhouette > 0.3  # the textbook would call it a weak structure


def test_shuffles_end_once_they_cannot_be_beaten_any_more():
    told = []
    camps.found(NOISE, 7, told.append)
    assert 10 <= len(told) - camps.HALVES < camps.SHUFFLES
    assert (told, told[-1]) == (sorted(told), 1000)


def test_the_same_seed_gives_the_same_digits_and_says_how_far_it_is():
    told = []
    assert camps.found(SPLIT, 7, told.append) == split()
    assert told == sorted(told)
    assert told[-1] == 1000


def test_the_order_of_members_makes_no_other_camps():
    turned = camps.found(SPLIT[::-1], 7)
    assert turned.silhouette == pytest.approx(split().silhouette)
    assert ari(turned.labels[::-1], split().labels).ari == 1


def test_who_voted_little_does_not_enter_and_thirty_must():
    few = [row[:6] + [None] * 9 for row in SPLIT[:20]]
    found = camps.found(SPLIT + few, 7)
    assert found.members == 60
    assert found.labels[60:] == (None,) * 20
    assert camps.found(SPLIT[:29], 7).reason == "too_few_members"
    assert camps.found([], 7).reason == "too_few_members"
    short = [[1, -1], [-1, 1]] * 20  # two statements: all of them are enough
    assert camps.found(short, 7).members == 40


def test_everyone_alike_and_a_handful_apart_are_no_camps():
    assert camps.found([[1, 0, -1]] * 40, 7).reason == "all_alike"
    handful = [[1] * 8] * 36 + [[-1] * 8] * 4
    found = camps.found(handful, 7)
    assert (found.reason, found.sizes) == ("small_group", (36, 4))


def test_camps_that_fall_apart_in_halves_are_not_shown():
    weak, _ = poll(60, 20, 2, 0.3, 8, seed=8)
    found = camps.found(weak, 7)
    assert found.silhouette > found.limit
    assert (found.reason, found.labels) == ("unstable", None)


def test_only_as_many_statements_as_half_a_million_votes_hold(monkeypatch):
    monkeypatch.setattr(camps, "MOST_VOTES", 60 * 10)
    found = camps.found(SPLIT, 7)
    assert found.statements == 10


def test_impossible_votes_are_refused():
    for bad in ([[1], [1, 0]], [[2]], "x", 5):
        with pytest.raises(Impossible, match="votes"):
            camps.found(bad, 7)
    with pytest.raises(Impossible, match="seed"):
        camps.found(SPLIT, -1)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("k", [2, 3])
def test_groups_are_the_best_of_all_partitions(seed, k):
    points = np.random.default_rng(seed).normal(size=(8, 2)) + np.repeat([[0, 0], [3, 1]], 4, 0)

    def scatter(own):
        return sum(
            ((points[own == g] - points[own == g].mean(axis=0)) ** 2).sum()
            for g in range(k)
            if (own == g).any()
        )

    least = min(scatter(np.array(own)) for own in itertools.product(range(k), repeat=8))
    centres = clusters.k_means(points, k, np.random.default_rng(0))
    found = clusters.distances(points, centres).argmin(axis=1)
    assert scatter(found) == pytest.approx(least)


def test_the_silhouette_of_a_sample_is_near_that_of_all(monkeypatch):
    points = np.random.default_rng(3).normal(size=(600, 2)) + np.repeat([[0, 0], [6, 0]], 300, 0)
    whole = clusters.best(points, np.random.default_rng(0))
    assert whole.silhouette == pytest.approx(
        polis.silhouette(points.tolist(), whole.own.tolist()).mean_silhouette
    )
    monkeypatch.setattr(clusters, "MOST_MEASURED", 200)
    sample = clusters.best(points, np.random.default_rng(0))
    assert sample.silhouette == pytest.approx(whole.silhouette, abs=0.05)


def test_statements_of_a_camp_need_five_votes_and_a_difference():
    votes = [[1, 1, 1, None]] * 5 + [[-1, 1, None, 1]] * 4 + [[-1, 0, 1, 1]] * 2 + [[1, 1, 1, 1]]
    labels = [0] * 5 + [1] * 6 + [None]
    mine, theirs = statements.of_camps(votes, labels)
    assert [(h.statement, h.stance, h.taken, h.votes, h.elsewhere) for h in mine] == [
        (0, "agree", 5, 5, (0, 6)),
        (1, "agree", 5, 5, (4, 6)),
    ]
    # nobody else saw statement 3: then there is no difference
    assert [(h.statement, h.stance) for h in theirs] == [(0, "disagree")]
    assert mine[0].low == pytest.approx(0.5655, abs=1e-4)  # Wilson of 5 of 5


def test_statements_of_everyone_and_the_most_divisive():
    votes = [[1, 1, 0]] * 3 + [[-1, 1, None]] * 3
    stood = statements.of_everyone(votes, [0, 0, 0, 1, 1, 1])
    assert [(s.agreed, s.disagreed, s.votes) for s in stood] == [(3, 3, 6), (6, 0, 6), (0, 0, 3)]
    assert stood[0].consensus == pytest.approx(4 / 5 * 1 / 5)
    assert [s.statement for s in statements.most_divisive(stood, 5)] == [0, 1]
    assert statements.of_everyone(votes)[0].consensus is None
    with pytest.raises(Impossible, match="labels"):
        statements.of_everyone(votes, [None] * 6)


def test_a_large_camp_does_not_speak_for_a_small_one():
    votes = [[1, 1]] * 50 + [[-1, 1]] * 4 + [[1, 1]] * 2
    outvoted, shared = statements.of_everyone(votes, [0] * 50 + [1] * 6)
    assert outvoted.consensus > 0.25  # above two halves, although four of the six disagree
    assert outvoted.least == pytest.approx(3 / 8)
    assert shared.least == pytest.approx(7 / 8)
    assert statements.of_everyone(votes[:54], [0] * 50 + [1] * 4)[1].least == 0
