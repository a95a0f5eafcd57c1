"""What each question found, in sentences: a title that states it, a note, how it was computed.

Here: which words belong to which kind. Not here: the words (one module a noun), the numbers
(`portal.reporting.kinds`), titles of the report's other parts (titles.py).
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from portal.language import gettext as _
from portal.reporting.numbers import Json
from portal.reporting.said import kano, options, prices, scales, words


class Told(NamedTuple):
    title: Callable[[Json], str]
    note: Callable[[Json, Json | None], str]
    how: Callable[[Json], str]


KINDS: Final = {
    "rating": Told(scales.rating, scales.scale_note, scales.scale_how),
    "intent": Told(scales.intent, scales.scale_note, scales.scale_how),
    "recommend": Told(scales.recommend, scales.recommend_note, scales.recommend_how),
    "without_it": Told(scales.without_it, scales.without_it_note, scales.without_it_how),
    "choice": Told(options.choice, options.choice_note, options.choice_how),
    "ranking": Told(options.ranking, options.ranking_note, options.ranking_how),
    "pairs": Told(options.pairs, options.pairs_note, options.pairs_how),
    "best_worst": Told(options.best_worst, options.best_worst_note, options.best_worst_how),
    "price_range": Told(prices.price_range, prices.price_range_note, prices.price_range_how),
    "price_steps": Told(prices.price_steps, prices.price_steps_note, prices.price_steps_how),
    "kano": Told(kano.kano, kano.note, kano.how),
}


def is_shown(found: Json) -> bool:
    return bool(found["group"]) and found["n"] >= words.HIDDEN


def title(found: Json) -> str:
    return KINDS[found["kind"]].title(found) if is_shown(found) else words.withheld(found)


def note(found: Json, study: Json | None = None) -> str:
    """What stands under the title; `study` is what the worker found of it, None until it has."""
    said = KINDS[found["kind"]].note(found, study) if is_shown(found) else ""
    return f"{said} {words.apart(found)}".strip()


def revisions(found: Json) -> str:
    """From the first to the last revision that enough answered."""
    known = [r["percent"] for r in found["by_revision"] if r["percent"] is not None]
    facts = {"first": known[0], "last": known[-1]}
    if known[0] == known[-1]:
        return _("From revision to revision it stayed at %(last)s %%", **facts)
    if known[0] < known[-1]:
        return _("From revision to revision it rose from %(first)s %% to %(last)s %%", **facts)
    return _("From revision to revision it fell from %(first)s %% to %(last)s %%", **facts)


def how(found: Json) -> str:
    return KINDS[found["kind"]].how(found)
