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
"""

import json
from typing import Any, Final

PREFER_NOT: Final = "prefer_not"
COMPOSED: Final = frozenset(
    {"ranking", "pairs", "price_range", "price_steps", "kano", "best_worst"}
)


def written(value: Any) -> str:
    """A composed answer as a vote keeps it."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def value_of(kind: str, answer: str) -> Any:
    """What a kept answer says; `written` turned round. Not for `prefer_not`."""
    return json.loads(answer) if kind in COMPOSED else answer
