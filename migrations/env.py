"""Alembic's entry: run on the connection that `portal migrate` hands over.

Two replicas that start together wait for each other: on PostgreSQL by an advisory lock, on
SQLite by the write lock that BEGIN IMMEDIATE takes.
"""

from alembic import context
from sqlalchemy import Connection, text

from portal.models import Base, Moment

LOCK = 7_001_974


def spell(kind: str, item: object, _context: object) -> str | bool:
    """A migration must not change when our own type does: write what it is in the database."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


def compared(item: str | None, kind: str, _parents: object) -> bool:
    """The full-text index is made by a migration, in each database's own way."""
    return not (item or "").startswith("search_index")


def run(connection: Connection) -> None:
    is_postgres = connection.dialect.name == "postgresql"
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=not is_postgres,
        compare_type=True,
        render_item=spell,
        include_name=compared,
    )
    with context.begin_transaction():
        if is_postgres:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        context.run_migrations()


run(context.config.attributes["connection"])
