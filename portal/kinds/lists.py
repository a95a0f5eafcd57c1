"""The things a question names itself: features, and items to choose the best and worst from."""

import re
from typing import Any, Final

from portal.kinds.offers import Offer, Problems, Settings
from portal.language import gettext as _
from portal.text import folded

LONGEST: Final = 80
_KEY: Final = re.compile(r"[a-z][0-9]{1,2}")


def problems(settings: Settings, name: str, fewest: int, most: int) -> Problems:
    """In words, if the list under `name` cannot be asked about."""
    listed = settings.get(name)
    if not isinstance(listed, list | tuple) or not fewest <= len(listed) <= most:
        sentence = _("Name between %(fewest)d and %(most)d, one a line.", fewest=fewest, most=most)
        return {name: sentence}
    if not all(_is_thing(thing) for thing in listed):
        return {name: _("Keep each of them between 1 and %(most)d characters.", most=LONGEST)}
    keys = {thing["key"] for thing in listed}
    if len(keys) < len(listed) or len({folded(thing["name"]) for thing in listed}) < len(listed):
        return {name: _("Two of these are the same. Name each of them once.")}
    return {}


def keys(offer: Offer, name: str) -> list[str]:
    return [thing["key"] for thing in offer.settings.get(name, ())]


def names(offer: Offer, name: str) -> dict[str, str]:
    return {thing["key"]: thing["name"] for thing in offer.settings.get(name, ())}


def _is_thing(thing: Any) -> bool:
    return (
        isinstance(thing, dict)
        and set(thing) == {"key", "name"}
        and bool(_KEY.fullmatch(str(thing["key"])))
        and isinstance(thing["name"], str)
        and 1 <= len(thing["name"].strip()) <= LONGEST
    )
