"""One question of each kind, as Tom meets it, and a way through it."""

from typing import Any

from portal import kinds
from portal.kinds import Offer, Screen

SETTINGS: dict[str, dict[str, Any]] = {
    "support": {},
    "rating": {},
    "intent": {"price": "39 EUR", "period": "3 months"},
    "recommend": {},
    "without_it": {},
    "choice": {"offers_none": True},
    "ranking": {},
    "pairs": {},
    "price_range": {"currency": "EUR", "asks_intent": True},
    "price_steps": {"currency": "EUR", "prices": [15, 20, 25, 30, 40]},
    "kano": {"features": [{"key": "f1", "name": "Pockets"}, {"key": "f2", "name": "A hood"}]},
    "best_worst": {"items": [{"key": f"i{n}", "name": f"Item {n}"} for n in range(1, 7)]},
}
ANSWERS: dict[str, str] = {
    "support": "for",
    "rating": "4",
    "intent": "4",
    "recommend": "10",
    "without_it": "very",
    "choice": "B",
    "ranking": '["B","A","C"]',
    "pairs": '[["A","C"],["B","A"],["B","C"]]',
    "price_range": '{"cheap":18,"expensive":25.5,"intent_cheap":4,"intent_expensive":2,'
    '"too_cheap":12,"too_expensive":40}',
    "price_steps": '{"bought":25,"start":30}',
    "kano": '{"f1":[1,5],"f2":[3,3]}',
    "best_worst": '[{"best":"i1","shown":["i1","i2","i3","i4"],"worst":"i2"},'
    '{"best":"i1","shown":["i1","i2","i5","i6"],"worst":"i2"},'
    '{"best":"i3","shown":["i3","i4","i5","i6"],"worst":"i4"}]',
}
SAID: dict[str, str] = {
    "support": "You voted for.",
    "rating": "You voted 4 of 5.",
    "intent": "You voted 4 of 5.",
    "recommend": "You voted 10 of 10.",
    "without_it": "You would be very disappointed without it.",
    "choice": "You voted Wool.",
    "ranking": "You ranked: Wool, Linen, Hemp.",
    "pairs": "You compared 3 pairs. Most often you chose Wool.",
    "price_range": "You find it too cheap at 12 EUR, a bargain at 18 EUR, expensive at 25.50 EUR "
    "and too expensive at 40 EUR.",
    "price_steps": "You would buy it at up to 25 EUR.",
    "kano": "You answered for 2 features.",
    "best_worst": "You chose 3 times. Best most often: Item 1.",
}
# What is sent on each screen.
TAPS: dict[str, dict[str, str]] = {
    "kano": {"has": "1", "has_not": "5"},
    "price_steps": {"answer": "yes"},
}


def offer(kind: str, **settings: Any) -> Offer:
    variants = {"A": "Linen", "B": "Wool", "C": "Hemp"}
    return Offer(kind, SETTINGS[kind] | settings, variants, f"tom {kind}")


def tap(kind: str, screen: Screen) -> dict[str, str]:
    """An answer to what a screen shows: the first one, and the last one is the worst."""
    if kind == "best_worst":
        return {"best": screen.shown[0], "worst": screen.shown[-1]}
    return TAPS.get(kind, {"answer": screen.shown[0]})


def sent(**fields: str | list[str]) -> dict[str, list[str]]:
    return {name: [word] if isinstance(word, str) else word for name, word in fields.items()}


def walked(asked: Offer) -> tuple[str, list[Screen]]:
    """The answer after tapping through all screens, and the screens."""
    screen = kinds.screen(asked, {})
    screens = []
    while isinstance(screen, Screen):
        screens.append(screen)
        fields = sent(given=list(screen.given), **tap(asked.kind, screen))
        screen = kinds.read(asked, fields)
    assert isinstance(screen, str)
    return screen, screens
