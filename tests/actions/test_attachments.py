"""Films and PDFs that are kept: by those who manage, made harmless, under true names."""

from io import BytesIO

import pytest

from portal import aside
from portal.actions import attachments
from portal.actions.attachments import Upload
from portal.errors import Invalid, Refused
from portal.models import Attachment
from tests import actors, films, papers


@pytest.fixture
def storage(app):
    return app.extensions["portal_storage"]


def kept(db, world, storage, body, name="x", who="hana"):
    upload = Upload(name, BytesIO(body))
    stored = attachments.store(storage, world.brand, upload)
    return attachments.keep(db, actors.of(db, world.people[who]), world.brand, stored)


@pytest.mark.parametrize(
    ("body", "kind", "mimetype"),
    [
        (films.mp4(), "video", "video/mp4"),
        (films.webm(), "video", "video/webm"),
        (papers.laden(), "pdf", "application/pdf"),
    ],
)
def test_a_file_is_known_by_its_bytes_and_kept_clean(world, db, storage, body, kind, mimetype):
    row = kept(db, world, storage, body, "holiday.exe")
    db.commit()
    assert (row.kind, row.mimetype) == (kind, mimetype)
    assert row.storage_key.startswith(f"{world.brand.public_id}/")
    held = storage.get(row.storage_key)
    assert len(held) == row.size
    assert b"Ada" in body
    assert b"Ada" not in held


@pytest.mark.parametrize("name", ["ana", "tom", "bo"])
def test_only_those_who_manage_attach(world, db, storage, name):
    with pytest.raises(Refused):
        kept(db, world, storage, films.mp4(), who=name)
    assert db.query(Attachment).count() == 0


def test_what_is_neither_film_nor_pdf_is_refused(world, db, storage):
    with pytest.raises(Invalid, match="not a film"):
        kept(db, world, storage, b"MZ program")
    with pytest.raises(Invalid, match="password"):
        kept(db, world, storage, papers.locked())


def test_a_film_that_is_too_large_is_refused_before_it_is_read(world, db, storage, monkeypatch):
    monkeypatch.setattr(attachments, "MOST_VIDEO_BYTES", 100)
    with pytest.raises(Invalid, match="100 MB"):
        kept(db, world, storage, films.mp4())


def test_a_pdf_that_breaks_its_reader_is_a_sentence(world, db, storage, monkeypatch):
    monkeypatch.setattr(aside, "PATIENCE", 0.001)
    with pytest.raises(Invalid, match="could not be read"):
        kept(db, world, storage, papers.plain())


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Teaser.mov", "Teaser.mp4"),
        ("../../etc/passwd", "passwd.mp4"),
        ("C:\\films\\Teaser.mp4", "Teaser.mp4"),
        ("a\r\nSet-Cookie: x", "a Set-Cookie: x.mp4"),
        ("invoice\u202efdp.exe", "invoicefdp.mp4"),
        ("", "Film.mp4"),
        (".htaccess", "htaccess.mp4"),
        ("x" * 300, "x" * 116 + ".mp4"),
    ],
)
def test_the_name_is_words_with_the_ending_that_is_true(typed, shown):
    row = Attachment(kind="video", mimetype="video/mp4")
    assert attachments.name_of(row, typed) == shown
