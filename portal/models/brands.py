"""Brands (the tenants) and their staff."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId, one_of

KINDS = ("app", "fashion", "restaurant", "other")
ROLES = ("owner", "manager", "analyst")


class Brand(Base):
    __tablename__ = "brands"
    __table_args__ = (
        CheckConstraint(one_of("kind", *KINDS), name="kind"),
        CheckConstraint("accent_hue BETWEEN 0 AND 360", name="accent_hue"),
        CheckConstraint("accent_chroma BETWEEN 0 AND 400", name="accent_chroma"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(16), default="other")
    # The one colour of a brand in oklch: hue in degrees, chroma in thousandths.
    accent_hue: Mapped[int] = mapped_column(default=60)
    accent_chroma: Mapped[int] = mapped_column(default=40)
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    language: Mapped[str] = mapped_column(String(8), default="en")
    timezone: Mapped[str] = mapped_column(String(64), default="UTC")
    # Where an import came from, so that importing again finds the same brand.
    source: Mapped[str | None] = mapped_column(String(200), unique=True)
    # From when on it may write to many: made or vouched for by the operator, or earned.
    proven_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


class Staff(Base):
    """A person's role in a brand; invited until `joined_at`, gone from `ended_at` on."""

    __tablename__ = "staff"
    __table_args__ = (
        UniqueConstraint("brand_id", "person_id"),
        CheckConstraint(one_of("role", *ROLES), name="role"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    brand_id: Mapped[int] = mapped_column(ForeignKey("brands.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    invited_at: Mapped[CreatedAt]
    joined_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
