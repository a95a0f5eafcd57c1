"""An invitation with its mail asked for."""

from sqlalchemy.orm import Session

from portal.actions import generations, jobs
from portal.models import Group, Invitation, Membership, Person
from tests import makers


def brand_of(db: Session, membership: Membership) -> int:
    return db.get_one(Group, membership.group_id).brand_id


def asked(db: Session, membership: Membership, by: Person, **values: object) -> Invitation:
    """Not committed."""
    row = makers.invitation(db, membership, invited_by_id=by.id, **values)
    mail = generations.mail(row.public_id, row.generation, brand_of(db, membership))
    jobs.enqueue(
        db, mail["kind"], mail["payload"], dedupe_key=mail["dedupe_key"], brand_id=mail["brand_id"]
    )
    return row


def invite(db: Session, membership: Membership, by: Person, **values: object) -> Invitation:
    """Committed."""
    row = asked(db, membership, by, **values)
    db.commit()
    return row
