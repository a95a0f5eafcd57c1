"""Generations of an invitation: each has a token of its own and one job that mails it.

The token is derived from the secret, so it lies in no table; the next generation's hash replaces
the older one, whose link is dead from then on. Not here: who may send (`invitations`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from portal import clock, ids
from portal.access import Actor
from portal.actions import jobs, suppressions
from portal.database import secret_of
from portal.errors import Conflict
from portal.language import gettext as _
from portal.models import Invitation, Job, Staff

LIFE: Final = timedelta(days=14)
PURPOSE: Final = "invitation"
RESENT_A_WEEK: Final = 3
WEEK: Final = timedelta(days=7)
# Of a new generation nothing has happened yet.
AFRESH: Final[dict[str, Any]] = dict.fromkeys(
    (
        *("link_shown_at", "sent_at", "failed_at", "failure", "next_try_at", "bounced_at"),
        *("opened_at", "accepted_at", "revoked_at", "waiting_since"),
    )
)


def token_of(secret: str, public_id: str, generation: int) -> str:
    return ids.derived_token(secret, PURPOSE, public_id, generation)


def job_key(public_id: str, generation: int) -> str:
    """The one mail of one generation."""
    return f"mail.invitation:{public_id}:{generation}"


def write_for_staff(session: Session, actor: Actor, staff_id: int) -> None:
    """The invitation of a colleague, new or next, with its mail."""
    known = session.scalar(select(Invitation).where(Invitation.staff_id == staff_id))
    brand_id = session.scalars(select(Staff.brand_id).where(Staff.id == staff_id)).one()
    if known is not None:
        return send_next(session, actor, known, brand_id)
    public_id = ids.public_id()
    session.add(
        Invitation(
            public_id=public_id,
            staff_id=staff_id,
            token_hash=ids.fingerprint(token_of(secret_of(session), public_id, 1)),
            invited_by_id=actor.person_id,
            expires_at=clock.now() + LIFE,
        )
    )
    _mail(session, public_id, 1, brand_id)
    return None


def send_next(session: Session, actor: Actor, invitation: Invitation, brand_id: int) -> None:
    public_id, generation = invitation.public_id, invitation.generation + 1
    moved = session.scalar(
        update(Invitation)
        .where(
            Invitation.id == invitation.id,
            Invitation.generation == invitation.generation,
            or_(Invitation.accepted_at.is_(None), Invitation.accepted_at == invitation.accepted_at),
            ~suppressions.of_invitation(),
        )
        .values(_next(session, actor, invitation))
        .returning(Invitation.id)
    )
    if moved is None:
        raise Conflict(_("Somebody was faster. Look at the invitation again."))
    _mail(session, public_id, generation, brand_id)


def send_next_of_all(
    session: Session, actor: Actor, rows: Sequence[Invitation], brand_id: int
) -> None:
    if not rows:
        return
    values = [{"id": row.id, **_next(session, actor, row)} for row in rows]
    mails = [mail(row.public_id, row.generation + 1, brand_id) for row in rows]
    session.execute(update(Invitation), values)
    session.execute(insert(Job), mails)


def _next(session: Session, actor: Actor, invitation: Invitation) -> dict[str, Any]:
    generation = invitation.generation + 1
    token = token_of(secret_of(session), invitation.public_id, generation)
    return {
        **AFRESH,
        "generation": generation,
        "token_hash": ids.fingerprint(token),
        "invited_by_id": actor.person_id,
        "expires_at": clock.now() + LIFE,
    }


def mail(
    public_id: str, generation: int, brand_id: int, due_at: datetime | None = None
) -> dict[str, Any]:
    """The row of the job that mails this generation, at once or at its wave's moment."""
    due = due_at or clock.now()
    return {
        "kind": "mail.invitation",
        "payload": {"invitation": public_id, "generation": generation},
        "brand_id": brand_id,
        "dedupe_key": job_key(public_id, generation),
        "due_at": due,
        "wanted_at": due,
    }


def _mail(session: Session, public_id: str, generation: int, brand_id: int) -> None:
    row = mail(public_id, generation, brand_id)
    jobs.enqueue(
        session, row["kind"], row["payload"], dedupe_key=row["dedupe_key"], brand_id=brand_id
    )


def resent_often(session: Session, rows: Sequence[Invitation]) -> set[str]:
    """Those whose third-last sending-again is less than a week old."""
    keys = {
        job_key(row.public_id, row.generation + 1 - RESENT_A_WEEK): row.public_id
        for row in rows
        if row.generation > RESENT_A_WEEK
    }
    recent: set[str] = set()
    for start in range(0, len(keys), 5_000):
        chunk = list(keys)[start : start + 5_000]
        recent.update(
            session.scalars(
                select(Job.dedupe_key).where(
                    Job.dedupe_key.in_(chunk), Job.created_at > clock.now() - WEEK
                )
            )
        )
    return {keys[key] for key in recent}
