"""Votes: cast one, or change it. One statement decides; every change is kept.

An answer belongs to the revision that is current when it is given. Its reason is part of it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, exists, literal, or_
from sqlalchemy.orm import Session

from portal import clock, kinds
from portal.access import Actor, doing
from portal.actions import events, floor
from portal.actions.upserts import insert_into
from portal.errors import Conflict, Invalid, allow
from portal.kinds import Fields, Screen
from portal.language import gettext as _
from portal.models import Moment, Round, Vote, VoteChange
from portal.queries import votes
from portal.queries.ballots import Asked
from portal.text import clean

REASON_LIMIT = 500


def cast(
    session: Session,
    actor: Actor,
    round: Round,
    question_public_id: str,
    answer: str,
    reason: str = "",
    revision_number: int | None = None,
) -> None:
    """Make `answer` the actor's vote. `revision_number` is the one the form showed."""
    asked = votes.asked_about(session, round, question_public_id)
    give(session, actor, asked, answer, reason, revision_number)


def read(actor: Actor, asked: Asked, fields: Fields, revision_number: int | None) -> str | Screen:
    """The answer in a form as it was sent, or the screen that follows: half of one is kept by
    the form alone."""
    _require_open(actor, asked, revision_number)
    return kinds.read(asked.offer(actor), fields)


def give(
    session: Session,
    actor: Actor,
    asked: Asked,
    answer: str,
    reason: str = "",
    revision_number: int | None = None,
) -> bool:
    """The same for a question already found. Whether it is the first answer to it."""
    round = asked.round
    _require_open(actor, asked, revision_number)
    reason = _checked(actor, asked, answer, reason)
    change, is_first = _write(session, actor, asked, answer, reason)
    if change is None:
        _require_same(session, actor, asked, answer, reason)
        return False
    session.add(change)
    events.of_round(
        session,
        actor,
        round,
        "vote.cast",
        question=asked.question.public_id,
        revision=asked.revision_number,
    )
    session.flush()
    return is_first


def _require_open(actor: Actor, asked: Asked, revision_number: int | None) -> None:
    allow(doing.why_not_vote(actor, asked.round))
    if revision_number is not None and revision_number != asked.revision_number:
        raise Conflict(_("This draft moved on to r%(number)d.", number=asked.revision_number))


def _checked(actor: Actor, asked: Asked, answer: str, reason: str) -> str:
    """The reason as it is kept; or Invalid with every problem at once."""
    problems = kinds.problems(asked.offer(actor), answer)
    reason = clean(reason) if asked.question.kind == "support" else ""
    if len(reason) > REASON_LIMIT:
        problems["reason"] = _(
            "Keep the reason under %(limit)d characters; this one has %(length)d.",
            limit=REASON_LIMIT,
            length=len(reason),
        )
    if problems:
        raise Invalid(_("The vote was not saved."), problems)
    return reason


def _write(
    session: Session, actor: Actor, asked: Asked, answer: str, reason: str
) -> tuple[VoteChange | None, bool]:
    """The vote, in one statement: its change, None if nothing was written; and is it the first."""
    now = clock.now()
    given: dict[Any, Any] = {
        Vote.question_id: literal(asked.question.id),
        Vote.revision_id: literal(asked.revision_id),
        Vote.person_id: literal(actor.person_id),
        Vote.answer: literal(answer),
        Vote.counted_answer: literal(answer),
        Vote.reason: literal(reason),
        Vote.created_at: literal(now, Moment),
    }
    row = insert_into(session, Vote).from_select(
        ["round_id", *(column.key for column in given)],
        floor.held_by(actor, asked.round.id).add_columns(*given.values()),
    )
    changes = {"answer": answer, "reason": reason, "changed_at": now}
    blindness = asked.round.blindness
    if blindness == "until_close":
        # Nothing has been shown yet, so the latest answer is as blind as the first.
        changes["counted_answer"] = answer
    written = session.execute(
        row.on_conflict_do_update(
            index_elements=["question_id", "revision_id", "person_id"],
            set_=changes,
            where=or_(Vote.answer != answer, Vote.reason != reason),
        ).returning(Vote.id, Vote.changed_at)
    ).one_or_none()
    if written is None:
        return None, False
    is_first = written.changed_at is None
    informed = blindness == "open" or (blindness == "until_vote" and written.changed_at is not None)
    change = VoteChange(vote_id=written.id, answer=answer, reason=reason, was_informed=informed)
    return change, is_first


def _require_same(session: Session, actor: Actor, asked: Asked, answer: str, reason: str) -> None:
    """Nothing was written: because the same answer is in already, or because the floor is gone."""
    same: Sequence[int] = session.scalars(
        floor.held_by(actor, asked.round.id).where(
            exists().where(
                and_(
                    Vote.question_id == asked.question.id,
                    Vote.revision_id == asked.revision_id,
                    Vote.person_id == actor.person_id,
                    Vote.answer == answer,
                    Vote.reason == reason,
                )
            )
        )
    ).all()
    if not same:
        floor.refuse(session, actor, asked.round)
