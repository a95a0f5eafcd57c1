"""Frozen reports of earlier versions, lifted to the outline of this one so that a page can show
them.

A frozen document is never computed again: its numbers and its version stay as they were, and what
an older version did not look at is unknown. The stored document is left alone.
"""

from datetime import datetime
from typing import Any

from portal.reporting import SCHEMA_VERSION, document
from portal.reporting.facts import CriterionFacts, Facts, QuestionFacts, RevisionFacts, RoundFacts
from portal.reporting.numbers import Json


def lifted(old: Json) -> Json:
    """The document as this version's pages read it."""
    if old["schema_version"] >= SCHEMA_VERSION:
        return old
    found: Json = _laid_over(_unknown(document.build(_outline(old))), _renamed(old))
    return found | {"method": found["method"] | {"versions": {}}, "studies": None}


def _renamed(old: Json) -> Json:
    """What stood elsewhere in version 1, and what its rows did not have."""
    return old | {
        "questions": [_question(question) for question in old["questions"]],
        "by_segment": _segments(old["by_segment"], old["support"]),
        "by_revision": _filled(old["by_revision"], "moves", "mean", "table", "drop_outs"),
        "critiques": _filled(old["critiques"], "listed", "topic", "shared"),
    }


def _filled(old: Json, rows: str, *names: str) -> Json:
    """Rows of which the outline of a round with nobody in it has none."""
    return old | {rows: [dict.fromkeys(names) | row for row in old[rows]]}


def _question(old: Json) -> Json:
    if "top" not in old:
        return old
    top = old["top"]
    return old | {
        "yes": None if top is None else {"of": "top_two", "key": None, "certain": None} | top
    }


def _segments(old: Json, support: Json | None) -> Json:
    if support is None or not old["rows"]:
        return old | {"tables": []}
    asked = {name: support[name] for name in ("question", "kind", "prompt", "n", "percent")}
    counts = support["counts"] or {}
    cells = [_cell(row) for row in old["rows"]]
    table = asked | {"of": "for", "key": None, "x": counts.get("for"), "cells": cells}
    return old | {"tables": [table]}


def _cell(row: Json) -> Json:
    known = {name: row[name] for name in ("is_withheld", "n", "percent", "sides")}
    x = row["sides"]["for"] if row["sides"] else None
    return known | {"x": x, "estimate": None, "is_flagged": False}


def _laid_over(outline: Any, old: Any) -> Any:
    """What the old document says, and where it says nothing the outline."""
    if isinstance(outline, dict) and isinstance(old, dict):
        names = dict.fromkeys([*outline, *old])
        return {
            name: _laid_over(outline.get(name), old[name]) if name in old else outline[name]
            for name in names
        }
    if isinstance(outline, list) and isinstance(old, list) and len(outline) == len(old):
        return [_laid_over(a, b) for a, b in zip(outline, old, strict=True)]
    return old


def _unknown(value: Any) -> Any:
    """The same outline without a single number: nobody counted what was not looked at."""
    if isinstance(value, dict):
        return {name: _unknown(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_unknown(inner) for inner in value]
    return False if isinstance(value, bool) else None


def _outline(old: Json) -> Facts:
    """The same round with nobody in it: what it asked, and by which rules."""
    asked = [*([old["support"]] if old["support"] else []), *old["questions"]]
    ids = {question["prompt"]: number for number, question in enumerate(asked, start=1)}
    return Facts(
        round=_round(old),
        questions=tuple(
            QuestionFacts(number, q["question"], q["kind"], q["prompt"], q["settings"])
            for number, q in enumerate(asked, start=1)
        ),
        criteria=tuple(_criterion(row, ids.get(row["prompt"])) for row in old["criteria"]),
        revisions=tuple(
            RevisionFacts(row["number"], row["number"], row["title"])
            for row in old["by_revision"]["revisions"]
        ),
    )


def _round(old: Json) -> RoundFacts:
    found = old["round"]
    opened = found["opened_at"]
    return RoundFacts(
        public_id=found["id"],
        brand=found["brand"],
        brand_kind=found["brand_kind"],
        group=found["group"],
        opened_at=datetime.fromisoformat(opened) if opened else None,
        ends_at=datetime.fromisoformat(found["ends_at"]),
        timezone=found["timezone"],
        blindness=found["blindness"],
        who_counts=found["who_counts"],
        is_over=True,
        made_at=datetime.fromisoformat(old["made_at"]),
    )


def _criterion(row: Json, question: int | None) -> CriterionFacts:
    return CriterionFacts(
        question_id=question,
        signal=row["signal"],
        threshold_permille=row["threshold_permille"],
        level_permille=row["level_permille"],
        min_answers=row["min_answers"],
        mode=row["mode"],
        registered_by=row["registered_by"],
        registered_at=datetime.fromisoformat(row["registered_at"]),
    )
