"""Who did what to keep a group in order: its events, as sentences."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from portal import clock
from portal.access import Actor
from portal.language import gettext as _
from portal.language import ngettext
from portal.models import Critique, Event, Group, Membership, Person

SHOWN: Final = 30
KINDS: Final = (
    "critique.hidden",
    "critique.unhidden",
    "critique.let_through",
    "thread.locked",
    "thread.unlocked",
    "complaints.settled",
    "membership.paused",
    "membership.resumed",
    "membership.removed",
    "membership.let_back",
)


@dataclass(frozen=True, slots=True)
class Done:
    """One thing somebody of the team did; `critique_id` leads to where it was done."""

    sentence: str
    because: str
    critique_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Log:
    """A page of it, the newest first; `before` continues with what was done earlier."""

    rows: tuple[Done, ...]
    before: str | None


def log(session: Session, actor: Actor, group: Group, before: str = "") -> Log:
    """One statement a page."""
    rows = session.execute(_done(actor, group, _moment(before)).limit(SHOWN + 1)).all()
    shown = tuple(_one(row) for row in rows[:SHOWN])
    return Log(shown, shown[-1].at.isoformat() if len(rows) > SHOWN else None)


def _done(actor: Actor, group: Group, before: datetime) -> Select[Event, str, str, str]:
    by, author, member = aliased(Person), aliased(Person), aliased(Person)
    found = (
        select(Event, by.name.label("by"), author.name.label("author"), member.name.label("member"))
        .outerjoin(by, by.id == Event.actor_id)
        .outerjoin(Critique, Critique.public_id == Event.facts["critique"].as_string())
        .outerjoin(author, author.id == Critique.author_id)
        .outerjoin(Membership, Membership.public_id == Event.facts["membership"].as_string())
        .outerjoin(member, member.id == Membership.person_id)
        .where(
            Event.brand_id == group.brand_id,
            Event.group_id == group.id,
            Event.kind.in_(KINDS),
            Event.at < before,
        )
        .order_by(Event.id.desc())
    )
    if actor.owns(group.brand_id):
        return found
    # What came of words about the team's own words is for the owners.
    about_members = or_(
        Critique.id.is_(None),
        and_(Critique.is_staff.is_(False), Critique.author_id != actor.person_id),
    )
    return found.where(or_(Event.kind != "complaints.settled", about_members))


def _one(row: Any) -> Done:
    facts = row.Event.facts
    names = {
        "who": row.by or _("Somebody"),
        "author": row.author or _("Somebody"),
        "member": row.member or _("Somebody"),
    }
    told = len(facts.get("complaints", ()))
    return Done(
        sentence=_sentence(row.Event.kind, told, names),
        because=str(facts.get("because", "")),
        critique_id=facts.get("critique"),
        at=row.Event.at,
    )


def _sentence(kind: str, told: int, names: dict[str, str]) -> str:
    if kind == "complaints.settled":
        return ngettext(
            "%(who)s looked at what a member told about words of %(author)s, and left them",
            "%(who)s looked at what %(num)s members told about words of %(author)s, and left them",
            told,
            **names,
        )
    words = {
        "critique.hidden": _("%(who)s removed words of %(author)s"),
        "critique.unhidden": _("%(who)s put words of %(author)s back"),
        "critique.let_through": _("%(who)s let a first post of %(author)s through"),
        "thread.locked": _("%(who)s closed a thread that %(author)s began"),
        "thread.unlocked": _("%(who)s opened a thread again that %(author)s began"),
        "membership.paused": _("%(who)s paused %(member)s"),
        "membership.resumed": _("%(who)s let %(member)s take part again"),
        "membership.removed": _("%(who)s removed %(member)s from the group"),
        "membership.let_back": _("%(who)s lifted the removal of %(member)s"),
    }
    return words[kind] % names


def _moment(typed: str) -> datetime:
    """Where a page begins; from now on if that is no moment."""
    return clock.written(typed) or clock.hence(days=1)
