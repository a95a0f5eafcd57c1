"""Rankings: textbook elections, every winner of a tie, whatever the order of ballots."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.stats import completions, rank
from portal.stats.errors import Impossible

TENNESSEE = [(42, list("MNCK")), (26, list("NCKM")), (15, list("CKNM")), (17, list("KCNM"))]
# Schulze 2011, example 1: E > A > C > B > D
SCHULZE_45 = [
    (5, list("ACBED")),
    (5, list("ADECB")),
    (8, list("BEDAC")),
    (3, list("CABED")),
    (7, list("CAEBD")),
    (2, list("CBADE")),
    (7, list("DCEBA")),
    (8, list("EBADC")),
]
# Every option beats the next one 2 to 1
CIRCLE = [(1, list("ABC")), (1, list("BCA")), (1, list("CAB"))]


def test_tennessee():
    assert rank.condorcet(TENNESSEE).winner == "N"
    assert rank.schulze(TENNESSEE).winners == ("N",)
    assert rank.ranked_pairs(TENNESSEE).winners == ("N",)
    assert rank.irv(TENNESSEE).winners == ("K",)


def test_schulze_of_45_voters():
    found = rank.schulze(SCHULZE_45)
    assert (found.winners, found.order) == (("E",), tuple("EACBD"))
    assert rank.condorcet(SCHULZE_45).winner is None
    assert rank.irv(SCHULZE_45).winners == ("C",)  # dropping both tied last options at once: A


def test_a_circle_has_every_winner_and_no_order():
    for rule in (rank.schulze, rank.ranked_pairs, rank.irv):
        assert rule(CIRCLE).winners == ("A", "B", "C")
    assert rank.schulze(CIRCLE).order is None
    assert rank.condorcet(CIRCLE).winner is None


def test_an_option_left_out_is_tied_last():
    ballots = [(3, ["A"]), (2, ["B", "C"])]
    assert rank.condorcet(ballots).winner == "A"
    assert rank.irv(ballots).winners == ("A",)


def test_nobody_voted_or_one_option():
    for rule in (rank.schulze, rank.ranked_pairs, rank.irv):
        assert rule([]).winners == ()
        assert rule([(4, ["A"])]).winners == ("A",)
        assert rule([(0, ["A", "B"])]).winners == ("A", "B")
    assert rank.condorcet([]).winner is None
    assert rank.condorcet([(4, ["A"])]).winner == "A"


@st.composite
def elections(draw):
    names = "ABCD"[: draw(st.integers(2, 4))]
    ballot = st.tuples(st.integers(0, 4), st.permutations(names))
    return draw(st.lists(ballot, min_size=1, max_size=5))


@given(elections(), st.randoms())
def test_the_order_of_ballots_does_not_matter_and_a_condorcet_winner_wins(election, chance):
    shuffled = list(election)
    chance.shuffle(shuffled)
    best = rank.condorcet(election).winner
    for rule in (rank.schulze, rank.ranked_pairs, rank.irv):
        winners = rule(election).winners
        assert winners
        assert winners == tuple(sorted(winners)) == rule(shuffled).winners
        if best and rule is not rank.irv:
            assert winners == (best,)


@given(elections())
def test_ranked_pairs_and_run_off_are_every_winner_over_every_order_of_ties(election):
    names = sorted({name for _, order in election for name in order})
    beats = {
        (a, b): sum(k if o.index(a) < o.index(b) else -k for k, o in election)
        for a in names
        for b in names
        if a != b
    }
    found = set()
    for tie_break in itertools.permutations([pair for pair in beats if beats[pair] > 0]):
        locked = set()
        for a, b in sorted(tie_break, key=lambda pair: -beats[pair]):
            if not _reaches(locked, b, a):
                locked.add((a, b))
        found |= {name for name in names if all(b != name for _, b in locked)}
        if len(tie_break) > 5:
            break  # too many orders to try all: then only check that the rule finds this one
    winners = set(rank.ranked_pairs(election).winners)
    assert found <= winners
    if sum(margin > 0 for margin in beats.values()) <= 5:
        assert found == winners


def _reaches(edges, start, end):
    return start == end or any(_reaches(edges, b, end) for a, b in edges if a == start)


@pytest.mark.parametrize(
    "ballots",
    [[[1]], [[1, "AB"]], [[1, ["A", "A"]]], [[-1, ["A"]]], [[1, [2]]], "AB", [[1.5, ["A"]]]],
)
def test_ballots_that_cannot_be_are_refused(ballots):
    with pytest.raises(Impossible, match="ballots"):
        rank.schulze(ballots)


def test_the_matrix_counts_who_is_placed_above_whom():
    found = rank.matrix([(3, ["A"]), (2, ["B", "C"])])
    assert found.options == ("A", "B", "C")
    assert found.above == ((0, 3, 3), (2, 0, 2), (2, 0, 0))


def test_a_condorcet_lead_larger_than_the_silent_is_certain():
    ballots = [(8, list("ABC")), (2, list("BAC"))]
    found = rank.stays(ballots, 15, 1)
    assert (found.winners, found.certain, found.probability) == (("A",), True, 1)
    assert found.wins == {"A": 1, "B": 0, "C": 0}
    assert not rank.stays(ballots, 16, 1).certain  # a lead of six against six silent
    assert rank.stays(CIRCLE, 3, 1) == rank.Stays(
        ("A", "B", "C"), True, 1.0, {"A": 1, "B": 1, "C": 1}
    )
    assert rank.stays([], 10, 1) == rank.Stays((), False, None, {})


def test_completions_follow_the_urn_exactly_for_two_options():
    """Two options are a Polya urn: the silent who prefer A are beta-binomial."""
    a, b, silent = 6, 4, 7
    chance = sum(
        math.comb(silent, k)
        * math.gamma(a + k) * math.gamma(b + silent - k) / math.gamma(a + b + silent)
        * math.gamma(a + b) / math.gamma(a) / math.gamma(b)
        for k in range(silent + 1)
        if a + k > b + silent - k
    )  # fmt: skip
    found = rank.stays([(a, ["A", "B"]), (b, ["B", "A"])], a + b + silent, 3, 20_000)
    assert found.probability == pytest.approx(chance, abs=0.01)
    assert found.wins["A"] + found.wins["B"] == pytest.approx(1)


@given(elections())
def test_every_completion_is_decided_as_schulze_would(election):
    if not any(count for count, _ in election):
        return
    found = rank.stays(election, sum(count for count, _ in election), 0)
    assert found.winners == rank.schulze(election).winners


def test_what_the_silent_add_is_a_whole_number_of_their_ballots():
    box = completions.boxes.read(SCHULZE_45)
    (added,) = completions._completed(box, 11, 1, 50)
    both = added + added.transpose(0, 2, 1)
    assert (both.sum(axis=(1, 2)) == 11 * 5 * 4).all()


def test_the_same_seed_gives_the_same_completions():
    assert rank.stays(SCHULZE_45, 90, 5) == rank.stays(SCHULZE_45, 90, 5)
    assert rank.stays(SCHULZE_45, 90, 5) != rank.stays(SCHULZE_45, 90, 6)
    with pytest.raises(Impossible, match="n must not be larger than N"):
        rank.stays(SCHULZE_45, 44, 1)


def test_many_equal_margins_without_a_circle_are_quickly_locked():
    names = [f"o{i:02}" for i in range(30)]
    assert rank.ranked_pairs([(1, names)]).winners == ("o00",)
    cycles = [(1, [*names[i:10], *names[:i], *names[10:]]) for i in range(10)]
    assert rank.ranked_pairs(cycles).winners == tuple(names[:10])


def test_ties_beyond_trying_are_refused_in_a_sentence():
    names = [f"o{i}" for i in range(30)]
    with pytest.raises(Impossible, match=r"^ballots hold too many ties .*\.$"):
        rank.irv([(1, names), (1, names[::-1])])
