"""Uploads: the good files are kept, the bad ones named, and only by those who manage."""

import pytest

from portal import pictures
from portal.actions import images
from portal.actions.images import Upload
from portal.errors import NotFound, Refused
from portal.models import Image
from tests import actors, uploads


@pytest.fixture
def storage(app):
    return app.extensions["portal_storage"]


def test_a_picture_becomes_a_row_and_its_files(world, db, storage):
    made = images.keep(db, actors.of(db, world.hana), storage, world.brand, uploads.picture())
    db.commit()
    assert made.storage_key.startswith(f"{world.brand.public_id}/")
    for width in pictures.widths_of(made.width):
        assert storage.get(images.file_of(made.storage_key, width)).startswith(b"RIFF")


def test_the_file_that_was_sent_is_not_kept(world, db, storage, instance):
    marker = b"MARKER-OF-THE-ORIGINAL"
    images.keep(db, actors.of(db, world.hana), storage, world.brand, uploads.picture() + marker)
    kept = [file for file in (instance / "images").rglob("*") if file.is_file()]
    assert kept
    assert all(marker not in file.read_bytes() for file in kept)


def test_of_several_files_the_bad_are_named_and_the_good_are_made():
    sent = [
        Upload("coat.png", uploads.picture()),
        Upload("../../etc/pass\r\nwd", b"<html>"),
        Upload("", b"%PDF-1"),
    ]
    made = images.make_all(sent)
    assert len(made.pictures) == 1
    assert [p.split(":")[0] for p in made.problems] == [
        "../../etc/pass wd",
        "A file without a name",
    ]


def test_many_bad_files_are_told_briefly():
    sent = [Upload(f"{n}.png", b"x") for n in range(25)]
    made = images.make_all(sent)
    assert len(made.problems) == 6
    assert "16 more" in made.problems[-1]


@pytest.mark.parametrize("name", ["ana", "tom", "bo"])
def test_only_those_who_manage_keep_pictures(world, db, storage, name):
    actor = actors.of(db, world.people[name])
    with pytest.raises(Refused):
        images.keep(db, actor, storage, world.brand, uploads.picture())
    assert db.query(Image).count() == 0


def test_a_storage_that_has_no_such_file_says_so(storage):
    with pytest.raises(NotFound):
        storage.get("nobody/nothing-480.webp")
