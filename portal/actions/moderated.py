"""Moderation told to those whom it concerns: the author, whoever told the team, a paused member.

Rows hold no words, as of all notices: what is true when they are read is written then, so of one
critique or place the newest notice replaces the earlier ones.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.actions import notices
from portal.models import Complaint, Critique, Event, Membership, Notice, Person, Round

OF_WORDS: Final = ("critique.hidden", "critique.unhidden", "critique.let_through")
OF_PLACES: Final = ("membership.paused", "membership.resumed")


def spread(session: Session, event_id: int) -> None:
    """Make of an event of moderation the notices it means. Once more, it makes none."""
    event = session.get(Event, event_id)
    if event is None:
        return
    if event.kind in OF_PLACES:
        _tell_member(session, event)
    elif event.kind in (*OF_WORDS, "complaints.settled"):
        _tell_of_words(session, event)


def _tell_of_words(session: Session, event: Event) -> None:
    row = session.execute(
        select(Critique, Round)
        .join(Round, Round.id == Critique.round_id)
        .where(Critique.public_id == event.facts.get("critique", ""), Critique.deleted_at.is_(None))
    ).one_or_none()
    if row is None:
        return
    critique, round = row
    told = select(Complaint.by_id).where(Complaint.public_id.in_(event.facts.get("complaints", ())))
    people = list(session.scalars(told))
    if event.kind in OF_WORDS:
        people.append(critique.author_id)
    _tell(session, event, round, people, critique.id)


def _tell_member(session: Session, event: Event) -> None:
    """A notice stands in a round; one of the group that has opened, the newest."""
    person_id = session.scalar(
        select(Membership.person_id).where(
            Membership.public_id == event.facts.get("membership", "")
        )
    )
    round = session.scalar(
        select(Round)
        .where(Round.group_id == event.group_id, Round.opened_at.is_not(None))
        .order_by(Round.id.desc())
        .limit(1)
    )
    if person_id is not None and round is not None:
        _tell(session, event, round, [person_id], None)


def _tell(
    session: Session, event: Event, round: Round, people: Sequence[int], critique_id: int | None
) -> None:
    about = f"event:{event.id}"
    session.execute(
        delete(Notice).where(
            Notice.person_id.in_(people),
            Notice.kind == "moderated",
            Notice.group_id == round.group_id,
            Notice.critique_id == critique_id,
            Notice.about != about,
        )
    )
    found = list(session.scalars(select(Person).where(Person.id.in_(people)).order_by(Person.id)))
    notices.tell(session, round, found, "moderated", about, event.at, critique_id)
