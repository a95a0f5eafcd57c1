"""Reports as they were frozen, what the worker found out while a round runs, and share links."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId


class Report(Base):
    """One frozen report a round. Its document is what `portal report ROUND --json` prints."""

    __tablename__ = "reports"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), unique=True)
    schema_version: Mapped[int]
    method_version: Mapped[str] = mapped_column(String(32))
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    # The verdict, and a few lines of the document: what a list of many reports reads.
    verdict: Mapped[str] = mapped_column(String(16), default="")
    summary: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # What it was made from, compressed, so that it can be made again to the digit. None: a report
    # frozen before inputs were kept.
    inputs: Mapped[bytes | None] = mapped_column(LargeBinary)
    frozen_at: Mapped[CreatedAt]


class Study(Base):
    """What takes long to compute, found by the worker for a round that runs. One a round.

    `mark` names the state of the votes and critique it was made from; `wanted_mark` the state it
    was last asked for. While those differ, or nothing was found yet, the worker is at it.
    """

    __tablename__ = "studies"
    __table_args__ = (CheckConstraint("progress_permille BETWEEN 0 AND 1000", name="progress"),)

    round_id: Mapped[int] = mapped_column(
        ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True
    )
    mark: Mapped[str | None] = mapped_column(String(64))
    document: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    made_at: Mapped[datetime | None]
    wanted_mark: Mapped[str] = mapped_column(String(64))
    wanted_at: Mapped[CreatedAt]
    stage: Mapped[str] = mapped_column(String(32), default="")
    progress_permille: Mapped[int] = mapped_column(default=0)


class Share(Base):
    """A link that shows one frozen report, and nothing else, to whoever holds it."""

    __tablename__ = "shares"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), index=True)
    # The SHA-256 of a token of 256 bits; the token itself is shown once.
    token_print: Mapped[str] = mapped_column(String(64), unique=True)
    passcode_print: Mapped[str | None] = mapped_column(String(200))
    # For whom, in the words of whoever made it.
    note: Mapped[str] = mapped_column(String(120), default="")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ShareVisit(Base):
    """That somebody opened a share link, when, and what came of it."""

    __tablename__ = "share_visits"

    id: Mapped[Id]
    share_id: Mapped[int] = mapped_column(ForeignKey("shares.id", ondelete="CASCADE"), index=True)
    at: Mapped[CreatedAt]
    # read, printed, downloaded, wrong_passcode.
    what: Mapped[str] = mapped_column(String(16))
    # A keyed print of the address: tells visits apart without keeping who it was.
    from_print: Mapped[str] = mapped_column(String(64), default="")
