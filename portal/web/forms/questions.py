"""One small form for each kind of question: only what that kind needs, read forgivingly.

Here: fields, and turning what was typed into settings. Whether those can be asked, `portal.kinds`
says; how a member answers is in `templates/votes`.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from portal.kinds import amounts
from portal.text import clean, one_line
from portal.web.forms.base import PortalForm

OFF: Final = {"autocomplete": "off"}
Settings = dict[str, Any]


class AskForm(PortalForm):
    """A kind that needs nothing but its words."""

    kind = HiddenField()
    prompt = StringField(
        _l("Question"),
        validators=[InputRequired(_l("Write the question.")), Length(max=300)],
        render_kw={**OFF, "maxlength": 300},
    )

    def settings(self) -> Settings:
        return {}

    @staticmethod
    def typed(settings: Mapping[str, Any]) -> Settings:
        """The fields that show kept settings: `settings` turned round."""
        return {}


class IntentForm(AskForm):
    price = StringField(
        _l("At a price of"),
        description=_l("Like 39 EUR. Without a price nobody knows what they say yes to."),
        validators=[InputRequired(_l("Write the price, like 39 EUR."))],
        render_kw={**OFF, "maxlength": 40},
    )
    period = StringField(
        _l("Within"),
        description=_l("Like 3 months. Afterwards it is compared with what people did."),
        validators=[InputRequired(_l("Write by when, like 3 months."))],
        render_kw={**OFF, "maxlength": 40},
    )

    def settings(self) -> Settings:
        return {
            "price": one_line(self.price.data or ""),
            "period": one_line(self.period.data or ""),
        }

    @staticmethod
    def typed(settings: Mapping[str, Any]) -> Settings:
        return {"price": settings.get("price", ""), "period": settings.get("period", "")}


class ChoiceForm(AskForm):
    offers_none = BooleanField(
        _l("Offer “none of these”"),
        description=_l("So that nobody has to choose what they would not take."),
    )

    def settings(self) -> Settings:
        return {"offers_none": True} if self.offers_none.data else {}

    @staticmethod
    def typed(settings: Mapping[str, Any]) -> Settings:
        return {"offers_none": bool(settings.get("offers_none"))}


class PricedForm(AskForm):
    currency = StringField(
        _l("Currency"),
        description=_l("Three letters, like EUR."),
        validators=[InputRequired(_l("Name the currency by its three letters, like EUR."))],
        render_kw={**OFF, "maxlength": 8, "size": 5},
    )

    def settings(self) -> Settings:
        return {"currency": one_line(self.currency.data or "").upper()}

    @staticmethod
    def typed(settings: Mapping[str, Any]) -> Settings:
        return {"currency": settings.get("currency", "")}


class PriceRangeForm(PricedForm):
    asks_intent = BooleanField(
        _l("Also ask how likely they would buy at the cheap and at the expensive price"),
        description=_l("Two more taps; the report then says at which price most would buy."),
    )

    def settings(self) -> Settings:
        asks = {"asks_intent": True} if self.asks_intent.data else {}
        return super().settings() | asks

    @staticmethod
    def typed(settings: Mapping[str, Any]) -> Settings:
        asks = {"asks_intent": bool(settings.get("asks_intent"))}
        return PricedForm.typed(settings) | asks


class PriceStepsForm(PricedForm):
    prices = StringField(
        _l("Prices to try"),
        description=_l("Three to nine, in any order, like 15, 20, 25, 30."),
        validators=[InputRequired(_l("Write 3 to 9 prices."))],
        render_kw={**OFF, "inputmode": "text", "maxlength": 200},
    )

    def settings(self) -> Settings:
        currency = super().settings()
        return currency | {"prices": prices_of(self.prices.data or "", currency["currency"])}

    @staticmethod
    def typed(settings: Mapping[str, Any]) -> Settings:
        listed = ", ".join(str(price) for price in settings.get("prices", ()))
        return PricedForm.typed(settings) | {"prices": listed}


class KanoForm(AskForm):
    features = TextAreaField(
        _l("Features"),
        description=_l("One a line, up to eight. Each is asked twice: with it, and without it."),
        validators=[InputRequired(_l("Name the features, one a line."))],
        render_kw={"rows": "5", "maxlength": 2_000},
    )

    def settings(self) -> Settings:
        return {"features": things_of(self.features.data or "", "f")}

    @staticmethod
    def typed(settings: Mapping[str, Any]) -> Settings:
        return {"features": _lines(settings.get("features", ()))}


class BestWorstForm(AskForm):
    items = TextAreaField(
        _l("What to compare"),
        description=_l("One a line, four to twelve: parts, dishes, messages."),
        validators=[InputRequired(_l("Name what to compare, one a line."))],
        render_kw={"rows": "6", "maxlength": 2_000},
    )

    def settings(self) -> Settings:
        return {"items": things_of(self.items.data or "", "i")}

    @staticmethod
    def typed(settings: Mapping[str, Any]) -> Settings:
        return {"items": _lines(settings.get("items", ()))}


FORMS: Final[Mapping[str, type[AskForm]]] = {
    "rating": AskForm,
    "intent": IntentForm,
    "recommend": AskForm,
    "without_it": AskForm,
    "choice": ChoiceForm,
    "ranking": AskForm,
    "pairs": AskForm,
    "price_range": PriceRangeForm,
    "price_steps": PriceStepsForm,
    "kano": KanoForm,
    "best_worst": BestWorstForm,
}
# Wordings that have been tried, to start from.
PROMPTS: Final[Mapping[str, Any]] = {
    "rating": _l("How well does it meet what you hoped for?"),
    "intent": _l("If this were on sale, how likely are you to buy it?"),
    "recommend": _l("How likely are you to recommend it to somebody you know?"),
    "without_it": _l("How would you feel if you could no longer use it?"),
    "choice": _l("Which one should we make?"),
    "ranking": _l("Put them in your order, the best first."),
    "pairs": _l("Which of these two?"),
    "price_range": _l("What would you call a price for it?"),
    "price_steps": _l("Would you buy it at this price?"),
    "kano": _l("How would you feel with each of these, and without it?"),
    "best_worst": _l("Which of these matters most to you, and which least?"),
}


def blank(kind: str, currency: str) -> AskForm:
    """The form of a kind as it is first shown."""
    return FORMS[kind](formdata=None, kind=kind, prompt=str(PROMPTS[kind]), currency=currency)


def kept(kind: str, prompt: str, settings: Mapping[str, Any]) -> AskForm:
    """The form of a question that is there."""
    made = FORMS.get(kind, AskForm)
    return made(formdata=None, kind=kind, prompt=prompt, **made.typed(settings))


def sent(kind: str) -> AskForm:
    """The form as it came back; of a kind that is unknown, the plainest."""
    return FORMS.get(kind, AskForm)()


def prices_of(typed: str, currency: str) -> list[Any]:
    """ "15, 20, 25, 30", however they are parted, rising and each once; what is no price stays a
    word, so that the kind can refuse it."""
    parts = re.split(r"[;\n]+|,\s+|\s+", clean(typed)) if _is_parted(typed) else typed.split(",")
    # A sign of a currency that stands apart is no price of its own.
    words = [word for part in parts if re.search(r"\w", word := part.strip(" ,"))]
    found = {amounts.read(word, currency) for word in words if word.upper() != currency}
    return [] if None in found else sorted(price for price in found if price is not None)


def _is_parted(typed: str) -> bool:
    """Whether something beside a bare comma parts the prices: 15,50 is one price then."""
    return bool(re.search(r"[;\s]", clean(typed)))


def things_of(typed: str, letter: str) -> list[dict[str, str]]:
    """One a line; empty lines and bullets do not count."""
    lines = [one_line(line).lstrip("-*•· ").strip() for line in clean(typed).split("\n")]
    named = [line for line in lines if line]
    return [{"key": f"{letter}{n}", "name": name} for n, name in enumerate(named, start=1)]


def _lines(things: Any) -> str:
    return "\n".join(thing["name"] for thing in things)
