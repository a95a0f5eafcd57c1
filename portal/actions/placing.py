"""The variants of a revision being written, its pictures and attachments in their places.

Called by `portal.actions.revisions`, which holds the revision's row meanwhile.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal.actions.writing import NAME_OF_FILE_LIMIT, AttachmentPlace, PicturePlace, VariantText
from portal.errors import Invalid
from portal.language import gettext as _
from portal.models import (
    Attachment,
    Image,
    Revision,
    RevisionAttachment,
    RevisionImage,
    Variant,
)
from portal.text import clean, one_line

MOST_IMAGES: Final = 20
MOST_ATTACHMENTS: Final = 5
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def put_variants(
    session: Session, revision: Revision, wanted: Sequence[VariantText], *, is_auto: bool = False
) -> dict[str, int]:
    """Change, add and take away; returns the id of each letter that is there now. What is saved
    by itself takes none away: a name that is empty now is about to be written anew."""
    present = {
        row.key: row
        for row in session.scalars(select(Variant).where(Variant.revision_id == revision.id))
    }
    if is_auto:
        wanted = [_keeping_name(variant, present.get(variant.key)) for variant in wanted]
    named = [variant for variant in wanted if one_line(variant.name)]
    if any(variant.key and variant.key not in present for variant in named):
        raise Invalid(_("A variant is not there any more. Load the page again."))
    kept = {variant.key for variant in named}
    for key, row in present.items():
        if key not in kept:
            session.delete(row)
    session.flush()
    letters = iter(_unused_letters(session, revision))
    rows = []
    for position, variant in enumerate(named):
        row = present.get(variant.key) or Variant(
            revision_id=revision.id, key=next(letters, None) or _no_letter_left()
        )
        row.name = one_line(variant.name)
        row.description = clean(variant.description)
        row.position = position
        session.add(row)
        rows.append(row)
    session.flush()
    return {row.key: row.id for row in rows}


def put_pictures(
    session: Session,
    revision: Revision,
    wanted: Sequence[PicturePlace],
    variant_ids: dict[str, int],
) -> None:
    """Hang the revision's own pictures in the order given; those left out are taken down."""
    present = {
        image: row
        for row, image in session.execute(
            select(RevisionImage, Image.public_id)
            .join(Image, Image.id == RevisionImage.image_id)
            .where(RevisionImage.revision_id == revision.id)
        )
    }
    named = [place.image for place in wanted]
    if len(set(named)) < len(named) or any(name not in present for name in named):
        raise Invalid(_("A picture is not there any more. Load the page again."))
    image_ids = {name: row.image_id for name, row in present.items()}
    # Positions are unique: take all down, then hang them anew.
    session.execute(delete(RevisionImage).where(RevisionImage.revision_id == revision.id))
    for row in present.values():
        session.expunge(row)
    session.add_all(
        RevisionImage(
            revision_id=revision.id,
            image_id=image_ids[place.image],
            variant_id=variant_ids.get(place.variant_key),
            position=position,
            alt=one_line(place.alt),
            caption=one_line(place.caption),
        )
        for position, place in enumerate(wanted)
    )
    session.flush()


def append_pictures(
    session: Session, revision: Revision, images: Sequence[Image], variant_key: str = ""
) -> None:
    """Behind those that are there; at a variant, if one of that letter is still there."""
    of_revision = RevisionImage.revision_id == revision.id
    count, last = session.execute(
        select(func.count(), func.max(RevisionImage.position)).where(of_revision)
    ).one()
    if count + len(images) > MOST_IMAGES:
        sentence = _("A revision holds at most 20 pictures. Take some away first.")
        raise Invalid(sentence, {"pictures": sentence})
    start = 0 if last is None else last + 1
    session.add_all(
        RevisionImage(
            revision_id=revision.id,
            image_id=image.id,
            variant_id=_variant(session, revision, variant_key),
            position=position,
        )
        for position, image in enumerate(images, start)
    )
    session.flush()


def put_attachments(
    session: Session, revision: Revision, wanted: Sequence[AttachmentPlace]
) -> None:
    """The revision's own attachments in the order given; those left out are taken away."""
    of_revision = RevisionAttachment.revision_id == revision.id
    held = (
        select(Attachment.public_id, Attachment.id)
        .join(RevisionAttachment, RevisionAttachment.attachment_id == Attachment.id)
        .where(of_revision)
    )
    present = {row.public_id: row.id for row in session.execute(held)}
    named = [place.attachment for place in wanted]
    if len(set(named)) < len(named) or any(name not in present for name in named):
        raise Invalid(_("An attachment is not there any more. Load the page again."))
    if not present:
        return
    session.execute(
        delete(RevisionAttachment).where(of_revision).execution_options(synchronize_session="fetch")
    )
    session.add_all(
        RevisionAttachment(
            revision_id=revision.id,
            attachment_id=present[place.attachment],
            position=position,
            name=one_line(place.name),
        )
        for position, place in enumerate(wanted)
    )
    session.flush()


def append_attachment(
    session: Session, revision: Revision, attachment: Attachment, name: str
) -> None:
    of_revision = RevisionAttachment.revision_id == revision.id
    count, last = session.execute(
        select(func.count(), func.max(RevisionAttachment.position)).where(of_revision)
    ).one()
    if count >= MOST_ATTACHMENTS:
        sentence = _("A revision holds at most 5 attachments. Take one away first.")
        raise Invalid(sentence, {"attachments": sentence})
    session.add(
        RevisionAttachment(
            revision_id=revision.id,
            attachment_id=attachment.id,
            position=0 if last is None else last + 1,
            name=one_line(name, NAME_OF_FILE_LIMIT) or _("Attachment"),
        )
    )
    session.flush()


def _keeping_name(wanted: VariantText, present: Variant | None) -> VariantText:
    if present is None or one_line(wanted.name):
        return wanted
    return VariantText(wanted.key, present.name, wanted.description)


def _variant(session: Session, revision: Revision, key: str) -> int | None:
    return session.scalar(
        select(Variant.id).where(Variant.revision_id == revision.id, Variant.key == key)
    )


def _unused_letters(session: Session, revision: Revision) -> list[str]:
    """Letters behind every one this draft ever used: votes name variants by letter, so the
    letter of one that was taken away never comes to mean another."""
    used = session.scalars(
        select(Variant.key)
        .join(Revision, Revision.id == Variant.revision_id)
        .where(Revision.draft_id == revision.draft_id)
    ).all()
    first = max((_LETTERS.index(key) + 1 for key in used if key in _LETTERS), default=0)
    return list(_LETTERS[first:])


def _no_letter_left() -> str:
    sentence = _("All letters of the alphabet have been used for variants of this draft.")
    raise Invalid(sentence, {"variants": sentence})
