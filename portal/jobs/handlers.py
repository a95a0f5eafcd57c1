"""Which function does which kind of job.

A handler gets the context of its worker and the job's payload. It opens its own sessions: one to
read what is true now, then (after the slow part) one to write what became of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from portal.actions import reports
from portal.config import Config
from portal.database import Database
from portal.jobs import letters
from portal.jobs.mailbox import Mailbox
from portal.models import Round


@dataclass(slots=True)
class Context:
    """What a worker thread holds while it works."""

    config: Config
    database: Database
    mailbox: Mailbox


Handler = Callable[[Context, str, dict[str, Any]], None]


def mail_sign_in(context: Context, job_id: str, payload: dict[str, Any]) -> None:
    with context.database.reading() as session:
        letter = letters.sign_in(session, context.config, job_id, payload["code"])
    if letter is not None:
        context.mailbox.deliver(letter)


def mail_invitation(context: Context, job_id: str, payload: dict[str, Any]) -> None:
    public_id, generation = payload["invitation"], payload["generation"]
    with context.database.reading() as session:
        letter = letters.invitation(session, context.config, job_id, public_id, generation)
    if letter is None:
        return
    outcome = context.mailbox.try_to_deliver(letter)
    with context.database.writing.begin() as session:
        letters.note_outcome(session, public_id, generation, outcome)
    outcome.raise_if_unfinished()


def freeze_report(context: Context, _job_id: str, payload: dict[str, Any]) -> None:
    with context.database.writing.begin() as session:
        round = session.scalar(select(Round).where(Round.public_id == payload["round"]))
        if round is not None:
            reports.freeze(session, round)


HANDLERS: Final[dict[str, Handler]] = {
    "mail.sign_in": mail_sign_in,
    "mail.invitation": mail_invitation,
    "report.freeze": freeze_report,
}
