"""What keeps a conversation civil, and what a team says among itself about a critique."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId, one_of

COMPLAINTS = ("unkind", "confidential", "off_topic", "other")
OUTCOMES = ("hidden", "kept")


class Complaint(Base):
    """A member tells the team about somebody's words: one a person and critique."""

    __tablename__ = "complaints"
    __table_args__ = (
        UniqueConstraint("critique_id", "by_id"),
        CheckConstraint(one_of("why", *COMPLAINTS), name="why"),
        CheckConstraint(f"outcome IS NULL OR {one_of('outcome', *OUTCOMES)}", name="outcome"),
        CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name="settled"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    critique_id: Mapped[int] = mapped_column(ForeignKey("critiques.id", ondelete="CASCADE"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    why: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[CreatedAt]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    outcome: Mapped[str | None] = mapped_column(String(8))


class Hiding(Base):
    """Words the team took out of a conversation. They are moved here, out of the critique, so that
    no page, mail or search can show them; ending the hiding puts them back."""

    __tablename__ = "hidings"
    __table_args__ = (
        Index(
            "uq_hidings_current",
            "critique_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    critique_id: Mapped[int] = mapped_column(
        ForeignKey("critiques.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    # Told to everybody who could read the words, so it names no person.
    because: Mapped[str] = mapped_column(String(300))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[CreatedAt]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))


class Note(Base):
    """What the team says among itself about a critique. No member ever reads one."""

    __tablename__ = "notes"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    critique_id: Mapped[int] = mapped_column(
        ForeignKey("critiques.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[CreatedAt]


class Assignment(Base):
    """Who of the team takes care of a critique."""

    __tablename__ = "assignments"

    critique_id: Mapped[int] = mapped_column(
        ForeignKey("critiques.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[CreatedAt]
