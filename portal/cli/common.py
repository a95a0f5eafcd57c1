"""What subcommands share: settings and a database session."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from portal.config import Config, Mode, load
from portal.database import Database

Parsers: TypeAlias = "argparse._SubParsersAction[Any]"
Arguments = argparse.Namespace


def mode() -> Mode:
    """One-off commands follow the mode the installation runs in."""
    return "production" if os.environ.get("FIRSTLOOK_MODE") == "production" else "development"


def settings() -> Config:
    return load(mode())


@contextmanager
def writing() -> Iterator[Session]:
    """A session on the configured database; committed if the block ends well."""
    database = Database.of(settings())
    try:
        with database.writing.begin() as session:
            yield session
    finally:
        database.close()
