"""What the group answered: support first, then the round's other questions.

Counts come first; bounds are in people of the whole group. Fewer than five answers are not broken
down. While a round is open only bounds that may be watched daily are given.
"""

from collections.abc import Mapping, Sequence

from portal.reporting import ballots, numbers
from portal.reporting.ballots import Counted
from portal.reporting.facts import Ballot, Facts, QuestionFacts
from portal.reporting.kinds import KINDS, LISTED
from portal.reporting.kinds.asked import Asked, share
from portal.reporting.kinds.yes import Yes
from portal.reporting.numbers import FLOOR, Json
from portal.stats import support as shares

SIDES = ("for", "unsure", "against")
BOXES = ("1", "2", "3", "4", "5")
# How far the silent may differ from those who answered in the "what if" line: ten points.
DELTA = 0.10


def support(
    facts: Facts, counted: Counted, question: QuestionFacts, revision: int, criteria: Sequence[Json]
) -> Json:
    asked = asked_of(facts, counted, question, revision)
    criterion = next((c for c in criteria if c["signal"] == "support"), None)
    level = criterion["level_permille"] if criterion else 950
    base = _base(asked, counted, revision) | {"level_permille": level}
    n = asked.n
    if n < FLOOR or not counted.size:
        return base | dict.fromkeys(("method", "percent", "interval", "certain", "loose", "chance"))
    tally = ballots.tally(asked.given, SIDES)
    method = _method(facts, criterion)
    found = _interval(counted.size, n, tally["for"], criterion, level, method)
    return base | {
        "counts": tally,
        "percent": numbers.percent(tally["for"], n),
        "method": method,
        "interval": found,
        "certain": numbers.certain(counted.size, n, tally["for"]),
        "loose": _loosened(counted.size, n, tally["for"], found),
        "chance": _chance(counted.size, n, tally["for"], criterion) if found else None,
    }


def _method(facts: Facts, criterion: Json | None) -> str | None:
    """A fixed criterion is looked at once, at the end; else the bounds one may watch."""
    if criterion is not None and criterion["mode"] == "sequential":
        return "sequence"
    if facts.round.is_over:
        return "exact"
    return None if criterion is not None else "sequence"


def _interval(
    group: int, n: int, x: int, criterion: Json | None, level: int, method: str | None
) -> Json | None:
    """A rule that may be read any day keeps what all days left (monitor.py), or nothing."""
    if criterion is not None and criterion["mode"] == "sequential":
        kept: Json | None = criterion["interval"]
        return kept
    return numbers.interval(group, n, x, level, method) if method else None


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
    """Every question but support, each as its kind tells it (kinds/)."""
    return [_other(facts, counted, q, revision) for q in facts.questions if q.kind in KINDS]


def asked_of(facts: Facts, counted: Counted, question: QuestionFacts, revision: int) -> Asked:
    return Asked(
        question=question,
        given=counted.of(question.id, revision),
        group=counted.size - len(counted.unused(question.id, revision)),
        is_over=facts.round.is_over,
        names=next((r.variants for r in facts.revisions if r.id == revision), {}),
        seed=facts.round.seed,
    )


def _other(facts: Facts, counted: Counted, question: QuestionFacts, revision: int) -> Json:
    asked, kind = asked_of(facts, counted, question, revision), KINDS[question.kind]
    listed = LISTED[question.kind](asked) if question.kind in LISTED else {}
    base = _base(asked, counted, revision) | listed
    if asked.n < FLOOR:
        return base | dict.fromkeys((*kind.FIELDS, "yes", "by_revision"))
    found = kind.found(asked)
    yes = kind.yes(asked, found)
    return (
        base
        | found
        | {
            "yes": _unpeeked(facts, question, share(asked, yes)),
            "by_revision": _by_revision(facts, counted, question, yes),
        }
    )


def _unpeeked(facts: Facts, question: QuestionFacts, found: Json | None) -> Json | None:
    """While it waits for the close a question under a fixed rule has no bounds, not even those
    that may be watched: they would tell the verdict before it is read."""
    rules = [c.mode for c in facts.criteria if c.question_id == question.id]
    if found is None or facts.round.is_over or "fixed" not in rules:
        return found
    return found | {"method": None, "interval": None}


def _by_revision(
    facts: Facts, counted: Counted, question: QuestionFacts, yes: Yes | None
) -> list[Json]:
    """How many said yes to each revision, whoever they were; x is withheld below five."""
    return [_of_revision(counted.of(question.id, r.id), r.number, yes) for r in facts.revisions]


def _of_revision(given: Mapping[int, Ballot], number: int, yes: Yes | None) -> Json:
    n, x = len(given), None
    if yes is not None and n >= FLOOR:
        x = yes.count(given)
    return {
        "number": number,
        "n": n,
        "x": x,
        "percent": None if x is None else numbers.percent(x, n),
    }


def _base(asked: Asked, counted: Counted, revision: int) -> Json:
    question = asked.question
    return {
        "question": question.public_id,
        "kind": question.kind,
        "prompt": question.prompt,
        "settings": {k: v for k, v in question.settings.items() if isinstance(v, str | int)},
        "group": asked.group,
        "n": asked.n,
        "prefer_not": counted.preferring_not(question.id, revision),
        "unused": len(counted.unused(question.id, revision)),
        "waiting": counted.waiting.get((question.id, revision), 0),
        "is_withheld": 0 < asked.n < FLOOR,
        "counts": None,
    }
