"""portal worker: run jobs and keep the clock, until told to stop."""

import logging
import signal
import threading

from portal import lifeline
from portal.cli.common import Arguments, Parsers, check_schema, settings
from portal.config import Config
from portal.database import Database

# Less than whoever stops this process waits before killing it.
SECONDS_TO_FINISH = 8.0


def add(parsers: Parsers) -> None:
    parser = parsers.add_parser("worker", help="run jobs and keep the clock")
    parser.add_argument(
        "--once", action="store_true", help="run what is due now, then end (for cron)"
    )
    parser.set_defaults(run=run)


def run(arguments: Arguments) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = settings()
    database = Database.of(config)
    try:
        check_schema(database)
        return _once(config, database) if arguments.once else _until_asked(config, database)
    finally:
        database.close()


def _once(config: Config, database: Database) -> int:
    """Sweep first: a round that closes leaves a job."""
    from portal.jobs import sweeps, work

    sweeps.sweep(database)
    sweeps.tidy(database)
    count = work.run_all(work.context_of(config, database))
    print(f"jobs run: {count}")
    return 0


def _until_asked(config: Config, database: Database) -> int:
    from portal.jobs.worker import Worker

    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    lifeline.follow(asked.set)
    worker = Worker(config, database)
    worker.start()
    asked.wait()
    if not worker.stop(SECONDS_TO_FINISH):
        logging.getLogger("portal.worker").warning(
            "a job was cut short; it is taken again when its lease has run out"
        )
    return 0
