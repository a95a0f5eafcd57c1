"""docs/report.schema.json, which other programs read: every document is as it says."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from portal.reporting import document
from portal.reporting.numbers import Json
from tests import simulated

SCHEMA: Json = json.loads(
    (Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8")
)
IS: Mapping[str, tuple[type, ...]] = {
    "null": (type(None),),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
    "object": (dict,),
    "array": (list,),
}


def problems(value: Any, schema: Json, where: str = "") -> Iterator[str]:
    """What of JSON Schema the file uses: type, enum, const, oneOf, properties, required, items."""
    if "oneOf" in schema:
        fits = [not list(problems(value, one, where)) for one in schema["oneOf"]]
        if fits.count(True) != 1:
            yield f"{where} is {fits.count(True)} of {len(fits)}"
    if "const" in schema and value != schema["const"]:
        yield f"{where} is {value!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where} is {value!r}"
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{where} is a {type(value).__name__}, not {schema['type']}"
    if isinstance(value, dict):
        yield from _of_object(value, schema, where)
    if isinstance(value, list) and "items" in schema:
        for at, entry in enumerate(value):
            yield from problems(entry, schema["items"], f"{where}[{at}]")


def _is(value: Any, types: str | list[str]) -> bool:
    known = [types] if isinstance(types, str) else types
    if isinstance(value, bool):
        return "boolean" in known
    return any(isinstance(value, IS[name]) for name in known)


def _of_object(value: Json, schema: Json, where: str) -> Iterator[str]:
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{where}.{name} is missing"
    named, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name, part in value.items():
        if name in named:
            yield from problems(part, named[name], f"{where}.{name}")
        elif isinstance(others, dict):
            yield from problems(part, others, f"{where}.{name}")


@pytest.mark.parametrize("is_over", [True, False], ids=["closed", "open"])
@pytest.mark.parametrize("response", [0, 30, 100])
@pytest.mark.parametrize("members", [5, 12, 60])
def test_documents_are_as_the_schema_says(members: int, response: int, is_over: bool) -> None:
    made = document.build(simulated.facts(members, response, seed=7, is_over=is_over))
    assert list(problems(json.loads(json.dumps(made)), SCHEMA)) == []


def test_every_kind_of_question_has_its_shape() -> None:
    kinds = {one["properties"]["kind"]["const"] for one in _questions()["oneOf"]}
    assert kinds == set(simulated.KINDS) - {"support"}


def _questions() -> Json:
    found: Json = SCHEMA["properties"]["questions"]["items"]
    return found


def without_a_part(made: Json) -> None:
    del made["participation"]["silent"]


def with_words_for_a_number(made: Json) -> None:
    made["questions"][0]["counts"]["5"] = "many"


def with_an_unknown_verdict(made: Json) -> None:
    made["verdict"]["status"] = "perhaps"


def with_a_kind_nobody_knows(made: Json) -> None:
    made["questions"][0]["kind"] = "mood"


@pytest.mark.parametrize(
    "bend",
    [
        without_a_part,
        with_words_for_a_number,
        with_an_unknown_verdict,
        with_a_kind_nobody_knows,
    ],
)
def test_a_bent_document_is_seen(bend: Any) -> None:
    made = document.build(simulated.facts(40, 80))
    bend(made)
    assert list(problems(made, SCHEMA))
