"""Who sees what is shown: drafts, their revisions, pictures and attachments."""

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from portal.access.actor import Actor
from portal.access.seeing.rules import ids_of, round_shown_to_members
from portal.access.seeing.talk import critiques
from portal.models import (
    Attachment,
    Critique,
    CritiqueImage,
    Draft,
    Group,
    Image,
    Revision,
    RevisionAttachment,
    RevisionImage,
    Round,
    Topic,
)


def drafts(actor: Actor) -> Select[Draft]:
    return select(Draft).where(
        or_(
            Draft.brand_id.in_(actor.roles),
            exists().where(
                Round.draft_id == Draft.id,
                *round_shown_to_members(actor),
            ),
        )
    )


def staffed_drafts(actor: Actor) -> Select[Draft]:
    """Drafts one may read all reports of: staff only."""
    return select(Draft).where(Draft.brand_id.in_(actor.roles))


def topics(actor: Actor) -> Select[Topic]:
    """What critique can be about, of a draft one may see."""
    return select(Topic).where(Topic.draft_id.in_(ids_of(drafts(actor), Draft)))


def revisions(actor: Actor) -> Select[Revision]:
    """Staff see all, also what is being written. Members see what their rounds showed them."""
    return (
        select(Revision)
        .join(Draft, Draft.id == Revision.draft_id)
        .where(
            or_(
                Draft.brand_id.in_(actor.roles),
                and_(
                    Revision.published_at.is_not(None),
                    exists().where(
                        Round.draft_id == Revision.draft_id,
                        *round_shown_to_members(actor),
                        Round.first_revision_id <= Revision.id,
                        Revision.published_at < Round.closes_at,
                        or_(Round.closed_at.is_(None), Revision.published_at < Round.closed_at),
                    ),
                ),
            )
        )
    )


def images(actor: Actor) -> Select[Image]:
    """Through a revision one may see, or beside words one may read, as long as they are there; and
    one's own that stand nowhere yet, of a brand one has to do with."""
    said = ids_of(
        critiques(actor).where(Critique.deleted_at.is_(None), Critique.hidden_at.is_(None)),
        Critique,
    )
    hung = RevisionImage.image_id == Image.id
    beside = CritiqueImage.image_id == Image.id
    return select(Image).where(
        or_(
            exists().where(hung, RevisionImage.revision_id.in_(ids_of(revisions(actor), Revision))),
            exists().where(beside, CritiqueImage.critique_id.in_(said)),
            and_(
                Image.uploaded_by_id == actor.person_id,
                or_(
                    Image.brand_id.in_(actor.roles),
                    exists().where(Group.brand_id == Image.brand_id, Group.id.in_(actor.groups)),
                ),
                stands_nowhere(),
            ),
        )
    )


def stands_nowhere() -> ColumnElement[bool]:
    """Of pictures: in no revision, and beside no words."""
    return and_(
        ~exists().where(RevisionImage.image_id == Image.id),
        ~exists().where(CritiqueImage.image_id == Image.id),
    )


def marked(actor: Actor) -> ColumnElement[bool]:
    """Of these pictures, those on which the actor is to see who looks: a member's, of a draft
    that one of their rounds shows with marks. The team sees all of them clean."""
    return and_(
        Image.brand_id.not_in(actor.roles),
        exists().where(
            RevisionImage.image_id == Image.id,
            RevisionImage.revision_id == Revision.id,
            Round.draft_id == Revision.draft_id,
            Round.marks_images,
            *round_shown_to_members(actor),
        ),
    )


def attachments(actor: Actor) -> Select[Attachment]:
    """Like the pictures of revisions."""
    return select(Attachment).where(
        or_(
            Attachment.brand_id.in_(actor.roles),
            exists().where(
                RevisionAttachment.attachment_id == Attachment.id,
                RevisionAttachment.revision_id.in_(ids_of(revisions(actor), Revision)),
            ),
        )
    )
