"""What can be searched: the words of a critique, a revision, a person's name, kept beside them in
the transaction that changes them. Who may find what is `portal.queries.searching`.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import ColumnElement, Select, delete, insert, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal import text
from portal.actions.upserts import insert_into
from portal.models import Critique, Person, Revision, RevisionImage, SearchText, Variant

_AT_ONCE: Final = 1_000
Column = InstrumentedAttribute[int | None]


def keep(
    session: Session,
    *,
    critique_id: int | None = None,
    revision_id: int | None = None,
    person_id: int | None = None,
    words: str,
) -> None:
    """From now on the one thing is found by these words, and by no others."""
    column, thing = _which(critique_id, revision_id, person_id)
    kept = " ".join(text.words(words))
    row = insert_into(session, SearchText).values({column.key: thing, "words": kept})
    session.execute(row.on_conflict_do_update(index_elements=[column.key], set_={"words": kept}))


def drop(
    session: Session,
    *,
    critique_id: int | None = None,
    revision_id: int | None = None,
    person_id: int | None = None,
) -> None:
    """From now on the one thing is not found."""
    column, thing = _which(critique_id, revision_id, person_id)
    session.execute(delete(SearchText).where(column == thing))


def keep_revision(session: Session, revision: Revision) -> None:
    """Title, story, what changed, variants, and what is said of the pictures."""
    session.flush()
    words = _words_of_revisions(session, Revision.id == revision.id)
    keep(session, revision_id=revision.id, words=words.get(revision.id, ""))


def catch_up(session: Session) -> None:
    """Whatever was written by the thousand, past the actions (imports, the demo), in few
    statements. What is kept already stays."""
    session.flush()
    said = select(Critique.id, Critique.text).where(
        Critique.deleted_at.is_(None), Critique.hidden_at.is_(None)
    )
    named = select(Person.id, Person.name).where(Person.name != "")
    for column, rows in (
        (SearchText.critique_id, _missing(session, said, SearchText.critique_id, Critique.id)),
        (SearchText.person_id, _missing(session, named, SearchText.person_id, Person.id)),
        (SearchText.revision_id, _missing_revisions(session)),
    ):
        _insert(session, column, rows)


def _which(
    critique_id: int | None, revision_id: int | None, person_id: int | None
) -> tuple[Column, int]:
    given = (
        (SearchText.critique_id, critique_id),
        (SearchText.revision_id, revision_id),
        (SearchText.person_id, person_id),
    )
    [(column, thing)] = [(column, thing) for column, thing in given if thing is not None]
    return column, thing


def _missing(
    session: Session, things: Select[int, str], column: Column, id: InstrumentedAttribute[int]
) -> list[tuple[int, str]]:
    statement = things.where(~_is_kept(column, id)).order_by(id)
    return [(thing, words) for thing, words in session.execute(statement)]


def _missing_revisions(session: Session) -> Iterable[tuple[int, str]]:
    return _words_of_revisions(session, ~_is_kept(SearchText.revision_id, Revision.id)).items()


def _is_kept(column: Column, id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return select(SearchText.id).where(column == id).exists()


def _words_of_revisions(session: Session, which: ColumnElement[bool]) -> dict[int, str]:
    """All that can be read in these revisions."""
    space = literal(" ")
    own = select(Revision.id, Revision.title + space + Revision.story + space + Revision.changes)
    variants = select(Revision.id, Variant.name + space + Variant.description).join(
        Variant, Variant.revision_id == Revision.id
    )
    pictures = select(Revision.id, RevisionImage.alt + space + RevisionImage.caption).join(
        RevisionImage, RevisionImage.revision_id == Revision.id
    )
    found: dict[int, str] = {}
    parts = union_all(*(part.where(which) for part in (own, variants, pictures)))
    for id, words in session.execute(parts):
        found[id] = f"{found.get(id, '')} {words}"
    return dict(sorted(found.items()))


def _insert(session: Session, column: Column, things: Iterable[tuple[int, str]]) -> None:
    rows = [{column.key: thing, "words": " ".join(text.words(words))} for thing, words in things]
    for start in range(0, len(rows), _AT_ONCE):
        session.execute(insert(SearchText), rows[start : start + _AT_ONCE])
