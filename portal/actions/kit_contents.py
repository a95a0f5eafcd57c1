"""What is in each kit: questions that have been asked well before, and launch rules for them.

The wordings are translated when they are taken; from then on they are the brand's own. What only
the brand knows (features, parts, a price) is left open on purpose: a round with a question that is
not finished cannot be registered. The shares are house rules to start from, not science.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from portal.language import N_


@dataclass(frozen=True, slots=True)
class KitQuestion:
    kind: str
    prompt: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KitRule:
    """A share; which question it reads follows from the signal."""

    signal: str
    threshold_permille: int


@dataclass(frozen=True, slots=True)
class Kit:
    """`brand_kind`: for whom it is meant."""

    key: str
    brand_kind: str
    name: str
    about: str
    questions: tuple[KitQuestion, ...]
    rules: tuple[KitRule, ...]


SUPPORT: Final = KitRule("support", 600)
CONCERNS: Final = KitRule("concerns", 300)

KITS: Final = (
    Kit(
        "app-feature",
        "app",
        N_("An app feature"),
        N_("For something people have tried: does it fit, would they miss it, what must it do?"),
        (
            KitQuestion("rating", N_("How well does it fit the way you work?")),
            KitQuestion("without_it", N_("How would you feel if you could no longer use it?")),
            KitQuestion(
                "recommend", N_("How likely are you to recommend it to a friend or colleague?")
            ),
            KitQuestion(
                "kano",
                N_("How would you feel with each of these, and without it?"),
                {"features": []},
            ),
        ),
        (SUPPORT, KitRule("without_it", 400), CONCERNS),
    ),
    Kit(
        "garment",
        "fashion",
        N_("A garment"),
        N_(
            "For a piece before it is cut: is it right, would they wear it at its price, in which "
            "version, and where does the price begin to hurt?"
        ),
        (
            KitQuestion("rating", N_("How well would it sit in your wardrobe?")),
            KitQuestion(
                "intent",
                N_("If it were on sale at this price, how likely are you to buy it?"),
                {"price": "", "period": ""},
            ),
            KitQuestion("choice", N_("Which version should we make?"), {"offers_none": True}),
            KitQuestion("price_range", N_("What would you call a price for it?"), {"currency": ""}),
        ),
        (SUPPORT, KitRule("intent", 300), CONCERNS),
    ),
    Kit(
        "dish",
        "restaurant",
        N_("A dish"),
        N_(
            "For a plate before it goes on the menu: was it good, would they order it again, and "
            "what makes it?"
        ),
        (
            KitQuestion("rating", N_("How much did you enjoy it?")),
            KitQuestion(
                "intent",
                N_("If it were on the menu at this price, how likely are you to order it again?"),
                {"price": "", "period": ""},
            ),
            KitQuestion(
                "best_worst",
                N_("Which part of the dish did most for it, and which least?"),
                {"items": []},
            ),
            KitQuestion("recommend", N_("How likely are you to tell somebody to come and try it?")),
        ),
        (SUPPORT, KitRule("rating", 600), CONCERNS),
    ),
    Kit(
        "plain",
        "other",
        N_("Anything else"),
        N_("Two questions that fit any draft, and the rules most rounds have."),
        (
            KitQuestion("rating", N_("How well does it meet what you hoped for?")),
            KitQuestion(
                "recommend", N_("How likely are you to recommend it to somebody you know?")
            ),
        ),
        (SUPPORT, CONCERNS),
    ),
)
