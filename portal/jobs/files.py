"""The jobs about files: pictures become lighter, and what nothing names any more is deleted."""

from collections.abc import Callable

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import aside, clock, pictures
from portal.actions.images import file_of
from portal.config import Config
from portal.database import Database
from portal.jobs.queue import Claim
from portal.models import Image
from portal.storage import Storage, open_storage

Note = Callable[[Session], None]


def delete(config: Config, claim: Claim) -> None:
    """Once more does no harm: what is gone stays gone."""
    storage = open_storage(config.storage_url)
    for file in claim.payload["files"]:
        storage.delete(file)


def make_avif(config: Config, database: Database, claim: Claim) -> Note | None:
    """The picture's widths as AVIF, where that is less to send than what is there."""
    with database.reading() as session:
        image = session.scalar(select(Image).where(Image.public_id == claim.payload["image"]))
    if image is None or image.avif_at is not None:
        return None
    storage = open_storage(config.storage_url)
    kept = {
        width: storage.get(file_of(image.storage_key, width))
        for width in pictures.widths_of(image.width)
    }
    made = aside.avif(kept[max(kept)])
    if sum(len(rendition.body) for rendition in made) >= sum(map(len, kept.values())):
        return None
    _put(storage, image.storage_key, made)
    return lambda session: _note(session, image.id)


def _put(storage: Storage, key: str, made: tuple[pictures.Rendition, ...]) -> None:
    for rendition in made:
        storage.put(file_of(key, rendition.width, "avif"), rendition.body)


def _note(session: Session, image_id: int) -> None:
    session.execute(update(Image).where(Image.id == image_id).values(avif_at=clock.now()))
