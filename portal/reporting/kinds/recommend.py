"""Would you recommend it, 0 to 10: promoters, passives, detractors, and the net of them."""

from portal.reporting import ballots, numbers
from portal.reporting.kinds.asked import Asked
from portal.reporting.kinds.yes import Yes, reading
from portal.reporting.numbers import Json
from portal.stats import net

STEPS = tuple(map(str, range(11)))
FIELDS = ("classes", "net")
# Among so few, one person moves the net by eight points or more: a mood, not a measure.
FEW = 12


def found(asked: Asked) -> Json:
    counts = ballots.tally(asked.given, STEPS)
    boxes = list(counts.values())
    classes = {
        "promoters": sum(boxes[9:]),
        "passives": sum(boxes[7:9]),
        "detractors": sum(boxes[:7]),
    }
    return {"counts": counts, "classes": classes, "net": _net(asked, classes)}


def _net(asked: Asked, classes: dict[str, int]) -> Json:
    up, down = classes["promoters"], classes["detractors"]
    known = net.interval(asked.group, asked.n, up, down, 0.95)
    bounds = numbers.between(numbers.points(known.low), numbers.points(known.high))
    return {
        "points": numbers.points((up - down) / asked.n),
        "interval": bounds if asked.is_over and asked.n > FEW else None,
        "is_mood": asked.n <= FEW,
    }


def yes(asked: Asked, found: Json) -> Yes:
    return reading("promoters")
