"""A simulated round in which members also talk: critiques, stances, topics, changes of mind.

On top of tests/simulated.py; the same seed gives the same round.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from portal.reporting.facts import (
    Ballot,
    Change,
    CriterionFacts,
    CritiqueFacts,
    Depths,
    Facts,
    Member,
    RuleChange,
    StanceTaken,
    TopicFacts,
)
from tests import simulated
from tests.simulated import NOON

PRAISE = ("The linen is soft and the cut is lovely", "Lovely colour, useful pockets", "So light")
BLAME = ("The price is too high for linen", "Too expensive, weak seams", "The sleeve is short")
TOPICS = (
    TopicFacts("t1", "Fit", ("sleeve", "cut")),
    TopicFacts("t2", "Price", ("price", "expensive")),
    TopicFacts("t3", "Fabric", ("linen", "soft")),
)
RULE = {"signal": "support", "threshold_permille": 600, "level_permille": 950, "mode": "fixed"}
MOST_REMARKS = 24


def spoken(
    members: int,
    response: int,
    *,
    is_over: bool = True,
    mode: str = "fixed",
    camps: int = 2,
    seed: int = 1,
) -> tuple[Facts, Depths]:
    """`camps`: into how many the stances fall; 1 is none."""
    kinds = ("support", "rating", "without_it")
    found = simulated.facts(members, response, kinds, seed, is_over=is_over)
    chance = random.Random(seed)
    newest = [b for b in found.ballots if b.question == 1 and b.revision == 2]
    sides = {ballot.person: ballot.counted for ballot in newest}
    stances = _stances(list(sides), camps, chance)
    critiques = tuple(_critiques(sides, stances, chance))
    rules = [replace(c, mode=mode) for c in found.criteria]
    told = replace(
        found,
        ballots=tuple(_reasoned(found.ballots, newest, chance)),
        critiques=critiques,
        roster=tuple(_roster(found.roster, critiques, stances, members)),
        criteria=(
            *rules,
            CriterionFacts(3, "without_it", 400, 950, 5, "fixed", "Hana", NOON),
            CriterionFacts(None, "concerns", 300, 950, 0, "fixed", "Hana", NOON),
        ),
        topics=TOPICS,
        rule_changes=(
            RuleChange(NOON, "Hana", "criterion.added", RULE),
            RuleChange(NOON, "", "criterion.changed", RULE | {"before": RULE}),
            RuleChange(NOON, "Hana", "question.removed", {"kind": "rating", "prompt": "How soft?"}),
            RuleChange(NOON, "Hana", "question.changed", {"before": {}}),
        ),
    )
    return told, Depths(tuple(stances), tuple(_changes(sides)))


def _reasoned(
    ballots: Sequence[Ballot], newest: Sequence[Ballot], chance: random.Random
) -> list[Ballot]:
    """Spread over the week, every other with a reason."""
    turn = {ballot: place for place, ballot in enumerate(newest)}
    week = timedelta(days=7)
    return [
        ballot._replace(
            at=NOON + week * (turn[ballot] / len(newest)),
            reason=_words(ballot.counted, chance) if chance.random() < 0.5 else "",
        )
        if ballot in turn
        else ballot
        for ballot in ballots
    ]


def _words(side: str, chance: random.Random) -> str:
    return chance.choice(PRAISE if side == "for" else BLAME)


def _stances(voters: Sequence[int], camps: int, chance: random.Random) -> list[StanceTaken]:
    found = []
    for n in range(min(MOST_REMARKS, len(voters) // 2)):
        for person in voters[:400]:
            if chance.random() < 0.5:
                likely = 0.5 if camps < 2 else 0.88 if n % camps == person % camps else 0.15
                value = 1 if chance.random() < likely else chance.choice((0, -1, -1))
                found.append(StanceTaken(person, f"c{n}", value))
    return found


def _critiques(
    sides: dict[int, str], stances: Sequence[StanceTaken], chance: random.Random
) -> list[CritiqueFacts]:
    voters = list(sides)
    found = []
    for n in range(min(MOST_REMARKS, len(voters) // 2)):
        author = chance.choice(voters)
        values = [s.value for s in stances if s.critique == f"c{n}"]
        state = chance.choice(("open", "open", "considering", "addressed", "declined"))
        is_answered = state == "addressed"
        found.append(
            CritiqueFacts(
                f"c{n}",
                chance.choice(("praise", "concern", "concern", "idea", "question")),
                f"{_words(sides[author], chance)} ({n})",
                1 + n % 2,
                state,
                values.count(1),
                values.count(-1),
                values.count(0),
                is_backed=True,
                author=author,
                topic=chance.choice(("t1", "t2", None)),
                addressed_in=2 if is_answered else None,
                sentence="The seams are taped now." if is_answered else "",
            )
        )
    return found


def _roster(
    roster: Sequence[Member],
    critiques: Sequence[CritiqueFacts],
    stances: Sequence[StanceTaken],
    members: int,
) -> list[Member]:
    authors, takers = {c.author for c in critiques}, {s.person for s in stances}
    known = [
        member._replace(
            has_criticised=member.person in authors, has_taken_stance=member.person in takers
        )
        for member in roster
    ]
    return known + [Member(10**6 + n, False) for n in range(members // 8)]


def _changes(sides: dict[int, str]) -> list[Change]:
    blind = [Change(person, 1, 2, side, False, NOON) for person, side in sides.items()]
    return blind + [Change(person, 1, 2, "for", True, NOON) for person in list(sides)[::6]]
