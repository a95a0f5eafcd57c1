"""Jobs: asking, inside a change, for something to happen after its commit; and asking once more
for what got stuck. Running them is `portal.jobs`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, or_, update
from sqlalchemy.orm import Session

from portal import clock, ids
from portal.access import Actor, doing
from portal.actions.upserts import insert_into
from portal.errors import Conflict, Refused
from portal.language import gettext as _
from portal.models import Brand, Invitation, Job
from portal.models.jobs import IN_TURN, SOMEBODY_WAITS, WHEN_IDLE

# Somebody looks at a page that waits for it.
URGENT: Final = frozenset({"mail.sign_in", "mail.test"})
# Nobody waits for it: it makes what is there already lighter, or takes away what is not.
IDLE: Final = frozenset({"images.avif", "files.delete"})


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
            priority=_priority(kind),
            due_at=due,
            wanted_at=due,
        )
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
    )


def _priority(kind: str) -> int:
    return SOMEBODY_WAITS if kind in URGENT else WHEN_IDLE if kind in IDLE else IN_TURN


def retry(session: Session, actor: Actor, job: Job) -> None:
    """At once, and with a day of patience again, whether it was parked or only put off."""
    if reason := doing.why_not_manage(actor, job.brand_id or 0):
        raise Refused(reason)
    now = clock.now()
    found = session.scalar(
        update(Job)
        .where(Job.id == job.id, Job.done_at.is_(None), Job.holder.is_(None), _is_stuck())
        .values(parked_at=None, tries=0, due_at=now, wanted_at=now)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    if found is None:
        raise Conflict(_("This letter is on its way already."))
    _wait_again(session, [job.payload.get("invitation")])


def retry_all(session: Session, actor: Actor, brand_id: int) -> int:
    """Everything of a brand that is stuck; how many."""
    if reason := doing.why_not_manage(actor, brand_id):
        raise Refused(reason)
    now = clock.now()
    payloads = session.scalars(
        update(Job)
        .where(Job.brand_id == brand_id, Job.done_at.is_(None), Job.holder.is_(None), _is_stuck())
        .values(parked_at=None, tries=0, due_at=now, wanted_at=now)
        .returning(Job.payload)
        .execution_options(synchronize_session=False)
    ).all()
    _wait_again(session, [payload.get("invitation") for payload in payloads])
    return len(payloads)


def ask_for_test(session: Session, actor: Actor, brand: Brand) -> None:
    """A letter to whoever presses the button, by the way all letters go."""
    if reason := doing.why_not_manage(actor, brand.id):
        raise Refused(reason)
    payload = {"person": actor.public_id, "brand": brand.public_id}
    enqueue(session, "mail.test", payload, brand_id=brand.id)


def _is_stuck() -> ColumnElement[bool]:
    return or_(Job.parked_at.is_not(None), Job.error.is_not(None))


def _wait_again(session: Session, invitations: Sequence[str | None]) -> None:
    """Their invitations are no longer shown as failed."""
    named = [public_id for public_id in invitations if public_id]
    for start in range(0, len(named), 5_000):
        session.execute(
            update(Invitation)
            .where(
                Invitation.public_id.in_(named[start : start + 5_000]),
                Invitation.sent_at.is_(None),
                Invitation.bounced_at.is_(None),
            )
            .values(failed_at=None, failure=None, next_try_at=None)
            .execution_options(synchronize_session=False)
        )
