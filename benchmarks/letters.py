"""`python -m benchmarks.letters`: ten thousand invitations from a list to a relay with whims.

Prints how long the preview, the queueing and the sending took, and counts what is missing and what
came twice. Real worker threads, a real SMTP server in this process; only the first pause before a
second try is one second and not fifteen.
"""

import argparse
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select

from portal import migrate
from portal.access import actor_of
from portal.actions import invitation_lists
from portal.config import Config
from portal.config import load as settings
from portal.database import Database
from portal.imports.address_lists import read
from portal.jobs import queue
from portal.jobs.worker import Worker
from portal.models import Group, Invitation, Job, Person
from tests import makers
from tests.flaky import Flaky, address
from tests.smtp import Relay


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--percent", type=int, default=5, help="how many addresses meet a fault")
    parser.add_argument("--database", help="postgresql://… (default: SQLite)")
    arguments = parser.parse_args()
    queue._SHORTEST_WAIT = 1.0  # type: ignore[misc]
    flaky = Flaky(percent=arguments.percent)
    relay = Relay(flaky, "127.0.0.1", 0)
    relay.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            _send(_config(folder, relay.port, arguments.database), flaky, arguments.count)
    finally:
        relay.stop()


def _config(folder: str, port: int, database: str | None) -> Config:
    given = {
        "PORTAL_INSTANCE": folder,
        "PORTAL_DATABASE_URL": database or f"sqlite:///{Path(folder) / 'bench.db'}",
        "PORTAL_MAIL_URL": f"smtp://127.0.0.1:{port}",
    }
    return settings("development", given)


def _send(config: Config, flaky: Flaky, count: int) -> None:
    database = Database.of(config)
    migrate.upgrade(database)
    preview, queueing = _invite(database, count)
    print(f"{database.describe()}, {count} rows")
    print(f"preview {preview:.2f} s, queueing {queueing:.2f} s")
    worker = Worker(config, database)
    started = time.monotonic()
    worker.start()
    while _unfinished(database):
        time.sleep(0.2)
    took = time.monotonic() - started
    worker.stop(5)
    wrong = flaky.wrong(count)
    print(f"sending {took:.1f} s, {count / took:.0f} letters a second")
    print(f"faults met: {dict(flaky.met)}")
    print(f"letters {sum(map(len, flaky.taken.values()))}, people {len(flaky.taken)}")
    print(
        f"copies {flaky.copies}, explained by a cut after the last line: {flaky.met['cut after']}"
    )
    print(f"missing, or otherwise wrong: {len(wrong)} {wrong[:5]}")
    _print_states(database)
    database.close()


def _invite(database: Database, count: int) -> tuple[float, float]:
    """Seconds for the preview and for the queueing of a list."""
    with database.writing.begin() as session:
        brand = makers.brand(session)
        group = makers.group(session, brand, capacity=50_000)
        manager = makers.person(session, "Hana")
        makers.staff(session, brand, manager)
        group_id, manager_id = group.id, manager.id
    lines = "\n".join(f"Person {n};{address(n)};vegan" for n in range(count))
    content = f"name;email;segments\n{lines}".encode()
    started = time.monotonic()
    with database.writing.begin() as session:
        group = session.get_one(Group, group_id)
        actor = actor_of(session, session.get_one(Person, manager_id))
        kept = invitation_lists.propose(session, actor, group, read(content))
        preview = time.monotonic() - started
        session.flush()
        started = time.monotonic()
        invitation_lists.confirm(session, actor, group, kept)
    return preview, time.monotonic() - started


def _unfinished(database: Database) -> int:
    with database.reading() as session:
        open_jobs = select(func.count(Job.id)).where(Job.done_at.is_(None))
        return session.scalars(open_jobs).one()


def _print_states(database: Database) -> None:
    with database.reading() as session:
        moments = (Invitation.sent_at, Invitation.failed_at, Invitation.bounced_at)
        row = session.execute(select(*(func.count(moment) for moment in moments))).one()
    print(f"sent {row[0]}, given up {row[1]}, of them came back {row[2]}")


if __name__ == "__main__":
    main()
