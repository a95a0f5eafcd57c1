"""Addresses a brand does not write to any more, and why.

Not here: what one person wants to hear of (that is theirs, not the brand's), or bans.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId, one_of

CAUSES = ("bounce", "complaint", "unsubscribe")


class Suppression(Base):
    """One cause for one address in one brand; it holds until it is lifted."""

    __tablename__ = "suppressions"
    __table_args__ = (
        UniqueConstraint("brand_id", "email_key", "cause"),
        CheckConstraint(one_of("cause", *CAUSES), name="cause"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    brand_id: Mapped[int] = mapped_column(ForeignKey("brands.id", ondelete="CASCADE"))
    # No person: the address stays suppressed when the person is erased and invited anew.
    email_key: Mapped[str] = mapped_column(String(254))
    cause: Mapped[str] = mapped_column(String(16))
    # What the other mail server said, where it said something.
    detail: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[CreatedAt]
    lifted_at: Mapped[datetime | None]
    # None where the person themselves lifted it.
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    lifted_why: Mapped[str] = mapped_column(Text, default="")
