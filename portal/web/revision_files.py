"""Files that come with the plain form of the editor. They are made harmless before anything is
written, while nobody waits for the database; then they are hung in one go."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from flask import request

from portal.access import doing
from portal.actions import attachments, images, revisions
from portal.actions.attachments import Stored
from portal.actions.images import Made, Upload
from portal.errors import Invalid, Refused
from portal.models import Brand, Draft, Revision
from portal.pictures import MOST_BYTES
from portal.web.forms.drafts import stem_of
from portal.web.session import db, let_others_write
from portal.web.sign_in import actor
from portal.web.stored import storage


@dataclass(frozen=True, slots=True)
class Brought:
    """Pictures by the variant they are for ("" for none), attachments by name; and sentences
    about what could not be taken."""

    pictures: tuple[tuple[str, Made], ...] = ()
    attached: tuple[tuple[str, Stored], ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        return (*(p for _, made in self.pictures for p in made.problems), *self.refused)


def brought(draft: Draft, revision: Revision) -> Brought:
    """What came with this form. If anything did, what was read before is old afterwards."""
    wanted = {"": "files"} | {
        key: f"variant_files_{key}" for key in request.form.getlist("variant_key")
    }
    if not any(_named(field) for field in (*wanted.values(), "attachment_files")):
        return Brought()
    if reason := doing.why_not_edit_revision(actor(), draft, revision):
        raise Refused(reason)
    brand = db().get_one(Brand, draft.brand_id)
    let_others_write()
    pictures = tuple((key, images.make_all(_uploads(field))) for key, field in wanted.items())
    return Brought(pictures, *_stored(brand))


def hang(draft: Draft, revision: Revision, files: Brought) -> None:
    brand = db().get_one(Brand, draft.brand_id)
    for key, made in files.pictures:
        kept = [images.keep(db(), actor(), storage(), brand, one) for one in made.pictures]
        if kept:
            revisions.add_images(db(), actor(), draft, revision, kept, key)
    for name, stored in files.attached:
        row = attachments.keep(db(), actor(), brand, stored)
        revisions.attach(db(), actor(), draft, revision, row, name)


def _named(field: str) -> list[str]:
    return [file.filename for file in request.files.getlist(field) if file.filename]


def _uploads(field: str) -> Iterator[Upload]:
    """One at a time in memory; a byte more than allowed is enough to know it is too large."""
    for file in request.files.getlist(field):
        if file.filename:
            yield Upload(file.filename, file.stream.read(MOST_BYTES + 1))


def _stored(brand: Brand) -> tuple[tuple[tuple[str, Stored], ...], tuple[str, ...]]:
    stored, refused = [], []
    for file in request.files.getlist("attachment_files"):
        if not file.filename:
            continue
        upload = attachments.Upload(file.filename, cast(BinaryIO, file.stream))
        try:
            stored.append((stem_of(file.filename), attachments.store(storage(), brand, upload)))
        except Invalid as error:
            refused.append(f"{file.filename[:60]}: {error.sentence}")
    return tuple(stored), tuple(refused)
