"""Jobs: what must happen after the commit. The table is the truth; the engine may be lost."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId


class Job(Base):
    """Written with the change that needs it; claimed by a lease; parked after too many tries."""

    __tablename__ = "jobs"
    __table_args__ = (Index(None, "done_at", "parked_at", "due_at"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # At most one job of this name, ever.
    dedupe_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    due_at: Mapped[CreatedAt]
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[CreatedAt]
    done_at: Mapped[datetime | None]
    parked_at: Mapped[datetime | None]
