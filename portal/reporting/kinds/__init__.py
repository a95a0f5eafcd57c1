"""What each kind of question finds, one module a kind.

Each module has `FIELDS` (its own, null while nothing is shown), `found` (once five answered) and
`yes` (what counts as a yes, if anything does). Support, which has rules of its own, is in
`portal.reporting.answers`.
"""

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from portal.reporting.kinds import (
    best_worst,
    choice,
    kano,
    pairs,
    price_range,
    price_steps,
    ranking,
    recommend,
    scale,
    without_it,
)
from portal.reporting.kinds.asked import Asked
from portal.reporting.kinds.yes import Yes
from portal.reporting.numbers import Json


class Kind(Protocol):
    @property
    def FIELDS(self) -> tuple[str, ...]: ...  # noqa: N802 - a constant of a module

    def found(self, asked: Asked, /) -> Json: ...

    def yes(self, asked: Asked, found: Json, /) -> Yes | None: ...


KINDS: Final[Mapping[str, Kind]] = {
    "rating": scale,
    "intent": scale,
    "recommend": recommend,
    "without_it": without_it,
    "choice": choice,
    "ranking": ranking,
    "pairs": pairs,
    "price_range": price_range,
    "price_steps": price_steps,
    "kano": kano,
    "best_worst": best_worst,
}

# What one could choose from, known before anybody answers.
LISTED: Final[Mapping[str, Callable[[Asked], Json]]] = {
    "choice": choice.listed,
    "ranking": ranking.listed,
    "pairs": pairs.listed,
    "kano": kano.listed,
    "best_worst": best_worst.listed,
}
