"""Two reports side by side: what can be set against each other, and what may be said of it.

Here: pairing shares of two documents. Not here: sentences, reading the documents. A difference of
two shares is never a number here: each has its own group and its own bounds, so all that is said
is whether those bounds meet. Only members who answered both times are compared with themselves.
"""

from collections.abc import Iterable, Sequence

from portal.reporting import leavers
from portal.reporting.answers import SIDES
from portal.reporting.numbers import FLOOR, Json

_WORTH = {side: worth for worth, side in enumerate(reversed(SIDES))}


def people(one: Json, other: Json, shared: int, moves: Sequence[tuple[str, str]]) -> Json:
    """Whether the same members stand behind both, and how those moved who answered both times."""
    groups = [document["participation"]["group"] for document in (one, other)]
    return {
        "shared": shared,
        "is_same": bool(shared) and groups == [shared, shared],
        "moves": _moves(one, other, moves) if len(moves) >= FLOOR else None,
    }


def _moves(one: Json, other: Json, moves: Iterable[tuple[str, str]]) -> Json | None:
    """None where, beside the two reports, they would tell how the few answered who answered but
    one time."""
    steps = [_WORTH[after] - _WORTH[before] for before, after in moves]
    found = {
        "both": len(steps),
        "improved": sum(step > 0 for step in steps),
        "same": sum(step == 0 for step in steps),
        "worsened": sum(step < 0 for step in steps),
    }
    before, after = (
        [document["support"]["counts"][side] for side in leavers.SIDES] for document in (one, other)
    )
    is_told = leavers.are_told(before, after, found["improved"], found["worsened"], found["both"])
    return None if is_told else found


def shares(one: Json, other: Json) -> list[Json]:
    """The support question, then every question that at least one of the two asked."""
    return [_pair(*_support(one, other)), *map(_pair, *_matched(one, other))]


def _support(one: Json, other: Json) -> tuple[Json | None, Json | None]:
    return one["support"], other["support"]


def _matched(one: Json, other: Json) -> tuple[list[Json | None], list[Json | None]]:
    """Questions of the same kind in the same words stand in one row."""
    theirs = {_key(question): question for question in reversed(other["questions"])}
    mine = {_key(question): question for question in reversed(one["questions"])}
    keys = dict.fromkeys([*map(_key, one["questions"]), *map(_key, other["questions"])])
    return [mine.get(key) for key in keys], [theirs.get(key) for key in keys]


def _key(question: Json) -> tuple[str, str]:
    return question["kind"], question["prompt"]


def _pair(one: Json | None, other: Json | None) -> Json:
    asked = one or other or {}
    found = [_share(question) for question in (one, other)]
    return {
        "kind": asked.get("kind"),
        "prompt": asked.get("prompt", ""),
        "one": found[0],
        "other": found[1],
        "bounds": _bounds(found),
    }


def _share(question: Json | None) -> Json | None:
    """None: not asked. `x` None: nothing to show of it yet."""
    if question is None:
        return None
    yes = _for(question) if question["kind"] == "support" else question.get("yes")
    base = {name: question[name] for name in ("prompt", "group", "n")}
    return (
        base
        | {"net": question.get("net"), "name": _name(question, yes)}
        | {name: yes[name] if yes else None for name in ("x", "percent", "interval", "of", "key")}
    )


def _for(support: Json) -> Json | None:
    if support["counts"] is None:
        return None
    return support | {"x": support["counts"]["for"], "of": "for", "key": None}


def _name(question: Json, yes: Json | None) -> str | None:
    """Of the option that the yes is about."""
    if yes is None or yes["key"] is None:
        return None
    names = {option["key"]: option["name"] for option in question.get("options") or []}
    return names.get(yes["key"]) or str(yes["key"])


def _bounds(found: Sequence[Json | None]) -> str | None:
    """Whether the bounds, each as a share of its own group, are "apart" or "meet". None where the
    two do not count the same answer."""
    known = [share for share in found if share and share["interval"] and share["group"]]
    if len(known) < 2 or len({(share["of"], share["key"]) for share in known}) > 1:
        return None
    (low, high), (other_low, other_high) = (
        (share["interval"]["low"] / share["group"], share["interval"]["high"] / share["group"])
        for share in known
    )
    return "apart" if high < other_low or other_high < low else "meet"
