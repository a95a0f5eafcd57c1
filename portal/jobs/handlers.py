"""Which function does which kind of job.

A handler reads what is true now in a session of its own, does the slow part, and returns what to
write about it; the worker writes that in the transaction that ends the job. It may run twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from portal.config import Config
from portal.database import Database
from portal.jobs import letters, queue, studies
from portal.jobs.leases import Leases
from portal.jobs.mailbox import Mailbox, Outcome
from portal.jobs.queue import Claim
from portal.language import N_
from portal.mail.message import BadLetter

Note = Callable[[Session], None]
# Kept in English, told in the reader's language (portal/mail/failures.py).
STOPPED: Final = N_("This address is not written to any more.")
UNWRITABLE: Final = N_("This letter cannot be written.")


class TryLater(Exception):
    """The world is not ready (a relay is away): try again with growing pauses, for a day."""

    def __init__(
        self, reason: str, note: Note | None = None, until: datetime | None = None
    ) -> None:
        super().__init__(reason)
        self.note = note
        self.until = until


@dataclass(slots=True)
class Context:
    """What a worker thread holds while it works."""

    config: Config
    database: Database
    mailbox: Mailbox
    leases: Leases


Handler = Callable[[Context, Claim], Note | None]


def mail_sign_in(context: Context, claim: Claim) -> None:
    with context.database.reading() as session:
        letter = letters.sign_in(session, context.config, claim.public_id, claim.payload["code"])
    if letter is None:
        return
    outcome = context.mailbox.deliver(letter)
    if not outcome.is_final:
        raise TryLater(outcome.failure)


def mail_invitation(context: Context, claim: Claim) -> Note | None:
    public_id, generation = claim.payload["invitation"], claim.payload["generation"]
    try:
        with context.database.reading() as session:
            is_stopped = letters.is_stopped(session, public_id, generation)
            letter = (
                None
                if is_stopped
                else letters.invitation(
                    session, context.config, claim.public_id, public_id, generation
                )
            )
    except BadLetter as problem:
        outcome = Outcome(f"{UNWRITABLE} {problem}")
    else:
        if letter is None and not is_stopped:
            return None
        outcome = Outcome(STOPPED) if letter is None else context.mailbox.deliver(letter)
    return _noted(outcome, claim, public_id, generation)


def _noted(outcome: Outcome, claim: Claim, public_id: str, generation: int) -> Note:
    is_over = outcome.is_final or claim.is_last_day_over
    next_try = None if is_over else queue.next_try(claim)
    note = partial(
        letters.note_outcome,
        public_id=public_id,
        generation=generation,
        outcome=outcome,
        next_try_at=next_try,
    )
    if not outcome.is_final:
        raise TryLater(outcome.failure, note, next_try)
    return note


def freeze_report(context: Context, claim: Claim) -> Note | None:
    return studies.freeze(context.database, claim)


def study_report(context: Context, claim: Claim) -> Note | None:
    return studies.study(context.database, claim)


HANDLERS: Final[dict[str, Handler]] = {
    "mail.sign_in": mail_sign_in,
    "mail.invitation": mail_invitation,
    "report.freeze": freeze_report,
    "report.study": study_report,
}
