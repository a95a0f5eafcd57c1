"""Which answers count, and for what.

The verdict reads the members of the frozen roster, their answers to the newest revision of the
round, and of each the one given before they saw others' (docs/decisions/). While a round is open
answers are counted in fives, in the order they came: reading the report again after one more vote
must not tell that vote.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.reporting.facts import Ballot, Facts
from portal.reporting.numbers import FLOOR

NONE: Mapping[int, Ballot] = {}


@dataclass(frozen=True, slots=True)
class Counted:
    """Ballots by (question, revision) and person; `waiting` are in, but not yet counted."""

    group: frozenset[int]
    by_key: Mapping[tuple[int, int], Mapping[int, Ballot]]
    waiting: Mapping[tuple[int, int], int]
    voters: frozenset[int]
    late: Mapping[tuple[int, int], Mapping[int, Ballot]]

    @property
    def size(self) -> int:
        """N: how many people the report speaks for."""
        return len(self.group)

    def of(self, question: int, revision: int) -> Mapping[int, Ballot]:
        return self.by_key.get((question, revision), NONE)


def count(facts: Facts) -> Counted:
    everyone = facts.round.who_counts == "invited"
    group = frozenset(m.person for m in facts.roster if everyone or m.had_joined)
    mine: dict[tuple[int, int], dict[int, Ballot]] = {}
    late: dict[tuple[int, int], dict[int, Ballot]] = {}
    for ballot in facts.ballots:
        side = mine if ballot.person in group else late
        side.setdefault((ballot.question, ballot.revision), {})[ballot.person] = ballot
    voters = frozenset(person for ballots in mine.values() for person in ballots)
    if facts.round.is_over:
        return Counted(group, mine, {}, voters, late)
    fives = {key: _in_fives(ballots) for key, ballots in mine.items()}
    waiting = {key: len(ballots) - len(fives[key]) for key, ballots in mine.items()}
    return Counted(
        group, fives, waiting, voters, {key: _in_fives(ballots) for key, ballots in late.items()}
    )


def _in_fives(ballots: dict[int, Ballot]) -> dict[int, Ballot]:
    kept = len(ballots) - len(ballots) % FLOOR
    return dict(list(ballots.items())[:kept])


def tally(ballots: Mapping[int, Ballot], words: tuple[str, ...]) -> dict[str, int]:
    """How many gave each of these answers, in their order; other words are left out."""
    counts = dict.fromkeys(words, 0)
    for ballot in ballots.values():
        if ballot.counted in counts:
            counts[ballot.counted] += 1
    return counts
