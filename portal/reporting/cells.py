"""Where members stand: the cells of each dimension of segments, and each question over them.

A segment "tier: gold" is the value "gold" of the dimension "tier"; one without a colon is a flag,
yes or other. Every member stands in one cell of each dimension, so the cells add up to the whole.
Here: sets of people, and which cells to withhold. Not here: what is told of a cell (segments.py).
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from portal.reporting.ballots import Counted
from portal.reporting.facts import Ballot, Facts, QuestionFacts
from portal.reporting.kinds.yes import Yes, reading
from portal.reporting.numbers import Json
from portal.reporting.withholding import Cell, withheld

MOST = 12


class Place(NamedTuple):
    """A cell of the roster: who stands in it, whether they answered or not."""

    dimension: str
    value: str | None
    members: frozenset[int]


class Table(NamedTuple):
    """One question over all places: who answered it, who never used it, and what is a yes."""

    question: QuestionFacts
    yes: Yes
    given: Mapping[int, Ballot]
    yeses: frozenset[int]
    unused: frozenset[int]
    cells: list[Cell]
    hidden: set[Cell]

    def told(self, cell: Cell) -> tuple[int, int]:
        """How many of a cell said yes, of how many."""
        return len(cell.answered & self.yeses), len(cell.answered)

    @property
    def shown(self) -> list[Cell]:
        return [cell for cell in self.cells if cell not in self.hidden]


def places(facts: Facts, counted: Counted) -> tuple[list[Place], int]:
    """At most twelve cells: the dimensions in the order of their names, while there is room."""
    members = [m for m in facts.roster if m.person in counted.group]
    values: dict[str, dict[str, set[int]]] = {}
    for member in members:
        for segment in member.segments:
            dimension, _, value = segment.partition(":")
            found = values.setdefault(dimension.strip(), {})
            found.setdefault(value.strip(), set()).add(member.person)
    everyone = frozenset(m.person for m in members)
    built: list[Place] = []
    left_out = 0
    for dimension in sorted(values):
        found_places = _of_dimension(dimension, values[dimension], everyone)
        fits = len(built) + len(found_places) <= MOST
        left_out += not fits
        if len(found_places) > 1 and fits:
            built += found_places
    return built, left_out


def _of_dimension(
    dimension: str, values: Mapping[str, set[int]], everyone: frozenset[int]
) -> list[Place]:
    """The largest values by roster, the rest and the unnamed as one; nobody is in two."""
    largest = sorted(values, key=lambda v: (-len(values[v]), v))[: MOST - 1]
    placed: set[int] = set()
    places = []
    for value in sorted(largest):
        people = frozenset(values[value] - placed)
        placed |= people
        if people:
            places.append(Place(dimension, value, people))
    rest = everyone - placed
    return [*places, Place(dimension, None, rest)] if rest else places


def tables(
    facts: Facts,
    counted: Counted,
    revision: int,
    places: list[Place],
    support: Json | None,
    questions: Iterable[Json],
) -> list[Table]:
    """Every question with a yes that enough answered, over the same places; none while the round is
    open: between two readings a cell could grow by one member, and tell that one's answer."""
    if not places or not facts.round.is_over:
        return []
    yeses = _yeses(support, questions)
    found = [
        _over(places, question, yeses[question.public_id], counted, revision)
        for question in facts.questions
        if question.public_id in yeses
    ]
    return [table for table in found if table.shown]


def _yeses(support: Json | None, questions: Iterable[Json]) -> dict[str, Yes]:
    """What counts as a yes, by question, where anything does and five answered."""
    found = {q["question"]: reading(q["yes"]["of"], q["yes"]["key"]) for q in questions if q["yes"]}
    if support and support["counts"]:
        found[support["question"]] = reading("for")
    return found


def _over(
    places: list[Place], question: QuestionFacts, yes: Yes, counted: Counted, revision: int
) -> Table:
    given = counted.of(question.id, revision)
    answered = frozenset(given)
    cells = [Cell(p.dimension, p.value, p.members, p.members & answered) for p in places]
    hidden = withheld(by_dimension(cells), answered)
    yeses = frozenset(person for person, ballot in given.items() if yes.says(ballot.counted))
    unused = counted.unused(question.id, revision)
    return Table(question, yes, given, yeses, unused, cells, hidden)


def by_dimension(cells: Iterable[Cell]) -> list[list[Cell]]:
    return [list(group) for _, group in groupby(cells, key=lambda cell: cell.dimension)]
