"""The worker: a few threads that claim and run jobs, one that keeps the clock, one that keeps
leases alive.

Any number of workers may run on any number of machines: they only share the table.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from portal.config import Config
from portal.database import Database
from portal.jobs import replies, returns, sweeps, work
from portal.jobs.leases import Leases

THREADS: Final = 4
PAUSE: Final = 0.5
SWEEP_EVERY: Final = 3.0
TIDY_EVERY: Final = 3600.0
log = logging.getLogger("portal.worker")


class Worker:
    def __init__(self, config: Config, database: Database) -> None:
        self.config = config
        self.database = database
        self._leases = Leases(database)
        self._stopping = threading.Event()
        self._ended = threading.Event()
        # Daemons: a relay that takes minutes to answer must not hold up the end of the process.
        self._threads = [
            threading.Thread(target=body, daemon=True)
            for body in (*[self._work] * THREADS, self._keep_the_clock, self._collect)
        ]
        self._beat = threading.Thread(target=self._leases.beat, args=[self._ended], daemon=True)

    def start(self) -> None:
        for thread in (*self._threads, self._beat):
            thread.start()

    def stop(self, seconds: float) -> bool:
        """Begin nothing new and finish what is being done, for so long; whether all is done.

        What is cut short keeps its lease until that runs out; then another worker takes it.
        """
        deadline = time.monotonic() + seconds
        self._stopping.set()
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._ended.set()
        self._beat.join(1)
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        context = work.context_of(self.config, self.database, self._leases)
        while not self._stopping.is_set():
            if not _surviving(lambda: work.run_one(context)):
                context.mailbox.close()
                self._stopping.wait(PAUSE)
        context.mailbox.close()

    def _keep_the_clock(self) -> None:
        # Pauses are measured by the monotonic clock: a jump of the wall clock neither skips one
        # nor repeats it.
        tidied = -TIDY_EVERY
        while not self._stopping.is_set():
            _surviving(lambda: sweeps.sweep(self.database))
            if time.monotonic() - tidied >= TIDY_EVERY:
                _surviving(lambda: sweeps.tidy(self.database))
                tidied = time.monotonic()
            self._stopping.wait(SWEEP_EVERY)

    def _collect(self) -> None:
        """What comes back and what is answered, from mailboxes that may take their time."""
        wanted = self.config.bounces_url is not None or self.config.replies_url is not None
        while wanted and not self._stopping.is_set():
            _surviving(lambda: returns.collect(self.config, self.database))
            _surviving(lambda: replies.collect(self.config, self.database))
            self._stopping.wait(returns.EVERY)


def _surviving(step: Callable[[], object]) -> bool:
    """Whether the step did something. Whatever it raises is logged; the thread goes on."""
    try:
        return bool(step())
    except SQLAlchemyError as error:
        # Busy or away: leases run out, and what was begun is taken again.
        log.warning("database: %s", type(error).__name__)
    except Exception:
        log.exception("the worker goes on after an unexpected error")
    return False
