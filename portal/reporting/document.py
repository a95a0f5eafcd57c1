"""The document: every part of a report in one JSON-able value.

Here: its outline, as docs/report-schema.md describes it. Not here: how each part is computed.
"""

import platform
from functools import cache
from importlib import metadata

from portal.reporting import (
    METHOD_VERSION,
    SCHEMA_VERSION,
    answers,
    ballots,
    cells,
    criteria,
    moves,
    people,
    rules,
    segments,
    silence,
    variants,
    verdict,
    voices,
)
from portal.reporting.facts import Facts, RoundFacts
from portal.reporting.numbers import FLOOR, Json


def build(facts: Facts, studies: Json | None = None) -> Json:
    """The report on a round. Pure: the same facts give the same document.

    `studies`: what takes long, once the worker has found it (studies/).
    """
    counted = ballots.count(facts)
    newest = facts.revisions[-1] if facts.revisions else None
    revision = newest.id if newest else 0
    support = next((q for q in facts.questions if q.kind == "support"), None)
    judged = criteria.judge_all(facts, counted, revision)
    asked = support.id if support else 0
    told = answers.support(facts, counted, support, revision, judged) if support else None
    questions = answers.others(facts, counted, revision)
    places, left_out = cells.places(facts, counted)
    tables = cells.tables(facts, counted, revision, places, told, questions)
    by_segment = segments.by_segment(facts, places, tables, left_out)
    return {
        "schema_version": SCHEMA_VERSION,
        "method_version": METHOD_VERSION,
        "made_at": facts.round.made_at.isoformat(),
        "round": _round(facts.round)
        | {"title": newest.title if newest else "", "revision": newest.number if newest else None},
        "method": _method(facts.round),
        "verdict": verdict.join(judged),
        "criteria": judged,
        "monitor": criteria.bands(facts, counted, revision),
        "rule_changes": rules.changes(facts),
        "participation": people.participation(facts, counted, support, revision),
        "silence": silence.compared(counted, asked, revision, by_segment),
        "support": told,
        "questions": questions,
        "by_revision": moves.by_revision(facts, counted),
        "by_segment": by_segment,
        "by_variant": variants.by_variant(facts, counted, revision, tables),
        "critiques": voices.critiques(facts),
        "reasons": voices.reasons(counted, asked, revision, facts.round.is_over),
        "studies": studies,
    }


def _method(round: RoundFacts) -> Json:
    return {
        "floor": FLOOR,
        "seed": round.seed,
        "counted_in": _step(round),
        "versions": dict(versions()),
    }


@cache
def versions() -> dict[str, str]:
    """What computed the numbers: another version may round the last digit another way."""
    return {
        "python": platform.python_version(),
        "numpy": metadata.version("numpy"),
        "scipy": metadata.version("scipy"),
    }


def _step(round: RoundFacts) -> int:
    """Answers are counted one by one at the end, in fives while the round is open."""
    return 1 if round.is_over else FLOOR


def _round(round: RoundFacts) -> Json:
    return {
        "id": round.public_id,
        "brand": round.brand,
        "brand_kind": round.brand_kind,
        "group": round.group,
        "opened_at": round.opened_at.isoformat() if round.opened_at else None,
        "ends_at": round.ends_at.isoformat(),
        "timezone": round.timezone,
        "blindness": round.blindness,
        "who_counts": round.who_counts,
        "state": "closed" if round.is_over else "open",
    }
