"""Revisions as a round shows them: their numbers, words, pictures and variants."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Executable,
    ScalarSelect,
    Select,
    bindparam,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.access import Actor, hearing
from portal.access.hearing import Hearing
from portal.models import (
    Attachment,
    Critique,
    Image,
    Membership,
    Moment,
    Person,
    Response,
    Revision,
    RevisionAttachment,
    RevisionImage,
    Round,
    Variant,
)
from portal.queries.driving import driving
from portal.queries.images import Picture
from portal.text import folded

REVISIONS = Revision.__table__


@dataclass(frozen=True, slots=True)
class VariantShown:
    key: str
    name: str
    description: str
    picture: Picture | None
    more: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class AttachmentShown:
    """kind: video or pdf; size in bytes."""

    public_id: str
    kind: str
    name: str
    mimetype: str
    size: int


@dataclass(frozen=True, slots=True)
class Hung:
    """What hangs on a revision: its gallery, its variants, and the files that go with it."""

    pictures: tuple[Picture, ...]
    variants: tuple[VariantShown, ...]
    attachments: tuple[AttachmentShown, ...]


@dataclass(frozen=True, slots=True)
class RevisionShown:
    """`credited` are the members whose critique it addressed, where they wish to be named."""

    id: int
    number: int
    title: str
    story_html: str
    changes_html: str
    published_at: datetime | None
    credited: tuple[str, ...]


def of_round(session: Session, actor: Actor, round: Round) -> list[RevisionShown]:
    """The revisions a round shown to the actor shows, the first one first: published from its
    first one on until it ended. Before it opens the team also sees what is being written."""
    rows = session.execute(
        _statement(hearing.of(actor, round), round.opened_at is not None),
        {
            "me": actor.person_id,
            "round": round.id,
            "draft": round.draft_id,
            "first": round.first_revision_id or 0,
            "until": min(round.ends_at, clock.now()),
        },
    )
    return [
        RevisionShown(
            id=row.id,
            number=row.number,
            title=row.title,
            story_html=row.story_html,
            changes_html=row.changes_html,
            published_at=row.published_at,
            credited=_names(row.credited),
        )
        for row in rows
    ]


def hung(session: Session, revision_id: int) -> Hung:
    """What hangs on a revision the actor has been shown, in one statement."""
    rows: Sequence[Any] = session.execute(_hung(), {"revision": revision_id}).all()
    faces = [row for row in rows if row.what == "variant"]
    variants = {row.key: _variant(row.key, faces) for row in faces}
    wall = (_picture(row[6:]) for row in rows if row.what == "wall")
    files = (
        AttachmentShown(row.public_id, row.description, row.name, row.alt, row.width)
        for row in rows
        if row.what == "file"
    )
    return Hung(tuple(filter(None, wall)), tuple(variants.values()), tuple(files))


@cache
def _hung() -> Executable:
    """A file has its kind where a variant has its description, its size in place of a width."""
    picture = (
        RevisionImage.alt,
        RevisionImage.caption,
        Image.public_id,
        Image.width,
        Image.height,
        Image.colour,
        Image.avif_at.is_not(None).label("has_avif"),
    )
    gallery = (
        select(
            literal("wall").label("what"),
            RevisionImage.position,
            null().label("place"),
            null().label("key"),
            null().label("name"),
            null().label("description"),
            *picture,
        )
        .join(Image, Image.id == RevisionImage.image_id)
        .where(RevisionImage.revision_id == hearing.REVISION, RevisionImage.variant_id.is_(None))
    )
    faces = (
        select(
            *(literal("variant"), Variant.position, RevisionImage.position),
            *(Variant.key, Variant.name, Variant.description, *picture),
        )
        .outerjoin(RevisionImage, RevisionImage.variant_id == Variant.id)
        .outerjoin(Image, Image.id == RevisionImage.image_id)
        .where(Variant.revision_id == hearing.REVISION)
    )
    files = (
        select(
            *(
                literal("file"),
                RevisionAttachment.position,
                null(),
                null(),
                RevisionAttachment.name,
            ),
            *(Attachment.kind, Attachment.mimetype, null(), Attachment.public_id),
            *(Attachment.size, null(), null(), null()),
        )
        .join(Attachment, Attachment.id == RevisionAttachment.attachment_id)
        .where(RevisionAttachment.revision_id == hearing.REVISION)
    )
    return union_all(gallery, faces, files).order_by("position", "place")


def _variant(key: str, faces: Sequence[Any]) -> VariantShown:
    """With the first of its pictures as its face."""
    own = [row for row in faces if row.key == key]
    face, *more = [_picture(_worded(row)) for row in own]
    return VariantShown(key, own[0].name, own[0].description, face, tuple(filter(None, more)))


def _worded(row: Any) -> list[object]:
    """A picture whose words are the name that stands beside it would be heard twice."""
    alt, *rest = row[6:]
    return ["" if alt and folded(alt) == folded(row.name) else alt, *rest]


def _picture(row: Sequence[object]) -> Picture | None:
    alt, caption, public_id, width, height, colour, has_avif = row
    if public_id is None:
        return None
    return Picture(
        str(public_id),
        int(str(width)),
        int(str(height)),
        str(colour),
        str(alt or ""),
        str(caption or ""),
        bool(has_avif),
    )


def cover_of(revision: Any) -> ScalarSelect[int]:
    """The id of the place of its first picture, for a statement about many revisions."""
    other = aliased(RevisionImage)
    return (
        select(other.id)
        .where(other.revision_id == revision.id)
        .order_by(other.variant_id.is_not(None), other.position)
        .limit(1)
        .correlate(revision)
        .scalar_subquery()
    )


def _names(lines: str | None) -> tuple[str, ...]:
    return tuple(sorted(lines.split("\n"))) if lines else ()


@cache
def _statement(heard: Hearing, has_opened: bool) -> Select[Any]:
    statement = (
        select(
            REVISIONS.c.id,
            REVISIONS.c.number,
            REVISIONS.c.title,
            REVISIONS.c.story_html,
            REVISIONS.c.changes_html,
            REVISIONS.c.published_at,
            _credited(heard).label("credited"),
        )
        .where(REVISIONS.c.draft_id == bindparam("draft"), REVISIONS.c.id >= bindparam("first"))
        .order_by(REVISIONS.c.number)
    )
    if not has_opened:
        return statement
    return statement.where(REVISIONS.c.published_at <= bindparam("until", type_=Moment))


def _credited(heard: Hearing) -> ScalarSelect[str]:
    """Names, one a line, of those whose critique a revision addressed and the actor may see."""
    said, answered = Critique.__table__.alias(), _answered_in().subquery()
    people, members = Person.__table__.alias(), Membership.__table__.alias()
    rounds = Round.__table__.alias()
    names = (
        select(people.c.name.label("name"))
        # From the few that were answered, not from all that was said in the round.
        .select_from(driving(answered, said, said.c.id == answered.c.id))
        .join(rounds, rounds.c.id == said.c.round_id)
        .join(people, people.c.id == said.c.author_id)
        .join(
            members,
            (members.c.group_id == rounds.c.group_id) & (members.c.person_id == people.c.id),
        )
        .where(
            said.c.round_id == hearing.ROUND,
            said.c.deleted_at.is_(None),
            said.c.hidden_at.is_(None),
            members.c.is_credited,
            people.c.name != "",
            hearing.critique(heard, said),
        )
        .distinct()
        .correlate(REVISIONS)
        .subquery()
    )
    return select(func.aggregate_strings(names.c.name, "\n")).scalar_subquery()


def _answered_in() -> CompoundSelect[Any]:
    """Critiques that a revision addresses, and those that were merged into one of them: whoever
    said the same was answered with it."""
    answered, duplicates = Response.__table__.alias(), Critique.__table__.alias()
    is_addressed = (
        answered.c.revision_id == REVISIONS.c.id,
        answered.c.state == "addressed",
        answered.c.superseded_at.is_(None),
    )
    same = driving(answered, duplicates, duplicates.c.merged_into_id == answered.c.critique_id)
    return union_all(
        select(answered.c.critique_id.label("id")).where(*is_addressed).correlate(REVISIONS),
        select(duplicates.c.id).select_from(same).where(*is_addressed).correlate(REVISIONS),
    )
