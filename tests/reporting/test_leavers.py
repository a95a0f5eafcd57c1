"""The one to four who answered only once: withheld where only one answer of theirs is possible."""

from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.reporting import document, leavers
from tests.reporting import rounds
from tests.reporting.rounds import answers, facts, support

SIDE = st.integers(0, 2)


def counts(sides):
    found = Counter(sides)
    return tuple(found[side] for side in range(3))


def told(pairs, gone, fresh):
    before, after = [a for a, _ in pairs] + gone, [b for _, b in pairs] + fresh
    up, down = sum(b > a for a, b in pairs), sum(b < a for a, b in pairs)
    return counts(before), counts(after), up, down, len(pairs)


@given(
    st.lists(st.tuples(SIDE, SIDE), max_size=3),
    st.lists(SIDE, max_size=2),
    st.lists(SIDE, max_size=1),
)
@settings(max_examples=60, deadline=None)
def test_trying_every_way_agrees_with_trying_every_group(pairs, gone, fresh):
    seen = told(pairs, gone, fresh)
    ways = (set(), set())
    for said in product(range(3), repeat=2 * len(pairs) + len(gone) + len(fresh)):
        linked = list(zip(said[: len(pairs)], said[len(pairs) : 2 * len(pairs)], strict=True))
        rest = said[2 * len(pairs) :]
        left, came = list(rest[: len(gone)]), list(rest[len(gone) :])
        if told(linked, left, came) == seen:
            ways[0].add(counts(left))
            ways[1].add(counts(came))
    one_way = (gone and len(ways[0]) == 1) or (fresh and len(ways[1]) == 1)
    assert leavers.are_told(*seen) == bool(one_way)


def moved(first, second):
    two = [rounds.revision(1), rounds.revision(2)]
    made = document.build(facts(20, [*first, *second], revisions=two))
    return made["by_revision"]["moves"][0]


def test_the_one_who_dropped_out_does_not_follow_from_those_who_stayed():
    """Nine stayed where they were, so the tenth is what is missing from the second count."""
    move = moved(support(5, 0, 5), support(5, 0, 4, revision=2))
    assert (move["both"], move["dropped_out"]) == (9, 1)
    assert move["is_withheld"]
    assert move["improved"] is None


def test_moves_that_leave_several_ways_are_told():
    first = answers(["for"] * 6 + ["unsure"] * 3 + ["against"] * 4)
    then = ["for"] * 2 + ["unsure", "for", "unsure", "against"] + ["unsure", "for", "for"]
    move = moved(first, answers([*then, "against", "unsure", "against"], revision=2))
    assert (move["both"], move["dropped_out"]) == (12, 1)
    assert not move["is_withheld"]
    assert move["improved"] is not None
