"""Prices in a document: numbers without needless decimals, in the currency that was asked in."""

from portal.reporting.facts import QuestionFacts


def currency(question: QuestionFacts) -> str:
    return str(question.settings.get("currency") or "")


def tidy(price: float | None) -> int | float | None:
    """39 rather than 39.0; cents as they are."""
    if price is None:
        return None
    return int(price) if price == int(price) else round(price, 2)
