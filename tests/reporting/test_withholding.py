"""No small group follows from what a report shows of segments."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.reporting import document
from portal.reporting.numbers import FLOOR
from portal.reporting.withholding import Cell, follows, withheld
from tests.reporting.rounds import facts, support

SEGMENTS = ["tier: gold", "tier: silver", "size: S", "size: M", "size: L", "vegan"]
members_of = st.lists(
    st.tuples(st.sets(st.sampled_from(SEGMENTS), max_size=3), st.booleans()),
    min_size=1,
    max_size=40,
)


def spans(rows: list[frozenset[int]], target: frozenset[int]) -> bool:
    """The same question as `follows`, answered by exact fractions over single people."""
    people = sorted(target.union(*rows))
    table = [[Fraction(p in row) for p in people] for row in rows]
    wanted = [Fraction(p in target) for p in people]
    for column in range(len(people)):
        pivot = next((r for r in table if r[column]), None)
        if pivot is None:
            continue
        table = [r for r in table if r is not pivot]
        for row in [*table, wanted]:
            factor = row[column] / pivot[column]
            row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
    return not any(wanted)


@settings(max_examples=150, deadline=None)
@given(members_of)
def test_no_withheld_cell_follows_from_the_shown_ones(
    people: list[tuple[set[str], bool]],
) -> None:
    segments = {i: tuple(sorted(s)) for i, (s, _) in enumerate(people, start=1)}
    voters = [i for i, (_, votes) in enumerate(people, start=1) if votes]
    ballots = [support(1, first=i)[0] for i in voters]
    rows = document.build(facts(len(people), ballots, segments=segments))["by_segment"]["rows"]
    placed: dict[tuple[str, str | None], set[int]] = {}
    for name in dict.fromkeys(row["dimension"] for row in rows):
        values = [row["value"] for row in rows if row["dimension"] == name]
        for person in voters:
            own = [v for v in values if v is not None and _segment(name, v) in segments[person]]
            placed.setdefault((name, own[0] if own else None), set()).add(person)
    shown = [
        frozenset(placed.get((row["dimension"], row["value"]), ()))
        for row in rows
        if not row["is_withheld"]
    ]
    # The total is withheld itself while fewer than five answered.
    known = [frozenset(voters), *shown] if len(voters) >= FLOOR else shown
    assert all(len(cell) >= FLOOR for cell in shown)
    for row in rows:
        hidden = frozenset(placed.get((row["dimension"], row["value"]), ()))
        if row["is_withheld"] and hidden:
            assert not spans(known, hidden)
    for a, b in combinations(shown, 2):
        for small, large in ((a, b), (b, a)):
            assert not (small < large and len(large - small) < FLOOR)


def _segment(dimension: str, value: str) -> str:
    return f"{dimension}: {value}" if value else dimension


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.frozensets(st.integers(0, 9)), min_size=1, max_size=5),
    st.frozensets(st.integers(0, 9), min_size=1),
)
def test_follows_agrees_with_exact_fractions(
    known: list[frozenset[int]], secret: frozenset[int]
) -> None:
    assert follows(secret, known) == spans(known, secret)


def cell(dimension: str, value: str, *people: int) -> Cell:
    return Cell(dimension, value, frozenset(people), frozenset(people))


def test_a_lone_small_cell_takes_a_second_one_with_it() -> None:
    gold, silver = cell("tier", "gold", *range(3)), cell("tier", "silver", *range(3, 9))
    none = cell("tier", "none", *range(9, 30))
    assert withheld([[gold, silver, none]], frozenset(range(30))) == {gold, silver}


def test_large_cells_are_all_shown() -> None:
    halves = [cell("tier", "gold", *range(10)), cell("tier", "silver", *range(10, 20))]
    assert withheld([halves], frozenset(range(20))) == set()
