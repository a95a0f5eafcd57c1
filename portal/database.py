"""The database: one engine a process, a session for reading and a session for writing.

SQLite is opened so that it keeps its word: WAL with synchronous=FULL where the library is free of
the WAL-reset bug (3.51.3 and newer), a rollback journal elsewhere; foreign keys on; writers take
their lock at BEGIN, because a transaction that first reads and then writes cannot wait for it.
"""

import sqlite3
from types import ModuleType
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from portal.config import Config

SAFE_WAL: Final = (3, 51, 3)
BUSY_MILLISECONDS: Final = 5_000


def _sqlite_module() -> ModuleType:
    try:
        import pysqlite3.dbapi2 as module
    except ImportError:
        return sqlite3
    return module  # type: ignore[no-any-return]


class Database:
    """Sessions onto one database. `info` of each session carries the secret for tokens."""

    def __init__(self, url: str, secret_key: str = "") -> None:
        self.url = url
        self.engine = _engine(url)
        info = {"secret_key": secret_key}
        writer = self.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        self.reading = sessionmaker(self.engine, info=info, expire_on_commit=False)
        self.writing = sessionmaker(writer, info=info, expire_on_commit=False)

    @classmethod
    def of(cls, config: Config) -> "Database":
        return cls(config.database_url, config.secret_key)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def describe(self) -> str:
        """One line for the start: which database, how it is kept safe."""
        if not self.is_sqlite:
            return f"PostgreSQL through {self.engine.driver}"
        module = _sqlite_module()
        version = module.sqlite_version
        how = "WAL, synchronous=FULL" if _is_wal_safe(module) else "rollback journal"
        return f"SQLite {version} ({how})"

    def close(self) -> None:
        self.engine.dispose()


def secret_of(session: Session) -> str:
    """The secret that tokens are derived from."""
    secret: str = session.info["secret_key"]
    return secret


def _engine(url: str) -> Engine:
    if url.startswith("postgresql"):
        # No just-in-time compiling: it took longer than any statement of a page it was for.
        options = "-c statement_timeout=10s -c lock_timeout=5s -c timezone=UTC -c jit=off"
        return create_engine(
            url, pool_pre_ping=True, pool_size=5, max_overflow=10, connect_args={"options": options}
        )
    engine = create_engine(url, module=_sqlite_module(), connect_args={"timeout": 5.0})
    event.listen(engine, "connect", _set_up_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _is_wal_safe(module: ModuleType) -> bool:
    return tuple(map(int, module.sqlite_version.split("."))) >= SAFE_WAL


def _set_up_connection(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    wal = _is_wal_safe(_sqlite_module())
    for pragma in (
        f"busy_timeout = {BUSY_MILLISECONDS}",
        f"journal_mode = {'WAL' if wal else 'DELETE'}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
