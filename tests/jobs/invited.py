"""An invitation with its mail asked for, committed."""

from sqlalchemy.orm import Session

from portal.actions import generations, jobs
from portal.models import Invitation, Membership, Person
from tests import makers


def invite(db: Session, membership: Membership, by: Person, **values: object) -> Invitation:
    row = makers.invitation(db, membership, invited_by_id=by.id, **values)
    mail = generations.mail(row.public_id, row.generation)
    jobs.enqueue(db, mail["kind"], mail["payload"], dedupe_key=mail["dedupe_key"])
    db.commit()
    return row
