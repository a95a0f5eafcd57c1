"""The jobs that compute: studies of a running round, and the report of a closed one.

They read in a session of their own, compute without one, say how far they are in small writes
beside it, and leave the result to the transaction that ends the job.
"""

import logging
import time
from collections.abc import Callable
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.actions import reports, studies
from portal.database import Database
from portal.jobs.queue import Claim
from portal.models import Round

# Whoever waits is told once a second at most; a database that is busy is not asked for more.
EVERY: Final = 1.0
Note = Callable[[Session], None]
log = logging.getLogger("portal.worker")


class Progress:
    """Says how far the study of a round is."""

    def __init__(self, database: Database, round_id: int) -> None:
        self._database = database
        self._round_id = round_id
        self._said = time.monotonic() - EVERY

    def __call__(self, stage: str, permille: int) -> None:
        if time.monotonic() - self._said < EVERY:
            return
        self._said = time.monotonic()
        try:
            with self._database.writing.begin() as session:
                studies.note_progress(session, self._round_id, stage, permille)
        except SQLAlchemyError as error:
            # The study matters more than what is said of it.
            log.warning("progress: %s", type(error).__name__)


def study(database: Database, claim: Claim) -> Note | None:
    with database.reading() as session:
        task = studies.task(session, claim.payload["round"])
    if task is None:
        return None
    result = studies.answer(task, Progress(database, task.round_id))
    return lambda session: studies.keep(session, task, claim.payload["mark"], result)


def freeze(database: Database, claim: Claim) -> Note | None:
    with database.reading() as session:
        round = _round(session, claim)
        found = None if round is None else reports.to_freeze(session, round)
    if round is None or found is None:
        return None
    made = reports.make(found, Progress(database, round.id))

    def keep(session: Session) -> None:
        still = _round(session, claim)
        if still is not None:
            reports.keep(session, still, made)

    return keep


def _round(session: Session, claim: Claim) -> Round | None:
    return session.scalar(select(Round).where(Round.public_id == claim.payload["round"]))
