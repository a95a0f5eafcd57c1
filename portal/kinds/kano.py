"""Two questions a feature: how one feels if it is there, and if it is not (Kano et al. 1984).

One feature a screen, in an order of one's own. 1 like, 2 expect, 3 neutral, 4 live with, 5 dislike.
"""

from typing import Any, Final

from portal.kinds import lists, steps
from portal.kinds.canonical import written
from portal.kinds.offers import (
    Fields,
    Offer,
    Problems,
    Screen,
    Settings,
    first,
    in_own_order,
    refused,
)
from portal.language import N_, ngettext
from portal.language import gettext as _

label: Final = N_("Must-haves and delighters: two questions a feature")
FEWEST: Final = 1
MOST: Final = 8
FIVE: Final = ("1", "2", "3", "4", "5")


def settings_problems(settings: Settings) -> Problems:
    return lists.problems(settings, "features", FEWEST, MOST)


def asked(offer: Offer) -> tuple[str, ...]:
    """The features in the order in which this person meets them."""
    return in_own_order(lists.keys(offer, "features"), offer.seed)


def read(offer: Offer, fields: Fields) -> str | Screen:
    given = steps.taken(fields, lambda given: screen(offer, given), _both)
    if isinstance(given, Screen):
        return given
    both = zip(asked(offer), given, strict=True)
    return written({key: [int(digit) for digit in token] for key, token in both})


def screen(offer: Offer, given: tuple[str, ...]) -> Screen | None:
    return steps.in_a_row(asked(offer), lambda key: (key,), lambda _key, token: _fits(token), given)


def problems(offer: Offer, value: Any) -> Problems:
    if not isinstance(value, dict) or set(value) != set(lists.keys(offer, "features")):
        return {"answer": _("Answer both questions for each feature.")}
    if not all(_is_answer(answer) for answer in value.values()):
        return {"answer": _("Choose one of the answers.")}
    return {}


def said(offer: Offer, value: Any) -> str:
    return ngettext(
        "You answered for %(num)s feature.", "You answered for %(num)s features.", len(value)
    )


def _both(screen: Screen, fields: Fields) -> str:
    has, has_not = first(fields, "has"), first(fields, "has_not")
    found = {}
    if has not in FIVE:
        found["has"] = _("Say how you feel if it is there.")
    if has_not not in FIVE:
        found["has_not"] = _("Say how you feel if it is not there.")
    if found:
        raise refused(found)
    return has + has_not


def _fits(token: str) -> bool:
    return len(token) == 2 and all(digit in FIVE for digit in token)


def _is_answer(answer: Any) -> bool:
    return (
        isinstance(answer, list)
        and len(answer) == 2
        and all(type(step) is int and 1 <= step <= 5 for step in answer)
    )
