"""Rounds: prepared, registered, opened, closed. Each step is one statement that also checks that
the step may be taken, so that of two who try at once exactly one succeeds.

Questions and criteria have modules of their own; they call `hold_unlocked` before they write.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import exists, insert, select, update
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.access import NOBODY, Actor, doing
from portal.actions import answerable, events, jobs
from portal.actions.schedule import Schedule
from portal.actions.steps import (
    hold_place,
    moved,
    place_is_open,
    why_not_open,
    why_not_register,
)
from portal.errors import Conflict, Invalid, Refused
from portal.language import gettext as _
from portal.models import Criterion, Draft, Group, Question, Revision, RosterEntry, Round
from portal.models.rounds import BLINDNESS, WHO_COUNTS
from portal.queries import rosters

REMIND_BEFORE: Final = timedelta(days=1)


def create(
    session: Session,
    actor: Actor,
    draft: Draft,
    group: Group,
    when: Schedule,
    *,
    blindness: str = "until_vote",
    who_counts: str = "joined",
    marks_images: bool = False,
) -> Round:
    """A round being prepared, with its support question."""
    if reason := doing.why_not_manage(actor, draft.brand_id):
        raise Refused(reason)
    if group.brand_id != draft.brand_id or group.closed_at is not None:
        sentence = _("Choose one of the brand's open groups.")
        raise Invalid(sentence, {"group": sentence})
    if draft.archived_at is not None:
        raise Refused(_("This draft is put away. Bring it back first."))
    _check(blindness, who_counts)
    round = Round(
        brand_id=draft.brand_id,
        draft_id=draft.id,
        group_id=group.id,
        opens_at=when.opens_at,
        closes_at=when.closes_at,
        timezone=when.timezone,
        blindness=blindness,
        who_counts=who_counts,
        marks_images=marks_images,
    )
    session.add(round)
    session.flush()
    prompt = _("Should the brand launch this as shown?")
    session.add(Question(round_id=round.id, position=0, kind="support", prompt=prompt))
    events.of_round(session, actor, round, "round.created")
    session.flush()
    return round


def change(
    session: Session,
    actor: Actor,
    round: Round,
    when: Schedule,
    *,
    blindness: str,
    who_counts: str,
    marks_images: bool = False,
) -> None:
    """When, how blind and who counts: as long as it is not registered."""
    if reason := doing.why_not_prepare(actor, round):
        raise Refused(reason)
    _check(blindness, who_counts)
    hold_unlocked(
        session,
        round,
        opens_at=when.opens_at,
        closes_at=when.closes_at,
        timezone=when.timezone,
        blindness=blindness,
        who_counts=who_counts,
        marks_images=marks_images,
    )


def hold_unlocked(session: Session, round: Round, **values: object) -> None:
    """Take the row of a round that is still being prepared; nobody registers it meanwhile."""
    taken = moved(
        session,
        round,
        (Round.registered_at.is_(None), Round.opened_at.is_(None)),
        values or {"timezone": Round.timezone},
    )
    if not taken:
        raise Conflict(_("The round was registered meanwhile. Its rules are locked."))


def register(session: Session, actor: Actor, round: Round) -> None:
    """Lock the rules. From here on the round opens by itself when its time comes."""
    if reason := doing.why_not_manage(actor, round.brand_id):
        raise Refused(reason)
    now = clock.now()
    of_round = Criterion.round_id == round.id
    hold_place(session, round)
    # Whoever takes the last rule away at this moment comes first or finds the round locked.
    still = moved(session, round, (Round.registered_at.is_(None),), {"timezone": Round.timezone})
    if still and (reason := answerable.why_not_register(session, round)):
        raise Conflict(reason)
    taken = moved(
        session,
        round,
        (
            Round.registered_at.is_(None),
            Round.closes_at > now,
            exists().where(of_round),
            *place_is_open(),
        ),
        {"registered_at": now},
    )
    if not taken:
        raise Conflict(why_not_register(session, round))
    session.execute(
        update(Criterion)
        .where(of_round)
        .values(registered_at=now, registered_by_id=actor.person_id)
        .execution_options(synchronize_session="fetch")
    )
    events.of_round(session, actor, round, "round.registered")


def open_now(session: Session, actor: Actor, round: Round) -> None:
    """Open before or at its time; refused with a sentence when it cannot."""
    if reason := doing.why_not_manage(actor, round.brand_id):
        raise Refused(reason)
    if not _open(session, actor, round):
        raise Conflict(why_not_open(session, round))


def close_now(session: Session, actor: Actor, round: Round) -> None:
    """Close before or at its time. Closing what is closed changes nothing."""
    if reason := doing.why_not_manage(actor, round.brand_id):
        raise Refused(reason)
    if round.opened_at is None:
        raise Refused(_("The round has not opened yet."))
    _close(session, actor, round)


def open_due(session: Session) -> int:
    """Open what is registered and whose time has come; those in which nobody counts wait on."""
    now = clock.now()
    due = select(Round).where(
        Round.registered_at.is_not(None),
        Round.opened_at.is_(None),
        Round.opens_at <= now,
        Round.closes_at > now,
    )
    return sum(_open(session, NOBODY, round) for round in session.scalars(due).all())


def close_due(session: Session) -> int:
    """Close what is over; reports are frozen after the commit."""
    due = select(Round).where(
        Round.opened_at.is_not(None), Round.closed_at.is_(None), Round.closes_at <= clock.now()
    )
    return sum(_close(session, NOBODY, round) for round in session.scalars(due).all())


def discard(session: Session, actor: Actor, round: Round) -> None:
    """Take away a round that never opened. What was registered stays told in the events."""
    if reason := doing.why_not_manage(actor, round.brand_id):
        raise Refused(reason)
    if not moved(session, round, (Round.opened_at.is_(None),), {"timezone": Round.timezone}):
        raise Conflict(_("This round has opened. It can be closed, not taken away."))
    events.record(session, actor, "round.discarded", brand_id=round.brand_id, round=round.public_id)
    session.delete(round)
    session.flush()


def _open(session: Session, actor: Actor, round: Round) -> bool:
    now = clock.now()
    published = aliased(Revision)
    first = (
        select(published.id)
        .where(published.draft_id == Round.draft_id, published.published_at.is_not(None))
        .order_by(published.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    conditions = (
        Round.registered_at.is_not(None),
        Round.opened_at.is_(None),
        Round.closed_at.is_(None),
        Round.closes_at > now,
        first.is_not(None),
        rosters.somebody_counts(round),
        *place_is_open(),
    )
    values = {"opened_at": now, "first_revision_id": first, "opens_at": min(now, round.opens_at)}
    # No revision without them is published while the round is registered: this stays true.
    if answerable.why_not_open(session, round):
        return False
    if not moved(session, round, conditions, values):
        return False
    _freeze_roster(session, round)
    events.of_round(session, actor, round, "round.opened")
    _remind_before_the_close(session, round)
    return True


def _remind_before_the_close(session: Session, round: Round) -> None:
    """A day before it closes, or when three quarters of a short round are over."""
    left = min(REMIND_BEFORE, (round.closes_at - clock.now()) / 4)
    jobs.enqueue(
        session,
        "notices.remind",
        {"round": round.public_id},
        due_at=round.closes_at - left,
        dedupe_key=f"notices.remind:{round.public_id}",
    )


def _freeze_roster(session: Session, round: Round) -> None:
    columns = ["round_id", "membership_id", "had_joined", "segments"]
    session.execute(insert(RosterEntry).from_select(columns, rosters.as_it_stands(round)))


def _close(session: Session, actor: Actor, round: Round) -> bool:
    conditions = (Round.opened_at.is_not(None), Round.closed_at.is_(None))
    if not moved(session, round, conditions, {"closed_at": clock.now()}):
        return False
    events.of_round(session, actor, round, "round.closed")
    jobs.enqueue(
        session,
        "report.freeze",
        {"round": round.public_id},
        dedupe_key=f"report.freeze:{round.public_id}",
        brand_id=round.brand_id,
    )
    session.flush()
    return True


def _check(blindness: str, who_counts: str) -> None:
    problems = {}
    if blindness not in BLINDNESS:
        problems["blindness"] = _("Choose when others' answers open.")
    if who_counts not in WHO_COUNTS:
        problems["who_counts"] = _("Choose who counts.")
    if problems:
        raise Invalid(_("The round was not saved."), problems)
