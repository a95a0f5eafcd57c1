"""How the same members moved from one revision to the next, and what the revision answered.

Only members who answered both times are linked; who dropped out is said. There is no control
group: a change is not yet an effect of the revision. While a round is open pairs are counted in
fives, and what could be taken from the counts of a revision to leave fewer than five is withheld.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from portal.reporting import ballots, leavers, numbers
from portal.reporting.answers import BOXES, SIDES
from portal.reporting.ballots import Counted
from portal.reporting.facts import Ballot, Facts, QuestionFacts, RevisionFacts
from portal.reporting.numbers import FLOOR, Json
from portal.stats import herding, net, revision

SCALES = {kind: {box: int(box) for box in BOXES} for kind in ("rating", "intent")} | {
    "support": {"against": -1, "unsure": 0, "for": 1},
    "recommend": {str(score): score for score in range(11)},
    "without_it": {"not": 0, "somewhat": 1, "very": 2},
}
# The steps of these scales are not equal, so their mean says nothing.
UNEVEN = ("support", "without_it")
LEVEL = 0.95
# Fewer pairs give no interval of a mean.
FEWEST = 10
UNLIKELY = 0.05
UNKNOWN = (
    *("improved", "worsened", "same", "net", "interval", "chance"),
    *("mean", "table", "drop_outs"),
)
TEXT = 400


def by_revision(facts: Facts, counted: Counted) -> Json:
    """Counts of each revision, and the linked moves between neighbours, for scored questions."""
    asked = [q for q in facts.questions if q.kind in SCALES]
    return {
        "revisions": [
            {
                "number": r.number,
                "title": r.title,
                "counts": _counts(facts, counted, r),
                "addressed": _addressed(facts, r),
            }
            for r in facts.revisions
        ],
        "moves": [
            move
            for question in asked
            for before, after in pairwise(facts.revisions)
            if (move := _move(facts, counted, question, before, after)) is not None
        ],
    }


def _addressed(facts: Facts, revision: RevisionFacts) -> list[Json]:
    """The critiques this revision answers, the most shared first, with the brand's sentence."""
    answered = [c for c in facts.critiques if c.addressed_in == revision.number]
    answered.sort(key=lambda c: (-c.agree, c.public_id))
    return [
        {"id": c.public_id, "kind": c.kind, "text": c.text[:TEXT], "sentence": c.sentence}
        for c in answered
    ]


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
    pairs = _pairs(facts, earlier, later)
    both = {after.person for _, after in pairs}
    gone = [ballot for person, ballot in earlier.items() if person not in later]
    base = {
        "question": question.public_id,
        "kind": question.kind,
        "prompt": question.prompt,
        "before": before.number,
        "after": after.number,
        "both": len(both),
        "dropped_out": len(gone),
        "newly_heard": len(later.keys() - earlier.keys()),
        "is_withheld": len(both) < FLOOR,
    }
    if len(both) < FLOOR:
        return base | dict.fromkeys(UNKNOWN)
    known = base | _moved(facts, counted.size, question.kind, pairs)
    if question.kind == "support" and _tells_on_few(earlier, later, known):
        return base | {"is_withheld": True} | dict.fromkeys(UNKNOWN)
    if question.kind != "support" or not facts.round.is_over:
        return known | {"table": None, "drop_outs": None}
    fresh = len(later) - len(both)
    return known | {"table": _table(pairs, len(gone), fresh), "drop_outs": _gone(pairs, gone)}


def _tells_on_few(earlier: Mapping[int, Ballot], later: Mapping[int, Ballot], told: Json) -> bool:
    """Whether the sides of the few who answered one time alone follow from the rest."""
    before, after = (
        list(ballots.tally(given, leavers.SIDES).values()) for given in (earlier, later)
    )
    return leavers.are_told(before, after, told["improved"], told["worsened"], told["both"])


def _pairs(
    facts: Facts, earlier: Mapping[int, Ballot], later: Mapping[int, Ballot]
) -> list[tuple[Ballot, Ballot]]:
    """In the order of the later answers; whole fives while the round is open."""
    found = [(earlier[p], ballot) for p, ballot in later.items() if p in earlier]
    return found if facts.round.is_over else found[: len(found) - len(found) % FLOOR]


def _moved(facts: Facts, group: int, kind: str, pairs: Sequence[tuple[Ballot, Ballot]]) -> Json:
    scale = SCALES[kind]
    steps = [scale.get(b.counted, 0) - scale.get(a.counted, 0) for a, b in pairs]
    improved, worsened = sum(s > 0 for s in steps), sum(s < 0 for s in steps)
    found = net.interval(group, len(pairs), improved, worsened, LEVEL)
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
        "mean": _mean(scale, group, pairs, facts.round.seed)
        if facts.round.is_over and kind not in UNEVEN
        else None,
    }


def _mean(
    scale: Mapping[str, int], group: int, pairs: Sequence[tuple[Ballot, Ballot]], seed: int
) -> Json:
    """The mean change on the scale, and the chance of it if every change could have had the other
    sign."""
    before = [scale.get(a.counted, 0) for a, _ in pairs]
    after = [scale.get(b.counted, 0) for _, b in pairs]
    found = revision.mean_change(before, after, group, LEVEL)
    shown = len(pairs) >= FEWEST and found.low is not None and found.low != found.high
    return {
        "value": round(found.mean_change or 0.0, 2),
        "interval": {"low": round(found.low or 0.0, 2), "high": round(found.high or 0.0, 2)}
        if shown
        else None,
        "chance": round(revision.signflip(before, after, seed).p_two_sided, 3),
    }


def _table(pairs: Sequence[tuple[Ballot, Ballot]], gone: int, fresh: int) -> Json | None:
    """Members by their side before (rows) and after, against to for. None where its sums, taken
    from the counts of either revision, would tell the sides of fewer than five."""
    if 0 < gone < FLOOR or 0 < fresh < FLOOR:
        return None
    rows = list(reversed(SIDES))
    return {
        "sides": rows,
        "rows": [
            [sum((a.counted, b.counted) == (x, y) for a, b in pairs) for y in rows] for x in rows
        ],
    }


def _gone(pairs: Sequence[tuple[Ballot, Ballot]], gone: Sequence[Ballot]) -> Json | None:
    """Whether those who dropped out were less happy before than those who stayed."""
    if len(gone) < FLOOR:
        return None
    left = ballots.tally({ballot.person: ballot for ballot in gone}, SIDES)
    stayed = ballots.tally({before.person: before for before, _ in pairs}, SIDES)
    found = herding.arm_difference(
        left["for"], len(gone) - left["for"], stayed["for"], len(pairs) - stayed["for"]
    )
    return {
        "left": left,
        "stayed": stayed,
        "points": numbers.points(found.difference or 0.0),
        "chance": round(found.p_two_sided, 3),
        "is_unlike": found.p_two_sided <= UNLIKELY,
    }


def of_support(document: Mapping[str, Json]) -> list[Json]:
    """The moves of the support question, for drawing."""
    return [move for move in document["by_revision"]["moves"] if move["kind"] == "support"]
