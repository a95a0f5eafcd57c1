"""One critique as its card on the board shows it: read for many at once, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ScalarSelect, Select, and_, func, select
from sqlalchemy.orm import aliased

from portal.models import (
    Anchor,
    Assignment,
    Critique,
    Image,
    Note,
    Person,
    Response,
    Revision,
    Topic,
)
from portal.queries.images import Picture
from portal.queries.triage.asked import STATE, long_ago
from portal.text import plain

SHOWN = 240


@dataclass(frozen=True, slots=True)
class Spot:
    """What a critique points at on a picture, in ten-thousandths of it; a point has no size."""

    picture: Picture
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Card:
    """`late_since` is set once it has waited too long for an answer; `assignee_id` and `assignee`
    say who of the team takes care of it; `duplicates` how many it stands for besides itself."""

    public_id: str
    kind: str
    topic: str
    author: str
    words: str
    html: str
    revision: int
    state: str
    created_at: datetime
    late_since: datetime | None
    agree_count: int
    disagree_count: int
    duplicates: int
    notes: int
    assignee_id: str
    assignee: str
    is_held: bool
    quote: str
    spot: Spot | None


def described(found: Any) -> Select[Any]:
    """Everything the cards of these say: `found` has `id`, and whatever they are ordered by."""
    author, who = aliased(Person), aliased(Person)
    same = aliased(Critique)
    shown = (
        select(
            *(Critique.public_id, Critique.kind, Critique.text, Critique.html),
            *(Critique.created_at, Critique.agree_count, Critique.disagree_count),
            Critique.held_at,
            Topic.name.label("topic"),
            author.name.label("author"),
            Revision.number.label("revision"),
            STATE.label("state"),
            _count(same, same.merged_into_id).label("duplicates"),
            _count(Note, Note.critique_id).label("notes"),
            who.public_id.label("assignee_id"),
            who.name.label("assignee"),
            *(Anchor.shape, Anchor.quote, Anchor.x, Anchor.y, Anchor.width, Anchor.height),
            Image.public_id.label("image"),
            *(Image.width.label("image_width"), Image.height.label("image_height"), Image.colour),
        )
        .select_from(found)
        .join(Critique, Critique.id == found.c.id)
        .join(author, author.id == Critique.author_id)
        .join(Revision, Revision.id == Critique.revision_id)
        .outerjoin(Topic, Topic.id == Critique.topic_id)
        .outerjoin(
            Response, and_(Response.critique_id == Critique.id, Response.superseded_at.is_(None))
        )
        .outerjoin(Assignment, Assignment.critique_id == Critique.id)
        .outerjoin(who, who.id == Assignment.person_id)
        .outerjoin(Anchor, Anchor.critique_id == Critique.id)
        .outerjoin(Image, Image.id == Anchor.image_id)
    )
    return cast(Select[Any], shown)


def cards(rows: Sequence[Any]) -> list[Card]:
    long_waiting = long_ago()
    return [_card(row, long_waiting) for row in rows]


def _card(row: Any, long_waiting: datetime) -> Card:
    is_late = row.state == "open" and row.created_at < long_waiting
    return Card(
        public_id=row.public_id,
        kind=row.kind,
        topic=row.topic or "",
        author=row.author,
        words=plain(row.text, SHOWN),
        html=row.html,
        revision=row.revision,
        state=row.state,
        created_at=row.created_at,
        late_since=row.created_at if is_late else None,
        agree_count=row.agree_count,
        disagree_count=row.disagree_count,
        duplicates=row.duplicates,
        notes=row.notes,
        assignee_id=row.assignee_id or "",
        assignee=row.assignee or "",
        is_held=row.held_at is not None,
        quote=plain(row.quote or "", 80),
        spot=_spot(row),
    )


def _spot(row: Any) -> Spot | None:
    if row.image is None:
        return None
    picture = Picture(row.image, row.image_width, row.image_height, row.colour, "")
    return Spot(picture, row.x, row.y, row.width or 0, row.height or 0)


def _count(model: Any, column: Any) -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(model)
        .where(column == Critique.id)
        .correlate(Critique)
        .scalar_subquery()
    )
