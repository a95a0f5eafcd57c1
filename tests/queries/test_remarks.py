"""What a page knows of each remark beside its words: pictures, places, what the team did, news."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.access import actor_of
from portal.models import (
    Anchor,
    AnchorPlace,
    Critique,
    CritiqueImage,
    Image,
    RevisionImage,
    RoundVisit,
)
from portal.queries import critiques
from portal.queries.critiques import Remark
from tests import makers
from tests.world import World


def say(db: Session, world: World, text: str = "Words", who: str = "tess", **values) -> Critique:
    values.setdefault("revision", world.revision)
    return makers.critique(db, world.round, world.people[who], text, **values)


def read(db: Session, world: World, who: str = "hana", **where) -> dict[str, Remark]:
    found = critiques.conversation(db, actor_of(db, world.people[who]), world.round, **where)
    return {remark.public_id: remark for thread in found.threads for remark in thread.remarks}


def picture(db: Session, world: World, key: str = "x") -> Image:
    image = Image(brand_id=world.brand.id, storage_key=key, width=40, height=30, colour="#000000")
    db.add(image)
    db.flush()
    return image


def point(db: Session, critique: Critique, image: Image) -> None:
    db.add(
        Anchor(
            critique_id=critique.id, shape="point", image_id=image.id,
            x=2_500, y=5_000, width=0, height=0,
        )
    )  # fmt: skip
    db.flush()


def test_pictures_stand_in_their_order(db: Session, world: World) -> None:
    remark = say(db, world)
    for n in reversed(range(11)):
        image = picture(db, world, f"k{n}")
        db.add(CritiqueImage(critique_id=remark.id, image_id=image.id, position=n, alt=f"No. {n}"))
    db.flush()
    shown = read(db, world)[remark.public_id]
    assert [image.alt for image in shown.images] == [f"No. {n}" for n in range(11)]
    assert (shown.images[0].width, shown.images[0].height) == (40, 30)


@pytest.mark.parametrize("gone", ["deleted_at", "hidden_at"])
def test_with_the_words_go_pictures_and_place(db: Session, world: World, gone: str) -> None:
    remark, image = say(db, world), picture(db, world)
    point(db, remark, image)
    db.add(CritiqueImage(critique_id=remark.id, image_id=image.id, position=0, alt="Secret"))
    db.flush()
    before = read(db, world)[remark.public_id]
    assert before.images
    assert before.anchor
    setattr(remark, gone, clock.now())
    db.flush()
    after = read(db, world)[remark.public_id]
    assert (after.images, after.anchor, after.number) == ((), None, None)


def test_a_place_is_exact_where_it_was_made_and_as_carried_later(db: Session, world: World) -> None:
    image = picture(db, world)
    db.add(RevisionImage(revision_id=world.revision.id, image_id=image.id, position=0))
    carried, left = say(db, world), say(db, world)
    for remark in (carried, left):
        point(db, remark, image)
    second = makers.revision(db, world.draft, 2)
    db.add(AnchorPlace(critique_id=carried.id, revision_id=second.id, state="moved"))
    db.flush()

    def states(**where) -> list[tuple[str, int | None]]:
        found = read(db, world, **where)
        seen = [found[remark.public_id] for remark in (left, carried)]
        return [(remark.anchor.state, remark.number) for remark in seen]

    assert states(revision_id=world.revision.id) == [("exact", 1), ("exact", 2)]
    assert states(revision_id=second.id) == [("orphaned", None), ("moved", 1)]
    assert states() == states(revision_id=second.id)
    anchor = read(db, world)[carried.public_id].anchor
    assert (anchor.image_id, anchor.x, anchor.y) == (image.public_id, 2_500, 5_000)
    assert anchor.revision_number == 1


def test_a_passage_begins_where_it_was_carried_to(db: Session, world: World) -> None:
    remark = say(db, world)
    db.add(Anchor(critique_id=remark.id, shape="passage", quote="no noise", start=10))
    second = makers.revision(db, world.draft, 2)
    db.flush()
    db.add(AnchorPlace(critique_id=remark.id, revision_id=second.id, state="exact", start=14))
    db.flush()
    starts = [
        read(db, world, revision_id=number)[remark.public_id].anchor.start
        for number in (world.revision.id, second.id)
    ]
    assert starts == [10, 14]


def test_what_was_hidden_says_by_whom_and_why(db: Session, world: World) -> None:
    remark = say(db, world, "", hidden_at=clock.now(), hidden_because="It named somebody.")
    shown = read(db, world)[remark.public_id]
    assert shown.is_hidden
    assert (shown.hidden_by, shown.hidden_because) == ("Northlight", "It named somebody.")


def test_a_lock_holds_for_the_whole_thread(db: Session, world: World) -> None:
    root = say(db, world, locked_at=clock.now())
    answer = say(db, world, parent=root)
    other = say(db, world)
    shown = read(db, world)
    locked = [shown[remark.public_id].is_locked for remark in (root, answer, other)]
    assert locked == [True, True, False]


def test_a_merged_remark_names_the_other_to_whoever_may_read_it(db: Session, world: World) -> None:
    second = makers.revision(db, world.draft, 2)
    later = say(db, world, revision=second)
    merged = say(db, world, merged_into_id=later.id)
    makers.vote(db, world.round, world.tom, revision=world.revision)
    assert read(db, world, "tom")[merged.public_id].merged_into == ""
    makers.vote(db, world.round, world.tom, revision=second)
    assert read(db, world, "tom")[merged.public_id].merged_into == later.public_id


def test_new_is_what_others_said_since_the_last_visit(db: Session, world: World) -> None:
    now = clock.now()
    old = say(db, world, created_at=now - timedelta(hours=3))
    fresh = say(db, world, created_at=now - timedelta(hours=1))
    mine = say(db, world, who="hana", created_at=now - timedelta(hours=1))
    assert not any(remark.is_new for remark in read(db, world).values()), "a first visit"
    db.add(
        RoundVisit(
            round_id=world.round.id, person_id=world.hana.id, left_at=now - timedelta(hours=2)
        )
    )
    db.flush()
    shown = read(db, world)
    assert [shown[remark.public_id].is_new for remark in (old, fresh, mine)] == [
        False,
        True,
        False,
    ]
