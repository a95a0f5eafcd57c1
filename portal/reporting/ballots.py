"""Which answers count, and for what.

The verdict reads the members of the frozen roster, their answers to the newest revision of the
round, and of each the one given before they saw others' (docs/decisions/). While a round is open
answers are counted in fives, in the order they came: reading the report again after one more vote
must not tell that vote. Who would rather not say is in no n, and whoever never used a thing cannot
say how it would be without: they are counted apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.kinds import PREFER_NOT
from portal.reporting.facts import Ballot, Facts
from portal.reporting.numbers import FLOOR

NONE: Mapping[int, Ballot] = {}
UNUSED = "unused"
Key = tuple[int, int]  # question and revision


@dataclass(frozen=True, slots=True)
class Counted:
    """Ballots by (question, revision) and person; `waiting` are in, but not yet counted; `apart`
    are in no n: those who would rather not say, and those who never used it."""

    group: frozenset[int]
    by_key: Mapping[Key, Mapping[int, Ballot]]
    waiting: Mapping[Key, int]
    voters: frozenset[int]
    late: Mapping[Key, Mapping[int, Ballot]]
    apart: Mapping[Key, Mapping[int, Ballot]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """N: how many people the report speaks for."""
        return len(self.group)

    def of(self, question: int, revision: int) -> Mapping[int, Ballot]:
        return self.by_key.get((question, revision), NONE)

    def preferring_not(self, question: int, revision: int) -> int:
        given = self.apart.get((question, revision), NONE)
        return sum(ballot.counted == PREFER_NOT for ballot in given.values())

    def unused(self, question: int, revision: int) -> frozenset[int]:
        """Members who never used it: they leave n, and N as well."""
        given = self.apart.get((question, revision), NONE)
        return frozenset(person for person, b in given.items() if b.counted == UNUSED)


def count(facts: Facts) -> Counted:
    everyone = facts.round.who_counts == "invited"
    group = frozenset(m.person for m in facts.roster if everyone or m.had_joined)
    unused = {q.id for q in facts.questions if q.kind == "without_it"}
    sides: tuple[dict[Key, dict[int, Ballot]], ...] = ({}, {}, {})
    mine, apart, late = sides
    for ballot in facts.ballots:
        side = _is_apart(ballot, unused) if ballot.person in group else 2
        key = ballot.question, ballot.revision
        sides[side].setdefault(key, {})[ballot.person] = ballot
    voters = frozenset(p for side in (mine, apart) for given in side.values() for p in given)
    if facts.round.is_over:
        return Counted(group, mine, {}, voters, late, apart)
    fives = {key: _in_fives(ballots) for key, ballots in mine.items()}
    apart_fives = {key: _in_fives(ballots) for key, ballots in apart.items()}
    waiting = {
        key: _waiting(mine.get(key, NONE), apart.get(key, NONE)) for key in mine.keys() | apart
    }
    return Counted(
        group,
        fives,
        waiting,
        voters,
        {key: _in_fives(ballots) for key, ballots in late.items()},
        apart_fives,
    )


def _is_apart(ballot: Ballot, unused: set[int]) -> bool:
    said = ballot.counted
    return said == PREFER_NOT or (said == UNUSED and ballot.question in unused)


def _waiting(*sides: Mapping[int, Ballot]) -> int:
    """Those that fill no five yet, of each side for itself."""
    return sum(len(given) % FLOOR for given in sides)


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
