"""Several people at once: threads that start together, each with a session of its own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from sqlalchemy.orm import Session

from portal.database import Database
from portal.errors import PortalError


def together(database: Database, *deeds: Callable[[Session], Any]) -> list[BaseException | None]:
    """Do all deeds at once, each in its own committed transaction; what each one raised."""
    start = Barrier(len(deeds))
    outcomes: list[BaseException | None] = [None] * len(deeds)

    def run(index: int, deed: Callable[[Session], Any]) -> None:
        start.wait()
        try:
            with database.writing.begin() as session:
                deed(session)
        except BaseException as error:
            outcomes[index] = error

    threads = [Thread(target=run, args=(i, deed)) for i, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def at_once(database: Database, *deeds: Callable[[Session], Any]) -> list[str]:
    """The same, in words: "done", or the name of the refusal; anything else is a failure."""
    words = []
    for outcome in together(database, *deeds):
        if outcome is not None and not isinstance(outcome, PortalError):
            raise outcome
        words.append("done" if outcome is None else type(outcome).__name__)
    return words
