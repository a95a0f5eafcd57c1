"""Pictures, films and papers that nothing names any more. A row goes when its last place has gone,
and its files after the commit: a file that two places share stays for the other."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, delete, exists, select
from sqlalchemy.orm import Session

from portal import clock
from portal.actions import jobs
from portal.actions.images import files_of
from portal.models import (
    Anchor,
    Attachment,
    Critique,
    CritiqueImage,
    Image,
    RevisionAttachment,
    RevisionImage,
)

# Somebody may still be writing the words a picture is to stand beside.
KEEP: Final = timedelta(days=1)
MOST_AT_ONCE: Final = 500


def sweep(session: Session) -> None:
    """Some of what is over; the rest in the next hour."""
    _take_down(session)
    files = [file for image in _taken(session, _images()) for file in files_of(image)]
    files += [row.storage_key for row in _taken(session, _attachments())]
    if files:
        jobs.enqueue(session, "files.delete", {"files": files})


def _take_down(session: Session) -> None:
    """The pictures beside words that their author took back."""
    taken_back = select(Critique.id).where(Critique.deleted_at < clock.now() - KEEP)
    session.execute(
        delete(CritiqueImage)
        .where(CritiqueImage.critique_id.in_(taken_back))
        .execution_options(synchronize_session=False)
    )


def _images() -> Select[Image]:
    return select(Image).where(
        Image.created_at < clock.now() - KEEP,
        *_named_nowhere(
            Image.id, (RevisionImage.image_id, CritiqueImage.image_id, Anchor.image_id)
        ),
    )


def _attachments() -> Select[Attachment]:
    return select(Attachment).where(
        Attachment.created_at < clock.now() - KEEP,
        *_named_nowhere(Attachment.id, (RevisionAttachment.attachment_id,)),
    )


def _named_nowhere(id: Any, places: Iterable[Any]) -> Iterable[ColumnElement[bool]]:
    return [~exists().where(place == id) for place in places]


def _taken(session: Session, over: Select[Any]) -> Sequence[Any]:
    rows = session.scalars(over.limit(MOST_AT_ONCE).with_for_update(skip_locked=True)).all()
    for row in rows:
        session.delete(row)
    session.flush()
    return rows
