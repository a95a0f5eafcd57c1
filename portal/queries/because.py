"""What changed because of me: what brands made of my critique, draft by draft, the newest first.

One statement. Pictures are shown where my words changed them and my round shows both revisions.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any, Final

from sqlalchemy import ColumnElement, Executable, and_, or_
from sqlalchemy.orm import Session, aliased

from portal.access import ASKING, ME, NOW, Actor, asked_by, seeing
from portal.models import (
    Brand,
    Critique,
    Group,
    Image,
    Membership,
    Response,
    Revision,
    RevisionImage,
    Round,
)
from portal.queries import responses, revisions
from portal.queries.images import Picture
from portal.text import plain

MOST: Final = 12


@dataclass(frozen=True, slots=True)
class AnswerToMe:
    """`number` is the revision I spoke of, `addressed_in` the one that answers."""

    critique_id: str
    words: str
    state: str
    sentence: str
    number: int
    addressed_in: int | None
    is_shown: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class BecauseOfMe:
    """All of one round, with the draft's first picture before and after, if that changed."""

    round_id: str
    title: str
    brand: str
    group_id: str
    is_credited: bool
    answers: tuple[AnswerToMe, ...]
    before: Picture | None
    after: Picture | None

    @property
    def has_changed(self) -> bool:
        """Whether something of mine is in the product now, to be credited."""
        return any(answer.state == "addressed" for answer in self.answers)

    @property
    def compared(self) -> tuple[int, int] | None:
        """The revisions to set side by side: from the oldest I spoke of to the newest answer."""
        shown = [a for a in self.answers if a.is_shown and a.number < (a.addressed_in or 0)]
        if not shown:
            return None
        return min(a.number for a in shown), max(a.addressed_in or 0 for a in shown)


def of_me(session: Session, actor: Actor) -> tuple[BecauseOfMe, ...]:
    rows: list[Any] = list(session.execute(_answered(), asked_by(actor)))
    order = {row.round_id: at for at, row in reversed(list(enumerate(rows)))}
    rows.sort(key=lambda row: order[row.round_id])
    found = groupby(rows, key=lambda row: row.round_id)
    return tuple(_because(list(together)) for _, together in found)


def _because(rows: list[Any]) -> BecauseOfMe:
    first = rows[0]
    before, after = next(filter(None, map(_pair, rows)), (None, None))
    return BecauseOfMe(
        round_id=first.round_id,
        title=first.title,
        brand=first.brand,
        group_id=first.group_id,
        is_credited=bool(first.is_credited),
        answers=tuple(_answer(row) for row in rows),
        before=before,
        after=after,
    )


def _answer(row: Any) -> AnswerToMe:
    return AnswerToMe(
        critique_id=row.critique_id,
        words=plain(row.text, 140),
        state=row.state,
        sentence=row.sentence,
        number=row.number,
        addressed_in=row.addressed_in,
        is_shown=bool(row.is_shown),
        at=row.at,
    )


def _pair(row: Any) -> tuple[Picture, Picture] | None:
    """Both pictures, where there are two and they differ."""
    if row.old_image is None or row.new_image in (None, row.old_image):
        return None
    return (
        Picture(row.old_image, row.old_width, row.old_height, row.old_colour, row.old_alt, ""),
        Picture(row.new_image, row.new_width, row.new_height, row.new_colour, row.new_alt, ""),
    )


@cache
def _answered() -> Executable:
    spoken, addressed = aliased(Revision), aliased(Revision)
    old, new = aliased(RevisionImage), aliased(RevisionImage)
    old_image, new_image = aliased(Image), aliased(Image)
    is_shown = _is_shown(addressed)
    return (
        seeing.critiques(ASKING)
        .join(Response, Response.id == responses.to_its_author())
        .join(Brand, Brand.id == Round.brand_id)
        .join(Group, Group.id == Round.group_id)
        .outerjoin(Membership, and_(Membership.group_id == Group.id, Membership.person_id == ME))
        .join(spoken, spoken.id == Critique.revision_id)
        .outerjoin(addressed, addressed.id == Response.revision_id)
        .outerjoin(old, old.id == revisions.cover_of(spoken))
        .outerjoin(old_image, old_image.id == old.image_id)
        .outerjoin(new, and_(new.id == revisions.cover_of(addressed), is_shown))
        .outerjoin(new_image, new_image.id == new.image_id)
        .where(
            Critique.author_id == ME,
            Critique.deleted_at.is_(None),
            Critique.hidden_at.is_(None),
            Response.state != "open",
        )
        .with_only_columns(
            Round.public_id.label("round_id"),
            Critique.public_id.label("critique_id"),
            *(spoken.title, spoken.number, Brand.name.label("brand"), Critique.text),
            *(Group.public_id.label("group_id"), Membership.is_credited),
            *(Response.state, Response.sentence, Response.created_at.label("at")),
            *(addressed.number.label("addressed_in"), is_shown.label("is_shown")),
            *_of(old, old_image, "old"),
            *_of(new, new_image, "new"),
        )
        .order_by(Response.id.desc(), Critique.id.desc())
        .limit(MOST)
    )


def _is_shown(revision: Any) -> ColumnElement[bool]:
    """Whether the round shows this revision: one that came later is named, no more."""
    return and_(
        revision.id >= Round.first_revision_id,
        revision.published_at <= NOW,
        revision.published_at < Round.closes_at,
        or_(Round.closed_at.is_(None), revision.published_at < Round.closed_at),
    )


def _of(place: Any, image: Any, word: str) -> tuple[ColumnElement[Any], ...]:
    return (
        image.public_id.label(f"{word}_image"),
        image.width.label(f"{word}_width"),
        image.height.label(f"{word}_height"),
        image.colour.label(f"{word}_colour"),
        place.alt.label(f"{word}_alt"),
    )
