"""Best and worst of a few, several times (MaxDiff): how much oftener best than worst.

An item that fewer than five members saw would tell on them, so then nothing is broken down.
"""

from collections import Counter

from portal.reporting import numbers
from portal.reporting.kinds.asked import Asked, named, options
from portal.reporting.numbers import FLOOR, Json

FIELDS = ("items", "screens")


def listed(asked: Asked) -> Json:
    seen = {key for value in asked.values for screen in value for key in screen["shown"]}
    return {"options": options(named(asked.question.settings, "items"), seen)}


def found(asked: Asked) -> Json:
    screens = [screen for value in asked.values for screen in value]
    members = Counter(
        key
        for value in asked.values
        for key in {key for screen in value for key in screen["shown"]}
    )
    base: Json = {"counts": None, "screens": len(screens)}
    if not members or min(members.values()) < FLOOR:
        return base | {"items": None}
    items = [_item(key, screens) for key in members]
    return base | {"items": sorted(items, key=lambda item: (-item["points"], item["key"]))}


def _item(key: str, screens: list[Json]) -> Json:
    shown = [screen for screen in screens if key in screen["shown"]]
    best = sum(screen["best"] == key for screen in shown)
    worst = sum(screen["worst"] == key for screen in shown)
    return {
        "key": key,
        "best": best,
        "worst": worst,
        "shown": len(shown),
        # From -100 (always worst) to 100 (always best).
        "points": numbers.points((best - worst) / len(shown)),
    }


def yes(asked: Asked, found: Json) -> None:
    """Members judge several screens each: there is no one yes of a member."""
