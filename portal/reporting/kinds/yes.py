"""What counts as a yes in each kind of question, by the code under which a document names it.

A document keeps the code and, where the yes is about one option, its key: enough to read a ballot.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from portal import kinds
from portal.reporting.facts import Ballot

Says = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Yes:
    """`code` names it, `key` is the option meant, if it is about one; `says` reads a ballot."""

    code: str
    key: str | None
    says: Says

    def count(self, given: Mapping[int, Ballot]) -> int:
        said = Counter(ballot.counted for ballot in given.values())
        return sum(count for one, count in said.items() if self.says(one))


def reading(code: str, key: str | None = None) -> Yes:
    return Yes(code, key, READ[code](key or ""))


def _one_of(*words: str) -> Callable[[str], Says]:
    return lambda _key: words.__contains__


def _first(key: str) -> Says:
    return lambda said: kinds.value_of("ranking", said)[:1] == [key]


def _pays(key: str) -> Says:
    price = float(key)
    return lambda said: bool(kinds.value_of("price_steps", said)["bought"] >= price)


READ: Final[Mapping[str, Callable[[str], Says]]] = {
    "for": _one_of("for"),
    "top_two": _one_of("4", "5"),
    "promoters": _one_of("9", "10"),
    "very": _one_of("very"),
    "chosen": lambda key: key.__eq__,
    "first": _first,
    "pays": _pays,
}
