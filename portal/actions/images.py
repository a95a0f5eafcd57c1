"""Images: an upload becomes files in the storage and one row that names them.

The files are written before the row is committed: a committed row always has its files. If the
transaction fails, files stay behind that no row names; nobody can reach them and they do no harm.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from sqlalchemy.orm import Session

from portal import aside, ids, pictures
from portal.access import Actor, doing
from portal.actions import jobs
from portal.errors import Invalid, Refused
from portal.language import gettext as _
from portal.language import ngettext
from portal.models import Brand, Image
from portal.pictures import Picture
from portal.storage import Storage
from portal.text import one_line

MOST_AT_ONCE: Final = 20
TOLD: Final = 5


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its name is only ever said back, never used."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """What became of an upload of several files: the good ones made anew, the others named."""

    pictures: tuple[Picture, ...]
    problems: tuple[str, ...]


def make_all(uploads: Iterable[Upload]) -> Made:
    """Every file that is a picture; one sentence for each that is not. No database is asked."""
    made, problems = [], []
    given = iter(uploads)
    for upload in islice(given, MOST_AT_ONCE):
        try:
            made.append(aside.picture(upload.body))
        except Invalid as error:
            name = one_line(upload.name, 60) or _("A file without a name")
            problems.append(f"{name}: {error.sentence}")
    if any(True for _more in given):
        problems.append(_("Only the first 20 files were taken. Send the others after them."))
    return Made(tuple(made), _few(problems))


def keep(
    session: Session, actor: Actor, storage: Storage, brand: Brand, body: bytes | Picture
) -> Image:
    """One picture, made anew from `body` (or already); Invalid if it is none."""
    if reason := doing.why_not_manage(actor, brand.id):
        raise Refused(reason)
    return put(session, actor, storage, brand, body)


def put(
    session: Session, actor: Actor, storage: Storage, brand: Brand, body: bytes | Picture
) -> Image:
    """The same for whoever was already allowed to."""
    picture = aside.picture(body) if isinstance(body, bytes) else body
    key = f"{brand.public_id}/{ids.fresh_token()}"
    for rendition in picture.renditions:
        storage.put(file_of(key, rendition.width), rendition.body)
    image = Image(
        brand_id=brand.id,
        storage_key=key,
        width=picture.width,
        height=picture.height,
        colour=picture.colour,
        uploaded_by_id=actor.person_id,
    )
    session.add(image)
    session.flush()
    ask_for_avif(session, image)
    return image


def ask_for_avif(session: Session, image: Image, due_at: datetime | None = None) -> None:
    """After the commit, when nothing else waits: pages show WebP meanwhile."""
    name = f"images.avif:{image.public_id}"
    payload = {"image": image.public_id}
    jobs.enqueue(session, "images.avif", payload, due_at=due_at, dedupe_key=name)


def file_of(storage_key: str, width: int, kind: str = "webp") -> str:
    return f"{storage_key}-{width}.{kind}"


def files_of(image: Image) -> list[str]:
    """All that lies in the storage for it."""
    kinds = ("webp", "avif") if image.avif_at else ("webp",)
    widths = pictures.widths_of(image.width)
    return [file_of(image.storage_key, width, kind) for kind in kinds for width in widths]


def _few(problems: list[str]) -> tuple[str, ...]:
    if len(problems) <= TOLD:
        return tuple(problems)
    left = len(problems) - TOLD
    more = ngettext(
        "One more file could not be kept.", "%(num)s more files could not be kept.", left
    )
    return (*problems[:TOLD], more)
