"""What nothing names any more goes, with its files; what is still named stays."""

from io import BytesIO

import pytest

from portal import clock
from portal.actions import attachments, beside_words, images
from portal.actions.attachments import Upload
from portal.errors import NotFound
from portal.jobs import sweeps
from portal.models import (
    Anchor,
    Attachment,
    CritiqueImage,
    Image,
    RevisionAttachment,
    RevisionImage,
)
from tests import actors, films, makers, uploads


@pytest.fixture
def storage(app):
    return app.extensions["portal_storage"]


def is_there(storage, file):
    try:
        return bool(storage.get(file))
    except NotFound:
        return False


@pytest.fixture
def kept(world, db, storage):
    """A picture that nothing names, by a member, and a film."""
    image = beside_words.keep(db, actors.of(db, world.tom), storage, world.round, uploads.picture())
    stored = attachments.store(storage, world.brand, Upload("x", BytesIO(films.mp4())))
    film = attachments.keep(db, actors.of(db, world.hana), world.brand, stored)
    db.commit()
    return image, film


def a_day_later(desk, hours=25):
    with clock.held_at(clock.hence(hours=hours)):
        sweeps.tidy(desk.database)
    desk.run(hours=hours)


def test_pictures_become_lighter_after_the_commit_and_once(desk, db, storage, kept):
    image = kept[0]
    assert image.avif_at is None
    assert desk.run() == 1
    db.rollback()
    db.refresh(image)
    assert image.avif_at is not None
    for file in images.files_of(image):
        assert storage.get(file)[4:12] == b"ftypavif" or file.endswith(".webp")
    assert len(images.files_of(image)) == 4
    assert desk.run() == 0


def test_where_avif_is_no_lighter_webp_stays(desk, db, storage, kept, monkeypatch):
    from portal import aside
    from portal.pictures import Rendition

    monkeypatch.setattr(aside, "avif", lambda _body: (Rendition(480, b"x" * 100_000),))
    desk.run()
    db.rollback()
    db.refresh(kept[0])
    assert kept[0].avif_at is None


def test_what_was_never_used_goes_after_a_day_with_its_files(desk, db, storage, kept):
    image, film = kept
    files = [*images.files_of(image), film.storage_key]
    a_day_later(desk, hours=23)
    assert all(is_there(storage, file) for file in files)
    a_day_later(desk)
    db.rollback()
    assert db.query(Image).count() == db.query(Attachment).count() == 0
    assert not any(is_there(storage, file) for file in files)


@pytest.mark.parametrize("where", ["revision", "words", "anchor"])
def test_what_one_place_still_names_stays(desk, world, db, storage, kept, where):
    image, film = kept
    db.add(
        RevisionAttachment(
            revision_id=world.revision.id, attachment_id=film.id, position=0, name="x.mp4"
        )
    )
    critique = makers.critique(db, world.round, world.tom, revision=world.revision)
    if where == "revision":
        # Two revisions share it; one of them lets go.
        for number in (2, 3):
            revision = makers.revision(db, world.draft, number)
            db.add(RevisionImage(revision_id=revision.id, image_id=image.id, position=0))
        db.flush()
        db.delete(db.query(RevisionImage).first())
    elif where == "words":
        db.add(CritiqueImage(critique_id=critique.id, image_id=image.id, position=0))
    else:
        place = Anchor(
            critique_id=critique.id, shape="point", image_id=image.id, x=1, y=1, width=0, height=0
        )
        db.add(place)
    db.commit()
    a_day_later(desk)
    db.rollback()
    assert db.query(Image).count() == db.query(Attachment).count() == 1
    assert all(is_there(storage, file) for file in [*images.files_of(image), film.storage_key])


@pytest.mark.parametrize(("column", "left"), [("deleted_at", 0), ("hidden_at", 1)])
def test_pictures_of_words_taken_back_go_those_of_hidden_ones_stay(
    desk, world, db, storage, kept, column, left
):
    critique = makers.critique(db, world.round, world.tom, revision=world.revision)
    db.add(CritiqueImage(critique_id=critique.id, image_id=kept[0].id, position=0))
    setattr(critique, column, clock.now())
    db.commit()
    a_day_later(desk)
    db.rollback()
    assert db.query(Image).count() == left


def test_deleting_a_file_twice_does_no_harm(storage):
    storage.put("somebody/something", b"x")
    storage.delete("somebody/something")
    storage.delete("somebody/something")
    assert not is_there(storage, "somebody/something")
