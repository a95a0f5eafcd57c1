"""What takes long about the answers: how far figures move when members are drawn again, and
whether the winner of a ranking would stay.

By the question's public id. Bounds from drawing members again may be looked at once, so they wait
for the close; the chance that a winner stays is a forecast, and may be read any day.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from portal.reporting import answers, ballots, numbers
from portal.reporting.facts import Depths, Facts
from portal.reporting.kinds import price_range, ranking
from portal.reporting.kinds.asked import Asked
from portal.reporting.kinds.prices import tidy
from portal.reporting.numbers import FLOOR, Json
from portal.stats import completions, maxdiff, pairs, price
from portal.stats.resampling import Spread

FEW = 12
POINTS = ("PMC", "OPP", "IDP", "PME", "price_max_reach", "price_max_revenue")


def study(facts: Facts, depths: Depths, seed: int, tell: Callable[[int], None]) -> Json:
    counted = ballots.count(facts)
    revision = facts.revisions[-1].id if facts.revisions else 0
    asked = [q for q in facts.questions if q.kind in STUDIED]
    found: Json = {}
    for done, question in enumerate(asked, start=1):
        one = answers.asked_of(facts, counted, question, revision)
        if one.n >= FLOOR and one.group:
            found[question.public_id] = STUDIED[question.kind](one, seed)
        tell(1000 * done // len(asked))
    return found


def _ranking(asked: Asked, seed: int) -> Json:
    """In percent, in how many completions by the silent the same options win, and each wins."""
    keys = [option["key"] for option in ranking.listed(asked)["options"]]
    known = completions.stays(ranking.box_of(asked.values, keys), asked.group, seed)
    return {
        "winners": list(known.winners),
        "is_certain": known.certain,
        "stays_percent": _chance(known.probability, known.certain),
        "wins": {key: numbers.points(share) for key, share in known.wins.items()},
    }


def _chance(share: float | None, is_certain: bool) -> int | None:
    if share is None or is_certain:
        return None if share is None else 100
    return min(99, max(1, round(100 * share)))


def _pairs(asked: Asked, seed: int) -> Json:
    """The share of comparisons each wins, in percent, were other members asked."""
    keys = sorted({key for value in asked.values for pair in value for key in pair})
    if _is_too_soon(asked) or not keys or len(keys) > pairs.MOST_DRAWN or _tells_on_few(asked):
        return {"shares": None}
    known = pairs.spread(asked.values, keys, asked.group, seed)
    shares = zip(keys, known.win_share, strict=True)
    return {"shares": {key: _between(share, 0, 1) for key, share in shares if share}}


def _is_too_soon(asked: Asked) -> bool:
    """In a dozen people drawing them again shows nothing that the counts do not."""
    return not asked.is_over or asked.group <= FEW


def _tells_on_few(asked: Asked) -> bool:
    """Whether some variant was seen by fewer than five, so that nothing of it is shown."""
    seen = Counter(key for value in asked.values for key in {k for pair in value for k in pair})
    return min(seen.values()) < FLOOR


def _best_worst(asked: Asked, seed: int) -> Json:
    """Scores from -100 to 100, were other members asked."""
    seen = Counter(
        key
        for value in asked.values
        for key in {key for screen in value for key in screen["shown"]}
    )
    if _is_too_soon(asked) or not seen or min(seen.values()) < FLOOR:
        return {"scores": None}
    keys = sorted(seen)
    known = maxdiff.spread(asked.values, keys, asked.group, seed)
    scores = zip(keys, known.score, strict=True)
    return {"scores": {key: _between(score, -1, 1) for key, score in scores if score}}


def _between(spread: Spread, least: float, most: float) -> Json:
    low, high = max(least, spread.low), min(most, spread.high)
    return numbers.between(numbers.points(low), numbers.points(high))


def _price_range(asked: Asked, seed: int) -> Json:
    """Prices between which each point falls, were other members asked."""
    valid = sum(map(price_range.rises, asked.values))
    if not asked.is_over or valid < price_range.ENOUGH:
        return {"points": None}
    known = price.points_spread(asked.values, asked.group, seed)
    spreads = {name: getattr(known, name) for name in POINTS}
    return {"points": {name: _prices(spread) for name, spread in spreads.items() if spread}}


def _prices(spread: Spread) -> Json:
    """Whole where the point itself is, and then outwards."""
    low, high = max(0.0, spread.low), spread.high
    if spread.estimate == int(spread.estimate):
        low, high = math.floor(low), math.ceil(high)
    return {"low": tidy(low), "high": tidy(high)}


STUDIED: Final[Mapping[str, Callable[[Asked, int], Json]]] = {
    "ranking": _ranking,
    "pairs": _pairs,
    "best_worst": _best_worst,
    "price_range": _price_range,
}
