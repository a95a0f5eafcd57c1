"""Two transactions that start at the same moment."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread

from sqlalchemy.orm import Session

from portal.database import Database
from portal.errors import PortalError


def at_once(database: Database, *steps: Callable[[Session], object]) -> Sequence[str]:
    """Run each step in a thread and a transaction of its own; "done", or what stopped it."""
    start = Barrier(len(steps))
    outcomes = [""] * len(steps)

    def run(number: int, step: Callable[[Session], object]) -> None:
        with database.writing() as session:
            start.wait(10)
            try:
                step(session)
                session.commit()
                outcomes[number] = "done"
            except PortalError as error:
                session.rollback()
                outcomes[number] = type(error).__name__

    threads = [Thread(target=run, args=(n, step)) for n, step in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
