"""One choice among variants: the lead, and the exact chance that it stays."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.stats import choice
from portal.stats.errors import Impossible


def test_the_lead_of_a_worked_group():
    found = choice.plurality({"A": 34, "B": 28, "C": 18}, 200, 0.95)
    assert (found.leader, found.runner_up, found.decided) == ("A", "B", False)
    assert (found.gap, found.low, found.high) == pytest.approx((0.075, -0.0727, 0.2194), abs=5e-5)
    stays = choice.prob_leader_stays({"A": 34, "B": 28, "C": 18}, 200)
    assert stays.probability == pytest.approx(0.8274, abs=5e-5)


def test_a_lead_is_decided_only_when_the_silent_cannot_undo_it():
    assert not choice.plurality({"A": 12, "B": 4}, 24, 0.95).decided  # 8 ahead, 8 silent: a tie
    assert choice.plurality({"A": 12, "B": 4}, 23, 0.95).decided
    assert not choice.plurality({"A": 12, "B": 4}, None, 0.95).decided


def test_choice_at_the_edges():
    nobody = choice.plurality({"A": 0, "B": 0}, 9, 0.95)
    assert (nobody.leader, nobody.runner_up, nobody.gap, nobody.decided) == (
        None,
        None,
        None,
        False,
    )
    assert choice.plurality({}, 9, 0.95).leader is None
    single = choice.plurality({"A": 3}, 9, 0.95)
    assert (single.leader, single.runner_up, single.gap) == ("A", None, 1)
    assert choice.prob_leader_stays({"A": 0}, 9) == choice.Staying(None, None)
    assert choice.prob_leader_stays({"A": 3}, 9) == choice.Staying("A", 1)
    assert choice.prob_leader_stays({"A": 3, "B": 3}, 6) == choice.Staying("A", 0)
    assert choice.prob_leader_stays({"A": 4, "B": 3}, 7) == choice.Staying("A", 1)


@given(
    st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 6), min_size=2, max_size=4),
    st.integers(0, 6),
)
def test_the_chance_is_the_sum_over_every_way_the_silent_can_answer(counts, silent):
    n = sum(counts.values())
    if not n:
        return
    names = sorted(counts, key=lambda name: (-counts[name], name))
    favourable = 0
    for more in itertools.product(range(silent + 1), repeat=len(names)):
        if sum(more) != silent:
            continue
        final = [counts[name] + extra for name, extra in zip(names, more, strict=True)]
        if final[0] > max(final[1:]):
            favourable += math.prod(
                math.comb(counts[name] + extra, extra)
                for name, extra in zip(names, more, strict=True)
            )
    expected = favourable / math.comb(n + silent + len(names) - 1, silent)
    found = choice.prob_leader_stays(counts, n + silent)
    assert found.leader == names[0]
    assert found.probability == pytest.approx(expected, abs=1e-12)


def test_exact_sums_and_seeded_draws_agree_in_a_large_group():
    votes, silent = [310, 290, 240, 100], 700
    exact, drawn = choice._exactly(votes, silent), choice._by_draws(votes, silent, 7)
    assert exact == pytest.approx(drawn, abs=0.015)
    assert choice._by_draws(votes, silent, 7) == drawn


@given(st.permutations(["A", "B", "C", "D"]))
def test_the_order_of_the_options_does_not_matter(names):
    counts = dict.fromkeys(names, 5) | {"C": 7}
    assert choice.plurality(counts, 50, 0.95) == choice.plurality(
        dict(sorted(counts.items())), 50, 0.95
    )


@pytest.mark.parametrize("counts", [{"A": -1}, {"A": 1.5}, {"A": 30}, {1: 2}, [1, 2], None])
def test_counts_that_cannot_be_are_refused(counts):
    with pytest.raises(Impossible):
        choice.plurality(counts, 20, 0.95)
