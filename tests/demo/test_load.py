"""What the demo puts into a database works as if people had done it."""

from datetime import timedelta

from sqlalchemy.orm import Session

from portal import clock, ids
from portal.actions import invitations
from portal.demo import brands, world
from portal.models import Invitation


def test_links_of_its_invitations_open(db: Session) -> None:
    brands.load(db, world.BRANDS[0], clock.now() - timedelta(minutes=1), "demo:")
    rows = db.query(Invitation).all()
    assert rows
    for row in rows:
        assert row.token_hash == ids.fingerprint(invitations.token(db, row))
