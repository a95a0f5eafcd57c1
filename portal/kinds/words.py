"""Kinds that are answered by one word: support, the scales, "how would you feel without it"."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from portal.kinds.offers import Fields, Offer, Problems, Screen, Settings, first, refused
from portal.language import N_
from portal.language import gettext as _
from portal.text import one_line

FIVE: Final = tuple(str(number) for number in range(1, 6))
ELEVEN: Final = tuple(str(number) for number in range(11))
SHORT: Final = 40


@dataclass(frozen=True, slots=True)
class Words:
    """One kind: the words one may answer with, and the sentence that repeats one."""

    label: str
    answers: tuple[str, ...]
    sentence: Callable[[str], str]
    settings: Callable[[Settings], Problems] = lambda settings: {}

    def settings_problems(self, settings: Settings) -> Problems:
        return self.settings(settings)

    def read(self, offer: Offer, fields: Fields) -> str:
        answer = first(fields, "answer")
        if problems := self.problems(offer, answer):
            raise refused(problems)
        return answer

    def screen(self, offer: Offer, given: tuple[str, ...]) -> Screen | None:
        return None

    def problems(self, offer: Offer, value: Any) -> Problems:
        return {} if value in self.answers else {"answer": _("Choose one of the answers.")}

    def said(self, offer: Offer, value: Any) -> str:
        return self.sentence(str(value))


def _support(answer: str) -> str:
    words = {"for": _("for"), "unsure": _("unsure"), "against": _("against")}
    return _("You voted %(answer)s.", answer=words[answer])


def _of_five(answer: str) -> str:
    return _("You voted %(answer)s.", answer=_("%(answer)s of 5", answer=answer))


def _of_ten(answer: str) -> str:
    return _("You voted %(answer)s.", answer=_("%(answer)s of 10", answer=answer))


def _without(answer: str) -> str:
    return {
        "very": _("You would be very disappointed without it."),
        "somewhat": _("You would be somewhat disappointed without it."),
        "not": _("You would not be disappointed without it."),
        "unused": _("You have not used it, or no longer do."),
    }[answer]


def _price_and_period(settings: Settings) -> Problems:
    """Without both, "would you buy it" cannot be compared with what people then did."""
    problems = {}
    if not 1 <= len(one_line(str(settings.get("price", "")))) <= SHORT:
        problems["price"] = _("Write the price, like 39 EUR.")
    if not 1 <= len(one_line(str(settings.get("period", "")))) <= SHORT:
        problems["period"] = _("Write by when, like 3 months.")
    return problems


support: Final = Words(N_("Should it be launched?"), ("for", "unsure", "against"), _support)
rating: Final = Words(N_("A rating from 1 to 5"), FIVE, _of_five)
intent: Final = Words(
    N_("Would you buy it? From 1 to 5, at a price"), FIVE, _of_five, _price_and_period
)
recommend: Final = Words(N_("Would you recommend it? From 0 to 10"), ELEVEN, _of_ten)
without_it: Final = Words(
    N_("How would you feel without it?"), ("very", "somewhat", "not", "unused"), _without
)
