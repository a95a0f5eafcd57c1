"""Marked pictures: members see their name on them, the team does not, and a copy can be traced."""

from io import BytesIO

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage

from portal import clock
from portal.actions import images, schedule
from portal.demo.pictures import draw
from portal.models import Event, RevisionImage
from tests import actors, makers
from tests.statements import counted


def drawn() -> bytes:
    out = BytesIO()
    picture = draw("cardigan-r2-front").convert("RGB")
    picture.thumbnail((900, 900))
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def image(world, db, app):
    made = images.keep(
        db, actors.of(db, world.hana), app.extensions["portal_storage"], world.brand, drawn()
    )
    db.add(RevisionImage(revision_id=world.revision.id, image_id=made.id, position=0, alt="It"))
    world.round.marks_images = True
    db.commit()
    return made


def seen_by(world, image, who, ending=""):
    width = image.width
    return world.visitor(who).client.get(f"/images/{image.public_id}/{width}{ending}")


def sent(world, body, who="hana", name="found.jpg"):
    visitor = world.visitor(who)
    at = f"/rounds/{world.round.public_id}/trace"
    visitor.get(at)
    form = {"csrf_token": visitor._token(), "picture": FileStorage(BytesIO(body), name)}
    return visitor.client.post(at, data=form, content_type="multipart/form-data")


def test_each_member_gets_a_copy_of_their_own_and_the_team_a_clean_one(world, db, app, image):
    clean = app.extensions["portal_storage"].get(images.file_of(image.storage_key, image.width))
    for who in ("olga", "hana", "ana"):
        assert seen_by(world, image, who).data == clean
    copies = {who: seen_by(world, image, who).data for who in ("tom", "tess")}
    assert len({clean, *copies.values()}) == 3
    assert seen_by(world, image, "tom").data == copies["tom"]
    world.round.marks_images = False
    db.commit()
    assert seen_by(world, image, "tom").data == clean


def test_by_its_other_address_a_member_gets_no_clean_one(world, db, app, image):
    image.avif_at = clock.now()
    db.commit()
    file = images.file_of(image.storage_key, image.width, "avif")
    app.extensions["portal_storage"].put(file, b"clean")
    answer = seen_by(world, image, "tom", ".avif")
    assert answer.mimetype == "image/webp"
    assert answer.data == seen_by(world, image, "tom").data
    assert seen_by(world, image, "hana", ".avif").data == b"clean"


def test_who_leaves_loses_the_marked_copy_at_once(world, db, image):
    assert seen_by(world, image, "tom").status_code == 200
    world.memberships["tom"].removed_at = clock.now()
    db.commit()
    assert seen_by(world, image, "tom").status_code == 404


def test_a_marked_picture_costs_one_statement_too(world, database, image):
    tom = world.visitor("tom").client
    with counted(database) as seen:
        tom.get(f"/images/{image.public_id}/480")
    assert len(seen) == 3


def test_members_are_told_kindly_and_the_team_is_not(world, image):
    at = f"/rounds/{world.round.public_id}"
    assert "carry your name" in world.visitor("tom").get(at).html
    assert "carry your name" not in world.visitor("hana").get(at).html


def test_a_found_copy_is_traced_and_the_look_written_down(world, db, image):
    copy = Image.open(BytesIO(seen_by(world, image, "tom").data)).convert("RGB")
    # Also after they have left.
    world.memberships["tom"].removed_at = clock.now()
    db.commit()
    out = BytesIO()
    copy.save(out, "JPEG", quality=60)
    answer = sent(world, out.getvalue())
    assert answer.status_code == 200
    assert f"Shown to {world.tom.name}" in answer.text
    event = db.query(Event).filter_by(kind="picture.traced").one()
    assert event.facts["is_known"]
    assert event.actor_id == world.hana.id
    assert world.tom.name not in str(event.facts)


def test_a_clean_picture_is_of_nobody(world, db, image):
    answer = sent(world, seen_by(world, image, "hana").data)
    assert "No mark was found" in answer.text
    assert not db.query(Event).filter_by(kind="picture.traced").one().facts["is_known"]


@pytest.mark.parametrize(
    ("body", "name", "word"),
    [(b"<html>", "x.png", "not a picture"), (b"", "x.png", "empty"), (b"", "", "empty")],
)
def test_what_is_no_picture_is_said_at_its_field(world, image, body, name, word):
    answer = sent(world, body, name=name)
    assert answer.status_code == 422
    assert word in answer.text
    assert "picture-error" in answer.text


@pytest.mark.parametrize(("who", "status"), [("ana", 403), ("tom", 404), ("bo", 404)])
def test_only_those_who_manage_trace(world, image, who, status):
    assert (
        world.visitor(who).client.get(f"/rounds/{world.round.public_id}/trace").status_code
        == status
    )


def test_the_marks_are_chosen_in_the_set_up_and_locked_with_it(world, db):
    round = makers.round(
        db, world.draft, world.vip_group, first_revision=world.revision, state="preparing"
    )
    db.commit()
    at = f"/rounds/{round.public_id}/set-up"
    hana = world.visitor("hana")
    hana.get(at)
    form = {
        "opens": schedule.written(clock.hence(days=30), "UTC"),
        "closes": schedule.written(clock.hence(days=37), "UTC"),
        "timezone": "UTC",
        "blindness": "until_vote",
        "who_counts": "joined",
        "marks_images": "y",
        "csrf_token": hana._token(),
    }
    assert hana.client.post(at, data=form).status_code == 303
    db.rollback()
    db.refresh(round)
    assert round.marks_images
    round.registered_at = clock.now()
    db.commit()
    del form["marks_images"]
    assert hana.client.post(at, data=form).status_code == 403
    db.rollback()
    db.refresh(round)
    assert round.marks_images
    assert "marked with who looks" in hana.get(at).html
