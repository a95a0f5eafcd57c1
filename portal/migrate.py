"""Schema versions: bring a database to the newest one, or say which it is at."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from portal.database import Database

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def alembic_config() -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def upgrade(database: Database, to: str = "head") -> None:
    config = alembic_config()
    writer = database.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
    with writer.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def downgrade(database: Database, to: str) -> None:
    config = alembic_config()
    writer = database.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
    with writer.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, to)


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
