"""Whose copy a found picture is: the patterns of a round's members, looked for in it.

A member's pattern follows from the installation's secret and the member's id, so nothing is
stored for it and it is the same in every round. Each try is told in the round's events.
"""

import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import aside, ids, pictures
from portal.access import Actor, doing
from portal.actions import events
from portal.database import secret_of
from portal.errors import Invalid, Refused
from portal.language import gettext as _
from portal.marking import Viewer
from portal.models import Membership, Person, Round


@dataclass(frozen=True, slots=True)
class Found:
    """`name` is empty where nobody is known; `score` in deviations of chance, 0 without a mark."""

    has_mark: bool
    name: str
    code: str
    score: float
    next_score: float


def viewer(session: Session, public_id: str, name: str) -> Viewer:
    secret = secret_of(session)
    return Viewer(
        name=name,
        code=code_of(session, public_id),
        common=ids.derived_token(secret, "mark", "everybody"),
        personal=ids.derived_token(secret, "mark", "person", public_id),
    )


def code_of(session: Session, public_id: str) -> str:
    """What stands on pictures instead of a name that cannot be drawn."""
    token = ids.derived_token(secret_of(session), "mark.code", public_id)
    return ids.fingerprint(token)[:8].upper()


@dataclass(frozen=True, slots=True)
class Sought:
    """The patterns of all who may have a copy: everything that looking needs."""

    common: str
    patterns: dict[str, str]
    people: dict[str, tuple[str, str]]


def sought(session: Session, round: Round) -> Sought:
    people = _people(session, round)
    return Sought(
        common=viewer(session, "", "").common,
        patterns={person: viewer(session, person, "").personal for person in people},
        people={person: (name, code_of(session, person)) for person, name in people.items()},
    )


def tell(session: Session, actor: Actor, round: Round, found: Found) -> None:
    """Each look stays known."""
    if reason := doing.why_not_manage(actor, round.brand_id):
        raise Refused(reason)
    events.of_round(
        session,
        actor,
        round,
        "picture.traced",
        has_mark=found.has_mark,
        is_known=bool(found.name or found.code),
        score=round_score(found.score),
    )


def look(sought: Sought, body: bytes) -> Found:
    """Whom the picture was shown to, most likely. It takes a second or two, and no database."""
    try:
        return _looked(sought, body)
    except Invalid as error:
        raise Invalid(error.sentence, {"picture": error.sentence}) from error


def _looked(sought: Sought, body: bytes) -> Found:
    pictures.check_size(body)
    keys = {"common": sought.common, "people": sought.patterns}
    head = json.dumps(keys).encode() + b"\n"
    try:
        about = aside.ask("trace", head + body).about
    except aside.Gone as error:
        raise Invalid(_("This picture could not be read. Save it again and send that.")) from error
    return _found(sought, about["person"] or "", about["scores"])


def _found(sought: Sought, person: str, scores: list[list[float]]) -> Found:
    best, following, *_rest = [float(score) for _, score in scores] + [0.0, 0.0]
    name, code = sought.people.get(person, ("", ""))
    return Found(bool(scores), name, code, best, following)


def _people(session: Session, round: Round) -> dict[str, str]:
    """Everybody who ever was in the group, by id: who has left may have kept a copy."""
    rows = session.execute(
        select(Person.public_id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.group_id == round.group_id, Membership.joined_at.is_not(None))
    )
    return {row.public_id: row.name for row in rows}


def round_score(score: float) -> float:
    return float(f"{score:.1f}")
