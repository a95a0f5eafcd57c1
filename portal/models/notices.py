"""Notices: what happened that concerns one person, and how each person wants to hear of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId, one_of

NOTICE_KINDS = (
    "round_opened",
    "round_closing",
    "answered",
    "mentioned",
    "state_changed",
    "revision_answers",
    "decision_told",
    "moderated",
)
RHYTHMS = ("at_once", "daily", "weekly", "never")
# What holds until somebody chooses. What closes soon cannot wait for a digest.
USUAL = {
    "round_opened": "at_once",
    "round_closing": "at_once",
    "answered": "daily",
    "mentioned": "at_once",
    "state_changed": "daily",
    "revision_answers": "at_once",
    "decision_told": "at_once",
    "moderated": "at_once",
}


class Notice(Base):
    """One person, one thing that happened: in their list, and in at most one mail.

    It holds no words: they are written from what is true, and may be seen, when it is read or
    mailed. `about` names what happened, so that telling it again is no second notice.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "about"),
        CheckConstraint(one_of("kind", *NOTICE_KINDS), name="kind"),
        Index(None, "person_id", "id"),
        Index(None, "mail_at"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), index=True)
    critique_id: Mapped[int | None] = mapped_column(
        ForeignKey("critiques.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[CreatedAt]
    read_at: Mapped[datetime | None]
    # When it is to be mailed, alone or in a digest; None: not (or no longer) by mail.
    mail_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]


class NoticeChoice(Base):
    """How somebody wants to hear of one kind of thing from one group. No row: as usual."""

    __tablename__ = "notice_choices"
    __table_args__ = (
        CheckConstraint(one_of("kind", *NOTICE_KINDS), name="kind"),
        CheckConstraint(one_of("rhythm", *RHYTHMS), name="rhythm"),
    )

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[int] = mapped_column(
        ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    rhythm: Mapped[str] = mapped_column(String(8))
    changed_at: Mapped[CreatedAt]
