"""Groups of any size that answer every kind of question, for looking at reports and for testing.

`facts(members, response, kinds, seed)` gives what a document is built from: a group with a leaning
each, so that those who are for it also rate it higher, and segments that differ a little. The same
seed gives the same group. Responses are whole percent of the group.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

from portal import kinds as kinds_of_question
from portal.reporting.facts import (
    Ballot,
    CriterionFacts,
    Facts,
    Member,
    QuestionFacts,
    RevisionFacts,
    RoundFacts,
)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SIZES = (5, 12, 40, 200, 5_000)
VARIANTS = {"A": "Sand", "B": "Indigo", "C": "Undyed", "D": "Rust"}
PRICES = (29, 39, 49, 59, 79)
FEATURES = {"f1": "Taped seams", "f2": "Hidden pocket", "f3": "A spare button"}
ITEMS = {
    "i1": "Softness",
    "i2": "Fit at the shoulder",
    "i3": "Price",
    "i4": "Colour",
    "i5": "Repair service",
    "i6": "Made nearby",
    "i7": "Pockets",
    "i8": "Dries fast",
}
PROMPTS: Mapping[str, str] = {
    "support": "Should we make this shirt?",
    "rating": "How well does it meet what you hoped for?",
    "intent": "If it were on sale, how likely are you to buy it?",
    "recommend": "How likely are you to recommend it to a friend?",
    "without_it": "How would you feel if you could no longer wear it?",
    "choice": "Which colour should we make?",
    "ranking": "Put the colours in your order",
    "pairs": "Which of these two?",
    "price_range": "What would it be worth to you?",
    "price_steps": "Would you buy it at this price?",
    "kano": "How would you feel with it, and without it?",
    "best_worst": "What matters most, and least?",
}
SETTINGS: Mapping[str, Mapping[str, object]] = {
    "intent": {"price": "49 EUR", "period": "in the next 3 months"},
    "choice": {"offers_none": True},
    "price_range": {"currency": "EUR", "asks_intent": True},
    "price_steps": {"currency": "EUR", "prices": list(PRICES)},
    "kano": {"features": [{"key": k, "name": n} for k, n in FEATURES.items()]},
    "best_worst": {"items": [{"key": k, "name": n} for k, n in ITEMS.items()]},
}
KINDS = tuple(PROMPTS)


class Voter(random.Random):
    """One member: a leaning from about -2 to 2, and chance of their own."""

    def __init__(self, seed: object, leaning: float) -> None:
        super().__init__(f"{seed}")
        self.leaning = leaning

    def step(self, low: int, high: int) -> int:
        """A place on a scale, higher for those who lean that way."""
        at = (low + high) / 2 + (high - low) * (self.leaning + self.gauss(0.3, 0.7)) / 4
        return min(high, max(low, round(at)))

    def order(self) -> list[str]:
        taste = {"A": 0.9, "B": 0.6, "C": 0.1, "D": -0.6}
        return sorted(VARIANTS, key=lambda key: -(taste[key] + self.gauss(0, 0.9)))


def _support(voter: Voter) -> str:
    return ("against", "unsure", "for")[voter.step(0, 2)]


def _without(voter: Voter) -> str:
    if voter.random() < 0.12:
        return "unused"
    return ("not", "somewhat", "very")[voter.step(0, 2)]


def _choice(voter: Voter) -> str:
    return "none" if voter.random() < 0.06 else voter.order()[0]


def _pairs(voter: Voter) -> list[list[str]]:
    """Every pair, winner first; now and then against one's own order."""
    every = combinations(voter.order(), 2)
    return sorted([b, a] if voter.random() < 0.1 else [a, b] for a, b in every)


def _price_range(voter: Voter) -> Mapping[str, int]:
    middle = 42 + 9 * voter.leaning + voter.gauss(0, 7)
    cheap = max(6, round(middle * 0.8))
    expensive = max(cheap + 1, round(middle * 1.15))
    return {
        "too_cheap": max(1, min(cheap - 1, round(middle * 0.5))),
        "cheap": cheap,
        "expensive": expensive,
        "too_expensive": max(expensive + 1, round(middle * 1.5)),
        "intent_cheap": voter.step(2, 5),
        "intent_expensive": voter.step(1, 4),
    }


def _price_steps(voter: Voter) -> Mapping[str, int]:
    most = 45 + 14 * voter.leaning + voter.gauss(0, 10)
    bought = max((price for price in PRICES if price <= most), default=0)
    return {"bought": bought, "start": voter.choice(PRICES)}


