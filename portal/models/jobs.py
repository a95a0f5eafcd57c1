"""Jobs: what must happen after the commit. The table is the queue and the whole truth."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId

SOMEBODY_WAITS: Final = 0
IN_TURN: Final = 1
WHEN_IDLE: Final = 2


class Job(Base):
    """Written with the change that needs it; claimed by a lease; parked after too many tries."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index(None, "done_at", "parked_at", "priority", "due_at"),
        Index(None, "brand_id", "done_at"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # Whose it is, where it is a brand's: its team sees what is stuck of its own.
    brand_id: Mapped[int | None] = mapped_column(ForeignKey("brands.id", ondelete="CASCADE"))
    # At most one job of this name, ever.
    dedupe_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    # A code to sign in does not wait behind ten thousand invitations.
    priority: Mapped[int] = mapped_column(default=IN_TURN)
    # When it may be taken next; while somebody holds it, when their lease ends.
    due_at: Mapped[CreatedAt]
    # Whose lease it is: one claim, not one process. Only its holder writes what became of a job.
    holder: Mapped[str | None] = mapped_column(String(22))
    # Since it last ended in order: a job that kills its worker is not taken for ever.
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[CreatedAt]
    # From when on its age counts: patience ends a day later.
    wanted_at: Mapped[CreatedAt]
    done_at: Mapped[datetime | None]
    parked_at: Mapped[datetime | None]
