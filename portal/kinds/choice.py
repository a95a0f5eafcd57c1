"""One of the variants; where the question offers it, none of them."""

from typing import Any, Final

from portal.kinds.offers import Fields, Offer, Problems, Screen, Settings, first, refused
from portal.language import N_
from portal.language import gettext as _

label: Final = N_("A choice between the variants")
NONE: Final = "none"


def settings_problems(settings: Settings) -> Problems:
    return {}


def read(offer: Offer, fields: Fields) -> str:
    answer = first(fields, "answer")
    if found := problems(offer, answer):
        raise refused(found)
    return answer


def screen(offer: Offer, given: tuple[str, ...]) -> Screen | None:
    return None


def problems(offer: Offer, value: Any) -> Problems:
    if value in offer.variants or (value == NONE and offer.settings.get("offers_none") is True):
        return {}
    return {"answer": _("Choose one of the answers.")}


def said(offer: Offer, value: Any) -> str:
    if value == NONE:
        return _("You chose none of these.")
    return _("You voted %(answer)s.", answer=offer.variants.get(value, value))
