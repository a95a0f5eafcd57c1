"""Films and PDFs over the wire: asked about each time, in parts, and never as anything else."""

from io import BytesIO

import pytest

from portal import clock
from portal.actions import attachments
from portal.actions.attachments import Upload
from portal.models import RevisionAttachment
from portal.web import private_files
from tests import actors, films, makers, papers
from tests.statements import counted

NOTHING = "/attachments/AAAAAAAAAAAAAAAAAAAAAA"


def attached(world, db, app, body, name):
    storage = app.extensions["portal_storage"]
    stored = attachments.store(storage, world.brand, Upload(name, BytesIO(body)))
    made = attachments.keep(db, actors.of(db, world.hana), world.brand, stored)
    row = RevisionAttachment(
        revision_id=world.revision.id, attachment_id=made.id, position=0, name=name
    )
    db.add(row)
    db.commit()
    return f"/attachments/{made.public_id}", row


@pytest.fixture
def film(world, db, app):
    return attached(world, db, app, films.mp4(data=b"0123456789" * 100), "Teaser äöü.mov")


def test_those_who_see_the_revision_see_what_is_attached(world, film):
    at, _ = film
    for name in ("olga", "hana", "ana", "tom", "tess"):
        answer = world.visitor(name).client.get(at)
        assert answer.status_code == 200, name
        assert answer.mimetype == "video/mp4"
        assert b"0123456789" in answer.data
        assert answer.content_length == len(answer.data)


@pytest.mark.parametrize("name", ["vera", "ines", "rob", "bo", "maya", "nil"])
def test_to_all_others_it_is_not_there(world, film, name):
    visitor = world.visitor(name)
    visitor.get(NOTHING)
    real, none = visitor.get(film[0]), visitor.get(NOTHING)
    assert real.status == none.status == 404
    assert len(real.html) == len(none.html)
    assert {k for k, _ in real.headers} == {k for k, _ in none.headers}


def test_a_film_plays_in_its_place_and_is_kept_by_nobody(world, film):
    answer = world.visitor("tom").client.get(film[0], headers={"If-None-Match": "*"})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == (
        "inline; filename=\"Teaser ___.mp4\"; filename*=UTF-8''Teaser%20%C3%A4%C3%B6%C3%BC.mp4"
    )
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not {"ETag", "Last-Modified"} & set(answer.headers.keys())


def test_a_pdf_is_saved_and_never_shown_by_the_browser(world, db, app):
    at, _ = attached(world, db, app, papers.plain(), "Plan.pdf")
    answer = world.visitor("tom").client.get(at)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="Plan.pdf"')
    assert answer.mimetype == "application/pdf"


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("bytes=0-9", 206, 0, 10),
        ("bytes=10-", 206, 10, None),
        ("bytes=-5", 206, -5, None),
        ("bytes=0-999999", 206, 0, None),
        ("bytes=0-1,5-6", 200, 0, None),
        ("lines=0-1", 200, 0, None),
        ("bytes=x", 200, 0, None),
        ("bytes=9-1", 200, 0, None),
        ("bytes=99999999-", 416, 0, 0),
    ],
)
def test_a_part_is_sent_to_a_player_that_asks_for_one(world, film, asked, status, start, end):
    tom = world.visitor("tom").client
    whole = tom.get(film[0]).data
    answer = tom.get(film[0], headers={"Range": asked})
    assert answer.status_code == status
    assert answer.data == whole[start:end]
    assert answer.headers["Accept-Ranges"] == "bytes"
    if status == 206:
        first = start % len(whole)
        said = f"bytes {first}-{first + len(answer.data) - 1}/{len(whole)}"
        assert answer.headers["Content-Range"] == said
    if status == 416:
        assert answer.headers["Content-Range"] == f"bytes */{len(whole)}"


def test_a_condition_on_a_version_is_never_met(world, film):
    asked = {"Range": "bytes=0-9", "If-Range": '"x"'}
    assert world.visitor("tom").client.get(film[0], headers=asked).status_code == 200


def test_a_part_is_short_so_that_the_next_one_is_asked_about(world, film, monkeypatch):
    monkeypatch.setattr(private_files, "MOST_IN_A_PART", 100)
    answer = world.visitor("tom").client.get(film[0], headers={"Range": "bytes=0-"})
    assert len(answer.data) == 100
    assert answer.headers["Content-Range"].startswith("bytes 0-99/")


@pytest.mark.parametrize("asked", [{}, {"Range": "bytes=0-9"}, {"Range": "bytes=99999999-"}])
def test_who_leaves_loses_it_at_once(world, db, film, asked):
    tom = world.visitor("tom")
    assert tom.client.get(film[0], headers=asked).status_code != 404
    world.memberships["tom"].removed_at = clock.now()
    db.commit()
    assert tom.client.get(film[0], headers=asked).status_code == 404


def test_what_is_attached_to_words_being_written_is_for_the_team(world, db, film):
    at, row = film
    row.revision_id = makers.revision(db, world.draft, 2, published_at=None).id
    row.name = "Next one.mp4"
    db.commit()
    assert world.visitor("tom").client.get(at).status_code == 404
    assert world.visitor("hana").client.get(at).status_code == 200


def test_its_name_is_that_of_the_revision_one_may_see(world, db, film):
    at, row = film
    second = makers.revision(db, world.draft, 2, published_at=None)
    db.add(
        RevisionAttachment(
            revision_id=second.id,
            attachment_id=row.attachment_id,
            position=0,
            name="Secret plan.mp4",
        )
    )
    db.commit()
    name = {
        who: world.visitor(who).client.get(at).headers["Content-Disposition"]
        for who in ("tom", "hana")
    }
    assert "Secret" in name["hana"]
    assert "Teaser" in name["tom"]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_elsewhere_finds_nothing(world, film, site):
    tom = world.visitor("tom").client
    assert tom.get(film[0], headers={"Sec-Fetch-Site": site}).status_code == 404
    assert tom.get(film[0], headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_it_costs_one_statement_besides_knowing_who_asks(world, database, film):
    tom = world.visitor("tom")
    with counted(database) as seen:
        tom.client.get(film[0])
    assert len(seen) == 3
