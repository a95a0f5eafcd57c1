"""Events: what happened, once, for everything that happens outside the request."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id


class Event(Base):
    """Written in the transaction of the change it tells. Never changed."""

    __tablename__ = "events"
    __table_args__ = (Index(None, "brand_id", "id"), Index(None, "round_id", "id"))

    id: Mapped[Id]
    brand_id: Mapped[int] = mapped_column(ForeignKey("brands.id", ondelete="CASCADE"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    # noun.verb, e.g. "round.opened".
    kind: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[CreatedAt]
