"""The one clock. Every moment in the portal is aware and in UTC; tests may hold or move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    return _held.get() or datetime.now(UTC)


@contextmanager
def held_at(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware) inside the block."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    token = _held.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _held.reset(token)


def ago(**span: float) -> datetime:
    return now() - timedelta(**span)


def hence(**span: float) -> datetime:
    return now() + timedelta(**span)


def written(typed: str) -> datetime | None:
    """The moment that an address names, in its own words; None if it is none."""
    try:
        found = datetime.fromisoformat(typed)
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None
