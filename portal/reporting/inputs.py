"""What a report was made from, as it is kept beside it: compressed, and without anybody's id.

Here: facts and depths to bytes and back. Not here: reading them (`portal.queries.report_facts`),
keeping them (`portal.actions.reports`).
"""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, NamedTuple

from portal.reporting.facts import (
    Ballot,
    Change,
    CriterionFacts,
    CritiqueFacts,
    Depths,
    Facts,
    Member,
    QuestionFacts,
    RevisionFacts,
    RoundFacts,
    RuleChange,
    StanceTaken,
    TopicFacts,
)


class Inputs(NamedTuple):
    facts: Facts
    depths: Depths


def numbered(facts: Facts, depths: Depths) -> Inputs:
    """People as 1, 2, 3 … in the order of their ids: what is kept names nobody."""
    number = {person: n for n, person in enumerate(sorted(_everybody(facts, depths)), start=1)}

    def named(row: Any) -> Any:
        return row._replace(person=number[row.person])

    def by(critique: CritiqueFacts) -> CritiqueFacts:
        author = critique.author
        return critique if author is None else replace(critique, author=number[author])

    return Inputs(
        replace(
            facts,
            roster=tuple(map(named, facts.roster)),
            ballots=tuple(map(named, facts.ballots)),
            critiques=tuple(map(by, facts.critiques)),
        ),
        Depths(
            stances=tuple(map(named, depths.stances)),
            changes=tuple(map(named, depths.changes)),
        ),
    )


def pack(inputs: Inputs) -> bytes:
    """JSON with its keys in a fixed order, compressed."""
    kept = {"facts": inputs.facts, "depths": inputs.depths}
    text = json.dumps(
        kept, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain
    )
    return zlib.compress(text.encode())


def unpack(kept: bytes) -> Inputs:
    found = json.loads(zlib.decompress(kept))
    return Inputs(_facts(found["facts"]), _depths(found["depths"]))


def _everybody(facts: Facts, depths: Depths) -> set[int]:
    rows: Iterable[Any] = (*facts.roster, *facts.ballots, *depths.stances, *depths.changes)
    authors = {c.author for c in facts.critiques if c.author is not None}
    return {row.person for row in rows} | authors


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _facts(found: Mapping[str, Any]) -> Facts:
    return Facts(
        round=RoundFacts(**_moments(found["round"])),
        questions=tuple(QuestionFacts(**row) for row in found["questions"]),
        criteria=tuple(CriterionFacts(**_moments(row)) for row in found["criteria"]),
        revisions=tuple(RevisionFacts(**row) for row in found["revisions"]),
        roster=tuple(
            Member(person, joined, tuple(segments), *did)
            for person, joined, segments, *did in found["roster"]
        ),
        ballots=tuple(Ballot(*_timed(row)) for row in found["ballots"]),
        critiques=tuple(CritiqueFacts(**row) for row in found["critiques"]),
        rule_changes=tuple(RuleChange(**_moments(row)) for row in found["rule_changes"]),
        topics=tuple(
            TopicFacts(**{**row, "seeds": tuple(row["seeds"])}) for row in found["topics"]
        ),
    )


def _depths(found: Mapping[str, Any]) -> Depths:
    return Depths(
        stances=tuple(StanceTaken(*row) for row in found["stances"]),
        changes=tuple(Change(*_timed(row)) for row in found["changes"]),
    )


def _moments(row: Mapping[str, Any]) -> dict[str, Any]:
    """Every `at` and `…_at` is a moment."""
    return {
        name: _moment(value) if name == "at" or name.endswith("_at") else value
        for name, value in row.items()
    }


def _timed(row: list[Any]) -> list[Any]:
    """The last of a row is a moment."""
    return [*row[:-1], _moment(row[-1])]


def _moment(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)
