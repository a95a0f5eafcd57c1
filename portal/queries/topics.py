"""What critique of a draft can be about: the list, and what a text sounds like."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import Actor, seeing
from portal.models import Brand, Topic
from portal.stats import stems
from portal.stats.topics import suggest


@dataclass(frozen=True, slots=True)
class TopicSeen:
    public_id: str
    name: str
    seeds: tuple[str, ...]


def of_draft(session: Session, actor: Actor, draft_id: int) -> tuple[TopicSeen, ...]:
    rows = session.execute(
        seeing.topics(actor)
        .where(Topic.draft_id == draft_id)
        .with_only_columns(Topic.public_id, Topic.name, Topic.seeds)
        .order_by(Topic.position, Topic.id)
    )
    return tuple(TopicSeen(id, name, tuple(seeds)) for id, name, seeds in rows)


def suggested(
    session: Session, actor: Actor, brand_id: int, draft_id: int, text: str
) -> TopicSeen | None:
    """The topic most of whose words a text uses; none where it uses none."""
    listed = {topic.public_id: topic for topic in of_draft(session, actor, draft_id)}
    tag = session.scalars(select(Brand.language).where(Brand.id == brand_id)).one()
    language = tag if tag in stems.LANGUAGES else "en"
    seeds = {id: topic.seeds for id, topic in listed.items() if topic.seeds}
    found = suggest(language, seeds, text) if seeds else None
    return listed[found] if found else None
