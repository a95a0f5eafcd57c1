"""Nobody waits for somebody else's slow file: the write lock is free while a body comes in, and
while what it holds is looked at."""

from io import BytesIO

import pytest
from sqlalchemy import select, update

from portal import aside, videos
from portal.models import Brand, Critique, RevisionAttachment, RevisionImage
from tests import films, makers, papers, uploads

SLOW = ((aside, "picture"), (aside, "ask"), (videos, "clean"))


@pytest.fixture
def waited(database, world, monkeypatch):
    """While anything slow is done, somebody else writes; what was slow, in order."""
    met = []

    def watch(module, name):
        done = getattr(module, name)

        def slow(*given):
            met.append(name)
            _write_beside(database)
            return done(*given)

        monkeypatch.setattr(module, name, slow)

    for module, name in SLOW:
        watch(module, name)
    return met


def _write_beside(database):
    with database.writing.begin() as other:
        other.execute(update(Brand).values(name="Written beside"))


@pytest.fixture
def second(world, db):
    made = makers.revision(db, world.draft, 2, published_at=None)
    db.commit()
    return made


def send(visitor, path, sent):
    page = visitor.post(path, sent, content_type="multipart/form-data")
    page.response.request.input_stream.close()
    return page


def film():
    return (BytesIO(films.mp4()), "Film.mp4")


def paper():
    return (BytesIO(papers.laden()), "Menu.pdf")


def picture():
    return (BytesIO(uploads.picture()), "coat.png")


def test_the_form_of_the_editor_with_all_kinds_of_files(world, db, second, waited):
    sent = {"version": "1", "title": "Coat", "files": [picture(), picture()]}
    sent["attachment_files"] = [film(), paper()]
    at = f"/drafts/{world.draft.public_id}/revisions/2/edit"
    assert send(world.visitor("hana"), at, sent).status == 303
    assert waited == ["picture", "ask", "picture", "ask", "clean", "ask"]
    db.rollback()
    assert len(db.scalars(select(RevisionImage)).all()) == 2
    assert len(db.scalars(select(RevisionAttachment)).all()) == 2


@pytest.mark.parametrize(("file", "slow"), [(film, "clean"), (paper, "ask")])
def test_a_file_sent_by_itself(world, second, waited, file, slow):
    at = f"/drafts/{world.draft.public_id}/revisions/2/attachments"
    assert send(world.visitor("hana"), at, {"file": file()}).status == 200
    assert waited == [slow]


def test_pictures_that_come_with_the_words(world, db, waited):
    sent = {"kind": "idea", "text": "Look", "submission": "k", "images": [picture(), picture()]}
    at = f"/rounds/{world.round.public_id}/critiques"
    assert send(world.visitor("tom"), at, sent).status == 303
    reply = {"text": "And this", "submission": "l", "images": [picture()]}
    db.rollback()
    said = db.scalars(select(Critique)).one().public_id
    assert send(world.visitor("tom"), f"/critiques/{said}/reply", reply).status == 303
    assert waited == ["picture", "ask"] * 3


def test_a_copy_that_is_traced(world, waited):
    at = f"/rounds/{world.round.public_id}/trace"
    assert send(world.visitor("hana"), at, {"picture": picture()}).status == 200
    assert waited == ["ask"]


class Slow(BytesIO):
    """A body; somebody else writes while it is read."""

    def __init__(self, body, database):
        super().__init__(body)
        self.database, self.was_read = database, False

    def readinto(self, room):
        self.was_read = True
        _write_beside(self.database)
        return super().readinto(room)


@pytest.mark.parametrize("at", ["rounds/{}/critiques", "rounds/{}/pictures", "account"])
def test_a_body_that_comes_slowly(world, database, at):
    body = Slow(b"text=Look", database)
    form = "application/x-www-form-urlencoded"
    at = "/" + at.format(world.round.public_id)
    # Without a token it is refused, and all of it was read by then.
    answer = world.visitor("tom").client.post(
        at, input_stream=body, content_length=9, content_type=form
    )
    assert answer.status_code == 403
    assert body.was_read
