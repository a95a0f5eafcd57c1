"""Who asks, in tests of the layers below the web."""

from sqlalchemy.orm import Session

from portal.access import Actor, actor_of
from portal.models import Person


def of(db: Session, person: Person) -> Actor:
    return actor_of(db, person)
