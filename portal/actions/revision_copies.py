"""A revision begun as another one: the next of its draft, or the first of a copy."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actions import searching
from portal.models import Revision, RevisionAttachment, RevisionImage, Variant


def copy(session: Session, source: Revision, *, draft_id: int, number: int) -> Revision:
    """The same title, story, variants, pictures and attachments, to be written on. What changed
    is empty, and nothing is scheduled."""
    made = Revision(
        draft_id=draft_id,
        number=number,
        title=source.title,
        story=source.story,
        story_html=source.story_html,
    )
    session.add(made)
    session.flush()
    _pictures(session, source, made, _variants(session, source, made))
    _attachments(session, source, made)
    session.flush()
    searching.keep_revision(session, made)
    return made


def _variants(session: Session, source: Revision, made: Revision) -> dict[int, int]:
    """The id of each copy by that of its original."""
    copies = {
        row.id: Variant(
            revision_id=made.id,
            key=row.key,
            name=row.name,
            description=row.description,
            position=row.position,
        )
        for row in session.scalars(select(Variant).where(Variant.revision_id == source.id))
    }
    session.add_all(copies.values())
    session.flush()
    return {id: copied.id for id, copied in copies.items()}


def _pictures(session: Session, source: Revision, made: Revision, variants: dict[int, int]) -> None:
    for row in session.scalars(select(RevisionImage).where(RevisionImage.revision_id == source.id)):
        session.add(
            RevisionImage(
                revision_id=made.id,
                image_id=row.image_id,
                variant_id=variants[row.variant_id] if row.variant_id else None,
                position=row.position,
                alt=row.alt,
                caption=row.caption,
            )
        )


def _attachments(session: Session, source: Revision, made: Revision) -> None:
    held = select(RevisionAttachment).where(RevisionAttachment.revision_id == source.id)
    for row in session.scalars(held):
        session.add(
            RevisionAttachment(
                revision_id=made.id,
                attachment_id=row.attachment_id,
                position=row.position,
                name=row.name,
            )
        )
