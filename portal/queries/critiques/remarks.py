"""One remark or answer as somebody may read it, made of a row of `columns`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.models.critiques import STANCES
from portal.queries.critiques.packed import pictures
from portal.queries.images import Picture

WORDS = {value: word for word, value in STANCES.items()}


@dataclass(frozen=True, slots=True)
class AnchorSeen:
    """What a critique points at, and how that stands in the revision on show: `state` is exact,
    moved or orphaned. Lengths are ten-thousandths of the picture (`image_id`, its public id), None
    for a passage; of a passage `start` is where it begins in that revision."""

    shape: str
    image_id: str
    x: int | None
    y: int | None
    width: int | None
    height: int | None
    quote: str
    start: int | None
    state: str
    revision_number: int
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """One critique or reply. `level` is its step inwards; `answers` the name it answers where the
    steps have come to their end. Counts are None while they are hidden from the actor. `number` is
    that of its pin on the page; `merged_into` the critique that says the same and stands for it."""

    public_id: str
    kind: str
    topic: str
    author: str
    html: str
    edited_at: datetime | None
    created_at: datetime
    revision_number: int
    level: int
    answers: str
    is_staff: bool
    is_own: bool
    is_gone: bool
    stance: str | None
    agree_count: int | None
    disagree_count: int | None
    state: str | None
    sentence: str
    addressed_in: int | None
    images: tuple[Picture, ...] = ()
    anchor: AnchorSeen | None = None
    number: int | None = None
    # Whose team took its words out, and why.
    hidden_by: str = ""
    hidden_because: str = ""
    is_hidden: bool = False
    is_held: bool = False
    # Of the whole thread.
    is_locked: bool = False
    is_new: bool = False
    merged_into: str = ""
    # What the team wrote down about it; never for anybody else.
    notes: int = 0
    # How many answers go on below, where the steps have come to their end; DEEPER: that or more.
    deeper: int = 0

    @property
    def is_pinned(self) -> bool:
        """Whether what it points at is in the revision on show."""
        return self.anchor is not None and self.anchor.state != "orphaned"


def of_row(row: Any, *, level: int, answers: str, is_locked: bool) -> Remark:
    has_words = not (row.is_gone or row.is_hidden)
    return Remark(
        public_id=row.public_id,
        kind=row.kind,
        topic=row.topic or "",
        author=row.author,
        html=row.html,
        edited_at=row.edited_at,
        created_at=row.created_at,
        revision_number=row.revision_number,
        level=level,
        answers=answers,
        is_staff=row.is_staff,
        is_own=row.is_own,
        is_gone=row.is_gone,
        stance=None if row.stance is None else WORDS[row.stance],
        agree_count=row.agree,
        disagree_count=row.disagree,
        state=row.state,
        sentence=row.sentence or "",
        addressed_in=row.addressed_in,
        images=pictures(row.images) if has_words else (),
        anchor=_anchor(row) if has_words else None,
        hidden_by=row.hidden_by or "",
        hidden_because=row.hidden_because,
        is_hidden=row.is_hidden,
        is_held=row.is_held,
        is_locked=is_locked,
        is_new=bool(row.is_new),
        merged_into=row.merged_into or "",
        notes=row.notes,
        deeper=row.deeper or 0,
    )


def _anchor(row: Any) -> AnchorSeen | None:
    if row.shape is None:
        return None
    return AnchorSeen(
        shape=row.shape,
        image_id=row.anchor_image or "",
        x=row.x,
        y=row.y,
        width=row.width,
        height=row.height,
        quote=row.quote,
        start=row.start,
        state=row.place,
        revision_number=row.revision_number,
        picture=_picture(row),
    )


def _picture(row: Any) -> Picture | None:
    """What it points at, to be shown where the revision on show does not have it."""
    if row.anchor_image is None:
        return None
    sides = (row.anchor_image_width, row.anchor_image_height)
    return Picture(row.anchor_image, *sides, row.anchor_image_colour, "")
