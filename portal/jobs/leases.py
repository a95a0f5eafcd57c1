"""The leases of one process, kept alive while its handlers work.

A letter to a slow relay may take minutes (a dozen replies of thirty seconds each), a lease lasts
one: so a beat renews what is being worked on, and after a kill the wait is still short.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from portal.database import Database
from portal.jobs import queue
from portal.jobs.queue import Claim

# A beat or two may be missed, by a busy database, before a lease runs out.
BEATS_A_LEASE: Final = 4
log = logging.getLogger("portal.worker")


class Leases:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: dict[int, Claim] = {}
        self._lock = threading.Lock()

    @contextmanager
    def held(self, claim: Claim) -> Iterator[None]:
        with self._lock:
            self._held[claim.id] = claim
        try:
            yield
        finally:
            with self._lock:
                del self._held[claim.id]

    def beat(self, ended: threading.Event) -> None:
        """Renew again and again until `ended`; the body of a thread."""
        while not ended.wait(queue.LEASE.total_seconds() / BEATS_A_LEASE):
            try:
                self.renew()
            except SQLAlchemyError as error:
                log.warning("leases: %s", type(error).__name__)

    def renew(self) -> None:
        with self._lock:
            claims = list(self._held.values())
        if claims:
            with self._database.writing.begin() as session:
                queue.renew(session, claims)
