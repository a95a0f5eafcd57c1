"""A draft as its staff see it: every revision, every round; and one revision, for writing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Executable, null, select, union_all
from sqlalchemy.orm import Session

from portal import access
from portal.access import Actor
from portal.models import (
    Attachment,
    Draft,
    Person,
    Revision,
    RevisionAttachment,
    Round,
    Topic,
    Variant,
)
from portal.queries import brands, images, revisions
from portal.queries.brands import RoundLine
from portal.queries.images import Picture
from portal.queries.revisions import AttachmentShown, RevisionShown, VariantShown
from portal.queries.topics import TopicSeen


@dataclass(frozen=True, slots=True)
class VariantSeen:
    key: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class RevisionSeen:
    """A revision with everything that hangs on it."""

    public_id: str
    number: int
    title: str
    story: str
    story_html: str
    changes: str
    changes_html: str
    version: int
    created_at: datetime
    published_at: datetime | None
    publish_at: datetime | None
    publish_refused: str
    pictures: tuple[Picture, ...]
    variants: tuple[VariantSeen, ...]
    attachments: tuple[AttachmentShown, ...]

    @property
    def is_scheduled(self) -> bool:
        """Whether the worker is to publish it; False once it had to be refused."""
        return self.publish_at is not None and not self.publish_refused


@dataclass(frozen=True, slots=True)
class Look:
    """A revision as the page it is judged on shows it."""

    shown: RevisionShown
    pictures: tuple[Picture, ...]
    variants: tuple[VariantShown, ...]
    attachments: tuple[AttachmentShown, ...]


@dataclass(frozen=True, slots=True)
class DraftSeen:
    public_id: str
    is_archived: bool
    created_by: str
    created_at: datetime
    revisions: tuple[RevisionSeen, ...]
    rounds: tuple[RoundLine, ...]
    topics: tuple[TopicSeen, ...]

    @property
    def newest(self) -> RevisionSeen:
        return self.revisions[0]

    @property
    def is_published(self) -> bool:
        return any(revision.published_at for revision in self.revisions)


def draft(session: Session, actor: Actor, row: Draft) -> DraftSeen:
    """Five statements: who began it and its topics, its revisions, pictures, variants with
    attachments, rounds."""
    author, listed = _author_and_topics(session, row)
    rows = session.scalars(
        access.seeing.revisions(actor)
        .where(Revision.draft_id == row.id)
        .order_by(Revision.number.desc())
    ).all()
    return DraftSeen(
        public_id=row.public_id,
        is_archived=row.archived_at is not None,
        created_by=author,
        created_at=row.created_at,
        revisions=_seen(session, list(rows)),
        rounds=tuple(brands.round_lines(session, actor, Round.draft_id == row.id)),
        topics=listed,
    )


def _author_and_topics(session: Session, row: Draft) -> tuple[str, tuple[TopicSeen, ...]]:
    """Of a draft that was found through `seeing`: one line a topic, or one without."""
    rows = session.execute(
        select(Person.name, Topic.public_id, Topic.name, Topic.seeds)
        .select_from(Draft)
        .outerjoin(Person, Person.id == Draft.created_by_id)
        .outerjoin(Topic, Topic.draft_id == Draft.id)
        .where(Draft.id == row.id)
        .order_by(Topic.position, Topic.id)
    ).all()
    listed = tuple(TopicSeen(id, name, tuple(seeds)) for _by, id, name, seeds in rows if id)
    return rows[0][0] or "", listed


def revision(session: Session, row: Revision) -> RevisionSeen:
    """Two statements."""
    return _seen(session, [row])[0]


def look(session: Session, row: Revision) -> Look:
    """A revision the actor was shown, as members will see it, in one statement."""
    hung = revisions.hung(session, row.id)
    shown = RevisionShown(
        id=row.id,
        number=row.number,
        title=row.title,
        story_html=row.story_html,
        changes_html=row.changes_html,
        published_at=row.published_at,
        credited=(),
    )
    return Look(shown, hung.pictures, hung.variants, hung.attachments)


def _seen(session: Session, rows: list[Revision]) -> tuple[RevisionSeen, ...]:
    ids = [row.id for row in rows]
    pictures = images.of_revisions(session, ids)
    variants, attachments = _variants_and_attachments(session, ids)
    return tuple(
        RevisionSeen(
            public_id=row.public_id,
            number=row.number,
            title=row.title,
            story=row.story,
            story_html=row.story_html,
            changes=row.changes,
            changes_html=row.changes_html,
            version=row.version,
            created_at=row.created_at,
            published_at=row.published_at,
            publish_at=row.publish_at,
            publish_refused=row.publish_refused,
            pictures=pictures.get(row.id, ()),
            variants=tuple(variants[row.id]),
            attachments=tuple(attachments[row.id]),
        )
        for row in rows
    )


def _variants_and_attachments(
    session: Session, ids: list[int]
) -> tuple[dict[int, list[VariantSeen]], dict[int, list[AttachmentShown]]]:
    """Of each revision, in their order, in one statement; a variant has no size."""
    variants: dict[int, list[VariantSeen]] = {id: [] for id in ids}
    files: dict[int, list[AttachmentShown]] = {id: [] for id in ids}
    for of, _position, key, name, words, mimetype, size in session.execute(_beside(ids)):
        if size is None:
            variants[of].append(VariantSeen(key, name, words))
        else:
            files[of].append(AttachmentShown(key, words, name, mimetype, size))
    return variants, files


def _beside(ids: list[int]) -> Executable:
    held = RevisionAttachment
    made = select(
        *(Variant.revision_id, Variant.position.label("position"), Variant.key, Variant.name),
        *(Variant.description, null(), null()),
    ).where(Variant.revision_id.in_(ids))
    given = (
        select(
            *(held.revision_id, held.position, Attachment.public_id, held.name),
            *(Attachment.kind, Attachment.mimetype, Attachment.size),
        )
        .join(Attachment, Attachment.id == held.attachment_id)
        .where(held.revision_id.in_(ids))
    )
    return union_all(made, given).order_by("position")
