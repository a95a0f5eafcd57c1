"""The variants in one's own order, the best first. What is left out stands together at the end.

`order` fields carry the order; `move` ("B up", "B down") changes it without saving.
"""

from typing import Any, Final

from portal.kinds.canonical import written
from portal.kinds.offers import Fields, Offer, Problems, Screen, Settings, first, refused
from portal.language import N_
from portal.language import gettext as _

label: Final = N_("A ranking of the variants")


def settings_problems(settings: Settings) -> Problems:
    return {}


def read(offer: Offer, fields: Fields) -> str | Screen:
    order = list(fields.get("order", ()))
    if found := problems(offer, order):
        raise refused(found)
    if move := first(fields, "move"):
        order = _moved(order, move)
        return Screen(1, 1, tuple(order), tuple(order))
    return written(order)


def screen(offer: Offer, given: tuple[str, ...]) -> Screen | None:
    return Screen(1, 1, given, given) if given and not problems(offer, list(given)) else None


def problems(offer: Offer, value: Any) -> Problems:
    if not isinstance(value, list) or not value:
        return {"order": _("Put at least one of them in first place.")}
    if not all(isinstance(key, str) and key in offer.compared for key in value):
        return {"order": _("One of these is not a variant of this revision.")}
    if len(set(value)) < len(value):
        return {"order": _("One of them stands in two places. Each can have only one.")}
    return {}


def said(offer: Offer, value: Any) -> str:
    names = (offer.variants.get(key, key) for key in value)
    return _("You ranked: %(names)s.", names=", ".join(names))


def _moved(order: list[str], move: str) -> list[str]:
    """The order after "B up" or "B down"; at either end, and for an unknown word, as it was."""
    key, _space, way = move.partition(" ")
    if key not in order:
        return order
    at = order.index(key)
    to = at - 1 if way == "up" else at + 1
    if not 0 <= to < len(order):
        return order
    order[at], order[to] = order[to], order[at]
    return order
