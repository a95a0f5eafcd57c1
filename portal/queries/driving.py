"""Joins that are walked from left to right.

SQLite guesses how many rows a part of a statement has, and guesses few or many badly: it has read
all critique of a round to find the answers to twenty. There a CROSS JOIN keeps the order as it is
written. PostgreSQL knows better and is left alone.
"""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Join
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler


class Driving(Join):
    """`left` leads: its rows are found first, and those of `right` for each of them."""

    inherit_cache = True


def driving(left: FromClause, right: FromClause, on: ColumnElement[bool]) -> Driving:
    return Driving(left, right, on)


@compiles(Driving, "sqlite")
def _on_sqlite(join: Driving, compiler: SQLCompiler, **how: Any) -> str:
    left, right = (compiler.process(part, **how) for part in (join.left, join.right))
    how.pop("asfrom", None)
    assert join.onclause is not None
    return f"{left} CROSS JOIN {right} ON {compiler.process(join.onclause, **how)}"
