"""One demo member's answer to a question of any kind, drawn from how much they like the draft.

`score` is that liking: about -1.5 to 2.5, for above 0.25. Answers of one member agree with each
other because they follow from the same score; a little noise keeps them from being one.
"""

import math
from collections.abc import Callable, Mapping
from itertools import combinations
from random import Random
from typing import Any

from portal.demo.nouns import Question
from portal.kinds import PREFER_NOT, best_worst, written

Tastes = Mapping[str, float]
SHY = {"price_range": 0.05, "price_steps": 0.04, "kano": 0.03, "recommend": 0.02}
# Functional and dysfunctional answers that give each letter of Kano's table.
KANO: Mapping[str, tuple[tuple[int, int], ...]] = {
    "M": ((2, 5), (3, 5), (2, 5), (4, 5)),
    "O": ((1, 5),),
    "A": ((1, 3), (1, 4), (1, 2)),
    "I": ((3, 3), (2, 3), (3, 4), (4, 4), (2, 2)),
    "R": ((5, 3), (5, 2), (4, 1)),
    "Q": ((1, 1),),
}


def drawn(question: Question, score: float, tastes: Tastes, rng: Random) -> str:
    """The answer as a vote keeps it."""
    if rng.random() < SHY.get(question.kind, 0):
        return PREFER_NOT
    return DRAWN[question.kind](question, score, tastes, rng)


def _support(_question: Question, score: float, _tastes: Tastes, _rng: Random) -> str:
    return "for" if score > 0.25 else "against" if score < -0.55 else "unsure"


def _rating(_question: Question, score: float, _tastes: Tastes, rng: Random) -> str:
    return _on_scale(3.3 + 1.05 * score + rng.gauss(0, 0.4), 1, 5)


def _intent(_question: Question, score: float, _tastes: Tastes, rng: Random) -> str:
    return _on_scale(2.9 + 1.05 * score + rng.gauss(0, 0.4), 1, 5)


def _recommend(_question: Question, score: float, _tastes: Tastes, rng: Random) -> str:
    return _on_scale(6.6 + 1.7 * score + rng.gauss(0, 1.2), 0, 10)


def _without_it(_question: Question, score: float, _tastes: Tastes, rng: Random) -> str:
    if rng.random() < 0.12:
        return "unused"
    felt = score + rng.gauss(0, 0.45)
    return "very" if felt > 0.75 else "somewhat" if felt > -0.25 else "not"


def _choice(_question: Question, _score: float, tastes: Tastes, rng: Random) -> str:
    return rng.choices(list(tastes), list(tastes.values()))[0]


def _ranking(_question: Question, _score: float, tastes: Tastes, rng: Random) -> str:
    left, order = dict(tastes), []
    while left:
        order.append(rng.choices(list(left), list(left.values()))[0])
        del left[order[-1]]
    return written(order)


def _pairs(_question: Question, _score: float, tastes: Tastes, rng: Random) -> str:
    won = []
    for a, b in combinations(tastes, 2):
        first = rng.random() < tastes[a] / (tastes[a] + tastes[b])
        won.append([a, b] if first else [b, a])
    return written(sorted(won))


def _price_range(question: Question, score: float, _tastes: Tastes, rng: Random) -> str:
    centre = question.typical * math.exp(0.12 * score + rng.gauss(0, 0.14))
    shares = (0.45, 0.72, 1.12, 1.5)
    step = 5 if question.typical >= 40 else 1
    prices = [
        max(step, step * round(centre * share * math.exp(rng.gauss(0, 0.06)) / step))
        for share in shares
    ]
    for i in range(1, 4):
        prices[i] = max(prices[i], prices[i - 1] + step)
    names = ("too_cheap", "cheap", "expensive", "too_expensive")
    answer: dict[str, Any] = dict(zip(names, prices, strict=True))
    if question.settings.get("asks_intent"):
        answer["intent_cheap"] = int(_on_scale(3.7 + 0.9 * score + rng.gauss(0, 0.5), 1, 5))
        answer["intent_expensive"] = int(_on_scale(2.2 + 0.9 * score + rng.gauss(0, 0.5), 1, 5))
    return written(answer)


def _price_steps(question: Question, score: float, _tastes: Tastes, rng: Random) -> str:
    prices = list(question.settings["prices"])
    willing = question.typical * math.exp(0.3 * score + rng.gauss(0, 0.15))
    bought = max((price for price in prices if price <= willing), default=0)
    return written({"bought": bought, "start": rng.choice(prices)})


def _kano(question: Question, _score: float, _tastes: Tastes, rng: Random) -> str:
    answer = {}
    for feature in question.settings["features"]:
        main = str(question.tendency[feature["key"]])
        letter = main if rng.random() < 0.6 else rng.choices("MOAIRQ", (3, 3, 4, 8, 1.5, 0.5))[0]
        answer[feature["key"]] = list(rng.choice(KANO[letter]))
    return written(answer)


def _best_worst(question: Question, _score: float, _tastes: Tastes, rng: Random) -> str:
    keys = [item["key"] for item in question.settings["items"]]
    answer = []
    for shown in best_worst.design(keys, str(rng.random())):
        liking = {key: float(question.tendency[key]) + rng.gauss(0, 0.8) for key in shown}
        best = max(liking, key=liking.__getitem__)
        worst = min(liking, key=liking.__getitem__)
        answer.append({"shown": list(shown), "best": best, "worst": worst})
    return written(answer)


def _on_scale(value: float, low: int, high: int) -> str:
    return str(min(max(int(value + 0.5) if value > 0 else 0, low), high))


DRAWN: Mapping[str, Callable[[Question, float, Tastes, Random], str]] = {
    "support": _support,
    "rating": _rating,
    "intent": _intent,
    "recommend": _recommend,
    "without_it": _without_it,
    "choice": _choice,
    "ranking": _ranking,
    "pairs": _pairs,
    "price_range": _price_range,
    "price_steps": _price_steps,
    "kano": _kano,
    "best_worst": _best_worst,
}
