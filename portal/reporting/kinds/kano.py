"""How members would feel with a feature and without it: must-have, delighter or neither (Kano).

Below twenty answers only the grid is shown; above, the commonest class or "mixed" where the second
is as likely.
"""

from collections import Counter
from collections.abc import Sequence

from portal.reporting import numbers
from portal.reporting.kinds.asked import Asked, named, options
from portal.reporting.numbers import FLOOR, Json
from portal.stats import kano, net, proportions

FIELDS = ("features",)
ENOUGH = 20
CLOSE = 0.06
UNCLEAR = 0.10
STEPS = range(1, 6)
Pairs = Sequence[tuple[int, int]]


def listed(asked: Asked) -> Json:
    seen = {key for value in asked.values for key in value}
    return {"options": options(named(asked.question.settings, "features"), seen)}


def found(asked: Asked) -> Json:
    features = [
        _feature(
            asked, option, [tuple(v[option["key"]]) for v in asked.values if option["key"] in v]
        )
        for option in listed(asked)["options"]
    ]
    return {"counts": None, "features": features}


def _feature(asked: Asked, option: Json, answers: Pairs) -> Json:
    base = option | {"n": len(answers), "grid": None, "classes": None}
    base |= dict.fromkeys(("category", "is_mixed", "is_unclear", "matters", "better", "worse"))
    if len(answers) < FLOOR:
        return base
    # Rows: how it is with the feature; columns: without; each from "like" to "dislike".
    given = Counter(answers)
    grid = [[given[row, column] for column in STEPS] for row in STEPS]
    if len(answers) < ENOUGH:
        return base | {"grid": grid}
    known = kano.classify(answers)
    classes = {name: getattr(known, name) for name in kano.CLASSES}
    return base | {"grid": grid, "classes": classes} | _judged(asked, len(answers), classes)


def _judged(asked: Asked, n: int, classes: dict[str, int]) -> Json:
    known = kano.summary(classes)
    must, more, delight = classes["M"], classes["O"], classes["A"]
    return {
        "category": known.category,
        "is_mixed": _is_mixed(asked, n, classes, known.category_strength or 0.0),
        "is_unclear": classes["Q"] > UNCLEAR * n,
        "matters": numbers.percent(must + more + delight, n),
        "better": _share(asked, n, classes, delight + more),
        "worse": _share(asked, n, classes, must + more),
    }


def _is_mixed(asked: Asked, n: int, classes: dict[str, int], strength: float) -> bool:
    """Whether the second class is too near to the first, or might be ahead in the whole group."""
    first, second = sorted(classes.values(), reverse=True)[:2]
    gap = net.interval(max(asked.group, n), n, first, second, 0.95)
    return strength < CLOSE or gap.low <= 0


def _share(asked: Asked, n: int, classes: dict[str, int], x: int) -> Json | None:
    """Of those who see it as must-have, more-is-better, delighter or indifferent."""
    understood = sum(classes[name] for name in "MOAI")
    if understood < FLOOR:
        return None
    group = max(understood, round(asked.group * understood / n))
    known = proportions.wilson_fpc_ci(group, understood, x, 0.95)
    bounds = numbers.between(numbers.points(known.low), numbers.points(known.high))
    return {
        "x": x,
        "n": understood,
        "percent": numbers.percent(x, understood),
        "interval": bounds if asked.is_over else None,
    }


def yes(asked: Asked, found: Json) -> None:
    """A feature is a must-have or a delighter, which is no yes or no."""
