"""A draft as its staff see it: every revision, every round; and one revision, for writing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import access
from portal.access import Actor
from portal.models import Draft, Person, Revision, Round, Topic, Variant
from portal.queries import brands, images
from portal.queries.brands import RoundLine
from portal.queries.images import Picture
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
    pictures: tuple[Picture, ...]
    variants: tuple[VariantSeen, ...]


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
    """Five statements: who began it and its topics, its revisions, pictures, variants, rounds."""
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


def _seen(session: Session, rows: list[Revision]) -> tuple[RevisionSeen, ...]:
    ids = [row.id for row in rows]
    pictures = images.of_revisions(session, ids)
    variants: dict[int, list[VariantSeen]] = {id: [] for id in ids}
    found = select(Variant).where(Variant.revision_id.in_(ids)).order_by(Variant.position)
    for variant in session.scalars(found):
        variants[variant.revision_id].append(
            VariantSeen(variant.key, variant.name, variant.description)
        )
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
            pictures=pictures.get(row.id, ()),
            variants=tuple(variants[row.id]),
        )
        for row in rows
    )
