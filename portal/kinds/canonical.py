"""How a vote keeps an answer: one text, the same for the same answer."""

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
