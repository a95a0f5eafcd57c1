"""Asking to be let in: the link of a group that can be handed round, and who asked through it;
and how many letters a brand has sent on a day."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId


class JoinLink(Base):
    """One a group; opening it anew makes another token, the older link is dead."""

    __tablename__ = "join_links"
    __table_args__ = (CheckConstraint("used <= most", name="used"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), unique=True)
    generation: Mapped[int] = mapped_column(default=1)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    # Whole domains in ASCII; none means any.
    domains: Mapped[list[str]] = mapped_column(JSON, default=list)
    needs_approval: Mapped[bool] = mapped_column(default=True)
    most: Mapped[int] = mapped_column(default=100)
    used: Mapped[int] = mapped_column(default=0)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    closed_at: Mapped[datetime | None]


class JoinRequest(Base):
    """An address somebody wrote there. It proves nothing: the invitation is mailed to it."""

    __tablename__ = "join_requests"
    __table_args__ = (UniqueConstraint("group_id", "email_key"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(80), default="")
    why: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[CreatedAt]
    accepted_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))


class InvitationDay(Base):
    """How many invitation mails a brand has asked for on a day (UTC). The statement that counts
    is the one that refuses."""

    __tablename__ = "invitation_days"

    brand_id: Mapped[int] = mapped_column(
        ForeignKey("brands.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
