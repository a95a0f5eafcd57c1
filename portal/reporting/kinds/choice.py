"""One of the variants, or none of them: who leads, and whether that is settled."""

from portal.reporting import ballots, numbers
from portal.reporting.kinds.asked import Asked, options
from portal.reporting.kinds.yes import Yes, reading
from portal.reporting.numbers import Json
from portal.stats import choice

FIELDS = ("lead",)
NONE = "none"


def listed(asked: Asked) -> Json:
    """The variants, also one that is gone, and `none` where it was offered."""
    seen = {ballot.counted for ballot in asked.given.values()}
    offers = bool(asked.question.settings.get("offers_none")) or NONE in seen
    variants = options(asked.names, seen - {NONE})
    return {"options": [*variants, {"key": NONE, "name": ""}] if offers else variants}


def found(asked: Asked) -> Json:
    keys = tuple(option["key"] for option in listed(asked)["options"])
    counts = ballots.tally(asked.given, keys)
    return {"counts": counts, "lead": _lead(counts, asked)}


def _lead(counts: dict[str, int], asked: Asked) -> Json:
    known = choice.plurality(counts, asked.group, 0.95)
    ranked = sorted(counts.values(), reverse=True)
    tied = sorted(key for key, count in counts.items() if count == ranked[0])
    is_tie = len(tied) > 1
    bounds = numbers.between(numbers.points(known.low), numbers.points(known.high))
    return {
        "leader": None if is_tie else known.leader,
        "runner_up": None if is_tie else known.runner_up,
        "tied": tied if is_tie else [],
        "gap": ranked[0] - (ranked[1] if len(ranked) > 1 else 0),
        "interval": bounds if asked.is_over else None,
        "is_decided": known.decided,
        "stays_percent": None if is_tie else _stays(counts, asked, known.decided),
    }


def _stays(counts: dict[str, int], asked: Asked, is_decided: bool) -> int | None:
    """The chance, in percent, that the leader still leads once everyone has answered."""
    if is_decided:
        return 100
    chance = choice.prob_leader_stays(counts, asked.group, asked.seed).probability
    return None if chance is None else min(99, max(1, round(100 * chance)))


def yes(asked: Asked, found: Json) -> Yes | None:
    leader = found["lead"]["leader"]
    return None if leader is None else reading("chosen", leader)
