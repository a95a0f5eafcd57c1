"""Kinds of question: what each needs beside its prompt, what an answer may be, how it is written.

Here: pure rules, one module a kind. Not here: drawing a question (`templates/votes`), keeping an
answer (`portal.actions.votes`), adding answers up (`portal.reporting`).

A vote keeps one text. Kinds with one word keep the word; composed ones keep canonical JSON, so that
the same answer is always the same text:

support       for | unsure | against
rating        1 … 5
intent        1 … 5                                  settings: price, period
recommend     0 … 10
without_it    very | somewhat | not | unused         unused leaves n and N
choice        a variant's key, or none               settings: offers_none
ranking       ["B", "A"]                             best first; what is left out is tied last
pairs         [["A", "B"], ["C", "A"]]               winner before loser, each pair once
price_range   {"too_cheap": 12, "cheap": 18, "expensive": 25, "too_expensive": 40} and, where
              asked, "intent_cheap": 4, "intent_expensive": 2     settings: currency, asks_intent
price_steps   {"bought": 25, "start": 30}            bought: highest accepted price, 0 for none
                                                     settings: currency, prices (rising)
kano          {"f1": [1, 5]}                         functional, dysfunctional, each 1 … 5
                                                     settings: features [{"key", "name"}]
best_worst    [{"shown": ["i1", "i2", "i3", "i4"], "best": "i2", "worst": "i4"}]
                                                     settings: items [{"key", "name"}]

`prefer_not` answers every kind but support, which has "unsure": it is counted apart and is in no n.

A module of a kind checks settings (`settings_problems`), reads an answer from submitted fields
(`read`: the text to keep, or the screen that comes before it), checks a kept text (`problems`) and
repeats it in a sentence (`said`). This package does the same for any kind.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final, Protocol

from portal.errors import Invalid
from portal.kinds import (
    best_worst,
    choice,
    kano,
    pairs,
    price_range,
    price_steps,
    ranking,
    words,
)
from portal.kinds.canonical import COMPOSED, PREFER_NOT, value_of, written
from portal.kinds.offers import Fields, Offer, Problems, Screen, Settings, first
from portal.language import gettext as _

__all__ = [
    "COMPOSED",
    "COUNTED",
    "KINDS",
    "OF_VARIANTS",
    "PREFER_NOT",
    "STEPS",
    "Fields",
    "Offer",
    "Problems",
    "Screen",
    "Settings",
    "label",
    "problems",
    "read",
    "said",
    "screen",
    "settings_problems",
    "summed",
    "value_of",
    "written",
]


class Kind(Protocol):
    """What each kind knows. `read` gives the text to keep, or the screen that comes before it."""

    @property
    def label(self) -> str: ...
    def settings_problems(self, settings: Settings) -> Problems: ...
    def read(self, offer: Offer, fields: Fields) -> str | Screen: ...
    def screen(self, offer: Offer, given: tuple[str, ...]) -> Screen | None: ...
    def problems(self, offer: Offer, value: Any) -> Problems: ...
    def said(self, offer: Offer, value: Any) -> str: ...


KINDS: Final[Mapping[str, Kind]] = {
    "support": words.support,
    "rating": words.rating,
    "intent": words.intent,
    "recommend": words.recommend,
    "without_it": words.without_it,
    "choice": choice,
    "ranking": ranking,
    "pairs": pairs,
    "price_range": price_range,
    "price_steps": price_steps,
    "kano": kano,
    "best_worst": best_worst,
}
# What is asked about the variants of the revision.
OF_VARIANTS: Final = frozenset({"choice", "ranking", "pairs"})
# Several screens, one after the other.
STEPS: Final = frozenset({"pairs", "price_steps", "kano", "best_worst"})
# Of these members are only told how many answered: five people are known by their prices.
COUNTED: Final = frozenset({"price_range", "price_steps", "kano", "best_worst"})
LONGEST: Final = 4_000


def label(kind: str) -> str:
    """What a kind is called where one is chosen."""
    return _(KINDS[kind].label)


def settings_problems(kind: str, settings: Settings) -> Problems:
    """A sentence for each setting with which this kind cannot be asked."""
    return KINDS[kind].settings_problems(settings)


def read(offer: Offer, fields: Fields) -> str | Screen:
    """The answer in submitted fields, as a vote keeps it; or the screen to show next. Invalid
    names each field that cannot be kept as it is."""
    if first(fields, "answer") == PREFER_NOT and offer.kind != "support":
        return PREFER_NOT
    return KINDS[offer.kind].read(offer, fields)


def screen(offer: Offer, fields: Fields) -> Screen | None:
    """The screen that a form showed when it was sent, else the first one; None where there is
    only one, or nothing to ask about."""
    kind = KINDS[offer.kind]
    try:
        return kind.screen(offer, tuple(fields.get("given", ()) or fields.get("order", ())))
    except Invalid:
        return kind.screen(offer, ())


def problems(offer: Offer, answer: str) -> Problems:
    """Whether a text is an answer to what is offered: nothing, or a sentence for each field."""
    if answer == PREFER_NOT and offer.kind != "support":
        return {}
    try:
        value = value_of(offer.kind, answer[:LONGEST])
        is_canonical = offer.kind not in COMPOSED or written(value) == answer
    except (ValueError, RecursionError):
        is_canonical = False
    if not is_canonical:
        return {"answer": _("Choose one of the answers.")}
    return KINDS[offer.kind].problems(offer, value)


def said(offer: Offer, answer: str) -> str:
    """The sentence that repeats an answer to whom it belongs."""
    if answer == PREFER_NOT:
        return _("You preferred not to say.")
    return KINDS[offer.kind].said(offer, value_of(offer.kind, answer))


def summed(kind: str, counts: Mapping[str, int]) -> dict[str, int]:
    """How often each answer was given, as members are told it: of rankings how often each stood
    first, of pairs how often each won."""
    if kind not in ("ranking", "pairs"):
        return dict(counts)
    found: Counter[str] = Counter()
    for answer, count in counts.items():
        value = value_of(kind, answer)
        won = {value[0]: 1} if kind == "ranking" else pairs.wins(value)
        for key, times in won.items():
            found[key] += times * count
    return dict(found)
