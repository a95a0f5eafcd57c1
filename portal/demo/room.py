"""The room of a demo round: where critique points, and what the team did about it.

All of it goes through the actions that people's own clicks go through, each at its time.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import Actor, actor_of
from portal.actions import anchors, assigning, complaints, merging, moderation, notes
from portal.actions.anchors import Pointing
from portal.demo.brands import Loaded
from portal.demo.nouns import Care, Critique, Pin, Words
from portal.models import Critique as Row
from portal.models import Image, Revision, RevisionImage, Round
from portal.models.anchors import WHOLE

SOON_AFTER = timedelta(hours=2)
Said = tuple[Row, Critique]


def furnish(session: Session, loaded: Loaded, round: Round, said: Sequence[Said]) -> None:
    for row, critique in said:
        if critique.at is not None:
            _point(session, round, row, critique.at)
    of_draft = select(Revision).where(Revision.draft_id == round.draft_id)
    for revision in session.scalars(of_draft.order_by(Revision.number).offset(1)):
        anchors.carry(session, revision)
    for row, critique in said:
        if critique.care is not None:
            with clock.held_at(min(row.created_at + SOON_AFTER, loaded.now)):
                _care(session, loaded, round, row, critique.care, said)


def _point(session: Session, round: Round, row: Row, at: Pin | Words) -> None:
    problems: dict[str, str] = {}
    with clock.held_at(row.created_at):
        place = anchors.placed(session, round, _pointing(session, row, at), problems)
    if problems:
        raise ValueError(f"the demo points at nothing: {at}: {problems}")
    anchors.keep(session, row.public_id, place)


def _pointing(session: Session, row: Row, at: Pin | Words) -> Pointing:
    if isinstance(at, Words):
        return Pointing(quote=at.quote)
    share = WHOLE // 100
    x, y, width, height = (round(n * share) for n in (at.x, at.y, at.width, at.height))
    return Pointing(_picture(session, row, at.picture), x, y, width, height)


def _picture(session: Session, row: Row, number: int) -> str:
    hung = (
        select(Image.public_id)
        .join(RevisionImage, RevisionImage.image_id == Image.id)
        .where(RevisionImage.revision_id == row.revision_id)
        .order_by(RevisionImage.position)
    )
    return session.scalars(hung.offset(number - 1)).first() or ""


def _care(
    session: Session, loaded: Loaded, round: Round, row: Row, care: Care, said: Sequence[Said]
) -> None:
    by = actor_of(session, loaded.people[care.by])
    for author, words in care.notes:
        notes.write(session, actor_of(session, loaded.people[author]), round, row, words)
    if care.assigned_to:
        assigning.assign(session, by, round, row, loaded.people[care.assigned_to].public_id)
    if care.same_as:
        stands = next(other for other, c in said if c.text.startswith(care.same_as))
        merging.merge(session, by, round, stands, [row])
    for who, why, words in care.told:
        complaints.tell(session, actor_of(session, loaded.people[who]), round, row, why, words)
    _moderate(session, by, round, row, care)


def _moderate(session: Session, by: Actor, round: Round, row: Row, care: Care) -> None:
    if care.hidden:
        moderation.hide(session, by, round, row, care.hidden)
    if care.is_locked:
        moderation.lock(session, by, round, row)
    if care.is_held:
        row.held_at = row.created_at
        session.flush()
