"""Four open prices (Van Westendorp 1976), and where asked how likely one buys at two of them.

They are asked from the top, too expensive first, and kept by name.
"""

from itertools import pairwise
from typing import Any, Final

from portal.kinds import amounts
from portal.kinds.canonical import written
from portal.kinds.offers import Fields, Offer, Problems, Screen, Settings, first, refused
from portal.language import N_
from portal.language import gettext as _

label: Final = N_("Four open prices: from too cheap to too expensive")
RISING: Final = ("too_cheap", "cheap", "expensive", "too_expensive")
INTENTS: Final = ("intent_cheap", "intent_expensive")
FIVE: Final = ("1", "2", "3", "4", "5")


def settings_problems(settings: Settings) -> Problems:
    return amounts.currency_problems(settings)


def read(offer: Offer, fields: Fields) -> str:
    value: dict[str, Any] = {}
    found: Problems = {}
    for name in RISING:
        amount = amounts.read(first(fields, name), offer.settings.get("currency", ""))
        if amount is None:
            found[name] = _("Write a price in digits, like 12.50.")
        else:
            value[name] = amount
    for name in _intents(offer):
        if first(fields, name) in FIVE:
            value[name] = int(first(fields, name))
        else:
            found[name] = _("Choose one of the answers.")
    if found := found | _out_of_order(value, offer):
        raise refused(found)
    return written(value)


def screen(offer: Offer, given: tuple[str, ...]) -> Screen | None:
    return None


def problems(offer: Offer, value: Any) -> Problems:
    names = {*RISING, *_intents(offer)}
    if not isinstance(value, dict) or set(value) != names:
        return {"answer": _("Write all four prices.")}
    wrong = [name for name in RISING if not amounts.is_kept(value[name])]
    wrong += [n for n in _intents(offer) if type(value[n]) is not int or not 1 <= value[n] <= 5]
    if wrong:
        return dict.fromkeys(wrong, _("Write a price in digits, like 12.50."))
    return _out_of_order(value, offer)


def said(offer: Offer, value: Any) -> str:
    currency = offer.settings.get("currency", "")
    prices = {name: amounts.spoken(value[name], currency) for name in RISING}
    return _(
        "You find it too cheap at %(too_cheap)s, a bargain at %(cheap)s, expensive at "
        "%(expensive)s and too expensive at %(too_expensive)s.",
        **prices,
    )


def _intents(offer: Offer) -> tuple[str, ...]:
    return INTENTS if offer.settings.get("asks_intent") is True else ()


def _out_of_order(value: dict[str, Any], offer: Offer) -> Problems:
    """A sentence at each price that is not above the one below it."""
    sentences = {
        "cheap": _("A bargain costs more than what is too cheap: here %(high)s, there %(low)s."),
        "expensive": _("Expensive is more than a bargain: here %(high)s, there %(low)s."),
        "too_expensive": _("Too expensive is more than expensive: here %(high)s, there %(low)s."),
    }
    currency = offer.settings.get("currency", "")
    return {
        higher: sentences[higher]
        % {
            "high": amounts.spoken(value[higher], currency),
            "low": amounts.spoken(value[lower], currency),
        }
        for lower, higher in pairwise(RISING)
        if lower in value and higher in value and value[lower] >= value[higher]
    }
