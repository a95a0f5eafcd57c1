"""What the group answered: support first, then the round's other questions.

Counts come first; bounds are in people of the whole group. Fewer than five answers are not broken
down. While a round is open only bounds that may be watched daily are given.
"""

from collections.abc import Mapping, Sequence

from portal.reporting import ballots, numbers
from portal.reporting.ballots import Counted
from portal.reporting.facts import Facts, QuestionFacts
from portal.reporting.numbers import FLOOR, Json
from portal.stats import choice, rating
from portal.stats import support as shares

SIDES = ("for", "unsure", "against")
BOXES = ("1", "2", "3", "4", "5")
# How far the silent may differ from those who answered in the "what if" line: ten points.
DELTA = 0.10


def support(
    facts: Facts, counted: Counted, question: QuestionFacts, revision: int, criteria: Sequence[Json]
) -> Json:
    given = counted.of(question.id, revision)
    criterion = next((c for c in criteria if c["signal"] == "support"), None)
    level = criterion["level_permille"] if criterion else 950
    base = _base(question, given, counted, revision) | {"level_permille": level}
    n = len(given)
    if n < FLOOR or not counted.size:
        return base | _nothing_known("method", "percent", "interval", "certain", "loose", "chance")
    tally = ballots.tally(given, SIDES)
    method = _method(facts, criterion)
    found = numbers.interval(counted.size, n, tally["for"], level, method) if method else None
    return base | {
        "counts": tally,
        "percent": numbers.percent(tally["for"], n),
        "method": method,
        "interval": found,
        "certain": numbers.certain(counted.size, n, tally["for"]),
        "loose": _loosened(counted.size, n, tally["for"], found),
        "chance": _chance(counted.size, n, tally["for"], criterion) if method else None,
    }


def _method(facts: Facts, criterion: Json | None) -> str | None:
    """A fixed criterion is looked at once, at the end; else the bounds one may watch."""
    if criterion is not None and criterion["mode"] == "sequential":
        return "sequence"
    if facts.round.is_over:
        return "exact"
    return None if criterion is not None else "sequence"


def _loosened(group: int, n: int, x: int, found: Json | None) -> Json | None:
    if found is None:
        return None
    loose = shares.widened(group, n, x, found["low"], found["high"], DELTA)
    return numbers.between(round(loose.low * group), round(loose.high * group))


def _chance(group: int, n: int, x: int, criterion: Json | None) -> int | None:
    """In percent, that the threshold is reached if the silent are like those who answered."""
    if criterion is None or criterion["needed"] is None:
        return None
    chance = shares.prob_at_least(group, n, x, criterion["needed"]).probability
    if chance in (0.0, 1.0):
        return int(100 * chance)
    return min(99, max(1, round(100 * chance)))


def others(facts: Facts, counted: Counted, revision: int) -> list[Json]:
    asked = [q for q in facts.questions if q.kind != "support"]
    return [
        _choice(facts, counted, question, revision)
        if question.kind == "choice"
        else _scale(facts, counted, question, revision)
        for question in asked
    ]


def _base(
    question: QuestionFacts, given: Mapping[int, object], counted: Counted, revision: int
) -> Json:
    return {
        "question": question.public_id,
        "kind": question.kind,
        "prompt": question.prompt,
        "settings": {k: v for k, v in question.settings.items() if isinstance(v, str | int)},
        "group": counted.size,
        "n": len(given),
        "waiting": counted.waiting.get((question.id, revision), 0),
        "is_withheld": 0 < len(given) < FLOOR,
        "counts": None,
    }


def _nothing_known(*names: str) -> Json:
    return dict.fromkeys(names)


def _scale(facts: Facts, counted: Counted, question: QuestionFacts, revision: int) -> Json:
    """Rating and intent: the bar of counts, the two upper boxes, then the mean."""
    given = counted.of(question.id, revision)
    base = _base(question, given, counted, revision)
    if len(given) < FLOOR or not counted.size:
        return base | _nothing_known("top", "first", "mean")
    counts = ballots.tally(given, BOXES)
    boxes = list(counts.values())
    n, top = sum(boxes), boxes[3] + boxes[4]
    method = "exact" if facts.round.is_over else "sequence"
    return base | {
        "n": n,
        "counts": counts,
        "top": {
            "x": top,
            "percent": numbers.percent(top, n),
            "method": method,
            "interval": numbers.interval(counted.size, n, top, 950, method),
        },
        "first": {"x": boxes[4], "percent": numbers.percent(boxes[4], n)},
        "mean": _mean(boxes, counted.size, facts.round.is_over),
    }


def _mean(boxes: list[int], group: int, is_over: bool) -> Json | None:
    """One decimal below a hundred answers; its interval only where it means something."""
    found = rating.mean(boxes, group, 0.95)
    if found.mean is None:
        return None
    places = 1 if sum(boxes) < 100 else 2
    shown = is_over and sum(boxes) < group and rating.is_interval_shown(boxes)
    interval = None
    if shown and found.low is not None and found.high is not None:
        low, high = max(1.0, found.low), min(5.0, found.high)
        interval = {"low": round(low, places), "high": round(high, places)}
    return {"value": round(found.mean, places), "interval": interval}


def _choice(facts: Facts, counted: Counted, question: QuestionFacts, revision: int) -> Json:
    given = counted.of(question.id, revision)
    base = _base(question, given, counted, revision)
    names = next((r.variants for r in facts.revisions if r.id == revision), {})
    keys = [*names, *sorted({ballot.counted for ballot in given.values()} - set(names))]
    options = {"options": [{"key": key, "name": names.get(key, "")} for key in keys]}
    if len(given) < FLOOR or not counted.size or not keys:
        return base | options | _nothing_known("lead")
    counts = ballots.tally(given, tuple(keys))
    return base | options | {"counts": counts, "lead": _lead(counts, counted.size, facts)}


def _lead(counts: dict[str, int], group: int, facts: Facts) -> Json:
    found = choice.plurality(counts, group, 0.95)
    ranked = sorted(counts.values(), reverse=True)
    is_tie = len(ranked) > 1 and ranked[0] == ranked[1]
    stays = choice.prob_leader_stays(counts, group, facts.round.seed).probability
    return {
        "leader": None if is_tie else found.leader,
        "runner_up": None if is_tie else found.runner_up,
        "tied": sorted(key for key, count in counts.items() if count == ranked[0])
        if is_tie
        else [],
        "gap": ranked[0] - (ranked[1] if len(ranked) > 1 else 0),
        "interval": numbers.between(numbers.points(found.low), numbers.points(found.high))
        if facts.round.is_over
        else None,
        "is_decided": found.decided,
        "stays_percent": None
        if is_tie or stays is None
        else min(99, max(1, round(100 * stays)))
        if not found.decided
        else 100,
    }
