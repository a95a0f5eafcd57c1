"""Attachments: videos and PDFs that go with a revision."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId, one_of

ATTACHMENT_KINDS = ("video", "pdf")


class Attachment(Base):
    """A file as the portal wrote it anew from an upload: what came with it is gone."""

    __tablename__ = "attachments"
    __table_args__ = (CheckConstraint(one_of("kind", *ATTACHMENT_KINDS), name="kind"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    brand_id: Mapped[int] = mapped_column(ForeignKey("brands.id", ondelete="CASCADE"), index=True)
    storage_key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(8))
    # What it is served as; ours, never the sender's.
    mimetype: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    created_at: Mapped[CreatedAt]


class RevisionAttachment(Base):
    """An attachment in its place, with the name people read."""

    __tablename__ = "revision_attachments"
    __table_args__ = (UniqueConstraint("revision_id", "position"),)

    id: Mapped[Id]
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"))
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
