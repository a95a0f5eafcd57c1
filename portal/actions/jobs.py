"""Jobs: asking, inside a change, for something to happen after its commit."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Job


def enqueue(
    session: Session,
    kind: str,
    payload: dict[str, Any],
    *,
    due_at: datetime | None = None,
    dedupe_key: str | None = None,
) -> None:
    """Add a job; with a `dedupe_key` at most one of that name is ever added."""
    if dedupe_key is not None:
        known = session.scalar(select(Job.id).where(Job.dedupe_key == dedupe_key))
        if known is not None:
            return
    session.add(
        Job(kind=kind, payload=payload, due_at=due_at or clock.now(), dedupe_key=dedupe_key)
    )
