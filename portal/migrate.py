"""Schema versions: bring a database to the newest one, or say which it is at."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from portal.database import Database

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def alembic_config() -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def upgrade(database: Database, to: str = "head") -> None:
    _step(database, lambda config: command.upgrade(config, to))


def downgrade(database: Database, to: str) -> None:
    _step(database, lambda config: command.downgrade(config, to))


def _step(database: Database, step: Callable[[AlembicConfig], None]) -> None:
    """In one transaction. SQLite changes a constraint by building the table anew, and dropping the
    old one would take along the rows that point to it: so its foreign keys rest, and are looked
    through before the commit."""
    config = alembic_config()
    writer = database.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
    with writer.connect() as connection, _resting(database, connection), connection.begin():
        config.attributes["connection"] = connection
        step(config)
        if database.is_sqlite:
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if lost:
                raise RuntimeError(f"rows that point nowhere after the migration: {lost[:5]}")


@contextmanager
def _resting(database: Database, connection: Connection) -> Iterator[None]:
    """The setting only changes outside a transaction, so it is made on the driver's connection."""
    if not database.is_sqlite:
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def check(database: Database) -> None:
    """Raise if the models say something else than the migrations."""
    config = alembic_config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)


def newest() -> str:
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    assert head is not None
    return head


def current(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()
