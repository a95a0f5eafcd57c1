"""Views look nothing up by themselves: a row is found through `access`, a page through `queries`.

What a view took from the database past them, it would take past the rules of who may see what.
So a view makes no statement of its own, and asks by a number only for the parent of a row it has
already found, or for whoever asks; never by what came in the address or the form.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "portal" / "web"
STATEMENTS = {"select", "exists", "text", "union", "union_all", "insert", "update", "delete"}
# What a file may do all the same, and why.
ALLOWED = {
    ("health.py", "text"): "asks whether the database answers at all",
    ("navigation.py", "select"): "two columns of what seeing.staffed_brands found",
}


def oddities(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in STATEMENTS:
                yield name
            case ast.Call(func=ast.Attribute(attr="query"), args=[_, *_]):
                yield "query"
            case ast.Call(
                func=ast.Attribute(
                    attr="get" | "get_one", value=ast.Call(func=ast.Name(id="db")) | ast.Name()
                ),
                args=[ast.Name(id=model), key, *_],
            ) if not model.isupper() and model[:1].isupper() and not _is_known(key):
                yield "get"


def _is_known(key: ast.expr) -> bool:
    """`row.parent_id`, `actor().person_id` or `_me()`: numbers that no visitor can choose."""
    match key:
        case ast.Attribute(attr=name):
            return name.endswith("_id")
        case ast.Call(func=ast.Name(id="_me")):
            return True
    return False


def found() -> set[tuple[str, str]]:
    return {
        (str(file.relative_to(WEB)), what)
        for file in WEB.rglob("*.py")
        for what in oddities(file.read_text(encoding="utf-8"))
    }


def test_views_look_nothing_up_by_themselves():
    assert found() - set(ALLOWED) == set()


def test_every_exception_is_still_needed():
    assert set(ALLOWED) - found() == set()


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("rows = db().scalars(select(Vote))", {"select"}),
        ("row = db().get(Draft, draft_id)", {"get"}),
        ("row = session.get_one(Draft, int(number))", {"get"}),
        ("rows = db().query(Critique).all()", {"query"}),
        ("brand = db().get_one(Brand, draft.brand_id)", set()),
        ("state = session.get('language', '')", set()),
    ],
)
def test_the_rule_sees_what_it_should(source, what):
    assert set(oddities(source)) == what
