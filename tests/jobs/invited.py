"""An invitation with its mail asked for."""

from sqlalchemy.orm import Session

from portal.actions import generations, jobs
from portal.models import Invitation, Membership, Person
from tests import makers


def asked(db: Session, membership: Membership, by: Person, **values: object) -> Invitation:
    """Not committed."""
    row = makers.invitation(db, membership, invited_by_id=by.id, **values)
    mail = generations.mail(row.public_id, row.generation)
    jobs.enqueue(db, mail["kind"], mail["payload"], dedupe_key=mail["dedupe_key"])
    return row


def invite(db: Session, membership: Membership, by: Person, **values: object) -> Invitation:
    """Committed."""
    row = asked(db, membership, by, **values)
    db.commit()
    return row
