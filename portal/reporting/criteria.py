"""Launch criteria against what the group said: one status and one reason each.

Here: support, rating, intent and concerns against their thresholds. Not here: the verdict over all
of them (verdict.py), how they are put into words (sentences.py).
"""

from collections.abc import Sequence

from portal.reporting import ballots, numbers
from portal.reporting.ballots import Counted
from portal.reporting.facts import CriterionFacts, CritiqueFacts, Facts
from portal.reporting.numbers import FLOOR, Json
from portal.stats import thresholds
from portal.stats import verdict as verdicts

OPEN_STATES = ("open", "considering")
YES = {"support": ("for",), "rating": ("4", "5"), "intent": ("4", "5")}


def judge_all(facts: Facts, counted: Counted, revision: int) -> list[Json]:
    return [
        _registered(criterion, facts, position)
        | (
            _concerns(criterion, facts, counted)
            if criterion.signal == "concerns"
            else _share(criterion, facts, counted, revision)
        )
        for position, criterion in enumerate(facts.criteria, start=1)
    ]


def _registered(criterion: CriterionFacts, facts: Facts, position: int) -> Json:
    prompts = {question.id: question.prompt for question in facts.questions}
    return {
        "position": position,
        "signal": criterion.signal,
        "prompt": prompts.get(criterion.question_id or 0, ""),
        "threshold_permille": criterion.threshold_permille,
        "level_permille": criterion.level_permille,
        "min_answers": max(criterion.min_answers, FLOOR),
        "mode": criterion.mode,
        "registered_by": criterion.registered_by,
        "registered_at": criterion.registered_at.isoformat(),
    }


def _share(criterion: CriterionFacts, facts: Facts, counted: Counted, revision: int) -> Json:
    given = counted.of(criterion.question_id or 0, revision)
    n, x = len(given), sum(ballots.tally(given, YES[criterion.signal]).values())
    if not counted.size or n < FLOOR:
        reason = "nobody_on_roster" if not counted.size else "nobody_answered"
        return _unknown(counted.size, n, reason if not n else "too_few_answers")
    waits = criterion.mode == "fixed" and not facts.round.is_over
    return {"group": counted.size, "n": n, "x": x, "percent": numbers.percent(x, n)} | (
        _waiting(criterion, counted.size, n, x)
        if waits
        else _judged(criterion, counted.size, n, x, max(criterion.min_answers, FLOOR))
    )


def _judged(criterion: CriterionFacts, group: int, n: int, x: int, fewest: int) -> Json:
    asked = (criterion.threshold_permille, criterion.level_permille, fewest, criterion.mode)
    found = verdicts.decide(group, n, x, *asked)
    reasons = {"validated": "met", "not_validated": "missed", "inconclusive": "straddles"}
    status = found.verdict
    return {
        "status": status,
        "reason": reasons[status] if found.enough_answers else "too_few_answers",
        "is_decided": found.decided,
        "is_fragile": found.fragile,
        "needed": found.K_threshold,
        "interval": numbers.between(found.K_low, found.K_high),
        "certain": numbers.certain(group, n, x),
        "change": _change(verdicts.what_would_change(group, n, x, *asked)),
    }


def _change(found: verdicts.Change) -> Json:
    return {
        "more_answers": found.more_answers,
        "towards": found.towards,
        "needed_from_silent": found.needed_from_silent,
        "silent": found.silent,
    }


def _waiting(criterion: CriterionFacts, group: int, n: int, x: int) -> Json:
    """Before its day a fixed criterion has no interval: only what is certain already."""
    needed = thresholds.of_permille(criterion.threshold_permille, group)
    return {
        "status": "inconclusive",
        "reason": "waits_for_close",
        "is_decided": False,
        "is_fragile": False,
        "needed": needed,
        "interval": None,
        "certain": numbers.certain(group, n, x),
        "change": {
            "more_answers": None,
            "towards": None,
            "needed_from_silent": needed - x,
            "silent": group - n,
        },
    }


def _unknown(group: int, n: int, reason: str) -> Json:
    return {
        "group": group,
        "n": n,
        "x": None,
        "percent": None,
        "status": "inconclusive",
        "reason": reason,
        "is_decided": False,
        "is_fragile": False,
        "needed": None,
        "interval": None,
        "certain": None,
        "change": None,
    }


def _concerns(criterion: CriterionFacts, facts: Facts, counted: Counted) -> Json:
    """No unaddressed concern that so many share.

    A concern is looked at once enough members took a stance on it. The one most may share decides.
    """
    fewest = max(criterion.min_answers, FLOOR)
    unaddressed = [c for c in facts.critiques if c.kind == "concern" and c.state in OPEN_STATES]
    if not counted.size:
        return _unknown(0, 0, "nobody_on_roster")
    if not facts.round.is_over and criterion.mode == "fixed":
        return _unknown(counted.size, 0, "waits_for_close")
    if not counted.voters and not any(c.stances for c in facts.critiques):
        return _unknown(counted.size, 0, "nobody_answered")
    known = [c for c in unaddressed if sharing(c)[0] >= fewest]
    result = _worst(criterion, known, counted.size)
    return result | {
        "concerns": len(unaddressed),
        "too_little_known": len(unaddressed) - len(known),
    }


def _worst(criterion: CriterionFacts, known: Sequence[CritiqueFacts], group: int) -> Json:
    base = _unknown(group, 0, "no_shared_concern") | {
        "needed": thresholds.of_permille(criterion.threshold_permille, group)
    }
    if not known:
        return base | {"status": "validated"}
    worst = max(known, key=lambda c: (sharing(c)[1], -sharing(c)[0], c.public_id))
    n, x = sharing(worst)
    # "Shared" is the bad news here, so the verdict on the share is turned round.
    found = verdicts.decide(
        group, n, x, criterion.threshold_permille, criterion.level_permille, FLOOR, criterion.mode
    )
    status, reason = {
        "validated": ("not_validated", "shared_concern"),
        "not_validated": ("validated", "no_shared_concern"),
        "inconclusive": ("inconclusive", "maybe_shared_concern"),
    }[found.verdict]
    return base | {
        "n": n,
        "x": x,
        "percent": numbers.percent(x, n),
        "status": status,
        "reason": reason,
        "is_decided": found.decided,
        "is_fragile": found.fragile,
        "interval": numbers.between(found.K_low, found.K_high),
        "certain": numbers.certain(group, n, x),
        "concern": worst.public_id,
    }


def sharing(critique: CritiqueFacts) -> tuple[int, int]:
    """How many made known where they stand, and how many of them share it; its author does."""
    return critique.stances + critique.is_backed, critique.agree + critique.is_backed
