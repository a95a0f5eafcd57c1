"""Fixtures all tests share: a database (SQLite, and PostgreSQL where asked for), the app on it,
a session for setting things up, and the small cast of `world.py`."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import text
from sqlalchemy.orm import Session

from portal import language, migrate
from portal.app import create_app
from portal.config import Config, load
from portal.database import Database
from portal.models import Base
from portal.web.limits import limiter
from tests import requirements
from tests.browsing import chromium_at
from tests.requirements import REQUIRED, absent, postgres_bin
from tests.servers import new_postgres_database, postgres_server
from tests.world import World, build

GIVEN = os.environ.get("DATABASE_URL", "")
WANTS_POSTGRES = "postgres" in REQUIRED or GIVEN.startswith("postgresql")
KINDS = ["sqlite", *(["postgresql"] if WANTS_POSTGRES else [])]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """URL of a PostgreSQL server, with {name} for the database."""
    if GIVEN.startswith("postgresql"):
        base, _, name = GIVEN.rpartition("/")
        yield base + "/{name}" + (f"?{name.split('?', 1)[1]}" if "?" in name else "")
        return
    if postgres_bin() is None:
        absent("postgres", "its programs (initdb, pg_ctl) are not installed")
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all; each test opens contexts of its own in it."""
    path = requirements.chromium()
    if path is None:
        absent("browser", "no Chromium is installed")
    with chromium_at(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def instance() -> Iterator[Path]:
    shared_memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(prefix="firstlook-", dir=shared_memory) as folder:
        yield Path(folder)


@pytest.fixture(scope="session", params=KINDS)
def database_url(request: pytest.FixtureRequest, instance: Path) -> str:
    if request.param == "postgresql":
        return new_postgres_database(request.getfixturevalue("postgres"))
    return f"sqlite:///{instance / 'test.db'}"


@pytest.fixture(scope="session")
def config(database_url: str, instance: Path) -> Config:
    return load(
        "development",
        {
            "PORTAL_INSTANCE": str(instance),
            "PORTAL_DATABASE_URL": database_url,
            "PORTAL_SECRET_KEY": "a secret only for tests, 32 signs and more",
            "PORTAL_BASE_URL": "http://localhost:8000",
        },
    )


@pytest.fixture(scope="session")
def app(config: Config) -> Iterator[Flask]:
    database = Database.of(config)
    migrate.upgrade(database)
    database.close()
    # One that is switched off when an app is made never counts in it.
    limiter.enabled = True
    app = create_app(config)
    app.testing = True
    # Tests come from one address and in a hurry; tests/web/test_limits.py switches it on.
    limiter.enabled = False
    yield app
    app.extensions["portal_database"].close()


@pytest.fixture
def database(app: Flask) -> Iterator[Database]:
    """The database, empty again after the test."""
    database: Database = app.extensions["portal_database"]
    language.speak("en")
    yield database
    with database.writing.begin() as session:
        if database.is_sqlite:
            for table in reversed(Base.metadata.sorted_tables):
                session.execute(table.delete())
        else:
            names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
            session.execute(text(f"TRUNCATE {names} CASCADE"))


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """A session for setting up and looking; commit before another one should see it.

    It begins deferred, so that looking does not keep the app from writing; `db.rollback()` before
    looking again at what the app has done.
    """
    with database.reading() as session:
        yield session


@pytest.fixture
def world(db: Session, app: Flask) -> World:
    """The cast, committed."""
    made = build(db, app)
    db.commit()
    return made
