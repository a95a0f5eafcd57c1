"""Rating and intent: the bar of counts, the two upper boxes, then the mean."""

from portal.reporting import ballots, numbers
from portal.reporting.kinds.asked import Asked
from portal.reporting.kinds.yes import Yes, reading
from portal.reporting.numbers import Json
from portal.stats import rating

BOXES = ("1", "2", "3", "4", "5")
FIELDS = ("first", "mean")


def found(asked: Asked) -> Json:
    counts = ballots.tally(asked.given, BOXES)
    return {
        "counts": counts,
        "first": {"x": counts["5"], "percent": numbers.percent(counts["5"], asked.n)},
        "mean": _mean(list(counts.values()), asked),
    }


def _mean(boxes: list[int], asked: Asked) -> Json | None:
    """One decimal below a hundred answers; its interval only where it means something."""
    known = rating.mean(boxes, asked.group, 0.95)
    if known.mean is None:
        return None
    places = 1 if sum(boxes) < 100 else 2
    shown = asked.is_over and asked.silent > 0 and rating.is_interval_shown(boxes)
    interval = None
    if shown and known.low is not None and known.high is not None:
        low, high = max(1.0, known.low), min(5.0, known.high)
        interval = {"low": round(low, places), "high": round(high, places)}
    return {"value": round(known.mean, places), "interval": interval}


def yes(asked: Asked, found: Json) -> Yes:
    return reading("top_two")
