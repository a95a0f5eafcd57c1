"""portal worker: run jobs and keep the clock, until told to stop."""

import logging
import signal
import threading

from portal.cli.common import Arguments, Parsers, settings
from portal.database import Database


def add(parsers: Parsers) -> None:
    parser = parsers.add_parser("worker", help="run jobs and keep the clock")
    parser.set_defaults(run=run)


def run(_arguments: Arguments) -> int:
    from portal.jobs.worker import Worker

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    config = settings()
    database = Database.of(config)
    worker = Worker(config, database)
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    worker.start()
    asked.wait()
    worker.stop()
    worker.wait()
    database.close()
    return 0
