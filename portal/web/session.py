"""One request, one transaction: opened when first used, committed when the answer is good.

GET reads on a deferred transaction. Anything else may write, and takes the write lock at once
(see portal/database.py). A view that has written and then draws a page calls `commit()` first, so
that nobody waits for its templates.
"""

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session

from portal.database import Database


def set_up(app: Flask, database: Database) -> None:
    app.extensions["portal_database"] = database
    app.after_request(_settle)
    app.teardown_request(_close)


def database() -> Database:
    found: Database = current_app.extensions["portal_database"]
    return found


def db() -> Session:
    """The session of this request."""
    if "db" not in g:
        reads = request.method in ("GET", "HEAD", "OPTIONS")
        g.db = database().reading() if reads else database().writing()
    session: Session = g.db
    return session


def commit() -> None:
    """Keep what was written, release the lock; what follows in this request only reads."""
    if "db" in g:
        g.db.commit()
        g.db.close()
    g.db = database().reading()


def let_others_write() -> None:
    """Before something slow: what was written is kept, the lock is let go. The next statement takes
    it anew, so whatever was read before is asked again."""
    if "db" in g:
        g.db.commit()


def _settle(response: Response) -> Response:
    if "db" in g:
        if response.status_code < 400:
            g.db.commit()
        else:
            g.db.rollback()
    return response


def _close(_error: BaseException | None) -> None:
    session = g.pop("db", None)
    if session is not None:
        session.close()
