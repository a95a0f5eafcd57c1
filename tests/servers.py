"""Real servers for tests: a PostgreSQL of our own, started on a free port or socket."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.requirements import postgres_bin


@contextmanager
def postgres_server() -> Iterator[str]:
    """A cluster in a temporary folder, without fsync; yields a URL without a database name."""
    binaries = postgres_bin()
    assert binaries is not None
    folder = Path(tempfile.mkdtemp(prefix="firstlook-pg-"))
    as_user: dict[str, str] = {}
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root; Debian's package brings a user of its own.
        shutil.chown(folder, "postgres", "postgres")
        as_user = {"user": "postgres"}
    data = folder / "data"
    options = {"check": True, "capture_output": True, "cwd": folder, **as_user}
    try:
        subprocess.run(  # type: ignore[call-overload]
            [
                binaries / "initdb",
                "-D",
                data,
                "-U",
                "firstlook",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            **options,
        )
        settings = (
            f"-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off"
            " -c full_page_writes=off -c max_connections=200"
        )
        subprocess.run(  # type: ignore[call-overload]
            [binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start"],
            **options,
        )
        yield f"postgresql://firstlook@/{{name}}?host={folder}"
    finally:
        subprocess.run(  # type: ignore[call-overload]
            [binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"],
            **{**options, "check": False},
        )
        shutil.rmtree(folder, ignore_errors=True)


def new_postgres_database(server: str) -> str:
    """Create an empty database on the server; returns its URL."""
    import psycopg

    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(server.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.format(name=name)
