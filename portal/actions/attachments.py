"""Attachments: a film or a PDF becomes one file in the storage and one row that names it.

As with pictures, the file is written before the row is committed, and the name it came with is
only ever shown, never used. A film is cleaned in the temporary file it arrived in.
"""

from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO, Final

from sqlalchemy.orm import Session

from portal import aside, ids, pdfs, videos
from portal.access import Actor, doing
from portal.errors import Invalid, Refused
from portal.language import gettext as _
from portal.models import Attachment, Brand
from portal.storage import Storage
from portal.text import one_line
from portal.videos.windows import size_of

MOST_VIDEO_BYTES: Final = 100 * 1024 * 1024
ENDINGS: Final = {"video/mp4": ".mp4", "video/webm": ".webm", "application/pdf": ".pdf"}
LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came, open for reading and writing: it is changed where it lies."""

    name: str
    file: BinaryIO


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that lies harmless in the storage, and is not named by a row yet."""

    key: str
    mimetype: str
    size: int


def store(storage: Storage, brand: Brand, upload: Upload) -> Stored:
    """What is in the file, made harmless; Invalid with one sentence if it is of no use.

    It takes its time and asks no database, so that nobody waits for it."""
    body, mimetype = _cleaned(upload.file)
    size = len(body) if isinstance(body, bytes) else size_of(body)
    key = f"{brand.public_id}/{ids.fresh_token()}{ENDINGS[mimetype]}"
    storage.put(key, body)
    return Stored(key, mimetype, size)


def keep(session: Session, actor: Actor, brand: Brand, stored: Stored) -> Attachment:
    """The row that names it, for those who manage."""
    if reason := doing.why_not_manage(actor, brand.id):
        raise Refused(reason)
    row = Attachment(
        brand_id=brand.id,
        storage_key=stored.key,
        kind="video" if stored.mimetype.startswith("video/") else "pdf",
        mimetype=stored.mimetype,
        size=stored.size,
    )
    session.add(row)
    session.flush()
    return row


def name_of(attachment: Attachment, typed: str) -> str:
    """What people read and save it as: their words, with the ending that is true."""
    ending = ENDINGS[attachment.mimetype]
    words = one_line(typed.replace("\\", "/").rsplit("/", 1)[-1])
    stem = PurePath(words).stem if PurePath(words).suffix else words
    bare = stem.strip(". ")[: LONGEST_NAME - len(ending)]
    return (bare or (_("Film") if attachment.kind == "video" else _("Document"))) + ending


def _cleaned(file: BinaryIO) -> tuple[bytes | BinaryIO, str]:
    file.seek(0)
    if b"%PDF-" in file.read(1024):
        return _pdf(file), "application/pdf"
    if size_of(file) > MOST_VIDEO_BYTES:
        raise Invalid(_("This film is larger than 100 MB. Save it smaller."))
    return file, videos.clean(file)


def _pdf(file: BinaryIO) -> bytes:
    file.seek(0)
    # One byte more than allowed is enough to know that it is too large.
    body = file.read(pdfs.MOST_BYTES + 1)
    if len(body) > pdfs.MOST_BYTES:
        raise Invalid(_("This PDF is larger than 20 MB. Save it smaller."))
    try:
        return aside.ask("pdf", body).bodies[0]
    except aside.Gone as error:
        raise Invalid(_("This PDF could not be read. Save it again and send that.")) from error
