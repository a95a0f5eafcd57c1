"""Where things are in the demo world: a brand, its people and its rounds, by plain ids."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actions import invitations, suppressions
from portal.demo.rounds import showcase
from portal.models import (
    Brand,
    Critique,
    Draft,
    Group,
    Invitation,
    Membership,
    Person,
    Revision,
    Round,
    Staff,
    Vote,
)


@dataclass(frozen=True, slots=True)
class Place:
    """One brand. `waiting` has not voted in the open round, `voted` has."""

    brand: str
    group: str
    open: str
    closed: str
    draft: str
    people: dict[str, str]
    critique: str
    own: str
    links: dict[str, str]
    stop: str


def places(db: Session, secret: str) -> dict[str, Place]:
    """By the kind of the brand: app, fashion, restaurant."""
    brands = db.scalars(select(Brand).order_by(Brand.id))
    return {brand.kind: _place(db, brand, secret) for brand in brands}


def _place(db: Session, brand: Brand, secret: str) -> Place:
    of_brand = select(Round).where(Round.brand_id == brand.id)
    running = db.scalars(of_brand.where(Round.closed_at.is_(None))).first()
    closed = db.scalars(of_brand.where(Round.closed_at.is_not(None))).first()
    assert running
    assert closed
    group = db.get_one(Group, running.group_id)
    people = _people(db, brand)
    own = _spoken(db, running)
    people["author"] = own[1].email
    return Place(
        brand=brand.public_id,
        group=group.public_id,
        open=running.public_id,
        closed=closed.public_id,
        draft=db.get_one(Draft, running.draft_id).public_id,
        people=people,
        critique=_other_critique(db, running, own[1]),
        own=own[0].public_id,
        links=_links(db, group),
        stop=f"/stop/{suppressions.token(secret, brand.public_id, own[1].public_id)}",
    )


def _people(db: Session, brand: Brand) -> dict[str, str]:
    staff = db.execute(
        select(Staff.role, Person.email)
        .join(Person, Person.id == Staff.person_id)
        .where(Staff.brand_id == brand.id, Staff.joined_at.is_not(None), Staff.ended_at.is_(None))
    )
    waiting, voted = showcase(db, brand)
    return {
        **dict(staff.tuples().all()),
        "waiting": waiting.email,
        "voted": voted.email,
    }


def _spoken(db: Session, round: Round) -> tuple[Critique, Person]:
    """A member's own critique, of somebody who has voted on what is shown now."""
    found = db.execute(
        select(Critique, Person)
        .join(Person, Person.id == Critique.author_id)
        .join(Vote, (Vote.person_id == Person.id) & (Vote.round_id == round.id))
        .where(Critique.round_id == round.id, Critique.parent_id.is_(None))
        .order_by(Critique.id)
    ).first()
    assert found
    return found[0], found[1]


def _other_critique(db: Session, round: Round, author: Person) -> str:
    found = db.scalars(
        select(Critique.public_id)
        .where(
            Critique.round_id == round.id,
            Critique.parent_id.is_(None),
            Critique.author_id != author.id,
        )
        .order_by(Critique.id)
    ).first()
    assert found
    return found


def _links(db: Session, group: Group) -> dict[str, str]:
    """The mailed link of one invitation in each state."""
    found: dict[str, str] = {}
    rows = db.scalars(
        select(Invitation)
        .join(Membership, Membership.id == Invitation.membership_id)
        .where(Membership.group_id == group.id)
        .order_by(Invitation.id)
    )
    for row in rows:
        found.setdefault(_state(row), f"/invitations/{invitations.token(db, row)}")
    return found


def _state(row: Invitation) -> str:
    if row.accepted_at:
        return "joined"
    if row.revoked_at:
        return "revoked"
    if row.failed_at:
        return "failed"
    return "opened" if row.opened_at else "sent" if row.sent_at else "queued"


def newest_revision(db: Session, draft: str) -> int:
    found = select(Revision.number).join(Draft).where(Draft.public_id == draft)
    return max(db.scalars(found))
