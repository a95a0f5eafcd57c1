"""Signal 12: is the community alive.

Here: retention, inequality, replies. Not here: intervals; logs are complete, and counts of what
happened carry no sampling error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.stats import checks
from portal.stats.errors import Impossible


@dataclass(frozen=True, slots=True)
class Retention:
    """Members active in their period 0, and the shares of them active in k, and in k or later."""

    cohort: int
    exact: float | None
    unbounded: float | None


@dataclass(frozen=True, slots=True)
class Inequality:
    """0 to 1; None where there are no members, or (but for participation) no contributions."""

    gini: float | None
    participation_rate: float | None
    top_1pct_share: float | None
    top_10pct_share: float | None


@dataclass(frozen=True, slots=True)
class FirstReply:
    """Hours until half are answered (None if fewer ever are), and the share answered in time."""

    median_hours: float | None
    answered_by: float | None


@dataclass(frozen=True, slots=True)
class Interactions:
    """Shares 0 to 1, and replies per active member; None where there is nothing to divide by."""

    organic_share: float | None
    organic_per_active: float | None
    answered_share: float | None
    changed_share: float | None


def retention(active: Mapping[str, Sequence[int]], period: int) -> Retention:
    """active: for each member the periods since joining in which they voted or wrote."""
    period = checks.count("period", period)
    members = [
        {checks.count("active", one) for one in checks.items("active", periods)}
        for periods in checks.named("active", active).values()
    ]
    cohort = [periods for periods in members if 0 in periods]
    exact = sum(period in periods for periods in cohort)
    later = sum(max(periods) >= period for periods in cohort)
    return Retention(len(cohort), _share(exact, len(cohort)), _share(later, len(cohort)))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def inequality(contributions: Sequence[int]) -> Inequality:
    """contributions: one a member, zeros included. The top 1 % and 10 % are at least one member."""
    ordered = sorted(checks.counts("contributions", contributions))
    members, total = len(ordered), sum(ordered)
    participation = _share(sum(one > 0 for one in ordered), members)
    if not total:
        return Inequality(None, participation, None, None)
    weighted = sum((2 * i - members - 1) * one for i, one in enumerate(ordered, start=1))
    top_1, top_10 = (sum(ordered[-max(1, members // part) :]) / total for part in (100, 10))
    return Inequality(weighted / (members * total), participation, top_1, top_10)


def first_reply(hours: Sequence[float], replied: Sequence[int], at_hours: float) -> FirstReply:
    """How soon critiques get their first reply, the unanswered ones censored (Kaplan & Meier 1958).

    hours: until the reply, or until now where replied is 0. The median is the midpoint where the
    curve rests on exactly one half.
    """
    waited = [checks.number("hours", one, 0) for one in checks.items("hours", hours)]
    answered = checks.yes_or_no("replied", replied, len(waited))
    at_hours = checks.number("at_hours", at_hours, 0)
    if not waited:
        return FirstReply(None, None)
    curve = _unanswered(waited, answered)
    below = [(time, left) for time, left in curve if left < 0.5 + 1e-9]
    median = below[0][0] if below else None
    if len(below) > 1 and abs(below[0][1] - 0.5) < 1e-9:
        median = (below[0][0] + below[1][0]) / 2
    left = min((left for time, left in curve if time <= at_hours), default=1.0)
    return FirstReply(median, 1 - left)


def _unanswered(waited: list[float], answered: list[int]) -> list[tuple[float, float]]:
    """The share still unanswered after each time at which one was answered."""
    at_risk, left, curve = len(waited), 1.0, []
    in_time = sorted(zip(waited, answered, strict=True))
    for time, same in groupby(in_time, key=lambda pair: pair[0]):
        now = [reply for _, reply in same]
        if sum(now):
            left *= 1 - sum(now) / at_risk
            curve.append((time, left))
        at_risk -= len(now)
    return curve


def interactions(
    member_to_member: int,
    all_replies: int,
    active_members: int,
    critiques: int,
    answered: int,
    changed: int,
) -> Interactions:
    """Replies among members of all replies and per active member; critiques answered and heeded."""
    replies = checks.count("all_replies", all_replies)
    organic = checks.count_within("member_to_member", member_to_member, "all_replies", replies)
    members = checks.count("active_members", active_members)
    if organic and not members:
        raise Impossible("active_members must be at least 1 where members replied.")
    whole = checks.count("critiques", critiques)
    heard = checks.count_within("answered", answered, "critiques", whole)
    heeded = checks.count_within("changed", changed, "critiques", whole)
    return Interactions(
        _share(organic, replies),
        _share(organic, members),
        _share(heard, whole),
        _share(heeded, whole),
    )
