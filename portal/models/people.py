"""People, the devices they are signed in on, and the codes that sign them in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, CreatedAt, Id, PublicId


class Person(Base):
    """One human, known by one mail address; invited people are here before they ever come."""

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("quiet_from BETWEEN 0 AND 1439", name="quiet_from"),
        CheckConstraint("quiet_until BETWEEN 0 AND 1439", name="quiet_until"),
        CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name="quiet"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    # Mail goes to `email`, as it was given; identity is `email_key`, its one canonical form.
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str] = mapped_column(String(8), default="en")
    timezone: Mapped[str] = mapped_column(String(64), default="UTC")
    # No mail about news between these minutes of the person's day; the night may span midnight.
    quiet_from: Mapped[int | None]
    quiet_until: Mapped[int | None]
    password_hash: Mapped[str | None] = mapped_column(String(200))
    verified_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


class Session(Base):
    """A device on which a person is signed in. The cookie's value is not here, only its print."""

    __tablename__ = "sessions"

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[CreatedAt]
    last_seen_at: Mapped[CreatedAt]
    confirmed_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInCode(Base):
    """The one live code and link of a person; asking again replaces both."""

    __tablename__ = "sign_in_codes"
    __table_args__ = (Index(None, "expires_at"),)

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    link_hash: Mapped[str] = mapped_column(String(64), unique=True)
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
