"""Notes: what a team says among itself about a critique. No member reads one, on any surface."""

from sqlalchemy.orm import Session

from portal.access import Actor, doing
from portal.actions import events
from portal.errors import Invalid, Refused, allow
from portal.language import gettext as _
from portal.models import Critique, Note, Round
from portal.text import clean

LONGEST = 2_000


def write(session: Session, actor: Actor, round: Round, critique: Critique, text: str) -> Note:
    allow(doing.why_not_note(actor, round))
    text = clean(text)
    problem = ""
    if not text:
        problem = _("Write something first.")
    if len(text) > LONGEST:
        problem = _("Keep it under %(limit)d characters.", limit=LONGEST)
    if problem:
        raise Invalid(_("The note was not saved."), {"text": problem})
    note = Note(critique_id=critique.id, author_id=actor.person_id, text=text)
    session.add(note)
    events.of_critique(session, actor, round, "note.written", critique.public_id)
    return note


def remove(session: Session, actor: Actor, round: Round, critique: Critique, note: Note) -> None:
    """Take back what one wrote down oneself."""
    allow(doing.why_not_note(actor, round))
    if note.author_id != actor.person_id:
        raise Refused(_("Only who wrote a note can remove it."))
    session.delete(note)
    events.of_critique(session, actor, round, "note.removed", critique.public_id)
