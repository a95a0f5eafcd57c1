"""What a question offers, what was sent in answer to it, and the screens in between."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from portal.errors import Invalid
from portal.language import gettext as _

# The fields of a form, each with all that was sent under its name.
Fields = Mapping[str, Sequence[str]]
Settings = Mapping[str, Any]
# A sentence for each field that cannot be kept as it is.
Problems = dict[str, str]
MOST_COMPARED: Final = 6
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Offer:
    """A question as one person meets it. `variants`: keys with their names, in the order shown;
    `seed` makes what is random for each person the same each time."""

    kind: str
    settings: Settings = field(default_factory=dict)
    variants: Mapping[str, str] = field(default_factory=dict)
    seed: str = ""

    @property
    def compared(self) -> tuple[str, ...]:
        """The keys that are ranked or paired: nobody can hold more than six apart."""
        kept = set(sorted(self.variants)[:MOST_COMPARED])
        return tuple(key for key in self.variants if key in kept)


@dataclass(frozen=True, slots=True)
class Screen:
    """One of several screens of a question, or an order not saved yet. `given`: what was answered
    on the way here, as hidden fields carry it; `shown`: keys, or a price; `count` None: unknown."""

    number: int
    count: int | None
    given: tuple[str, ...]
    shown: tuple[str, ...]


def in_own_order(things: Iterable[T], seed: str) -> tuple[T, ...]:
    """Random for each seed, the same each time."""
    order = list(things)
    random.Random(seed).shuffle(order)  # noqa: S311 - fairness, not secrecy
    return tuple(order)


def first(fields: Fields, name: str) -> str:
    """What was sent under a name, or nothing."""
    sent = fields.get(name)
    return sent[0] if sent else ""


def refused(problems: Problems) -> Invalid:
    return Invalid(_("The vote was not saved."), problems)
