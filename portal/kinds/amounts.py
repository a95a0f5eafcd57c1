"""Prices as people type them: 12,50 and 12.50 and € 12 are prices; 1e9, NaN and ０１ are not."""

import re
import unicodedata
from typing import Any, Final

from portal.language import gettext as _
from portal.language import number_words

Amount = int | float
MOST: Final = 9_999_999
_PRICE: Final = re.compile(r"([0-9]{1,7})(?:[.,]([0-9]{1,2}))?")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:([.,'’])[0-9]{3})(?:\1[0-9]{3})*(?!\1)[.,][0-9]{1,2}")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")


def read(typed: str, currency: str = "") -> Amount | None:
    """The amount, whole where it is; None for what is no price."""
    bare = "".join(sign for sign in typed.strip() if not _is_beside(sign))
    if currency and bare.upper().startswith(currency):
        bare = bare[len(currency) :]
    elif currency and bare.upper().endswith(currency):
        bare = bare[: -len(currency)]
    if _GROUPED.fullmatch(bare):
        # 1.250,00 or 1,250.00: only the last sign parts whole from hundredths.
        whole, cents = re.split(r"[.,](?=[0-9]{1,2}$)", bare)
        bare = re.sub(r"[^0-9]", "", whole) + "." + cents
    found = _PRICE.fullmatch(bare)
    return whole_if(float(f"{found[1]}.{found[2] or 0}")) if found else None


def whole_if(amount: Amount) -> Amount:
    """12 for 12.0, so that the same price is always the same text."""
    return int(amount) if amount == int(amount) else float(amount)


def is_amount(value: Any) -> bool:
    """Whether a number can be a price: from 0 to ten million, in hundredths."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 <= value <= MOST + 1 and value == whole_if(round(value, 2))


def is_kept(value: Any) -> bool:
    """The same as an answer keeps it: 12, never 12.0."""
    return is_amount(value) and type(value) is type(whole_if(value))


def spoken(amount: Amount, currency: str) -> str:
    """25 EUR, 12.50 EUR; as the language writes numbers."""
    pattern = "#,##0" if amount == int(amount) else "#,##0.00"
    return f"{number_words(amount, pattern)} {currency}".strip()


def typed(amount: Amount) -> str:
    """The same as one would type it into a field."""
    return number_words(amount, "0" if amount == int(amount) else "0.00")


def currency_problems(settings: Any) -> dict[str, str]:
    if _CURRENCY.fullmatch(str(settings.get("currency", ""))):
        return {}
    return {"currency": _("Name the currency by its three letters, like EUR.")}


def _is_beside(sign: str) -> bool:
    """Spaces, and the signs of currencies."""
    return sign.isspace() or unicodedata.category(sign) == "Sc"
