"""Pictures beside one's words: sent by themselves or with the form, kept when it is refused."""

from io import BytesIO

import pytest
from sqlalchemy import select

from portal.models import Critique, CritiqueImage, Image
from tests import makers, uploads

WAYS = pytest.mark.parametrize("way", ["plain", "htmx"])


def file(name="coat.png"):
    return (BytesIO(uploads.picture()), name)


def send(visitor, way, path, data):
    return visitor.hx_post(path, data) if way == "htmx" else visitor.post(path, data)


def post(world):
    return f"/rounds/{world.round.public_id}/critiques"


def added(world, visitor):
    """Send one by itself; its id."""
    page = visitor.hx_post(f"/rounds/{world.round.public_id}/pictures", {"file": file()})
    assert page.status == 200, page.text
    [field] = [e for e in page.tree.all("input") if e.attributes["name"] == "beside"]
    return field.attributes["value"]


def placed(db):
    db.rollback()
    rows = select(Image.public_id, CritiqueImage.alt).join(
        CritiqueImage, CritiqueImage.image_id == Image.id
    )
    return [tuple(row) for row in db.execute(rows.order_by(CritiqueImage.position))]


def test_pictures_sent_by_themselves_stand_beside_the_words(db, world):
    tom = world.visitor("tom")
    one, two = added(world, tom), added(world, tom)
    data = {"kind": "idea", "text": "Look", "submission": "k"}
    data |= {"beside": [two, one], "beside_alt": ["The sleeve", ""]}
    page = tom.hx_post(post(world), data)
    assert page.status == 200
    assert placed(db) == [(two, "The sleeve"), (one, "")]
    assert f"/images/{two}/" in page.html
    # Sent again, because the answer was lost: the same remark, the same pictures.
    assert tom.hx_post(post(world), data).status == 200
    assert len(placed(db)) == 2


@WAYS
def test_files_go_with_the_form_without_a_script(db, world, way):
    data = {"kind": "idea", "text": "Look", "submission": "k", "images": [file(), file()]}
    assert send(world.visitor("tom"), way, post(world), data).status in (200, 303)
    assert len(placed(db)) == 2


@WAYS
def test_pictures_of_a_refused_form_are_in_it_again(db, world, way):
    tom = world.visitor("tom")
    one = added(world, tom)
    data = {"kind": "idea", "text": " ", "submission": "k", "images": [file()]}
    data |= {"beside": [one], "beside_alt": ["The sleeve"]}
    page = send(tom, way, post(world), data)
    assert page.status == 422
    fields = [e.attributes for e in page.tree.all("input")]
    held = [a["value"] for a in fields if a.get("name") == "beside"]
    alts = [a["value"] for a in fields if a.get("name") == "beside_alt"]
    assert held[0] == one
    assert alts == ["The sleeve", ""]
    again = {"kind": "idea", "text": "Look", "submission": "k", "beside": held, "beside_alt": alts}
    assert send(tom, way, post(world), again).status in (200, 303)
    assert [image for image, _alt in placed(db)] == held


def test_one_may_be_left_out(db, world):
    tom = world.visitor("tom")
    one, two = added(world, tom), added(world, tom)
    data = {"kind": "idea", "text": "Look", "submission": "k"}
    data |= {"beside": [one, two], "beside_alt": ["", ""], "left_out": one}
    assert tom.post(post(world), data).status == 303
    assert [image for image, _alt in placed(db)] == [two]


@WAYS
def test_five_are_too_many_and_no_picture_is_no_picture(db, world, way):
    data = {"kind": "idea", "text": "Look", "submission": "k"}
    five = [file() for _ in range(5)]
    page = send(world.visitor("tom"), way, post(world), data | {"images": five})
    assert page.status == 422
    assert "at most four pictures" in page.text
    bad = (BytesIO(b"MZ no picture"), "coat.png")
    page = send(world.visitor("tom"), way, post(world), data | {"images": [bad]})
    assert page.status == 422
    [field] = [e for e in page.tree.all("input") if e.attributes.get("name") == "images"]
    assert field.attributes["aria-invalid"] == "true"
    assert db.scalars(select(Critique)).all() == []


def test_pictures_of_others_are_nobody_s_to_use(db, world):
    theirs = added(world, world.visitor("tess"))
    data = {"kind": "idea", "text": "Look", "submission": "k", "beside": [theirs]}
    page = world.visitor("tom").hx_post(post(world), data)
    assert page.status == 422
    assert theirs not in page.html
    assert placed(db) == []


@WAYS
def test_an_answer_takes_pictures_too(db, world, way):
    makers.vote(db, world.round, world.tom, revision=world.revision)
    remark = makers.critique(db, world.round, world.tess, revision=world.revision)
    db.commit()
    tom = world.visitor("tom")
    path = f"/critiques/{remark.public_id}/reply"
    page = send(tom, way, path, {"text": "", "submission": "k", "images": [file()]})
    assert page.status == 422
    [one] = [
        e.attributes["value"]
        for e in page.tree.all("input")
        if e.attributes.get("name") == "beside"
    ]
    page = send(tom, way, path, {"text": "So", "submission": "k", "beside": [one]})
    assert page.status in (200, 303)
    assert placed(db) == [(one, "")]


@pytest.mark.parametrize("who", ["vera", "maya", "bo", "rob"])
def test_to_others_there_is_no_round_to_send_to(world, who):
    path = f"/rounds/{world.round.public_id}/pictures"
    assert world.visitor(who).hx_post(path, {"file": file()}).status == 404


def test_no_file_is_said(world):
    path = f"/rounds/{world.round.public_id}/pictures"
    page = world.visitor("tom").hx_post(path)
    assert page.status == 422
    assert "Choose a file." in page.text
