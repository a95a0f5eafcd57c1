"""What was said: critiques that unite and divide, open concerns, topics, and reasons.

No names: who said what stays in the conversation. Stances of fewer than five members are not
broken down.
"""

from collections.abc import Iterable

from portal.reporting import numbers
from portal.reporting.ballots import Counted
from portal.reporting.criteria import OPEN_STATES, sharing
from portal.reporting.facts import CritiqueFacts, Facts
from portal.reporting.numbers import FLOOR, Json
from portal.stats import proportions

SHORT = 8
LISTED = 500
REASONS = 30
TEXT = 400


def critiques(facts: Facts) -> Json:
    known = [c for c in facts.critiques if c.stances >= FLOOR]
    by_weight = sorted(facts.critiques, key=lambda c: (-c.stances, c.public_id))
    concerns = [c for c in facts.critiques if c.kind == "concern" and c.state in OPEN_STATES]
    concerns.sort(key=lambda c: (-sharing(c)[1], sharing(c)[0], c.public_id))
    return {
        "total": len(facts.critiques),
        "with_stances": len(known),
        "unite": [c.public_id for c in _uniting(known)],
        "divide": [c.public_id for c in _dividing(known)],
        "unaddressed": [c.public_id for c in concerns[:SHORT]],
        "unaddressed_total": len(concerns),
        "listed": [_critique(c) for c in _first(LISTED, concerns[:SHORT], by_weight)],
        "topics": _topics(facts),
    }


def _topics(facts: Facts) -> list[Json]:
    """What critique is about, as its authors said: the most written about first, then the rest
    that nobody gave a topic. Agreement is that of the critiques whose stances are shown."""
    named = {topic.public_id: topic.name for topic in facts.topics}
    about: dict[str | None, list[CritiqueFacts]] = {id: [] for id in (*named, None)}
    for critique in facts.critiques:
        about[critique.topic if critique.topic in named else None].append(critique)
    rows = [_topic(id, named.get(id or ""), own) for id, own in about.items()]
    used = [row for row in rows if row["critiques"] or row["id"]]
    used.sort(key=lambda row: (row["id"] is None, -row["critiques"]))
    return used if named else []


def _topic(id: str | None, name: str | None, own: list[CritiqueFacts]) -> Json:
    known = [c for c in own if c.stances >= FLOOR]
    agree, stances = sum(c.agree for c in known), sum(c.stances for c in known)
    return {
        "id": id,
        "name": name,
        "critiques": len(own),
        "authors": len({c.author for c in own if c.author is not None}),
        "concerns": sum(c.kind == "concern" and c.state in OPEN_STATES for c in own),
        "agree": agree if known else None,
        "stances": stances if known else None,
        "percent": numbers.percent(agree, stances) if known else None,
    }


def _first(most: int, *lists: Iterable[CritiqueFacts]) -> list[CritiqueFacts]:
    found = {c.public_id: c for critiques in lists for c in critiques}
    return list(found.values())[:most]


def _uniting(known: list[CritiqueFacts]) -> list[CritiqueFacts]:
    """Those that surely more than half of the stances agree with, the surest first."""
    scored = [(proportions.wilson_ci(c.stances, c.agree, 0.95).low, c) for c in known]
    agreed = [(low, c) for low, c in scored if low > 0.5]
    return [c for _, c in sorted(agreed, key=lambda s: (-s[0], s[1].public_id))[:SHORT]]


def _dividing(known: list[CritiqueFacts]) -> list[CritiqueFacts]:
    """Those that split the members who took a side, closest to half first."""
    sided = [c for c in known if c.agree + c.disagree >= FLOOR]
    split = [c for c in sided if 0.3 <= c.agree / (c.agree + c.disagree) <= 0.7]
    return sorted(split, key=_distance)[:SHORT]


def _distance(critique: CritiqueFacts) -> tuple[float, int, str]:
    sides = critique.agree + critique.disagree
    return abs(critique.agree / sides - 0.5), -sides, critique.public_id


def _critique(critique: CritiqueFacts) -> Json:
    is_shown = critique.stances >= FLOOR
    return {
        "id": critique.public_id,
        "kind": critique.kind,
        "text": critique.text[:TEXT],
        "revision": critique.revision,
        "state": critique.state,
        "topic": critique.topic,
        "shared": sharing(critique)[1] if is_shown else None,
        "stances": critique.stances,
        "agree": critique.agree if is_shown else None,
        "disagree": critique.disagree if is_shown else None,
        "pass": critique.passed if is_shown else None,
        "percent": numbers.percent(critique.agree, critique.stances) if is_shown else None,
    }


def reasons(counted: Counted, question: int, revision: int, is_over: bool) -> Json:
    """Why supporters, the unsure and sceptics say they are, in the order of the alphabet, so that
    the order tells nobody's turn. While the round is open each stands where it was first said."""
    given = counted.of(question, revision)
    sides: dict[str, list[str]] = {"for": [], "unsure": [], "against": []}
    if len(given) >= FLOOR:
        for ballot in given.values():
            side = ballot.answer if is_over else ballot.counted
            if ballot.reason and side in sides:
                sides[side].append(ballot.reason[:TEXT])
    return {
        side: {"total": len(said), "texts": sorted(said, key=str.casefold)[:REASONS]}
        for side, said in sides.items()
    }
