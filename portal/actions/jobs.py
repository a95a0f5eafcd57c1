"""Jobs: asking, inside a change, for something to happen after its commit."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from portal import clock, ids
from portal.actions.upserts import insert_into
from portal.models import Job
from portal.models.jobs import IN_TURN, SOMEBODY_WAITS

# Somebody looks at a page that waits for it.
URGENT: Final = frozenset({"mail.sign_in"})


def enqueue(
    session: Session,
    kind: str,
    payload: dict[str, Any],
    *,
    due_at: datetime | None = None,
    dedupe_key: str | None = None,
    brand_id: int | None = None,
) -> None:
    """Add a job; with a `dedupe_key` at most one of that name is ever added. The team of
    `brand_id` sees it while it is stuck."""
    due = due_at or clock.now()
    session.execute(
        insert_into(session, Job)
        .values(
            public_id=ids.public_id(),
            kind=kind,
            payload=payload,
            dedupe_key=dedupe_key,
            brand_id=brand_id,
            priority=SOMEBODY_WAITS if kind in URGENT else IN_TURN,
            due_at=due,
            wanted_at=due,
        )
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
    )
