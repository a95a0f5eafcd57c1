"""The whole content of a database, to compare and to bring back: did a request change anything?"""

from typing import Any

from sqlalchemy import insert, select

from portal.database import Database
from portal.models import Base

Rows = list[dict[str, Any]]


class Snapshot:
    """Every row of every table as it was when this was made."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.tables = Base.metadata.sorted_tables
        self.rows = self._read()

    def changed(self, but: frozenset[str] = frozenset()) -> set[str]:
        """Tables, and columns of changed rows as "table.column", that are not as they were; those
        named in `but` may be. A row more or less is named by its table."""
        now = self._read()
        found: set[str] = set()
        for table in self.tables:
            before, after = self.rows[table.name], now[table.name]
            if before != after and len(before) != len(after):
                found.add(table.name)
            elif before != after:
                for old, new in zip(before, after, strict=True):
                    found |= {f"{table.name}.{key}" for key in old if old[key] != new[key]}
        return found - but

    def restore(self) -> None:
        with self.database.writing.begin() as session:
            for table in reversed(self.tables):
                session.execute(table.delete())
            for table in self.tables:
                if rows := self.rows[table.name]:
                    session.execute(insert(table), rows)

    def _read(self) -> dict[str, Rows]:
        with self.database.reading() as session:
            return {
                table.name: [
                    dict(row._mapping)
                    for row in session.execute(select(table).order_by(*table.primary_key))
                ]
                for table in self.tables
            }
