"""Drafts, their immutable revisions, variants, and the images that show them."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId


class Draft(Base):
    """What is judged; everything one can look at is in its revisions."""

    __tablename__ = "drafts"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    brand_id: Mapped[int] = mapped_column(ForeignKey("brands.id", ondelete="CASCADE"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    archived_at: Mapped[datetime | None]


class Topic(Base):
    """What critique of a draft can be about; its author picks one. `seeds` are words whose stems
    suggest it (statistics, signal 9: a picked topic is right where grouping texts fails)."""

    __tablename__ = "topics"
    __table_args__ = (UniqueConstraint("draft_id", "name"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    seeds: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int]


class Revision(Base):
    """A numbered state of a draft: being written until `published_at`, immutable from then on."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    story: Mapped[str] = mapped_column(Text, default="")
    story_html: Mapped[str] = mapped_column(Text, default="")
    # From r2 on: what changed, and because of whom.
    changes: Mapped[str] = mapped_column(Text, default="")
    changes_html: Mapped[str] = mapped_column(Text, default="")
    # Counts the saves while it is being written: a form that was opened before one is stale.
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[CreatedAt]
    # When the worker is to publish it, for whom; nobody has to be there.
    publish_at: Mapped[datetime | None]
    publish_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    # Why it could not be published then, in the brand's language; empty while nothing went wrong.
    publish_refused: Mapped[str] = mapped_column(String(400), default="")
    published_at: Mapped[datetime | None]


class Variant(Base):
    """One of several ways a revision could be made. `key` (A, B, …) is what votes name."""

    __tablename__ = "variants"
    __table_args__ = (UniqueConstraint("revision_id", "key"),)

    id: Mapped[Id]
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(2))
    name: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]


class Image(Base):
    """A picture as the portal made it from an upload; the original is never kept."""

    __tablename__ = "images"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    brand_id: Mapped[int] = mapped_column(ForeignKey("brands.id", ondelete="CASCADE"), index=True)
    storage_key: Mapped[str] = mapped_column(String(120), unique=True)
    width: Mapped[int]
    height: Mapped[int]
    # Shown while the picture loads: "#rrggbb".
    colour: Mapped[str] = mapped_column(String(7))
    uploaded_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[CreatedAt]
    # Since when its renditions also lie there as AVIF; they are made after the upload.
    avif_at: Mapped[datetime | None]


class RevisionImage(Base):
    """A picture in its place: in the gallery of a revision, or as the face of a variant."""

    __tablename__ = "revision_images"
    __table_args__ = (UniqueConstraint("revision_id", "position"),)

    id: Mapped[Id]
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"))
    image_id: Mapped[int] = mapped_column(ForeignKey("images.id"), index=True)
    variant_id: Mapped[int | None] = mapped_column(ForeignKey("variants.id", ondelete="CASCADE"))
    position: Mapped[int]
    alt: Mapped[str] = mapped_column(String(500), default="")
    caption: Mapped[str] = mapped_column(String(300), default="")
