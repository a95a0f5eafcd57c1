"""Which function does which kind of job.

A handler reads what is true now in a session of its own, does the slow part, and returns what to
write about it; the worker writes that in the transaction that ends the job. It may run twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from portal import clock
from portal.actions import publishing
from portal.config import Config
from portal.database import Database
from portal.jobs import files, invited, letters, news, queue, replies, studies
from portal.jobs.leases import Leases
from portal.jobs.mailbox import Mailbox, Outcome
from portal.jobs.queue import Claim
from portal.language import N_
from portal.mail.message import BadLetter, Letter
from portal.queries.notices import NoticeShown

Note = Callable[[Session], None]
Write = Callable[..., Letter | None]
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


class GiveUp(Exception):
    """Trying again would change nothing: it is parked, and its team sees why."""


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


def mail_test(context: Context, claim: Claim) -> None:
    with context.database.reading() as session:
        letter = letters.test(session, context.config, claim.public_id, **claim.payload)
    if letter is None:
        return
    outcome = context.mailbox.deliver(letter)
    if not outcome.is_final:
        raise TryLater(outcome.failure)
    if not outcome.is_sent:
        raise GiveUp(outcome.failure)


def mail_invitation(context: Context, claim: Claim) -> Note | None:
    outcome = _tried(context, claim, invited.first)
    if outcome is None:
        return None
    is_over = outcome.is_final or claim.is_last_day_over
    next_try = None if is_over else queue.next_try(claim)
    note = partial(invited.note_outcome, **claim.payload, outcome=outcome, next_try_at=next_try)
    if not outcome.is_final:
        raise TryLater(outcome.failure, note, next_try)
    return note


def mail_reminder(context: Context, claim: Claim) -> Note | None:
    """Nothing is noted of one that did not leave, but that its address came back."""
    outcome = _tried(context, claim, invited.reminder)
    if outcome is None:
        return None
    if not outcome.is_final:
        raise TryLater(outcome.failure)
    if not outcome.is_bounce:
        return None
    return partial(invited.note_outcome, **claim.payload, outcome=outcome, next_try_at=None)


def mail_place(context: Context, claim: Claim) -> None:
    outcome = _tried(context, claim, invited.place)
    if outcome is not None and not outcome.is_final:
        raise TryLater(outcome.failure)


def _tried(context: Context, claim: Claim, write: Write) -> Outcome | None:
    """What became of the letter; None where nobody wants it any more."""
    with context.database.reading() as session:
        if invited.is_stopped(session, **claim.payload):
            return Outcome(STOPPED)
        try:
            letter = write(session, context.config, claim.public_id, **claim.payload)
        except BadLetter as problem:
            return Outcome(f"{UNWRITABLE} {problem}")
    return None if letter is None else context.mailbox.deliver(letter)


def make_avif(context: Context, claim: Claim) -> Note | None:
    return files.make_avif(context.config, context.database, claim)


def delete_files(context: Context, claim: Claim) -> None:
    files.delete(context.config, claim)


def freeze_report(context: Context, claim: Claim) -> Note | None:
    return studies.freeze(context.database, claim)


def study_report(context: Context, claim: Claim) -> Note | None:
    return studies.study(context.database, claim)


def mail_news(context: Context, claim: Claim) -> Note | None:
    """One letter of news, or none. A digest is claimed before it leaves."""
    person, brand = claim.payload["person"], claim.payload["brand"]
    looked_at = clock.now()
    with context.database.reading() as session:
        found = news.gather(session, person, brand)
        letter = news.letter(session, context.config, claim.public_id, person, brand, found)
    settle = partial(news.settle, person_id=person, brand_id=brand, upto=looked_at)
    if letter is None:
        return settle
    is_digest = news.is_digest(found)
    if is_digest and not _claimed(context, found):
        return None
    outcome = context.mailbox.deliver(letter)
    if outcome.is_final:
        refused = partial(news.refused, person_id=person, brand_id=brand, why=outcome.failure)
        return partial(
            _mailed, found=found, settle=settle, refused=refused if outcome.is_for_good else None
        )
    raise TryLater(outcome.failure, partial(news.released, found=found) if is_digest else None)


def _claimed(context: Context, found: Sequence[NoticeShown]) -> bool:
    with context.database.writing.begin() as session:
        return news.claimed(session, found)


def _mailed(
    session: Session, found: Sequence[NoticeShown], settle: Note, refused: Note | None
) -> None:
    news.claimed(session, found)
    settle(session)
    if refused is not None:
        refused(session)


def mail_unposted(context: Context, claim: Claim) -> None:
    with context.database.reading() as session:
        letter = replies.unposted(session, context.config, claim.public_id, **claim.payload)
    if letter is None:
        return
    outcome = context.mailbox.deliver(letter)
    if not outcome.is_final:
        raise TryLater(outcome.failure)


def spread_event(_context: Context, claim: Claim) -> Note:
    return partial(news.spread, event_id=claim.payload["event"])


def remind_undecided(_context: Context, claim: Claim) -> Note:
    return partial(news.remind, round_id=claim.payload["round"])


def publish_revision(_context: Context, claim: Claim) -> Note:
    return partial(publishing.publish_due, **claim.payload)


HANDLERS: Final[dict[str, Handler]] = {
    "files.delete": delete_files,
    "images.avif": make_avif,
    "mail.sign_in": mail_sign_in,
    "mail.test": mail_test,
    "mail.invitation": mail_invitation,
    "mail.reminder": mail_reminder,
    "mail.place": mail_place,
    "mail.news": mail_news,
    "mail.unposted": mail_unposted,
    "notices.remind": remind_undecided,
    "notices.spread": spread_event,
    "report.freeze": freeze_report,
    "report.study": study_report,
    "revision.publish": publish_revision,
}
