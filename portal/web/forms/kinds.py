"""What each kind of question is good for, in one sentence, where one is chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from portal import kinds
from portal.actions.questions import ADDABLE
from portal.kinds import needs

ABOUT: Final[Mapping[str, Any]] = {
    "rating": _l("How well it meets what people hoped for. The plainest question, on any draft."),
    "intent": _l("Whether they would pay for it. Compared afterwards with what people did."),
    "recommend": _l("Whether they would put their name to it before somebody they know."),
    "without_it": _l("Whether it has become part of their life. Only for what they could try."),
    "choice": _l("Which of several to make, when only one can be made."),
    "ranking": _l("The order of all variants, so that a second choice counts too."),
    "pairs": _l("Two at a time. Easier than a ranking when the variants are much alike."),
    "price_range": _l("Where cheap becomes doubtful and dear becomes too dear. No price is shown."),
    "price_steps": _l("How many still buy at each of your prices. Each starts at another one."),
    "kano": _l("Which features must be there, which delight, and which nobody would miss."),
    "best_worst": _l("What matters most and least among many things, where all would be rated 5."),
}
SHOWN_BELOW: Final[Mapping[str, Any]] = {
    "recommend": _l("With fewer, the counts: one person would move a score by many points."),
    "rating": _l("With fewer, the counts without an average."),
    "without_it": _l("From people who have used it; the others leave the count."),
    "ranking": _l("With fewer, who beats whom."),
    "pairs": _l("With fewer, who beats whom."),
    "price_range": _l("With fewer, the answers in a row, no price points."),
    "price_steps": _l("With fewer, the counts, no best price."),
    "kano": _l("With fewer, the grid of answers, no class."),
    "best_worst": _l("With fewer, the counts."),
}


@dataclass(frozen=True, slots=True)
class KindSeen:
    kind: str
    label: str
    about: str
    fewest: int
    below: str
    why_not: str | None


def offered(variants: int) -> Iterator[KindSeen]:
    """Every kind that can be added, with why it cannot be asked about this draft, if so."""
    for kind in ADDABLE:
        yield seen(kind, variants)


def seen(kind: str, variants: int) -> KindSeen:
    return KindSeen(
        kind,
        kinds.label(kind),
        str(ABOUT.get(kind, "")),
        needs.FEWEST_ANSWERS[kind],
        str(SHOWN_BELOW.get(kind, "")),
        needs.why_not_with(kind, variants),
    )
