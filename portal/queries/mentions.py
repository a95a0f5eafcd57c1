"""Whom one may call by an @ in a round: those whose words there one may read. Of two who bear one
name neither, because nobody could tell which is meant."""

import re
from collections import Counter
from functools import cache
from typing import Final

from sqlalchemy import Integer, Select, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from portal.access import ASKING, ME, Actor, asked_by, seeing
from portal.models import Critique, Membership, Person, Round, Staff
from portal.text import folded

MOST: Final = 8
LONGEST: Final = 80


def people(session: Session, actor: Actor, round: Round) -> dict[int, str]:
    """Their names, in the order of the alphabet."""
    found = session.execute(_statement(), asked_by(actor, round=round.id)).all()
    bear = Counter(folded(name) for _id, name in found)
    alone = [(id, name) for id, name in found if name and bear[folded(name)] == 1]
    return dict(sorted(alone, key=lambda pair: folded(pair[1])))


def offered(session: Session, actor: Actor, round: Round, typed: str) -> tuple[str, ...]:
    """Names of which some word begins with what was typed: a few, for choosing from."""
    start = folded(typed)
    if len(start) > LONGEST:
        return ()
    names = people(session, actor, round).values()
    fitting = [name for name in names if f" {start}" in f" {folded(name)}"]
    # Whose name begins with it comes first.
    fitting.sort(key=lambda name: not folded(name).startswith(start))
    return tuple(fitting[:MOST])


def named(session: Session, actor: Actor, round: Round, text: str) -> dict[int, str]:
    """Whom the actor's words call, and by which name."""
    if "@" not in text:
        return {}
    words = folded(text)
    return {
        id: name
        for id, name in people(session, actor, round).items()
        if re.search(rf"(?<!\w)@{re.escape(folded(name))}(?!\w)", words)
    }


@cache
def _statement() -> Select[int, str]:
    """Driven from the people of the round, so that the length of the conversation costs little."""
    heard = (
        seeing.critiques(ASKING)
        .where(
            Critique.round_id == bindparam("round", type_=Integer),
            Critique.author_id == Person.id,
            Critique.deleted_at.is_(None),
            Critique.hidden_at.is_(None),
        )
        .correlate(Person)
    )
    members = (
        select(Membership.person_id)
        .join(Round, Round.group_id == Membership.group_id)
        .where(
            Round.id == bindparam("round", type_=Integer),
            Membership.joined_at.is_not(None),
            Membership.left_at.is_(None),
            Membership.removed_at.is_(None),
        )
    )
    team = (
        select(Staff.person_id)
        .join(Round, Round.brand_id == Staff.brand_id)
        .where(
            Round.id == bindparam("round", type_=Integer),
            Staff.joined_at.is_not(None),
            Staff.ended_at.is_(None),
        )
    )
    return select(Person.id, Person.name).where(
        or_(Person.id.in_(members), Person.id.in_(team)),
        Person.id != ME,
        exists(heard.with_only_columns(Critique.id)),
    )
