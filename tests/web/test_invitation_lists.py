"""Pasting or uploading a list, looking at it, confirming it once."""

import time
from io import BytesIO

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal.models import Group, Invitation, InvitationList, Job, Person
from tests import makers
from tests.page import Page

LIST = "Zoë Ruiz <zoe@mail.example>\nnonsense\nyan@mail.example"


def new(world):
    return f"/groups/{world.group.public_id}/invitations/new"


def upload(visitor, path, content, name="people.csv"):
    """As one block of bytes: the client would leave a large form in an open temporary file."""
    form = {"csrf_token": visitor._token(), "file": FileStorage(BytesIO(content), name)}
    boundary, body = encode_multipart(form)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return Page(visitor.client.post(path, data=body, content_type=kind)).check()


def count(db, model):
    found = len(db.scalars(select(model)).all())
    db.commit()
    return found


def test_a_pasted_list_is_shown_and_then_sent_once(db, world):
    hana = world.visitor("hana")
    page = hana.post(new(world), {"addresses": LIST})
    assert page.status == 303
    preview = hana.get(page.location)
    for words in (
        "2 people will be invited",
        "One line is left out",
        "Line 2",
        "An address needs an @ between the name and the domain, as in name@example.com.",
        "zoe@mail.example",
        "Zoë Ruiz",
        "Send 2 invitations",
    ):
        assert words in preview.text, words
    assert count(db, Invitation) == 0
    sent = hana.post(page.location)
    assert sent.location == f"/groups/{world.group.public_id}/invitations"
    assert "2 invitations are on their way." in hana.get(sent.location).html
    assert (count(db, Invitation), count(db, Job)) == (2, 2)
    again = hana.post(page.location)
    assert "confirmed before" in hana.get(again.location).html
    assert (count(db, Invitation), count(db, Job)) == (2, 2)
    assert hana.get(page.location).location == sent.location


def test_a_file_from_a_spreadsheet_is_read(world):
    hana = world.visitor("hana")
    content = "Nombre;Correo;Etiquetas\r\nAna Peña;ana@mail.example;vegan\r\n".encode("cp1252")
    page = hana.get(upload(hana, new(world), content).location)
    assert "Ana Peña" in page.html
    assert "vegan" in page.html


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 a workbook", "This is an Excel workbook"),
        (b" \n", "The list is empty"),
        (b"x" * (5 * 1024 * 1024 + 10), "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_list_is_told_kindly(db, world, content, words):
    page = upload(world.visitor("hana"), new(world), content)
    assert (page.status, words in page.text) == (422, True)
    assert count(db, InvitationList) == 0


def test_far_too_much_is_cut_off_early(world):
    page = upload(world.visitor("hana"), new(world), b"x" * (7 * 1024 * 1024))
    assert page.status == 413


def test_an_empty_form_says_what_to_do_and_keeps_nothing(world):
    page = world.visitor("hana").post(new(world), {"addresses": " "})
    assert (page.status, "Write at least one address." in page.text) == (422, True)


def test_the_preview_tells_nothing_about_accounts_elsewhere(db, world):
    hana = world.visitor("hana")
    pages = [
        hana.get(hana.post(new(world), {"addresses": address}).location).text
        for address in (world.maya.email, "never.seen@mail.example")
    ]
    assert pages[0].replace(world.maya.email, "") == pages[1].replace("never.seen@mail.example", "")
    assert "Maya" not in pages[0]


def test_formulas_and_markup_in_names_stay_text(world):
    hana = world.visitor("hana")
    text = 'name,email\n"=HYPERLINK(""x"")",a@mail.example\n<svg onload=x>,b@mail.example'
    page = hana.get(hana.post(new(world), {"addresses": text}).location)
    assert "=HYPERLINK(&#34;x&#34;)" in page.html
    assert "<svg onload" not in page.html


@pytest.mark.parametrize(
    ("name", "status"), [("ana", 403), ("tom", 404), ("bo", 404), ("nil", 303)]
)
def test_lists_are_for_those_who_manage(db, world, name, status):
    visitor = world.visitor(name)
    assert visitor.get(new(world)).status == status
    assert visitor.post(new(world), {"addresses": LIST}).status == status
    hana = world.visitor("hana")
    kept = hana.post(new(world), {"addresses": LIST}).location
    hidden = 303 if name == "nil" else 404
    assert visitor.get(kept).status == visitor.post(kept).status == hidden
    assert count(db, Invitation) == 0


def test_a_long_list_comes_in_pages(world):
    hana = world.visitor("hana")
    text = "\n".join(f"p{number:03}@mail.example" for number in range(150))
    kept = hana.post(new(world), {"addresses": text}).location
    first, second = hana.get(kept), hana.get(kept + "?page=2")
    assert "p000@" in first.html
    assert "p149@" not in first.html
    assert "p149@" in second.html
    assert hana.get(kept + "?page=99").html.count("p149@") == 1


def test_ten_thousand_lines_through_the_browser_take_seconds(db, world):
    db.get(Group, world.group.id).capacity = 20_000
    db.commit()
    hana = world.visitor("hana")
    rows = "\n".join(f"Person {i};p{i}@mail.example;vegan" for i in range(10_000))
    content = f"name;email;segments\n{rows}".encode("utf-16")
    start = time.monotonic()
    kept = upload(hana, new(world), content).location
    assert "10000 people will be invited" in hana.get(kept).text.replace(",", "")
    previewed = time.monotonic() - start
    start = time.monotonic()
    hana.post(kept)
    queued = time.monotonic() - start
    print(f"preview {previewed:.2f} s, queueing {queued:.2f} s")
    assert count(db, Invitation) == 10_000


def test_new_people_hold_no_name_and_the_language_of_the_brand(db, world):
    db.merge(world.brand).language = "es"
    db.commit()
    hana = world.visitor("hana")
    hana.post(hana.post(new(world), {"addresses": LIST}).location)
    zoe = db.scalars(select(Person).filter_by(email_key="zoe@mail.example")).one()
    assert (zoe.name, zoe.language, zoe.verified_at) == ("", "es", None)
    assert makers.person(db).id > zoe.id
