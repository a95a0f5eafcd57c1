"""One question as it was asked about one revision, and the share of yeses its answers hold.

Here: what every kind of question shares. Not here: what an answer of each kind says,
what counts as a yes (yes.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from portal import kinds
from portal.reporting import numbers
from portal.reporting.facts import Ballot, QuestionFacts
from portal.reporting.kinds.yes import Yes
from portal.reporting.numbers import Json

LEVEL = 950


@dataclass(frozen=True)
class Asked:
    """`group` is N for this question; `names` are the variants of the revision, by their key."""

    question: QuestionFacts
    given: Mapping[int, Ballot]
    group: int
    is_over: bool
    names: Mapping[str, str] = field(default_factory=dict)
    seed: int = 1

    @property
    def n(self) -> int:
        return len(self.given)

    @property
    def silent(self) -> int:
        return self.group - self.n

    @cached_property
    def values(self) -> list[Any]:
        """What each ballot says, in the order they came; equal answers are read once."""
        said = [ballot.counted for ballot in self.given.values()]
        read = {one: kinds.value_of(self.question.kind, one) for one in set(said)}
        return [read[one] for one in said]

    @property
    def method(self) -> str:
        """Exact once, at the close; before it the bounds that may be watched."""
        return "exact" if self.is_over else "sequence"


def share(asked: Asked, yes: Yes | None) -> Json | None:
    """How many say yes, and how many of the whole group that stands for."""
    if yes is None:
        return None
    return {"of": yes.code, "key": yes.key} | people(asked, yes.count(asked.given))


def people(asked: Asked, x: int) -> Json:
    """x of those who answered, in bounds for the whole group."""
    return {
        "x": x,
        "percent": numbers.percent(x, asked.n),
        "method": asked.method,
        "interval": numbers.interval(asked.group, asked.n, x, LEVEL, asked.method),
        "certain": numbers.certain(asked.group, asked.n, x),
    }


def named(settings: Mapping[str, object], field: str) -> dict[str, str]:
    """Features or items by their key, as the question was set up."""
    listed = settings.get(field)
    if not isinstance(listed, list):
        return {}
    return {str(one["key"]): str(one["name"]) for one in listed if isinstance(one, dict)}


def options(names: Mapping[str, str], seen: set[str]) -> list[Json]:
    """Every option, those that are gone but were answered last; they have no name."""
    keys = [*names, *sorted(seen - set(names))]
    return [{"key": key, "name": names.get(key, "")} for key in keys]
