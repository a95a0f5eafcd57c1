"""One thing by its public id, among those that somebody may see."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

from portal import ids
from portal.errors import NotFound
from portal.models.base import Base

M = TypeVar("M", bound=Base)


def one(session: Session, visible: Select[M], public_id: str) -> M:
    """The one row of this public id among those visible, or NotFound."""
    found: M = one_row(session, visible, public_id)[0]
    return found


def one_row(session: Session, visible: Select[Any], public_id: str) -> Sequence[Any]:
    """The same, with everything that was selected beside it."""
    if not ids.is_public_id(public_id):
        raise NotFound
    entity = visible.column_descriptions[0]["entity"]
    found = session.execute(visible.where(entity.public_id == public_id))
    row: Sequence[Any] | None = found.one_or_none()
    if row is None:
        raise NotFound
    return row
