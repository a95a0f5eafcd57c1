"""Asking the worker, while a report is read, for what takes long: the one write of that page.

It is a write of its own after all reading: the page does not fail, nor wait long, when the database
is busy; the next look asks again.
"""

import logging
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from portal.actions import studies
from portal.queries.reports import Shown
from portal.web.session import commit, database

log = logging.getLogger("portal.web")


def now(found: Shown) -> Shown:
    """Ask for the state of this report; it then says that the worker is at it."""
    # SQLite with a rollback journal lets nobody write while this request still reads.
    commit()
    try:
        with database().writing.begin() as session:
            studies.ask(session, found.round, found.mark)
    except SQLAlchemyError as error:
        log.warning("studies not asked for: %s", type(error).__name__)
        return found
    return replace(found, fresh=replace(found.fresh, is_running=True, is_due=False, percent=0))
