"""Notices: what happened, told to those whom it concerns; how each wants to hear of it.

An event becomes notices after its commit (`spread`), a row a person, each with the moment at which
it is mailed. Not here: words and mail (`portal.jobs.news`), who hears of what (`access.seeing`).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from portal import clock, rhythms
from portal.access import Actor, actor_of, seeing
from portal.actions.upserts import insert_into
from portal.errors import Invalid, Refused
from portal.language import gettext as _
from portal.models import (
    Critique,
    Event,
    Notice,
    NoticeChoice,
    Person,
    Question,
    Revision,
    Round,
    Vote,
)
from portal.models.notices import NOTICE_KINDS, RHYTHMS, USUAL
from portal.queries import mentions

QUIET_LONGEST: Final = 1439
# What a worker finds only after days is in the list, but no longer worth a mail.
STALE: Final = timedelta(days=3)


def spread(session: Session, event_id: int) -> None:
    """Make of an event the notices it means. Once more, it makes none."""
    event = session.get(Event, event_id)
    round = session.get(Round, event.round_id) if event and event.round_id else None
    if event is None or round is None:
        return
    if event.kind in ("round.opened", "round.revised"):
        about = f"{round.public_id}:r{event.facts.get('revision', 0)}"
        tell(session, round, _audience(session, round), "round_opened", about, event.at)
    elif event.kind == "decision.made":
        about = f"event:{event.id}"
        tell(session, round, _audience(session, round), "decision_told", about, event.at)
    elif event.kind == "critique.answered":
        _tell_authors(session, round, event)
    elif event.kind in ("critique.posted", "critique.replied", "critique.let_through"):
        _tell_parent(session, round, event)
        _tell_mentioned(session, round, event)


def remind(session: Session, round: Round) -> None:
    """Tell those who have not voted yet that the round closes soon."""
    if round.state(clock.now()) != "open":
        return
    undecided = _audience(session, round, undecided=True)
    tell(session, round, undecided, "round_closing", round.public_id, clock.now())


def read(session: Session, actor: Actor, public_ids: Iterable[str] | None = None) -> None:
    """Mark these of one's notices as read, or all."""
    mine = update(Notice).where(Notice.person_id == actor.person_id, Notice.read_at.is_(None))
    if public_ids is not None:
        mine = mine.where(Notice.public_id.in_(list(public_ids)))
    session.execute(mine.values(read_at=clock.now()))


def choose(session: Session, actor: Actor, group_id: int, rhythm_of: dict[str, str]) -> None:
    """How the actor wants to hear of each kind of thing from a group they are in."""
    if group_id not in actor.groups:
        raise Refused(_("Only members of the group can take part."))
    problems = {
        kind: _("Choose at once, daily, weekly or never.")
        for kind, rhythm in rhythm_of.items()
        if kind in NOTICE_KINDS and rhythm not in RHYTHMS
    }
    if problems:
        raise Invalid(_("Your choice was not saved."), problems)
    assert actor.person_id is not None
    for kind in NOTICE_KINDS:
        if kind in rhythm_of:
            _choose(session, actor.person_id, group_id, kind, rhythm_of[kind])


def keep_quiet(session: Session, actor: Actor, quiet: tuple[int, int] | None) -> None:
    """No mail about news between these minutes of one's day."""
    if quiet is not None and not all(0 <= minute <= QUIET_LONGEST for minute in quiet):
        sentence = _("Write hours from 00:00 to 23:59.")
        raise Invalid(sentence, {"quiet_from": sentence})
    start, end = quiet or (None, None)
    session.execute(
        update(Person).where(Person.id == actor.person_id).values(quiet_from=start, quiet_until=end)
    )


def rhythm_of(session: Session, person_ids: list[int], group_id: int, kind: str) -> dict[int, str]:
    """How each of these people wants to hear of it."""
    chosen: dict[int, str] = {}
    for start in range(0, len(person_ids), 5_000):
        rows = session.execute(
            select(NoticeChoice.person_id, NoticeChoice.rhythm).where(
                NoticeChoice.person_id.in_(person_ids[start : start + 5_000]),
                NoticeChoice.group_id == group_id,
                NoticeChoice.kind == kind,
            )
        )
        chosen.update((person, rhythm) for person, rhythm in rows)
    return {person: chosen.get(person, USUAL[kind]) for person in person_ids}


def _audience(session: Session, round: Round, *, undecided: bool = False) -> list[Person]:
    people = seeing.audience(round).order_by(Person.id)
    if undecided:
        people = people.where(~_has_voted(round))
    return list(session.scalars(people))


