"""What a kind of question needs before it can be asked, and before it says anything.

Here: pure rules. Not here: what an answer may be (the modules beside this one).
"""

from collections.abc import Mapping
from typing import Any, Final

from portal import kinds
from portal.language import gettext as _

# Variants of the revision that is judged: the fewest and the most.
VARIANTS: Final = {"choice": (2, 26), "ranking": (2, 6), "pairs": (2, 6)}
# Below this many answers a report shows what was answered and concludes nothing (statistics, 0,
# 3-6): an average of nine people moves with each of them.
FEWEST_ANSWERS: Final = {
    "support": 5,
    "rating": 10,
    "intent": 5,
    "recommend": 13,
    "without_it": 30,
    "choice": 5,
    "ranking": 13,
    "pairs": 13,
    "price_range": 30,
    "price_steps": 30,
    "kano": 20,
    "best_worst": 13,
}


def why_not_with(kind: str, variants: int) -> str | None:
    """Why a question of this kind cannot be asked about a revision with so many variants."""
    fewest, most = VARIANTS.get(kind, (0, variants))
    if variants < fewest:
        return _("The newest revision of the draft has no two variants to choose from.")
    if variants > most:
        return _(
            "The newest revision has %(count)s variants; people can compare at most %(most)s.",
            count=variants,
            most=most,
        )
    return None


def lacks(kind: str, settings: Mapping[str, Any], variants: int) -> str | None:
    """What a question still needs before its round can be registered, in a sentence."""
    problems = kinds.settings_problems(kind, settings)
    return next(iter(problems.values()), None) or why_not_with(kind, variants)
