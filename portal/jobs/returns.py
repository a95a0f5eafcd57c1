"""Returned mail, collected from its mailbox and written down. Two workers may do it at once."""

import logging
from functools import partial
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
    try:
        return imap.taken(config.bounces_url, "BOUNCES", partial(take, config, database))
    except imap.Unreadable as problem:
        log.warning("returned mail: %s", problem)
        return 0


def take(config: Config, database: Database, content: bytes) -> bool:
    """Whether this message was about a letter of ours; what it says is kept by then."""
    found = returned.read(content, config.hostname)
    if found is None:
        return False
    with database.writing.begin() as session:
        return bounces.record(session, found)
