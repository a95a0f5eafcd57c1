"""Pictures over the wire: seen by those who see what they show, by nobody else, kept by nobody."""

import pytest

from portal import clock
from portal.actions import images
from portal.models import RevisionImage
from tests import actors, makers, uploads
from tests.statements import counted


@pytest.fixture
def image(world, db, app):
    """On the wall of the revision that the first circle is shown."""
    hana = actors.of(db, world.hana)
    made = images.keep(
        db, hana, app.extensions["portal_storage"], world.brand, uploads.picture(700, 500)
    )
    db.add(RevisionImage(revision_id=world.revision.id, image_id=made.id, position=0, alt="Inbox"))
    db.commit()
    return made


def test_those_who_see_the_revision_see_its_pictures(world, image):
    for name in ("olga", "hana", "ana", "tom", "tess"):
        for width in (480, 700):
            answer = world.visitor(name).client.get(f"/images/{image.public_id}/{width}")
            assert answer.status_code == 200, name
            assert answer.mimetype == "image/webp"
            assert answer.data.startswith(b"RIFF")


@pytest.mark.parametrize("name", ["vera", "ines", "rob", "bo", "maya", "nil"])
def test_to_all_others_they_are_not_there(world, image, name):
    visitor = world.visitor(name)
    # The first page of a browser brings the cookie of its forms.
    visitor.get("/images/AAAAAAAAAAAAAAAAAAAAAA/480")
    real = visitor.get(f"/images/{image.public_id}/480")
    none = visitor.get("/images/AAAAAAAAAAAAAAAAAAAAAA/480")
    assert real.status == none.status == 404
    assert len(real.html) == len(none.html)
    assert {k for k, _ in real.headers} == {k for k, _ in none.headers}


def test_nobody_keeps_or_runs_a_picture(world, image):
    answer = world.visitor("tom").client.get(
        f"/images/{image.public_id}/480", headers={"If-None-Match": "*", "Range": "bytes=0-9"}
    )
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_elsewhere_finds_no_picture(world, image, site):
    tom = world.visitor("tom").client
    at = f"/images/{image.public_id}/480"
    assert tom.get(at, headers={"Sec-Fetch-Site": site}).status_code == 404
    assert tom.get(at, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize("width", ["0", "960", "1600", "481", "9" * 30, "-480", "480.webp", "x"])
def test_a_width_that_was_not_made_is_not_there(world, image, width):
    assert world.visitor("tom").get(f"/images/{image.public_id}/{width}").status == 404


def test_a_picture_of_what_is_being_written_is_for_the_team(world, db, image):
    second = makers.revision(db, world.draft, 2, published_at=None)
    row = db.query(RevisionImage).one()
    row.revision_id = second.id
    db.commit()
    at = f"/images/{image.public_id}/480"
    assert world.visitor("tom").get(at).status == 404
    assert world.visitor("hana").client.get(at).status_code == 200
    second.published_at = clock.now()
    db.commit()
    assert world.visitor("tom").client.get(at).status_code == 200


def test_who_leaves_loses_the_pictures_at_once(world, db, image):
    tom = world.visitor("tom")
    at = f"/images/{image.public_id}/480"
    assert tom.client.get(at).status_code == 200
    world.memberships["tom"].removed_at = clock.now()
    db.commit()
    assert tom.get(at).status == 404


def test_avif_is_sent_where_it_was_made_and_to_those_who_see_the_picture(world, db, app, image):
    at = f"/images/{image.public_id}/480.avif"
    assert world.visitor("tom").get(at).status == 404
    image.avif_at = clock.now()
    db.commit()
    app.extensions["portal_storage"].put(images.file_of(image.storage_key, 480, "avif"), b"made")
    answer = world.visitor("tom").client.get(at)
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/avif", b"made")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert world.visitor("vera").get(at).status == 404
    world.memberships["tom"].removed_at = clock.now()
    db.commit()
    assert world.visitor("tom").get(at).status == 404


def test_the_page_names_avif_once_it_is_there(world, db, image):
    def page():
        return world.visitor("tom").get(f"/rounds/{world.round.public_id}").html

    assert 'type="image/avif"' not in page()
    assert f"/images/{image.public_id}/700 700w" in page()
    image.avif_at = clock.now()
    db.commit()
    assert f'<source type="image/avif" srcset="/images/{image.public_id}/480.avif 480w' in page()
    assert f"/images/{image.public_id}/700 700w" in page()


def test_the_first_picture_comes_first_and_the_others_when_they_are_near(world, db, app, image):
    storage = app.extensions["portal_storage"]
    other = images.keep(db, actors.of(db, world.hana), storage, world.brand, uploads.picture())
    db.add(RevisionImage(revision_id=world.revision.id, image_id=other.id, position=1, alt="Two"))
    db.commit()
    first, second = [
        part.split(">")[0]
        for part in world.visitor("tom")
        .get(f"/rounds/{world.round.public_id}")
        .html.split("<img")[1:3]
    ]
    assert 'fetchpriority="high"' in first
    assert "lazy" not in first
    assert 'loading="lazy"' in second
    assert 'width="640" height="480"' in second


def test_a_picture_costs_one_statement_besides_knowing_who_asks(world, database, image):
    tom = world.visitor("tom")
    with counted(database) as seen:
        tom.client.get(f"/images/{image.public_id}/480")
    assert len(seen) == 3
