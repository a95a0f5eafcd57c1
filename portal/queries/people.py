"""What a person sees of their own account."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Session as SignInSession


@dataclass(frozen=True, slots=True)
class Device:
    public_id: str
    name: str
    last_seen_at: datetime
    is_this: bool


def devices(session: Session, person_id: int, this: int) -> list[Device]:
    """Where the person is signed in now, the newest first."""
    rows = session.scalars(
        select(SignInSession)
        .where(
            SignInSession.person_id == person_id,
            SignInSession.ended_at.is_(None),
            SignInSession.expires_at > clock.now(),
        )
        .order_by(SignInSession.last_seen_at.desc())
        .limit(50)
    )
    return [
        Device(row.public_id, row.device or "–", row.last_seen_at, row.id == this) for row in rows
    ]
