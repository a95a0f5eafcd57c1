"""Replies by mail, collected from their mailbox and posted. Two workers may do it at once."""

import logging
from functools import partial

from sqlalchemy.orm import Session

from portal.actions import mail_replies
from portal.actions.mail_replies import Arrived
from portal.config import Config
from portal.database import Database
from portal.jobs import letters
from portal.language import gettext as _
from portal.language import speaking
from portal.mail import imap, replies
from portal.mail.message import Letter
from portal.models import Person
from portal.text import one_line

log = logging.getLogger("portal.worker")


def collect(config: Config, database: Database) -> int:
    """How many were replies to letters of ours."""
    if config.replies_url is None or config.replies_address is None:
        return 0
    try:
        return imap.taken(config.replies_url, "REPLIES", partial(take, config, database))
    except imap.Unreadable as problem:
        log.warning("replies by mail: %s", problem)
        return 0


def take(config: Config, database: Database, content: bytes) -> bool:
    """Whether this message was a reply to a letter of ours; what it says is kept by then."""
    if config.replies_address is None:
        return False
    found = replies.read(content, config.replies_address)
    if found is None:
        return False
    arrived = Arrived(found.word, found.sender, found.text, found.id)
    with database.writing.begin() as session:
        return mail_replies.take(session, config.secret_key, arrived)


def unposted(
    session: Session, config: Config, job_id: str, *, person: int, why: str, text: str
) -> Letter | None:
    """To the person whose address it was: why, and their words back, so that nothing is lost."""
    known = session.get(Person, person)
    if known is None:
        return None
    with speaking(known.language):
        return letters.written(
            config,
            job_id,
            known,
            "mail/unposted",
            subject=_("Your answer was not posted"),
            preheader=one_line(why, 120),
            reason=why,
            text=text,
            action={"label": _("Answer on the page"), "url": f"{config.base_url}/notices"},
            why=_("You get this mail because you answered one of ours."),
        )
