"""docs/report-schema.md names every field of the document, and no other part of it."""

import re
from pathlib import Path
from typing import Any

from portal.reporting import document
from portal.reporting.facts import CritiqueFacts
from tests import simulated
from tests.reporting import rounds

TEXT = (Path(__file__).parents[2] / "docs" / "report-schema.md").read_text(encoding="utf-8")


def fields(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {f for v in value.values() for f in fields(v)}
    return {f for v in value for f in fields(v)} if isinstance(value, list) else set()


def test_every_field_is_described() -> None:
    asked = [rounds.SUPPORT, rounds.RATING, rounds.CHOICE]
    concern = CritiqueFacts("c1", "concern", "Too dear.", 1, "open", 6, 2, 0, True)
    made = document.build(
        rounds.facts(
            40,
            [
                *rounds.support(20),
                *rounds.support(12, revision=2),
                *rounds.answers(["4", "5"] * 8, question=2, revision=2),
                *rounds.answers(["A"] * 9, question=4, revision=2),
            ],
            questions=asked,
            criteria=[rounds.criterion(), rounds.criterion("concerns")],
            revisions=[rounds.revision(1), rounds.revision(2, A="Loose", B="Fitted")],
            critiques=[concern],
            segments=dict.fromkeys(range(1, 20), ("vegan",)),
        )
    )
    for members in (12, 40):
        made |= {"questions": document.build(simulated.facts(members, 100))["questions"]}
        _is_described(made)


def _is_described(made: Any) -> None:
    described = set(re.findall(r"`([A-Za-z_]+)`", TEXT)) | {"low", "high"}
    answers = {
        *("A", "B", "C", "D", "none", "key", "name", "value", "number", "x"),
        *map(str, (*range(11), *simulated.PRICES)),
        *("very", "somewhat", "not", *"MOAIRQ", "price", "period", "asks_intent"),
        "offers_none",
    }
    assert fields(made) - described - answers == set()
    parts = {name for row in TEXT.splitlines() if row.startswith("| `") for name in _names(row)}
    assert parts == set(made)


def _names(row: str) -> list[str]:
    return re.findall(r"`([a-z_]+)`", row.split("|")[1])
