"""Votes: a member's answers, each bound to the revision it judged, with every change kept."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id


class Vote(Base):
    """One member's present answer to one question about one revision.

    `answer` is written as the question's kind says (portal/kinds): one word, or canonical JSON.
    `counted_answer` is what the verdict reads: the last answer given while the totals were still
    hidden from this member (statistics: the first, blind answer), so later changes of mind under
    the eyes of the group stay visible in `answer` and do not move the verdict.
    """

    __tablename__ = "votes"
    __table_args__ = (
        UniqueConstraint("question_id", "revision_id", "person_id"),
        Index(None, "round_id", "person_id"),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    answer: Mapped[str] = mapped_column(Text)
    counted_answer: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[CreatedAt]
    changed_at: Mapped[datetime | None]


class VoteChange(Base):
    """Every answer ever given, in order; the first row is the first answer."""

    __tablename__ = "vote_changes"

    id: Mapped[Id]
    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id", ondelete="CASCADE"), index=True)
    answer: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    # Whether this member could see others' answers to the question at that moment.
    was_informed: Mapped[bool]
    at: Mapped[CreatedAt]
    via: Mapped[str] = mapped_column(String(16), default="web")
