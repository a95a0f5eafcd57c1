"""No small group follows from what a report shows of segments."""

from fractions import Fraction
from itertools import permutations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.reporting import document
from portal.reporting.facts import Facts
from portal.reporting.numbers import FLOOR
from portal.reporting.withholding import Cell, follows, withheld
from tests.reporting.rounds import CHOICE, RATING, SUPPORT, answers, facts, revision

SEGMENTS = ["tier: gold", "tier: silver", "size: S", "size: M", "size: L", "vegan"]
ASKED = [SUPPORT, RATING, CHOICE]
# Each member: their segments, and which of the questions they answer, with what.
members_of = st.lists(
    st.tuples(
        st.sets(st.sampled_from(SEGMENTS), max_size=3),
        st.sampled_from(["", "for", "unsure", "against"]),
        st.sampled_from(["", "5", "2", "prefer_not"]),
        st.sampled_from(["", "A", "B", "C", "prefer_not"]),
    ),
    min_size=1,
    max_size=40,
)
Person = tuple[set[str], str, str, str]


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
def test_no_withheld_cell_follows_from_the_shown_ones(people: list[Person]) -> None:
    """Of any question, whoever answered the others; and with the variants each side chose."""
    made = document.build(_round(people))
    for table in made["by_segment"]["tables"]:
        position = next(i for i, q in enumerate(ASKED, 1) if q.public_id == table["question"])
        said = {i: p[position] for i, p in enumerate(people, 1) if p[position] not in NOTHING}
        cells = _cells(made["by_segment"]["rows"], people, frozenset(said))
        shown = [c for c, t in zip(cells, table["cells"], strict=True) if not t["is_withheld"]]
        crossing = _crossing(made["by_variant"][0], people, position)
        known = [frozenset(said), *shown, *crossing]
        assert all(len(cell) >= FLOOR for cell in known)
        for cell, told in zip(cells, table["cells"], strict=True):
            if told["is_withheld"] and cell:
                assert not spans(known, cell)
        for a, b in permutations(known, 2):
            assert not (a < b and len(b - a) < FLOOR)


NOTHING = ("", "prefer_not")


def _round(people: list[Person]) -> Facts:
    ballots = [
        answers([person[position]], question=question.id, first=i)[0]
        for i, person in enumerate(people, start=1)
        for position, question in enumerate(ASKED, start=1)
        if person[position]
    ]
    segments = {i: tuple(sorted(person[0])) for i, person in enumerate(people, start=1)}
    return facts(
        len(people),
        ballots,
        questions=ASKED,
        segments=segments,
        revisions=[revision(1, A="Sand", B="Rust", C="Moss")],
    )


def _cells(
    rows: list[dict[str, Any]], people: list[Person], answered: frozenset[int]
) -> list[frozenset[int]]:
    """Who of those who answered stands in each row, told by the document's names alone."""
    placed: dict[tuple[str, str | None], set[int]] = {}
    for name in dict.fromkeys(row["dimension"] for row in rows):
        values = [row["value"] for row in rows if row["dimension"] == name]
        for person in answered:
            own = [
                v for v in values if v is not None and _segment(name, v) in people[person - 1][0]
            ]
            placed.setdefault((name, own[0] if own else None), set()).add(person)
    return [frozenset(placed.get((row["dimension"], row["value"]), ())) for row in rows]


def _crossing(
    crossing: dict[str, Any], people: list[Person], position: int
) -> list[frozenset[int]]:
    """The groups that the crossing of support and choice tells of one of the two."""
    if crossing["is_withheld"] or position == 2:
        return []
    named = (
        crossing["rows"][0]["counts"] if position == 1 else [r["side"] for r in crossing["rows"]]
    )
    other = 3 if position == 1 else 1
    both = {i: p for i, p in enumerate(people, 1) if not {p[1], p[3]} & set(NOTHING)}
    groups: dict[str, set[int]] = {}
    for i, person in both.items():
        word = person[other] if person[other] in named else "others"
        groups.setdefault(word, set()).add(i)
    alone = {i for i, p in enumerate(people, 1) if p[position] not in NOTHING} - set(both)
    return [*map(frozenset, groups.values()), *([frozenset(alone)] if alone else [])]


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