def _has_voted(round: Round) -> Any:
    """Whether a person's support vote on the revision judged now is in."""
    newest = (
        select(Revision.id)
        .where(Revision.draft_id == round.draft_id, Revision.published_at <= clock.now())
        .order_by(Revision.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return exists().where(
        Vote.person_id == Person.id,
        Vote.round_id == round.id,
        Vote.revision_id == newest,
        Vote.question_id == Question.id,
        Question.position == 0,
    )


def _tell_authors(session: Session, round: Round, event: Event) -> None:
    """The authors of what was answered, and of what says the same: each once, of their own."""
    kind = "revision_answers" if event.facts.get("state") == "addressed" else "state_changed"
    told: set[int] = set()
    for critique in _answered(session, event):
        if critique.author_id not in told:
            told.add(critique.author_id)
            _tell_one(session, round, critique.author_id, kind, event, critique)


def _answered(session: Session, event: Event) -> list[Critique]:
    stands = aliased(Critique)
    named = event.facts.get("critiques") or [event.facts.get("critique", "")]
    same = or_(stands.id == Critique.id, stands.id == Critique.merged_into_id)
    return list(
        session.scalars(
            select(Critique)
            .join(stands, same)
            .where(
                stands.public_id.in_(named),
                stands.deleted_at.is_(None),
                Critique.deleted_at.is_(None),
                Critique.is_staff.is_(False),
            )
            .order_by(Critique.merged_into_id.is_not(None), Critique.id)
        )
    )


def _tell_parent(session: Session, round: Round, event: Event) -> None:
    """Whoever was answered, unless they answered themselves."""
    reply = _critique(session, event)
    parent = session.get(Critique, reply.parent_id) if reply and reply.parent_id else None
    if reply is None or parent is None or parent.author_id == reply.author_id:
        return
    _tell_one(session, round, parent.author_id, "answered", event, reply)


def _tell_mentioned(session: Session, round: Round, event: Event) -> None:
    """Those whom the words name with an @, unless they hear of it as the one who was answered."""
    critique = _critique(session, event)
    if critique is None or "@" not in critique.text:
        return
    parent = session.get(Critique, critique.parent_id) if critique.parent_id else None
    known = {critique.author_id, parent.author_id if parent else None}
    author = session.get_one(Person, critique.author_id)
    for person_id in mentions.named(session, actor_of(session, author), round, critique.text):
        if person_id not in known:
            _tell_one(session, round, person_id, "mentioned", event, critique)


def _critique(session: Session, event: Event) -> Critique | None:
    """What the event tells of, unless it is not, or no longer, part of the conversation."""
    return session.scalar(
        select(Critique).where(
            Critique.public_id == event.facts.get("critique", ""),
            Critique.deleted_at.is_(None),
            Critique.hidden_at.is_(None),
            Critique.held_at.is_(None),
        )
    )


def _tell_one(
    session: Session, round: Round, person_id: int, kind: str, event: Event, critique: Critique
) -> None:
    person = session.get(Person, person_id)
    if person is not None:
        tell(session, round, [person], kind, f"event:{event.id}", event.at, critique.id)


def tell(
    session: Session,
    round: Round,
    people: list[Person],
    kind: str,
    about: str,
    at: datetime,
    critique_id: int | None = None,
) -> None:
    """One notice to each of these; what was told before is not told again."""
    if not people:
        return
    now = clock.now()
    is_stale = at < now - STALE
    rhythm = rhythm_of(session, [person.id for person in people], round.group_id, kind)
    rows = [
        {
            "person_id": person.id,
            "group_id": round.group_id,
            "round_id": round.id,
            "critique_id": critique_id,
            "kind": kind,
            "about": about,
            "created_at": at,
            "mail_at": None if is_stale else _mail_at(person, rhythm[person.id], now),
        }
        for person in people
    ]
    for start in range(0, len(rows), 500):
        session.execute(
            insert_into(session, Notice)
            .values(rows[start : start + 500])
            .on_conflict_do_nothing(index_elements=["person_id", "kind", "about"])
        )


def _mail_at(person: Person, rhythm: str, now: datetime) -> datetime | None:
    quiet = None
    if person.quiet_from is not None and person.quiet_until is not None:
        quiet = (person.quiet_from, person.quiet_until)
    return rhythms.mail_at(rhythm, now, person.timezone, quiet)


def _choose(session: Session, person_id: int, group_id: int, kind: str, rhythm: str) -> None:
    now = clock.now()
    session.execute(
        insert_into(session, NoticeChoice)
        .values(person_id=person_id, group_id=group_id, kind=kind, rhythm=rhythm, changed_at=now)
        .on_conflict_do_update(
            index_elements=["person_id", "group_id", "kind"],
            set_={"rhythm": rhythm, "changed_at": now},
        )
    )
    waiting = update(Notice).where(
        Notice.person_id == person_id,
        Notice.group_id == group_id,
        Notice.kind == kind,
        Notice.mailed_at.is_(None),
        Notice.mail_at.is_not(None),
    )
    person = session.get(Person, person_id)
    if person is not None:
        session.execute(waiting.values(mail_at=_mail_at(person, rhythm, now)))
