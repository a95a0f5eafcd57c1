"""A statement built once shows each of the cast what a statement of their own shows them."""

from datetime import timedelta

import pytest
from sqlalchemy import bindparam
from sqlalchemy.orm import Session

from portal import clock
from portal.access import ASKING, NOBODY, actor_of, asked_by, seeing
from portal.models import Image, RevisionImage, Round, Topic
from tests import makers
from tests.world import CAST, World

SEEN = {
    "groups": seeing.groups,
    "staffed groups": seeing.staffed_groups,
    "memberships": seeing.memberships,
    "staff": seeing.staff,
    "drafts": seeing.drafts,
    "topics": seeing.topics,
    "rounds": seeing.rounds,
    "questions": seeing.questions,
    "revisions": seeing.revisions,
    "images": seeing.images,
    "critiques": seeing.critiques,
    "stance tallies": seeing.stance_tallies,
    "tallied questions": seeing.tallied_questions,
    "votes": seeing.votes,
}
BUILT_ONCE = {what: rule(ASKING) for what, rule in SEEN.items()}


@pytest.fixture
def talk(db: Session, world: World) -> None:
    for name in ("tom", "tess"):
        root = makers.critique(db, world.round, world.people[name], revision=world.revision)
        makers.stance(db, root, makers.person(db))
    makers.vote(db, world.round, world.tom, revision=world.revision)
    db.add(Topic(draft_id=world.draft.id, name="Fit", position=0))
    image = Image(brand_id=world.brand.id, storage_key="x", width=10, height=10, colour="#000000")
    db.add(image)
    db.flush()
    db.add(RevisionImage(revision_id=world.revision.id, image_id=image.id, position=0))
    db.flush()


def seen(db: Session, statement, parameters=None) -> set[object]:
    return set(db.scalars(statement, parameters or {}).unique())


@pytest.mark.parametrize("what", SEEN)
@pytest.mark.usefixtures("talk")
def test_each_of_the_cast_sees_the_same(db: Session, world: World, what: str) -> None:
    found = {}
    for name in CAST:
        actor = NOBODY if name == "nil" else actor_of(db, world.people[name])
        found[name] = seen(db, BUILT_ONCE[what], asked_by(actor))
        assert found[name] == seen(db, SEEN[what](actor)), name
    assert found["nil"] == set()
    assert any(found.values())
    assert any(found[name] != found["nil"] for name in ("hana", "tom"))


def test_it_goes_with_the_clock(db: Session, world: World) -> None:
    statement = seeing.rounds(ASKING).where(Round.public_id == bindparam("wanted"))
    asked = asked_by(actor_of(db, world.tom), wanted=world.round.public_id)
    with clock.held_at(world.round.opens_at - timedelta(seconds=1)):
        assert seen(db, statement, asked) == set()
    with clock.held_at(world.round.opens_at):
        assert len(seen(db, statement, asked)) == 1
