"""What the demo puts into a database works as if people had done it."""

from datetime import timedelta

import pytest
from PIL import Image as Pixels
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock, ids
from portal.actions import invitations
from portal.demo import brands, rounds, world
from portal.demo.nouns import Brand
from portal.demo.pictures import NAMES
from portal.models import (
    Anchor,
    AnchorPlace,
    Attachment,
    Complaint,
    Critique,
    Hiding,
    Invitation,
    Note,
)
from portal.pictures import rendered
from portal.storage import open_storage


def test_links_of_its_invitations_open(db: Session) -> None:
    brands.load(db, world.BRANDS[0], clock.now() - timedelta(minutes=1), "demo:")
    rows = db.query(Invitation).all()
    assert rows
    for row in rows:
        assert row.token_hash == ids.fingerprint(invitations.token(db, row))


@pytest.fixture(scope="module")
def drawn():
    """One grey sheet for every picture: here it matters where they hang, not what they show."""
    return dict.fromkeys(NAMES, rendered(Pixels.new("RGB", (8, 6), "grey")))


@pytest.mark.parametrize("brand", world.BRANDS, ids=lambda brand: brand.name)
def test_its_running_round_is_lived_in(db: Session, brand: Brand, drawn, tmp_path) -> None:
    now = clock.now() - timedelta(minutes=1)
    loaded = brands.load(db, brand, now, "demo:")
    brands.load_drafts(db, open_storage(f"file:{tmp_path}"), loaded, drawn)
    running = next(r for r in brand.rounds if r.closes_at > timedelta(0))
    row = rounds.load(db, loaded, running)

    here = select(Critique.id).where(Critique.round_id == row.id)
    shapes = set(db.scalars(select(Anchor.shape).where(Anchor.critique_id.in_(here))))
    assert shapes == {"point", "area", "passage"}
    assert "orphaned" in set(db.scalars(select(AnchorPlace.state)))
    said = db.scalars(select(Critique).where(Critique.round_id == row.id)).all()
    duplicates = [c for c in said if c.merged_into_id]
    assert len(duplicates) == 1
    assert db.query(Note).count() >= 1
    waits_for_the_team = db.query(Complaint).count() + sum(c.held_at is not None for c in said)
    assert waits_for_the_team == 1
    assert db.query(Hiding).count() == (brand.kind == "restaurant")
    assert db.query(Attachment).count() == (brand.kind != "app")
