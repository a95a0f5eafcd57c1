"""Groups, their terms, and the memberships of people in them."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId


class Group(Base):
    """A brand's closed circle."""

    __tablename__ = "groups"
    __table_args__ = (CheckConstraint("capacity BETWEEN 1 AND 100000", name="capacity"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    brand_id: Mapped[int] = mapped_column(ForeignKey("brands.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    purpose: Mapped[str] = mapped_column(Text)
    house_rules: Mapped[str] = mapped_column(Text, default="")
    capacity: Mapped[int] = mapped_column(default=200)
    # Whether the first thing a member posts here waits for the team.
    holds_first_posts: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[CreatedAt]
    closed_at: Mapped[datetime | None]


class Terms(Base):
    """The confidentiality terms of a group, one immutable row a version."""

    __tablename__ = "terms"
    __table_args__ = (UniqueConstraint("group_id", "version"),)

    id: Mapped[Id]
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[CreatedAt]


class Membership(Base):
    """A person in a group: invited → active → paused / left / removed, each a moment."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    # The name the brand wrote on its list; the person's own name replaces it at joining.
    invited_name: Mapped[str] = mapped_column(String(80), default="")
    segments: Mapped[list[str]] = mapped_column(JSON, default=list)
    terms_version: Mapped[int | None]
    is_credited: Mapped[bool] = mapped_column(default=True)
    invited_at: Mapped[CreatedAt]
    joined_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    # Told to the member alone.
    paused_because: Mapped[str] = mapped_column(String(300), default="")
    left_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    @property
    def state(self) -> str:
        if self.removed_at:
            return "removed"
        if self.left_at:
            return "left"
        if not self.joined_at:
            return "invited"
        return "paused" if self.paused_at else "active"
