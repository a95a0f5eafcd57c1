"""Addresses a brand no longer writes to: recorded, asked for in statements, lifted.

A bounce is a fact about a mailbox, and staff may say that it is no longer true. An unsubscription
or a complaint is somebody's word, and only they can take it back.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import Session

from portal import clock, ids
from portal.access import Actor, doing
from portal.actions import events
from portal.actions.upserts import insert_into
from portal.database import secret_of
from portal.errors import Conflict, Invalid, Refused
from portal.language import gettext as _
from portal.models import Brand, Group, Invitation, Membership, Person, Suppression
from portal.text import clean

PURPOSE: Final = "stop"
LONGEST_WHY: Final = 500


@dataclass(frozen=True, slots=True)
class Stop:
    """Whose mail of which brand a link stops."""

    brand: Brand
    person: Person


def of_invitation() -> ColumnElement[bool]:
    """Whether the invitation of the statement around goes to an address not written to."""
    return exists().where(
        Membership.id == Invitation.membership_id,
        Person.id == Membership.person_id,
        Group.id == Membership.group_id,
        Suppression.brand_id == Group.brand_id,
        Suppression.email_key == Person.email_key,
        Suppression.lifted_at.is_(None),
    )


def holds(session: Session, brand_id: int, email_key: str, *causes: str) -> bool:
    """Whether the brand must not write there, for any cause or one of these."""
    live = _live(brand_id, email_key)
    if causes:
        live = (*live, Suppression.cause.in_(causes))
    return bool(session.scalar(select(exists().where(*live))))


def record(session: Session, brand_id: int, email_key: str, cause: str, detail: str = "") -> None:
    """From now on the brand does not write there; said twice it holds from the first time."""
    now = clock.now()
    fresh = {
        "detail": detail[:500],
        "created_at": now,
        "lifted_at": None,
        "lifted_by_id": None,
        "lifted_why": "",
    }
    session.execute(
        insert_into(session, Suppression)
        .values(
            public_id=ids.public_id(),
            brand_id=brand_id,
            email_key=email_key,
            cause=cause,
            **fresh,
        )
        .on_conflict_do_update(
            index_elements=["brand_id", "email_key", "cause"],
            set_=fresh,
            where=Suppression.lifted_at.is_not(None),
        )
    )


def lift(session: Session, actor: Actor, row: Suppression, why: str) -> None:
    """Staff say why a mailbox that bounced works again."""
    if reason := why_not_lift(actor, row):
        raise Refused(reason)
    why = clean(why)
    if not 1 <= len(why) <= LONGEST_WHY:
        sentence = _("Say in a sentence why this address works again.")
        raise Invalid(sentence, {"why": sentence})
    lifted = session.scalar(
        update(Suppression)
        .where(Suppression.id == row.id, Suppression.lifted_at.is_(None))
        .values(lifted_at=clock.now(), lifted_by_id=actor.person_id, lifted_why=why)
        .returning(Suppression.id)
    )
    if lifted is None:
        raise Conflict(_("Somebody was faster. This address is written to again."))
    events.record(
        session, actor, "suppression.lifted", brand_id=row.brand_id, suppression=row.public_id
    )


def why_not_lift(actor: Actor, row: Suppression) -> str | None:
    if reason := doing.why_not_manage(actor, row.brand_id):
        return reason
    if row.cause != "bounce":
        return _("This person asked not to be written to. Only they can change that.")
    return None


def token(secret: str, brand_public_id: str, person_public_id: str) -> str:
    """For links and headers that stop mail. It never expires: old mail must be stoppable."""
    proof = ids.derived_token(secret, PURPOSE, brand_public_id, person_public_id)
    return f"{brand_public_id}.{person_public_id}.{proof}"


def find(session: Session, word: str) -> Stop | None:
    """What a link is about; looking stops nothing."""
    brand_id, _dot, rest = word.partition(".")
    person_id = rest.partition(".")[0]
    if not (ids.is_public_id(brand_id) and ids.is_public_id(person_id)):
        return None
    if not ids.same(word, token(secret_of(session), brand_id, person_id)):
        return None
    row = session.execute(
        select(Brand, Person)
        .join(Person, Person.public_id == person_id)
        .where(Brand.public_id == brand_id)
    ).one_or_none()
    return None if row is None else Stop(*row)


def stop(session: Session, found: Stop) -> None:
    """The person's own word, by one click or by a mail program's."""
    record(session, found.brand.id, found.person.email_key, "unsubscribe")


def resume(session: Session, found: Stop) -> None:
    """They take it back; a complaint they once made through their mail program with it."""
    session.execute(
        update(Suppression)
        .where(
            *_live(found.brand.id, found.person.email_key),
            Suppression.cause.in_(("unsubscribe", "complaint")),
        )
        .values(lifted_at=clock.now(), lifted_why="")
    )


def _live(brand_id: int, email_key: str) -> tuple[ColumnElement[bool], ...]:
    return (
        Suppression.brand_id == brand_id,
        Suppression.email_key == email_key,
        Suppression.lifted_at.is_(None),
    )
