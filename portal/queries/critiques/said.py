"""One critique that the actor has been shown: to quote it, and to find its thread."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import Actor
from portal.models import Critique, Person, Revision


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, to be quoted where one answers or edits it."""

    public_id: str
    thread_id: str
    author: str
    kind: str
    text: str
    html: str


def said(session: Session, actor: Actor, critique: Critique) -> Said:
    """A critique the actor has been shown, for quoting."""
    author = session.scalars(select(Person.name).where(Person.id == critique.author_id)).one()
    return Said(
        public_id=critique.public_id,
        thread_id=root_id(session, critique),
        author=author,
        kind=critique.kind,
        text=critique.text,
        html=critique.html,
    )


def root_id(session: Session, critique: Critique) -> str:
    """The public id of the remark at the top of its thread."""
    if critique.root_id is None:
        return critique.public_id
    return session.scalars(select(Critique.public_id).where(Critique.id == critique.root_id)).one()


def revision_numbers(session: Session, draft_id: int) -> list[int]:
    """The published revisions that may address a critique, the newest first."""
    return list(
        session.scalars(
            select(Revision.number)
            .where(Revision.draft_id == draft_id, Revision.published_at.is_not(None))
            .order_by(Revision.number.desc())
        )
    )
