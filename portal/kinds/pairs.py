"""Which of these two: every pair of variants once, one a screen, in an order of one's own."""

from collections import Counter
from itertools import combinations
from typing import Any, Final

from portal.kinds import steps
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

label: Final = N_("Which of these two? Every pair of variants")
Pair = tuple[str, str]


def settings_problems(settings: Settings) -> Problems:
    return {}


def asked(offer: Offer) -> tuple[Pair, ...]:
    """The pairs as this person meets them; also which of the two stands first is random."""
    found = in_own_order(combinations(sorted(offer.compared), 2), offer.seed)
    turned = in_own_order(range(len(found)), f"{offer.seed} turned")
    return tuple((b, a) if turn % 2 else (a, b) for (a, b), turn in zip(found, turned, strict=True))


def read(offer: Offer, fields: Fields) -> str | Screen:
    given = steps.taken(fields, lambda given: screen(offer, given), _winner)
    if isinstance(given, Screen):
        return given
    won = zip(asked(offer), given, strict=True)
    return written(sorted([winner, b if winner == a else a] for (a, b), winner in won))


def screen(offer: Offer, given: tuple[str, ...]) -> Screen | None:
    return steps.in_a_row(asked(offer), lambda pair: pair, lambda pair, key: key in pair, given)


def problems(offer: Offer, value: Any) -> Problems:
    unknown = {"answer": _("Choose one of each two.")}
    if not isinstance(value, list) or not all(_is_pair(offer, pair) for pair in value):
        return unknown
    known = {frozenset(pair) for pair in combinations(offer.compared, 2)}
    found = {frozenset(pair) for pair in value}
    is_whole = bool(value) and found == known and len(value) == len(known)
    return {} if is_whole and value == sorted(value) else unknown


def wins(value: Any) -> Counter[str]:
    """How often each was preferred."""
    return Counter(winner for winner, _loser in value)


def said(offer: Offer, value: Any) -> str:
    compared = ngettext("You compared %(num)s pair.", "You compared %(num)s pairs.", len(value))
    count = wins(value)
    most = max(count.values())
    names = [offer.variants.get(key, key) for key in sorted(count) if count[key] == most]
    return f"{compared} " + _("Most often you chose %(names)s.", names=", ".join(names))


def _winner(screen: Screen, fields: Fields) -> str:
    answer = first(fields, "answer")
    if answer not in screen.shown:
        raise refused({"answer": _("Choose one of the two.")})
    return answer


def _is_pair(offer: Offer, pair: Any) -> bool:
    return (
        isinstance(pair, list)
        and len(pair) == 2
        and all(isinstance(key, str) and key in offer.variants for key in pair)
    )
