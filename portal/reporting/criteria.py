"""Launch criteria against what the group said: one status and one reason each.

Here: support, rating, intent, being without it and concerns against their thresholds. Not here: the
verdict over all of them (verdict.py), the days of a round (monitor.py), words (sentences.py).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from portal.reporting import monitor, numbers
from portal.reporting.ballots import Counted
from portal.reporting.facts import Ballot, CriterionFacts, CritiqueFacts, Facts
from portal.reporting.numbers import FLOOR, Json
from portal.stats import thresholds
from portal.stats import verdict as verdicts

OPEN_STATES = ("open", "considering")
YES = {
    "support": ("for",),
    "rating": ("4", "5"),
    "intent": ("4", "5"),
    "without_it": ("very",),
}


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


class Asked(NamedTuple):
    """Whom a criterion speaks for, the answers it reads, and how many of them are a yes."""

    group: int
    given: Mapping[int, Ballot]
    x: int
    unused: int

    @property
    def n(self) -> int:
        return len(self.given)


def _asked(criterion: CriterionFacts, counted: Counted, revision: int) -> Asked:
    """Who never used it does not belong to the group that is asked how it would be without (Ellis);
    who would rather not say does, and is silent."""
    key = criterion.question_id or 0, revision
    given = counted.of(*key)
    unused = len(counted.unused(*key))
    x = sum(ballot.counted in YES[criterion.signal] for ballot in given.values())
    return Asked(counted.size - unused, given, x, unused)


def _share(criterion: CriterionFacts, facts: Facts, counted: Counted, revision: int) -> Json:
    asked = _asked(criterion, counted, revision)
    more = {"unused": asked.unused} if criterion.signal == "without_it" else {}
    if not asked.group or asked.n < FLOOR:
        return _unknown(asked.group, asked.n, _why_unknown(counted, asked)) | more
    known = {
        "group": asked.group,
        "n": asked.n,
        "x": asked.x,
        "percent": numbers.percent(asked.x, asked.n),
    }
    if criterion.mode == "sequential":
        return known | _watched(criterion, facts, asked) | more
    if not facts.round.is_over:
        return known | _waiting(criterion, asked.group, asked.n, asked.x) | more
    return known | _judged(criterion, asked) | more


def _why_unknown(counted: Counted, asked: Asked) -> str:
    if not counted.size:
        return "nobody_on_roster"
    if not asked.group:
        return "nobody_uses_it"
    return "too_few_answers" if asked.n else "nobody_answered"


def _watched(criterion: CriterionFacts, facts: Facts, asked: Asked) -> Json:
    """By the running bounds; when they contradict each other only what is certain is left."""
    found = monitor.watch(facts, criterion, asked.group, asked.given, YES[criterion.signal])
    if found.last is not None:
        return _judged(criterion, asked, found.last)
    certain = (asked.x, asked.group - asked.n + asked.x)
    judged = _judged(criterion, asked, certain)
    # A verdict that even the silent cannot change stands on its own, whatever the order was.
    reason = judged["reason"] if judged["is_decided"] else "order_not_random"
    return judged | {"interval": None, "reason": reason}


def bands(facts: Facts, counted: Counted, revision: int) -> list[Json]:
    """The bounds day by day of the criteria that may be read any day."""
    found = []
    for position, criterion in enumerate(facts.criteria, start=1):
        if criterion.mode != "sequential" or criterion.signal not in YES:
            continue
        asked = _asked(criterion, counted, revision)
        if not asked.group or asked.n < FLOOR:
            continue
        watched = monitor.watch(facts, criterion, asked.group, asked.given, YES[criterion.signal])
        needed = thresholds.of_permille(criterion.threshold_permille, asked.group)
        fewest = max(criterion.min_answers, FLOOR)
        found.append(monitor.drawn(facts, position, watched, asked.group, needed, fewest))
    return [band for band in found if band is not None]


def _judged(criterion: CriterionFacts, asked: Asked, bounds: tuple[int, int] | None = None) -> Json:
    group, n, x = asked.group, asked.n, asked.x
    fewest = max(criterion.min_answers, FLOOR)
    rule = (criterion.threshold_permille, criterion.level_permille, fewest, criterion.mode)
    found = (
        verdicts.judge(group, n, x, *bounds, criterion.threshold_permille, fewest)
        if bounds
        else verdicts.decide(group, n, x, *rule)
    )
    reasons = {"validated": "met", "not_validated": "missed", "inconclusive": "straddles"}
    return {
        "status": found.verdict,
        "reason": reasons[found.verdict] if found.enough_answers else "too_few_answers",
        "is_decided": found.decided,
        "is_fragile": found.fragile,
        "needed": found.K_threshold,
        "interval": numbers.between(found.K_low, found.K_high),
        "certain": numbers.certain(group, n, x),
        "change": _change(verdicts.what_would_change(group, n, x, *rule))
        | ({} if found.verdict == verdicts.INCONCLUSIVE else {"more_answers": None}),
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
    if facts.round.is_over and not unaddressed:
        # Nobody can share what nobody said, and nobody can say it any more.
        result["is_decided"] = True
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
    """How many made known where they stand, and how many of them share it; whoever said it does."""
    said_it = critique.is_backed + critique.also_by
    return critique.stances + said_it, critique.agree + said_it
