"""Invitations: one mail to one address, for one membership or one staff role; and the lists
that a manager pastes, kept between preview and confirmation."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId

STATES = (
    *("queued", "deferred", "sent", "opened", "joined", "waiting"),
    *("bounced", "failed", "declined", "expired", "revoked"),
)
MOST_REMINDERS = 2


class Invitation(Base):
    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint("(membership_id IS NULL) <> (staff_id IS NULL)", name="one_purpose"),
        CheckConstraint(f"reminders BETWEEN 0 AND {MOST_REMINDERS}", name="reminders"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    membership_id: Mapped[int | None] = mapped_column(
        ForeignKey("memberships.id", ondelete="CASCADE"), unique=True
    )
    staff_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), unique=True
    )
    # Sending again makes the next generation: its token replaces the hash, the older link is dead.
    generation: Mapped[int] = mapped_column(default=1)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    # Staff have seen this generation's link, so that holding it no longer proves the mailbox.
    link_shown_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    # Why the last try failed; while it is tried again, when next.
    failure: Mapped[str | None] = mapped_column(Text)
    next_try_at: Mapped[datetime | None]
    # The address itself was refused, at once or by a mail that came back later.
    bounced_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0, server_default="0")
    reminded_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    # Would join, but all places are taken: the longest wait gets the next one.
    waiting_since: Mapped[datetime | None]
    # Revoked by staff; or by the invited person, who then said "no, thank you".
    revoked_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]

    def state(self, now: datetime) -> str:
        if self.accepted_at:
            return "joined"
        if self.declined_at:
            return "declined"
        if self.revoked_at:
            return "revoked"
        if self.waiting_since:
            return "waiting"
        if self.expires_at <= now:
            return "expired"
        if self.opened_at:
            return "opened"
        return self._delivery

    @property
    def _delivery(self) -> str:
        """How far the mail is."""
        if self.bounced_at:
            return "bounced"
        if self.failed_at:
            return "failed"
        if self.sent_at:
            return "sent"
        return "deferred" if self.failure else "queued"


class InvitationList(Base):
    """What a manager pasted or uploaded, read once, shown as a preview, then confirmed once."""

    __tablename__ = "invitation_lists"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    # The table as it was sent and what each column means: read again when that is changed.
    cells: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    columns: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[CreatedAt]
    confirmed_at: Mapped[datetime | None]
