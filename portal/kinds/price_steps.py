"""Would you buy it at this price: up from a yes, down from a no, until the highest accepted price
is known (Gabor and Granger 1966). Each person starts at a random price: the first one anchors."""

import random
from itertools import pairwise
from typing import Any, Final

from portal.kinds import amounts, steps
from portal.kinds.amounts import Amount
from portal.kinds.canonical import written
from portal.kinds.offers import Fields, Offer, Problems, Screen, Settings, first, refused
from portal.language import N_
from portal.language import gettext as _

label: Final = N_("Would you buy it at this price? Step by step")
FEWEST: Final = 3
MOST: Final = 9


def settings_problems(settings: Settings) -> Problems:
    problems = amounts.currency_problems(settings)
    listed = settings.get("prices")
    is_list = isinstance(listed, list | tuple) and FEWEST <= len(listed) <= MOST
    if not is_list or not all(amounts.is_amount(price) and price > 0 for price in listed or ()):
        problems["prices"] = _("Write 3 to 9 prices.")
    elif not all(low < high for low, high in pairwise(listed or ())):
        problems["prices"] = _("Write the prices from the lowest to the highest, each once.")
    return problems


def prices(offer: Offer) -> list[Amount]:
    return [amounts.whole_if(price) for price in offer.settings.get("prices", ())]


def start(offer: Offer) -> Amount:
    return random.Random(offer.seed).choice(prices(offer))  # noqa: S311 - fairness, not secrecy


def read(offer: Offer, fields: Fields) -> str | Screen:
    given = steps.taken(fields, lambda given: screen(offer, given), _yes_or_no)
    if isinstance(given, Screen):
        return given
    return written({"bought": _bought(offer, given), "start": start(offer)})


def screen(offer: Offer, given: tuple[str, ...]) -> Screen | None:
    """The price that follows; None once a yes and a no are neighbours, or the end is reached."""
    ladder = prices(offer)
    at = ladder.index(start(offer)) if ladder else 0
    for n, word in enumerate(given):
        if word not in ("yes", "no") or not 0 <= at < len(ladder):
            raise steps.lost()
        if n and word != given[0]:
            at = -1
        else:
            at += 1 if word == "yes" else -1
    if not 0 <= at < len(ladder):
        return None
    return Screen(len(given) + 1, None, given, (str(ladder[at]),))


def problems(offer: Offer, value: Any) -> Problems:
    if isinstance(value, dict) and set(value) == {"bought", "start"}:
        ladder = prices(offer)
        is_known = all(amounts.is_kept(amount) for amount in value.values())
        if is_known and value["start"] in ladder and value["bought"] in (0, *ladder):
            return {}
    return {"answer": _("Choose yes or no for each price.")}


def said(offer: Offer, value: Any) -> str:
    if not value["bought"]:
        return _("You would buy it at none of these prices.")
    price = amounts.spoken(value["bought"], offer.settings.get("currency", ""))
    return _("You would buy it at up to %(price)s.", price=price)


def _bought(offer: Offer, given: tuple[str, ...]) -> Amount:
    """The highest price that got a yes; 0 for none."""
    ladder = prices(offer)
    at = ladder.index(start(offer))
    if given[0] == "yes":
        return ladder[at + given.count("yes") - 1]
    lowest = at - given.count("no")
    return ladder[lowest] if lowest >= 0 else 0


def _yes_or_no(screen: Screen, fields: Fields) -> str:
    answer = first(fields, "answer")
    if answer not in ("yes", "no"):
        raise refused({"answer": _("Choose yes or no.")})
    return answer
