"""The best and the worst of four, several times (MaxDiff). Each item is shown equally often."""

import random
from collections import Counter
from typing import Any, Final

from portal.kinds import lists, steps
from portal.kinds.canonical import written
from portal.kinds.offers import Fields, Offer, Problems, Screen, Settings, first, refused
from portal.language import N_, ngettext
from portal.language import gettext as _

label: Final = N_("Best and worst: four at a time")
FEWEST: Final = 4
MOST: Final = 12
A_SCREEN: Final = 4
Shown = tuple[str, ...]


def settings_problems(settings: Settings) -> Problems:
    return lists.problems(settings, "items", FEWEST, MOST)


def times_shown(count: int) -> int:
    """How often each of `count` items is shown: at least twice and a whole number of screens."""
    if count == A_SCREEN:
        return 1
    return next(times for times in range(2, A_SCREEN + 1) if count * times % A_SCREEN == 0)


def design(keys: list[str], seed: str) -> tuple[Shown, ...]:
    """The screens: always the four shown least so far, of these the ones that met each other
    least. Counts never differ by more than one, so at the end they are equal."""
    chance = random.Random(seed)  # noqa: S311 - fairness, not secrecy
    shown: Counter[str] = Counter()
    met: Counter[frozenset[str]] = Counter()
    screens = []
    for _screen in range(len(keys) * times_shown(len(keys)) // A_SCREEN):
        chosen: list[str] = []
        while len(chosen) < A_SCREEN:
            chosen.append(_least_seen(keys, chosen, shown, met, chance))
        shown.update(chosen)
        met.update(frozenset((a, b)) for a in chosen for b in chosen if a < b)
        chance.shuffle(chosen)
        screens.append(tuple(chosen))
    return tuple(screens)


def read(offer: Offer, fields: Fields) -> str | Screen:
    given = steps.taken(fields, lambda given: screen(offer, given), _best_and_worst)
    if isinstance(given, Screen):
        return given
    chosen = zip(_asked(offer), (token.split() for token in given), strict=True)
    return written([{"shown": shown, "best": b, "worst": w} for shown, (b, w) in chosen])


def screen(offer: Offer, given: tuple[str, ...]) -> Screen | None:
    return steps.in_a_row(_asked(offer), lambda shown: shown, _fits, given)


def problems(offer: Offer, value: Any) -> Problems:
    keys = lists.keys(offer, "items")
    if isinstance(value, list) and all(_is_set(keys, one) for one in value):
        shown = Counter(key for one in value for key in one["shown"])
        if shown == dict.fromkeys(keys, times_shown(len(keys))):
            return {}
    return {"answer": _("Choose the best and the worst on each screen.")}


def said(offer: Offer, value: Any) -> str:
    names = lists.names(offer, "items")
    best = Counter(one["best"] for one in value)
    most = max(best.values())
    found = ", ".join(names.get(key, key) for key in sorted(best) if best[key] == most)
    chosen = ngettext("You chose once.", "You chose %(num)s times.", len(value))
    return f"{chosen} " + _("Best most often: %(names)s.", names=found)


def _asked(offer: Offer) -> tuple[Shown, ...]:
    return design(lists.keys(offer, "items"), offer.seed)


def _least_seen(
    keys: list[str],
    chosen: list[str],
    shown: Counter[str],
    met: Counter[frozenset[str]],
    chance: random.Random,
) -> str:
    def seen(key: str) -> tuple[int, int, float]:
        return shown[key], sum(met[frozenset((key, one))] for one in chosen), chance.random()

    return min((key for key in keys if key not in chosen), key=seen)


def _best_and_worst(screen: Screen, fields: Fields) -> str:
    best, worst = first(fields, "best"), first(fields, "worst")
    found = {}
    if best not in screen.shown:
        found["best"] = _("Choose the best of these.")
    if worst not in screen.shown:
        found["worst"] = _("Choose the worst of these.")
    elif best == worst:
        found["worst"] = _("The best cannot be the worst as well. Choose another one.")
    if found:
        raise refused(found)
    return f"{best} {worst}"


def _fits(shown: Shown, token: str) -> bool:
    best, _space, worst = token.partition(" ")
    return best in shown and worst in shown and best != worst


def _is_set(keys: list[str], one: Any) -> bool:
    if not isinstance(one, dict) or set(one) != {"shown", "best", "worst"}:
        return False
    shown = one["shown"]
    if not isinstance(shown, list) or not all(isinstance(key, str) for key in shown):
        return False
    is_four = len(shown) == len(set(shown)) == A_SCREEN and set(shown) <= set(keys)
    chosen = [one["best"], one["worst"]]
    return is_four and all(key in shown for key in chosen) and chosen[0] != chosen[1]
