"""The reciprocity ledger of a group: what was asked, answered, acted on and credited. Pure.

Only rounds that are over are counted, so nothing is told that blindness keeps; of a round that
fewer than five answered, how many did is withheld, there and in the sums (decision 0020).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from portal.reporting.numbers import FLOOR
from portal.stats import health

STATES: Final = ("addressed", "declined", "considering", "open")
DAY: Final = 24.0


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """`asked` are those on the roster, `answered` those of them who answered anything."""

    public_id: str
    title: str
    is_over: bool
    ends_at: datetime
    questions: int
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Said:
    """A critique: what the brand made of it, and the hours until its first answer, or until now."""

    round_id: str
    state: str
    hours: float
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """Of a round or of all. `answered` is None where so few did that it is withheld; `hours` until
    half of the critiques had their first answer, None where that was never so or they are few."""

    rounds: int
    questions: int
    asked: int
    answered: int | None
    critiques: int
    replied: int
    states: dict[str, int]
    hours: float | None

    @property
    def acted_on(self) -> int:
        """Looked at to an end: it changed the product, or was declined with a reason."""
        return self.states["addressed"] + self.states["declined"]


@dataclass(frozen=True, slots=True)
class Line:
    public_id: str
    title: str
    ends_at: datetime
    sums: Sums


@dataclass(frozen=True, slots=True)
class Ledger:
    """`running` are named without numbers; `withheld` rounds are not in the answered sum."""

    lines: tuple[Line, ...]
    running: tuple[RoundFacts, ...]
    total: Sums
    withheld: int


def ledger(rounds: Sequence[RoundFacts], said: Iterable[Said]) -> Ledger:
    over = [facts for facts in rounds if facts.is_over]
    known = {facts.public_id: list[Said]() for facts in over}
    for one in said:
        if one.round_id in known:
            known[one.round_id].append(one)
    lines = [
        Line(facts.public_id, facts.title, facts.ends_at, _sums([facts], known[facts.public_id]))
        for facts in over
    ]
    return Ledger(
        lines=tuple(lines),
        running=tuple(facts for facts in rounds if not facts.is_over),
        total=_sums(over, [one for ones in known.values() for one in ones]),
        withheld=sum(line.sums.answered is None for line in lines),
    )


def _sums(rounds: Sequence[RoundFacts], said: Sequence[Said]) -> Sums:
    told = [facts for facts in rounds if facts.answered >= FLOOR]
    states = Counter(one.state for one in said)
    return Sums(
        rounds=len(rounds),
        questions=sum(facts.questions for facts in rounds),
        # Beside what is withheld its roster is left out too: the two belong together.
        asked=sum(facts.asked for facts in (told or rounds)),
        answered=sum(facts.answered for facts in told) if told else None,
        critiques=len(said),
        replied=sum(one.is_answered for one in said),
        states={state: states[state] for state in STATES},
        hours=_hours(said),
    )


def _hours(said: Sequence[Said]) -> float | None:
    """Those that still wait count as waiting, so that silence makes nothing look quick."""
    if len(said) < FLOOR:
        return None
    waited = [max(0.0, one.hours) for one in said]
    return health.first_reply(waited, [int(one.is_answered) for one in said], DAY).median_hours
