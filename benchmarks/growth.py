"""`python -m benchmarks.growth`: what a page costs as the work grows, in processor milliseconds of
one process, without a server. The page must not notice what it does not show."""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from flask.testing import FlaskClient

from benchmarks import scene
from portal import migrate
from portal.app import create_app
from portal.config import load as settings
from portal.database import Database

TIMES, ROUNDS = 10, 7
Page = Callable[[], object]
Get = Callable[..., Any]


@contextmanager
def opened(url: str) -> Iterator[tuple[Database, Callable[[str], Get]]]:
    """A database of its own, and for each sign-in cookie the way to get pages from it."""
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        config = settings("development", {"PORTAL_INSTANCE": folder, "PORTAL_DATABASE_URL": url})
        database = Database.of(config)
        migrate.upgrade(database)
        app = create_app(config)
        name = app.config["SIGN_IN_COOKIE_NAME"]
        yield database, lambda cookie: _client(app.test_client(), name, cookie).get
        app.extensions["portal_database"].close()
        database.close()


@contextmanager
def pages(url: str, **size: int) -> Iterator[dict[str, Page]]:
    """The pages of a scene of this size, by name."""
    with opened(url) as (database, visits):
        with database.writing.begin() as session:
            made = scene.build(session, **size)
            session.flush()
        if not database.is_sqlite:
            with database.engine.connect() as connection:
                connection.exec_driver_sql("ANALYZE")
        member, analyst = visits(made.cookies[0]), visits(made.analyst_cookie)
        page = f"/rounds/{made.round_id}"
        yield {
            "draft page": lambda: member(page),
            "home": lambda: member("/"),
            "report": lambda: analyst(f"{page}/report"),
        }


def _client(client: FlaskClient, name: str, cookie: str) -> FlaskClient:
    client.set_cookie(name, cookie, domain="localhost")
    return client


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def cost(page: Page) -> float:
    """The median of several rounds, after a warm one."""
    found = []
    for _ in range(ROUNDS):
        page()
        before = time.process_time()
        for _ in range(TIMES):
            page()
        found.append(1000 * (time.process_time() - before) / TIMES)
    return median(found)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth")
    parser.add_argument("--database", default="", help="an empty PostgreSQL database: {n} counts")
    arguments = parser.parse_args()
    cases: list[tuple[str, dict[str, int], tuple[str, ...]]] = [
        ("100 critiques, 30 rounds", {}, ("draft page", "home", "report")),
        ("400 critiques", {"critiques": 400}, ("draft page", "report")),
        ("1 round", {"rounds": 1}, ("home",)),
        ("200 other brands, 20,000 votes", {"others": 200}, ("draft page", "home", "report")),
    ]
    for number, (name, size, looked_at) in enumerate(cases):
        with pages(arguments.database.format(n=number), **size) as found:
            for page in looked_at:
                print(f"{name:<32} {page:<12} {cost(found[page]):6.1f} ms")


if __name__ == "__main__":
    main()
