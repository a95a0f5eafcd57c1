"""Running one job: claim it, do it, write what became of it.

Not here: threads and the clock (`portal.jobs.worker`), what each kind does (`handlers`).
"""

import logging
import time
from typing import Final

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal.config import Config
from portal.database import Database
from portal.jobs import queue
from portal.jobs.handlers import HANDLERS, Context, GiveUp, Note, TryLater
from portal.jobs.leases import Leases
from portal.jobs.mailbox import Mailbox
from portal.jobs.queue import Claim

# Beside the five seconds that each try waits for its turn.
PAUSES: Final = (1.0, 5.0)
log = logging.getLogger("portal.worker")


def context_of(config: Config, database: Database, leases: Leases | None = None) -> Context:
    return Context(config, database, Mailbox(config.mail_url), leases or Leases(database))


def run_all(context: Context) -> int:
    """Run until nothing is due; returns how many jobs ran."""
    count = 0
    try:
        while run_one(context):
            count += 1
    finally:
        context.mailbox.close()
    return count


def run_one(context: Context) -> bool:
    """Claim and run one job; False if none was due."""
    with context.database.reading() as session:
        if not queue.is_any_due(session):
            return False
    with context.database.writing.begin() as session:
        claim = queue.claim(session)
    if claim is None:
        return False
    with context.leases.held(claim):
        _run(context, claim)
    return True


def _run(context: Context, claim: Claim) -> None:
    try:
        note = HANDLERS[claim.kind](context, claim)
        _write(context.database, lambda session: _succeed(session, claim, note))
    except Exception as error:
        problem = error
        _write(context.database, lambda session: _fail(session, claim, problem))


def _succeed(session: Session, claim: Claim, note: Note | None) -> None:
    if note is not None:
        note(session)
    queue.done(session, claim)


def _fail(session: Session, claim: Claim, error: Exception) -> None:
    if isinstance(error, TryLater):
        if error.note is not None:
            error.note(session)
        queue.put_off(session, claim, str(error), error.until)
    elif isinstance(error, GiveUp):
        queue.park(session, claim, str(error))
    elif isinstance(error, OperationalError):
        # Busy or away: nobody's fault, and no reason to give up soon.
        queue.put_off(session, claim, "the database did not answer in time")
    else:
        log.error("job %s (%s) failed", claim.public_id, claim.kind, exc_info=error)
        queue.fail(session, claim, f"{type(error).__name__}: {error}"[:500])


def _write(database: Database, note: Note) -> None:
    """Insist a little: a letter that left and is not noted would be sent once more."""
    for pause in PAUSES:
        try:
            with database.writing.begin() as session:
                return note(session)
        except OperationalError as error:
            log.warning("database: %s", type(error.orig).__name__)
            time.sleep(pause)
    with database.writing.begin() as session:
        return note(session)
