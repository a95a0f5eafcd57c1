"""Data of every earlier release comes through the upgrade whole, and back down again.

`tests/released/NNNN.json` holds the rows of a small installation as that schema kept them.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, insert, select, text

from portal import migrate
from portal.access import actor_of
from portal.actions import critiques, moderation
from portal.database import Database
from portal.models import Critique, Round
from tests import makers
from tests.planted import plant
from tests.servers import new_postgres_database

RELEASED = sorted((Path(__file__).parents[1] / "released").glob("*.json"))
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def empty_database(database_url: str, request: pytest.FixtureRequest, tmp_path) -> Database:
    if database_url.startswith("postgresql"):
        url = new_postgres_database(request.getfixturevalue("postgres"))
    else:
        url = f"sqlite:///{tmp_path / 'old.db'}"
    database = Database(url)
    yield database
    database.close()


def rows_of(file: Path) -> Rows:
    def read(value: dict[str, Any]) -> Any:
        if value.keys() == {"at"}:
            return datetime.fromisoformat(value["at"])
        return bytes.fromhex(value["hex"]) if value.keys() == {"hex"} else value

    return json.loads(file.read_text(encoding="utf-8"), object_hook=read)


def put(database: Database, rows: Rows) -> None:
    tables = MetaData()
    tables.reflect(database.engine)
    with database.engine.begin() as connection:
        for name, kept in rows.items():
            for row in kept:
                connection.execute(insert(tables.tables[name]).values(row))


def found(database: Database, rows: Rows) -> Rows:
    """The same tables and columns as they are now."""
    tables = MetaData()
    tables.reflect(database.engine)
    result = {}
    with database.engine.begin() as connection:
        for name, kept in rows.items():
            table = tables.tables[name]
            columns = [table.c[column] for column in kept[0]]
            read = connection.execute(select(*columns).order_by(*table.primary_key.columns))
            result[name] = [dict(row._mapping) for row in read]
    return result


def same(rows: Rows) -> str:
    """Comparable text: SQLite keeps moments without their zone, and JSON as it was written."""

    def plain(value: Any) -> Any:
        if isinstance(value, datetime):
            return value.replace(tzinfo=None).isoformat()
        return value.hex() if isinstance(value, bytes) else value

    return json.dumps(rows, default=plain, sort_keys=True)


@pytest.mark.parametrize("file", RELEASED, ids=lambda file: file.stem)
def test_the_data_of_a_release_survives_the_upgrade_and_the_way_back(file, empty_database):
    rows = rows_of(file)
    assert sum(len(kept) for kept in rows.values()) > 50
    migrate.upgrade(empty_database, file.stem)
    put(empty_database, rows)

    migrate.upgrade(empty_database)
    migrate.check(empty_database)
    assert same(found(empty_database, rows)) == same(rows)

    migrate.downgrade(empty_database, file.stem)
    assert same(found(empty_database, rows)) == same(rows)


def test_what_was_hidden_comes_back_on_the_way_down(empty_database, app):
    migrate.upgrade(empty_database)
    with empty_database.writing() as session:
        world = plant(session, app).world
        hidden = set_aside(session, world, "Words that come back")
        # One that its author took back after it was hidden: there are no words left.
        gone = set_aside(session, world, "Words that are gone")
        round = session.get_one(Round, world.round.id)
        critiques.remove(session, actor_of(session, world.tom), round, gone)
        session.commit()
        shown = {hidden.id: "Words that come back", gone.id: ""}
        html = "<p>Words that come back</p>"

    migrate.downgrade(empty_database, "0004")
    read = "SELECT id, text, html FROM critiques WHERE id IN ({}, {})".format(*shown)
    with empty_database.engine.begin() as connection:
        rows = connection.execute(text(read)).all()
    assert {row.id: row.text for row in rows} == shown
    assert {row.id: row.html.strip() for row in rows} == {hidden.id: html, gone.id: ""}
    migrate.upgrade(empty_database)
    migrate.check(empty_database)


def set_aside(session: Any, world: Any, words: str) -> Critique:
    html = f"<p>{words}</p>"
    row = makers.critique(
        session, world.round, world.tom, revision=world.revision, text=words, html=html
    )
    round = session.get_one(Round, world.round.id)
    moderation.hide(session, actor_of(session, world.hana), round, row, "Off topic")
    return row
