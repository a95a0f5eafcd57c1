"""Critique: what members say, how others stand to it, and what the brand made of it."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId, one_of

KINDS = ("praise", "concern", "idea", "question")
STATES = ("open", "considering", "addressed", "declined")
STANCES = {"agree": 1, "pass": 0, "disagree": -1}
TEXT_LIMIT = 5_000
DEEPEST = 100


class Critique(Base):
    """A remark or a reply. Deleting leaves a tombstone, so that replies keep their place."""

    __tablename__ = "critiques"
    __table_args__ = (
        CheckConstraint(one_of("kind", *KINDS, "reply"), name="kind"),
        CheckConstraint("merged_into_id <> id", name="merged_elsewhere"),
        UniqueConstraint("author_id", "submission"),
        Index(None, "round_id", "root_id", "id"),
        Index(None, "root_id", "id"),
        # What is new since a moment (queries/pulse.py).
        Index(None, "round_id", "created_at"),
        Index(
            "ix_critiques_held",
            "round_id",
            sqlite_where=text("held_at IS NOT NULL"),
            postgresql_where=text("held_at IS NOT NULL"),
        ),
        Index(
            "ix_critiques_hidden",
            "round_id",
            sqlite_where=text("hidden_at IS NOT NULL"),
            postgresql_where=text("hidden_at IS NOT NULL"),
        ),
        Index(
            "ix_critiques_dividing",
            "round_id",
            "dividing",
            "id",
            sqlite_where=text("root_id IS NULL"),
            postgresql_where=text("root_id IS NULL"),
        ),
        Index(
            "ix_critiques_uniting",
            "round_id",
            "uniting",
            "id",
            sqlite_where=text("root_id IS NULL"),
            postgresql_where=text("root_id IS NULL"),
        ),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("critiques.id"), index=True)
    # The remark at the top of the thread; null on that remark itself.
    root_id: Mapped[int | None] = mapped_column(ForeignKey("critiques.id"))
    depth: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(16))
    # What it is about, of the draft's list; none: something else, or a reply.
    topic_id: Mapped[int | None] = mapped_column(
        ForeignKey("topics.id", ondelete="SET NULL"), index=True
    )
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    # True when the author spoke for the brand.
    is_staff: Mapped[bool] = mapped_column(default=False)
    # Made by the form once, so that a second press of the button is not a second critique.
    submission: Mapped[str] = mapped_column(String(43))
    created_at: Mapped[CreatedAt]
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    # Its words lie in a Hiding meanwhile; everybody who could read them reads why.
    hidden_at: Mapped[datetime | None]
    hidden_because: Mapped[str] = mapped_column(String(300), default="")
    # A first post that waits for the team; until then only the author and the team see it.
    held_at: Mapped[datetime | None]
    # On the remark at the top: members no longer answer in this thread.
    locked_at: Mapped[datetime | None]
    # It says the same as that one, which stands for both; a stance on either counts there, once.
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("critiques.id", ondelete="SET NULL"), index=True
    )
    # How members stand to it, merged ones included: counted again from the stances in the
    # transaction that changes one (`portal.actions.standing_counts`), for order and display.
    agree_count: Mapped[int] = mapped_column(default=0)
    disagree_count: Mapped[int] = mapped_column(default=0)
    dividing: Mapped[int] = mapped_column(default=0)
    uniting: Mapped[int] = mapped_column(default=0)


class CritiqueImage(Base):
    """A picture somebody put beside their words."""

    __tablename__ = "critique_images"
    __table_args__ = (UniqueConstraint("critique_id", "position"),)

    id: Mapped[Id]
    critique_id: Mapped[int] = mapped_column(ForeignKey("critiques.id", ondelete="CASCADE"))
    image_id: Mapped[int] = mapped_column(ForeignKey("images.id"), index=True)
    position: Mapped[int]
    alt: Mapped[str] = mapped_column(String(500), default="")


class CritiqueEdit(Base):
    """What a critique said before it was edited."""

    __tablename__ = "critique_edits"

    id: Mapped[Id]
    critique_id: Mapped[int] = mapped_column(
        ForeignKey("critiques.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(Text)
    until: Mapped[CreatedAt]


class Stance(Base):
    """Agree (1), pass (0) or disagree (-1): one a person and critique, changeable."""

    __tablename__ = "stances"
    __table_args__ = (CheckConstraint("value IN (-1, 0, 1)", name="value"),)

    critique_id: Mapped[int] = mapped_column(
        ForeignKey("critiques.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    value: Mapped[int] = mapped_column(SmallInteger)
    created_at: Mapped[CreatedAt]
    changed_at: Mapped[datetime | None]


class Response(Base):
    """The state staff gave a critique, with a sentence to its author. The newest one holds."""

    __tablename__ = "responses"
    __table_args__ = (
        CheckConstraint(one_of("state", *STATES), name="state"),
        CheckConstraint("state <> 'addressed' OR revision_id IS NOT NULL", name="addressed_where"),
        CheckConstraint(
            "state NOT IN ('addressed', 'declined') OR sentence <> ''", name="says_why"
        ),
        Index(
            "uq_responses_current",
            "critique_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    critique_id: Mapped[int] = mapped_column(
        ForeignKey("critiques.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(String(16))
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"), index=True)
    sentence: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    superseded_at: Mapped[datetime | None]
