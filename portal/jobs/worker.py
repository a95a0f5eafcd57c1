"""The worker: a few threads that claim and run jobs, and one that keeps the clock.

Any number of workers may run on any number of machines: they only share the table.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.config import Config
from portal.database import Database
from portal.jobs import queue, sweeps
from portal.jobs.handlers import HANDLERS, Context
from portal.jobs.mailbox import Mailbox
from portal.jobs.queue import Claim, GiveUp, TryLater

THREADS: Final = 4
PAUSE: Final = 0.5
SWEEP_EVERY: Final = 3.0
TIDY_EVERY: Final = 3600.0
log = logging.getLogger("portal.worker")


class Worker:
    def __init__(self, config: Config, database: Database) -> None:
        self.config = config
        self.database = database
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._work) for _ in range(THREADS)]
        self._threads.append(threading.Thread(target=self._keep_the_clock))

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish what is being done, begin nothing new."""
        self._stopping.set()

    def wait(self) -> None:
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        context = Context(self.config, self.database, Mailbox(self.config.mail_url))
        try:
            while not self._stopping.is_set():
                if not run_one(context):
                    context.mailbox.close()
                    self._stopping.wait(PAUSE)
        finally:
            context.mailbox.close()

    def _keep_the_clock(self) -> None:
        # Pauses are measured by the monotonic clock: a jump of the wall clock neither skips one
        # nor repeats it.
        tidied = -TIDY_EVERY
        while not self._stopping.is_set():
            _sweep(self.database, sweeps.every_few_seconds)
            if time.monotonic() - tidied >= TIDY_EVERY:
                _sweep(self.database, sweeps.every_hour)
                tidied = time.monotonic()
            self._stopping.wait(SWEEP_EVERY)


def run_one(context: Context) -> bool:
    """Claim and run one job; False if none was due or the database could not be asked."""
    try:
        with context.database.writing.begin() as session:
            claim = queue.claim(session)
        if claim is None:
            return False
        _run(context, claim)
    except SQLAlchemyError as error:
        # Busy or away: the lease runs out, and the job is taken again.
        log.warning("database: %s", type(error).__name__)
        return False
    return True


def run_all(context: Context) -> int:
    """Run until nothing is due; returns how many jobs ran."""
    count = 0
    while run_one(context):
        count += 1
    return count


def _run(context: Context, claim: Claim) -> None:
    try:
        HANDLERS[claim.kind](context, claim.public_id, claim.payload)
    except SQLAlchemyError:
        raise
    except Exception as error:
        with context.database.writing.begin() as session:
            _note_failure(session, claim, error)
        return
    with context.database.writing.begin() as session:
        queue.done(session, claim.id)


def _note_failure(session: Session, claim: Claim, error: Exception) -> None:
    if isinstance(error, TryLater):
        queue.put_off(session, claim, str(error))
    elif isinstance(error, GiveUp):
        queue.park(session, claim.id, str(error))
    else:
        log.error("job %s (%s) failed", claim.public_id, claim.kind, exc_info=error)
        queue.fail(session, claim, f"{type(error).__name__}: {error}"[:500])


def _sweep(database: Database, sweep: Callable[[Session], None]) -> None:
    try:
        with database.writing.begin() as session:
            sweep(session)
    except SQLAlchemyError as error:
        log.warning("sweep: %s", type(error).__name__)
    except Exception:
        log.exception("sweep %s failed", sweep.__name__)
