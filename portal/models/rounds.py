"""Rounds: one draft before one group for a while, with questions, criteria and a frozen roster."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId, one_of

BLINDNESS = ("until_vote", "until_close", "open")
WHO_COUNTS = ("joined", "invited")
QUESTION_KINDS = (
    "support",
    "rating",
    "intent",
    "recommend",
    "without_it",
    "choice",
    "ranking",
    "pairs",
    "price_range",
    "price_steps",
    "kano",
    "best_worst",
)
SIGNALS = ("support", "rating", "intent", "without_it", "concerns")
MODES = ("fixed", "sequential")
DECISIONS = ("launch", "revise", "stop")


class Round(Base):
    """Freely edited until `opened_at`; judged while `opened_at` ≤ now < `closes_at` and it is not
    closed by hand. The half-open interval is checked in the statement that writes a vote."""

    __tablename__ = "rounds"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="opens_before_closes"),
        CheckConstraint(one_of("blindness", *BLINDNESS), name="blindness"),
        CheckConstraint(one_of("who_counts", *WHO_COUNTS), name="who_counts"),
        Index(None, "group_id", "closes_at"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    brand_id: Mapped[int] = mapped_column(ForeignKey("brands.id", ondelete="CASCADE"), index=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    # The revision the round opened with; earlier ones are not shown to this group.
    first_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    timezone: Mapped[str] = mapped_column(String(64), default="UTC")
    blindness: Mapped[str] = mapped_column(String(16), default="until_vote")
    # Who is N: the members who had joined when it opened, or everyone invited by then.
    who_counts: Mapped[str] = mapped_column(String(16), default="joined")
    # Whether members' pictures carry a mark of who looks at them.
    marks_images: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[CreatedAt]
    # Registered = locked and waiting for `opens_at`; opened = roster frozen, votes welcome.
    registered_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    def state(self, now: datetime) -> str:
        if self.opened_at is None:
            return "scheduled" if self.registered_at else "preparing"
        return "open" if self.closed_at is None and now < self.closes_at else "closed"

    @property
    def ends_at(self) -> datetime:
        """When voting ends or ended."""
        return min(self.closes_at, self.closed_at) if self.closed_at else self.closes_at


class Question(Base):
    """What is asked. Position 0 is always the built-in support question."""

    __tablename__ = "questions"
    __table_args__ = (
        UniqueConstraint("round_id", "position"),
        CheckConstraint(one_of("kind", *QUESTION_KINDS), name="kind"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    prompt: Mapped[str] = mapped_column(String(300))
    # What the kind needs beside the prompt (portal/kinds): intent has a price and a period.
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Criterion(Base):
    """A launch rule, written before the round opens and locked from then on."""

    __tablename__ = "criteria"
    __table_args__ = (
        UniqueConstraint("round_id", "position"),
        CheckConstraint(one_of("signal", *SIGNALS), name="signal"),
        CheckConstraint(one_of("mode", *MODES), name="mode"),
        CheckConstraint("threshold_permille BETWEEN 1 AND 1000", name="threshold"),
        CheckConstraint("level_permille IN (900, 950, 990)", name="level"),
        CheckConstraint("min_answers >= 0", name="min_answers"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    # The question it reads; none for "concerns".
    question_id: Mapped[int | None] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"))
    position: Mapped[int]
    signal: Mapped[str] = mapped_column(String(16))
    threshold_permille: Mapped[int]
    level_permille: Mapped[int] = mapped_column(default=950)
    min_answers: Mapped[int] = mapped_column(default=0)
    mode: Mapped[str] = mapped_column(String(16), default="fixed")
    registered_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    registered_at: Mapped[CreatedAt]


class RosterEntry(Base):
    """A membership as it stood when the round opened. Never changed afterwards."""

    __tablename__ = "roster_entries"

    round_id: Mapped[int] = mapped_column(
        ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True
    )
    membership_id: Mapped[int] = mapped_column(
        ForeignKey("memberships.id", ondelete="CASCADE"), primary_key=True
    )
    had_joined: Mapped[bool]
    segments: Mapped[list[str]] = mapped_column(JSON, default=list)


class RoundVisit(Base):
    """That somebody opened the round's page: when first, when this sitting began, and when the one
    before it ended. What came after `left_at` is new to them."""

    __tablename__ = "round_visits"

    round_id: Mapped[int] = mapped_column(
        ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    visited_at: Mapped[CreatedAt]
    seen_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]


class Decision(Base):
    """What people decided after the verdict: why, what next. A later one supersedes it."""

    __tablename__ = "decisions"
    __table_args__ = (
        CheckConstraint(one_of("choice", *DECISIONS), name="choice"),
        Index(
            "uq_decisions_current",
            "round_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    choice: Mapped[str] = mapped_column(String(16))
    # The computed verdict on the day, for the record.
    verdict: Mapped[str] = mapped_column(String(16))
    why: Mapped[str] = mapped_column(Text)
    what_next: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    decided_at: Mapped[CreatedAt]
    superseded_at: Mapped[datetime | None]
