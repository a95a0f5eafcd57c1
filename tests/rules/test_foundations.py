"""Migrations say what the models say, go up and down, and survive being run twice."""

import pytest
from flask import Flask

from portal import migrate
from portal.database import Database
from portal.web.policy import policy_of
from tests.servers import new_postgres_database


@pytest.fixture
def empty_database(database_url: str, request: pytest.FixtureRequest, tmp_path) -> Database:
    if database_url.startswith("postgresql"):
        url = new_postgres_database(request.getfixturevalue("postgres"))
    else:
        url = f"sqlite:///{tmp_path / 'empty.db'}"
    database = Database(url)
    yield database
    database.close()


def test_migrations_make_what_the_models_say(empty_database):
    migrate.upgrade(empty_database)
    migrate.check(empty_database)
    assert migrate.current(empty_database) == migrate.newest()


def test_migrations_go_down_to_nothing_and_up_again(empty_database):
    migrate.upgrade(empty_database)
    migrate.downgrade(empty_database, "base")
    assert migrate.current(empty_database) is None
    migrate.upgrade(empty_database)
    migrate.check(empty_database)


def test_every_endpoint_says_who_may_call_it(app: Flask):
    for endpoint, view in app.view_functions.items():
        assert policy_of(view), endpoint
