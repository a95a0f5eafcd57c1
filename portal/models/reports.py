"""Reports as they were frozen: the whole document, and which method made it."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId


class Report(Base):
    """One frozen report a round. Its document is what `portal report ROUND --json` prints."""

    __tablename__ = "reports"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), unique=True)
    schema_version: Mapped[int]
    method_version: Mapped[str] = mapped_column(String(32))
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    frozen_at: Mapped[CreatedAt]