def _kano(voter: Voter) -> Mapping[str, tuple[int, int]]:
    likely = {
        "f1": ((2, 5), (1, 5), (3, 5)),
        "f2": ((1, 3), (1, 4), (3, 3)),
        "f3": ((3, 3), (1, 3)),
    }
    return {key: voter.choice(likely[key]) for key in FEATURES}


def _best_worst(voter: Voter) -> list[Mapping[str, object]]:
    worth = {key: -0.3 * n + voter.gauss(0, 1) for n, key in enumerate(ITEMS)}
    keys = list(ITEMS)
    sets = [[keys[(2 * start + step) % 8] for step in (0, 1, 3, 6)] for start in range(4)]
    return [
        {"shown": shown, "best": max(shown, key=worth.__getitem__),
         "worst": min(shown, key=worth.__getitem__)}
        for shown in sets
    ]  # fmt: skip


SAYS: Mapping[str, Callable[[Voter], Any]] = {
    "support": _support,
    "rating": lambda voter: str(voter.step(1, 5)),
    "intent": lambda voter: str(voter.step(1, 5)),
    "recommend": lambda voter: str(voter.step(0, 10)),
    "without_it": _without,
    "choice": _choice,
    "ranking": Voter.order,
    "pairs": _pairs,
    "price_range": _price_range,
    "price_steps": _price_steps,
    "kano": _kano,
    "best_worst": _best_worst,
}


def question(kind: str, id: int) -> QuestionFacts:
    return QuestionFacts(id, f"q-{kind}", kind, PROMPTS[kind], dict(SETTINGS.get(kind, {})))


def answer(kind: str, voter: Voter) -> str:
    """What a vote keeps; one in twenty prefers not to say."""
    if kind != "support" and voter.random() < 0.05:
        return kinds_of_question.PREFER_NOT
    said = SAYS[kind](voter)
    return kinds_of_question.written(said) if kind in kinds_of_question.COMPOSED else said


def facts(
    members: int,
    response: int,
    kinds: Sequence[str] = KINDS,
    seed: int = 1,
    *,
    is_over: bool = True,
    revisions: int = 2,
    says: Callable[[str, Voter], str] = answer,
) -> Facts:
    """A round that `response` percent of `members` answered. `says`: what somebody answers."""
    chance = random.Random(f"{seed} {members} {response}")
    roster = [_member(person, chance) for person in range(1, members + 1)]
    asked = tuple(question(kind, id) for id, kind in enumerate(kinds, start=1))
    order = chance.sample(range(members), -(-members * response // 100))
    ballots = [
        Ballot(
            roster[place].person, q.id, number, said, said,
            "It fits." if q.kind == "support" and place % 3 == 0 else "",
            NOON + timedelta(minutes=10 * turn),
        )
        for number in range(1, revisions + 1)
        for turn, place in enumerate(order)
        if number == revisions or turn % 2
        for q in asked
        if (said := says(q.kind, _voter(roster[place], q, number, seed)))
    ]  # fmt: skip
    return Facts(
        round=_round(members, is_over),
        questions=asked,
        criteria=tuple(_criteria(asked)),
        revisions=tuple(
            RevisionFacts(n, n, "Linen shirt", dict(VARIANTS)) for n in range(1, revisions + 1)
        ),
        roster=tuple(roster),
        ballots=tuple(ballots),
    )


def _member(person: int, chance: random.Random) -> Member:
    tier = chance.choices(("gold", "silver", "new"), (1, 2, 2))[0]
    flags = ("vegan",) if chance.random() < 0.2 else ()
    return Member(person, True, (f"tier: {tier}", *flags), chance.random() < 0.8)


def _voter(member: Member, question: QuestionFacts, revision: int, seed: int) -> Voter:
    own = random.Random(f"{seed} {member.person}").gauss(0, 0.8)
    own += 0.3 * (revision - 1) - (0.7 if "vegan" in member.segments else 0)
    return Voter((seed, member.person, question.kind, revision), own)


def _criteria(asked: Sequence[QuestionFacts]) -> list[CriterionFacts]:
    return [
        CriterionFacts(q.id, "support", 600, 950, 5, "fixed", "Hana", NOON)
        for q in asked
        if q.kind == "support"
    ]


def _round(members: int, is_over: bool) -> RoundFacts:
    return RoundFacts(
        public_id=f"simulated-{members}",
        brand="Seamwright",
        brand_kind="fashion",
        group="Co-creators",
        opened_at=NOON,
        ends_at=NOON + timedelta(days=7),
        timezone="UTC",
        blindness="until_vote",
        who_counts="joined",
        is_over=is_over,
        made_at=NOON + timedelta(days=7),
    )
