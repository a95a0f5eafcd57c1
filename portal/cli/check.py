"""portal check: is this installation sound? One line a finding; exit code 1 if something is not."""

from collections.abc import Iterator

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from portal import clock, migrate
from portal.cli.common import Arguments, Parsers, settings
from portal.config import Config
from portal.database import Database
from portal.exports import paper
from portal.models import Job
from portal.queries.deliveries import LATE
from portal.storage import open_storage


def add(parsers: Parsers) -> None:
    parser = parsers.add_parser("check", help="say whether this installation is sound")
    parser.set_defaults(run=run)


def run(_arguments: Arguments) -> int:
    findings = list(_findings(settings()))
    for is_good, line in findings:
        print(f"{'ok ' if is_good else 'BAD'} {line}")
    return 0 if all(is_good for is_good, _ in findings) else 1


def _findings(config: Config) -> Iterator[tuple[bool, str]]:
    yield True, f"settings: {config.mode}, {config.base_url}, files in {config.instance}"
    database = Database.of(config)
    try:
        yield from _database_findings(database)
    except SQLAlchemyError as error:
        yield False, f"database: {type(error).__name__}; see PORTAL_DATABASE_URL"
    finally:
        database.close()
    storage = open_storage(config.storage_url)
    storage.put("check", b"ok")
    yield storage.get("check") == b"ok", f"storage: {config.storage_url.split('@')[-1]}"
    storage.delete("check")
    # No fault: the page prints from the browser as well.
    reason = paper.missing()
    yield True, "PDF: reports can be made" if reason is None else f"PDF: none, {reason}"


def _database_findings(database: Database) -> Iterator[tuple[bool, str]]:
    found, newest = migrate.current(database), migrate.newest()
    yield True, f"database: {database.describe()}"
    yield (
        found == newest,
        f"schema: {found or 'empty'}"
        + ("" if found == newest else f", should be {newest}: run portal migrate"),
    )
    if found == newest:
        yield from _queue_findings(database)
    if database.is_sqlite:
        with database.engine.connect() as connection:
            verdict = connection.execute(text("PRAGMA integrity_check")).scalar()
        yield verdict == "ok", f"integrity: {verdict}"


def _queue_findings(database: Database) -> Iterator[tuple[bool, str]]:
    """Mail that is stuck is sound and seen; mail that nobody takes is not."""
    now = clock.now()
    open_jobs = (Job.done_at.is_(None), Job.parked_at.is_(None))
    with database.reading() as session:
        due = session.scalars(select(func.count()).where(*open_jobs, Job.due_at <= now)).one()
        oldest = session.scalar(select(func.min(Job.due_at)).where(*open_jobs))
        parked = session.scalars(select(func.count(Job.parked_at))).one()
    is_late = oldest is not None and now - oldest > LATE
    words = f"jobs: {due} due, {parked} parked"
    yield not is_late, words + (f"; waiting since {oldest}: does a worker run?" if is_late else "")
