"""What subcommands share: settings and a database session."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from portal import migrate
from portal.config import BadConfig, Config, Mode, load
from portal.database import Database
from portal.mail import post

Parsers: TypeAlias = "argparse._SubParsersAction[Any]"
Arguments = argparse.Namespace


def mode() -> Mode:
    """One-off commands follow the mode the installation runs in."""
    return "production" if os.environ.get("FIRSTLOOK_MODE") == "production" else "development"


def settings(named: Mode | None = None) -> Config:
    """All settings, or one line about the first that is wrong, mail included."""
    config = load(named or mode())
    post.check(
        config.mail_url,
        config.mail_from,
        config.bounces_address,
        config.bounces_url,
        config.replies_address,
        config.replies_url,
    )
    return config


def check_schema(database: Database) -> None:
    if migrate.current(database) != migrate.newest():
        raise BadConfig("the database is not at the newest schema: run portal migrate")


@contextmanager
def writing() -> Iterator[Session]:
    """A session on the configured database; committed if the block ends well."""
    database = Database.of(settings())
    try:
        with database.writing.begin() as session:
            yield session
    finally:
        database.close()
