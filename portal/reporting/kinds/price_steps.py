"""Would you buy it at this price, and at that (Gabor & Granger): how many would, price by price."""

from portal.reporting.kinds.asked import Asked, people
from portal.reporting.kinds.prices import currency, tidy
from portal.reporting.kinds.yes import Yes, reading
from portal.reporting.numbers import Json
from portal.stats import price

FIELDS = ("currency", "demand", "best_price")


def found(asked: Asked) -> Json:
    bought = [float(value["bought"]) for value in asked.values]
    asked_for = _prices(asked, bought)
    known = price.gabor_granger(bought, asked_for, asked.group, 0.95)
    return {
        "currency": currency(asked.question),
        "counts": {_key(p): sum(b == p for b in bought) for p in [0.0, *asked_for]},
        "demand": [
            {"price": tidy(p), "revenue": round(p * x / asked.n, 2)} | people(asked, x)
            for p, x in ((p, sum(b >= p for b in bought)) for p in asked_for)
        ],
        "best_price": None if not any(bought) else tidy(known.best_price),
    }


def _prices(asked: Asked, bought: list[float]) -> list[float]:
    """As they were set up, rising; where that is lost, the prices somebody would pay."""
    listed = asked.question.settings.get("prices")
    known = listed if isinstance(listed, list) else []
    return sorted({float(p) for p in (*known, *bought) if p})


def _key(price: float) -> str:
    return str(tidy(price))


def yes(asked: Asked, found: Json) -> Yes | None:
    """Would pay the price that brings in most."""
    best = found["best_price"]
    return None if best is None else reading("pays", str(best))
