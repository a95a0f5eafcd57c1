"""How the same members moved from one revision to the next.

Only members who answered both times are linked; who dropped out is said. There is no control
group: a change is not yet an effect of the revision.
"""

from collections.abc import Mapping
from itertools import pairwise

from portal.reporting import ballots, numbers
from portal.reporting.answers import BOXES, SIDES
from portal.reporting.ballots import Counted
from portal.reporting.facts import Ballot, Facts, QuestionFacts, RevisionFacts
from portal.reporting.numbers import FLOOR, Json
from portal.stats import net, revision

SCORED = ("support", "rating", "intent")
SCORES = {"for": 1, "unsure": 0, "against": -1} | {box: int(box) for box in BOXES}


def by_revision(facts: Facts, counted: Counted) -> Json:
    """Counts of each revision, and the linked moves between neighbours, for scored questions."""
    asked = [q for q in facts.questions if q.kind in SCORED]
    return {
        "revisions": [
            {"number": r.number, "title": r.title, "counts": _counts(facts, counted, r)}
            for r in facts.revisions
        ],
        "moves": [
            move
            for question in asked
            for before, after in pairwise(facts.revisions)
            if (move := _move(facts, counted, question, before, after)) is not None
        ],
    }


def _counts(facts: Facts, counted: Counted, revision: RevisionFacts) -> Json:
    support = next((q for q in facts.questions if q.kind == "support"), None)
    given = counted.of(support.id if support else 0, revision.id)
    if len(given) < FLOOR:
        return {"n": len(given), "sides": None, "percent": None}
    sides = ballots.tally(given, SIDES)
    return {
        "n": len(given),
        "sides": sides,
        "percent": numbers.percent(sides["for"], len(given)),
    }


def _move(
    facts: Facts,
    counted: Counted,
    question: QuestionFacts,
    before: RevisionFacts,
    after: RevisionFacts,
) -> Json | None:
    earlier, later = counted.of(question.id, before.id), counted.of(question.id, after.id)
    if not earlier or not later:
        return None
    both = earlier.keys() & later.keys()
    base = {
        "question": question.public_id,
        "kind": question.kind,
        "prompt": question.prompt,
        "before": before.number,
        "after": after.number,
        "both": len(both),
        "dropped_out": len(earlier.keys() - both),
        "newly_heard": len(later.keys() - both),
        "is_withheld": len(both) < FLOOR,
    }
    if len(both) < FLOOR:
        return base | dict.fromkeys(("improved", "worsened", "same", "net", "interval", "chance"))
    return base | _moved(facts, counted.size, [(earlier[p], later[p]) for p in sorted(both)])


def _moved(facts: Facts, group: int, pairs: list[tuple[Ballot, Ballot]]) -> Json:
    steps = [SCORES.get(b.counted, 0) - SCORES.get(a.counted, 0) for a, b in pairs]
    improved, worsened = sum(s > 0 for s in steps), sum(s < 0 for s in steps)
    found = net.interval(group, len(pairs), improved, worsened, 0.95)
    interval = numbers.between(numbers.points(found.low), numbers.points(found.high))
    return {
        "improved": improved,
        "worsened": worsened,
        "same": len(pairs) - improved - worsened,
        "net": improved - worsened,
        "interval": interval if facts.round.is_over else None,
        # The chance of so lopsided a move if each who moved had tossed a coin.
        "chance": round(revision.mcnemar_exact(improved, worsened).p_two_sided, 3)
        if facts.round.is_over
        else None,
    }


def of_support(document: Mapping[str, Json]) -> list[Json]:
    """The moves of the support question, for drawing."""
    return [move for move in document["by_revision"]["moves"] if move["kind"] == "support"]
