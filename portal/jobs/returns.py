"""Returned mail, collected from its mailbox and written down. Two workers may do it at once."""

import logging
from typing import Final

from portal.actions import bounces
from portal.config import Config
from portal.database import Database
from portal.mail import imap, returned

EVERY: Final = 60.0
log = logging.getLogger("portal.worker")


def collect(config: Config, database: Database) -> int:
    """How many were about letters of ours. What cannot be read is marked and left where it is."""
    if config.bounces_url is None:
        return 0
    count = 0
    try:
        with imap.opened(imap.parse(config.bounces_url)) as mailbox:
            for message in mailbox.unread():
                count += take(config, database, message.content)
                mailbox.mark(message)
    except imap.Unreadable as problem:
        log.warning("returned mail: %s", problem)
    return count


def take(config: Config, database: Database, content: bytes) -> bool:
    """Whether this message was about a letter of ours; what it says is kept by then."""
    found = returned.read(content, config.hostname)
    if found is None:
        return False
    with database.writing.begin() as session:
        return bounces.record(session, found)
