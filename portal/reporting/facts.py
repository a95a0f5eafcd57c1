"""What a report is made from: facts read once, detached from the database.

Here: the shape of the input. Not here: any computing. Votes come in the order they were cast.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

SEEDS: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class RoundFacts:
    public_id: str
    brand: str
    brand_kind: str
    group: str
    opened_at: datetime | None
    ends_at: datetime
    timezone: str
    blindness: str
    who_counts: str
    is_over: bool
    made_at: datetime

    @property
    def seed(self) -> int:
        """Where every draw of chance in this round's report starts from, today and in ten years."""
        print_ = hashlib.sha256(f"report:{self.public_id}".encode()).digest()
        return int.from_bytes(print_[:4]) % SEEDS


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    id: int
    public_id: str
    kind: str
    prompt: str
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CriterionFacts:
    question_id: int | None
    signal: str
    threshold_permille: int
    level_permille: int
    min_answers: int
    mode: str
    registered_by: str
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A launch rule added, changed or taken away before the round was registered."""

    at: datetime
    by: str
    what: str
    rule: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TopicFacts:
    public_id: str
    name: str
    seeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """A revision the group judged; `variants` maps the key that votes name to a title."""

    id: int
    number: int
    title: str
    variants: Mapping[str, str] = field(default_factory=dict)


class Member(NamedTuple):
    """One of the frozen roster, and what the person has done in the round besides voting."""

    person: int
    had_joined: bool
    segments: tuple[str, ...] = ()
    has_opened: bool = False
    has_criticised: bool = False
    has_taken_stance: bool = False


class Ballot(NamedTuple):
    """`counted` is the answer given while the totals were hidden; `answer` the present one."""

    person: int
    question: int
    revision: int
    counted: str
    answer: str
    reason: str = ""
    at: datetime | None = None


class Change(NamedTuple):
    """One of the answers somebody gave, in order; `was_informed`: others' totals were in sight."""

    person: int
    question: int
    revision: int
    answer: str
    was_informed: bool
    at: datetime


class StanceTaken(NamedTuple):
    """A member's stance on a critique, known by its public id: 1 agree, 0 pass, -1 disagree."""

    person: int
    critique: str
    value: int


@dataclass(frozen=True, slots=True)
class CritiqueFacts:
    """A remark at the top of a thread, with the stances of the members who count.

    `is_backed`: its author is one of those and took no stance on it, so is one more who shares it.
    `addressed_in`: the number of the revision that answers it; `sentence`: what the brand said to
    its author; `author`: the person, if on the roster; `also_by`: how many other members who count
    said the same in words of their own, which the team merged into this.
    """

    public_id: str
    kind: str
    text: str
    revision: int
    state: str
    agree: int = 0
    disagree: int = 0
    passed: int = 0
    is_backed: bool = False
    author: int | None = None
    topic: str | None = None
    addressed_in: int | None = None
    sentence: str = ""
    also_by: int = 0

    @property
    def stances(self) -> int:
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True, slots=True)
class Facts:
    round: RoundFacts
    questions: tuple[QuestionFacts, ...] = ()
    criteria: tuple[CriterionFacts, ...] = ()
    revisions: tuple[RevisionFacts, ...] = ()
    roster: tuple[Member, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    critiques: tuple[CritiqueFacts, ...] = ()
    rule_changes: tuple[RuleChange, ...] = ()
    topics: tuple[TopicFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Depths:
    """What only the worker reads, beside `Facts`: everybody's stances, and every change."""

    stances: tuple[StanceTaken, ...] = ()
    changes: tuple[Change, ...] = ()
