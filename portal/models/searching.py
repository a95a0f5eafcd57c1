"""The words that are searched: folded (no case, no accents), one row a thing, beside the thing.

On PostgreSQL an index of the words' lexemes, on SQLite an FTS5 table kept by triggers, both made by
the migration. Not here: who may find what (`portal.queries.searching` starts from `access.seeing`).
"""

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, Id

ONE_THING = (
    "(CASE WHEN critique_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN revision_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) = 1"
)


class SearchText(Base):
    __tablename__ = "search_texts"
    __table_args__ = (CheckConstraint(ONE_THING, name="one_thing"),)

    id: Mapped[Id]
    critique_id: Mapped[int | None] = mapped_column(
        ForeignKey("critiques.id", ondelete="CASCADE"), unique=True
    )
    revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("revisions.id", ondelete="CASCADE"), unique=True
    )
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), unique=True
    )
    words: Mapped[str] = mapped_column(Text)
