"""Where a critique points: a place on a picture or a passage of the story, and where that place
stands in the revisions that came later.

Fractions are kept as ten-thousandths of the picture's width and height, so that a place is the same
at any size. Not here: how a place is carried along (`portal.actions.anchors`).
"""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, one_of

SHAPES = ("point", "area", "passage")
PLACE_STATES = ("exact", "moved", "orphaned")
WHOLE = 10_000


class Anchor(Base):
    """What the author pointed at, in the revision they judged. Never changed."""

    __tablename__ = "anchors"
    __table_args__ = (
        CheckConstraint(one_of("shape", *SHAPES), name="shape"),
        CheckConstraint("(shape = 'passage') = (image_id IS NULL)", name="on_what"),
        CheckConstraint(
            "shape = 'passage' OR (x BETWEEN 0 AND 10000 AND y BETWEEN 0 AND 10000"
            " AND width BETWEEN 0 AND 10000 - x AND height BETWEEN 0 AND 10000 - y)",
            name="inside",
        ),
        CheckConstraint("shape <> 'passage' OR (quote <> '' AND start >= 0)", name="passage"),
    )

    critique_id: Mapped[int] = mapped_column(
        ForeignKey("critiques.id", ondelete="CASCADE"), primary_key=True
    )
    shape: Mapped[str] = mapped_column(String(8))
    image_id: Mapped[int | None] = mapped_column(ForeignKey("images.id"), index=True)
    # The middle of a point; the left upper corner of an area. A point has no width and height.
    x: Mapped[int | None]
    y: Mapped[int | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    # The words themselves, a few before and after them, and where they begin in the plain story.
    quote: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    start: Mapped[int | None]


class AnchorPlace(Base):
    """Where the anchor of an earlier revision stands in a later one: exact, moved, or orphaned
    (it stays with its old picture or words). Written when the later revision is published."""

    __tablename__ = "anchor_places"
    __table_args__ = (CheckConstraint(one_of("state", *PLACE_STATES), name="state"),)

    critique_id: Mapped[int] = mapped_column(
        ForeignKey("anchors.critique_id", ondelete="CASCADE"), primary_key=True
    )
    revision_id: Mapped[int] = mapped_column(
        ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    state: Mapped[str] = mapped_column(String(8))
    # Of a passage: where it begins now.
    start: Mapped[int | None]
