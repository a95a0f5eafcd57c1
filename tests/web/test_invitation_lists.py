"""Pasting or uploading a list, looking at it, confirming it once."""

import time
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal import clock
from portal.models import Group, Invitation, InvitationList, Job, Membership, Person
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
        (b"PK\x03\x04 a workbook", "This workbook cannot be read."),
        (b"\xd0\xcf\x11\xe0 old", "a workbook of an old kind"),
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


def test_columns_are_guessed_shown_and_changed(db, world):
    hana = world.visitor("hana")
    kept = hana.post(new(world), {"addresses": "mail,Kleidung\nzoe@mail.example,M"}).location
    page = hana.get(kept)
    assert "These columns were not read: Kleidung." in page.text
    chosen = [e.attributes["value"] for e in page.tree.all("option") if "selected" in e.attributes]
    assert chosen == ["email", ""]
    meanings = {"column-0": "email", "column-1": "labelled"}
    assert hana.post(f"{kept}/columns", meanings).location == kept
    again = hana.get(kept)
    assert "Kleidung: M" in again.text
    assert "were not read" not in again.text
    hana.post(kept)
    db.rollback()
    segments = db.scalars(select(Membership.segments).order_by(Membership.id)).all()
    assert segments[-1] == ["Kleidung: M"]
    assert db.scalars(select(InvitationList.cells)).one() is None


def test_a_table_without_names_can_be_told_what_it_is(world):
    hana = world.visitor("hana")
    text = "vegan,Zoë,zoe@mail.example\nmeat,Yan,yan@mail.example"
    kept = hana.post(new(world), {"addresses": text}).location
    hana.post(f"{kept}/columns", {"column-0": "", "column-1": "name", "column-2": "email"})
    cells = [e.text for e in hana.get(kept).tree.all("td")]
    assert "Zoë" in cells
    assert "vegan" not in cells


@pytest.mark.parametrize(
    "sent", [{}, {"column-0": "name", "column-1": "name"}, {"column-0": "email", "column-1": "x"}]
)
def test_columns_without_an_address_are_refused_and_the_list_stays(world, sent):
    hana = world.visitor("hana")
    kept = hana.post(new(world), {"addresses": "mail,x\nzoe@mail.example,M"}).location
    page = hana.post(f"{kept}/columns", sent)
    assert (page.status, "Say which column holds the addresses." in page.text) == (422, True)
    assert "One person will be invited" in page.text


def test_what_is_pasted_freely_has_no_columns_to_choose(world):
    hana = world.visitor("hana")
    kept = hana.post(new(world), {"addresses": LIST}).location
    assert "Read the list again" not in hana.get(kept).text
    assert hana.post(f"{kept}/columns", {"column-0": "email"}).status == 409


def test_each_kind_is_counted_and_taken_home_and_opens_without_running_anything(world):
    hana = world.visitor("hana")
    text = f'name,email\n"=cmd|x",zoe@mail.example\n,{world.tom.email}\n"+1",nonsense'
    kept = hana.post(new(world), {"addresses": text}).location
    page = hana.get(kept)
    links = [e.attributes["href"] for e in page.tree.all("a") if e.text == "CSV"]
    assert [link.rpartition("/")[2] for link in links] == ["new.csv", "member.csv", "bad.csv"]
    files = [hana.client.get(link) for link in links]
    assert {file.mimetype for file in files} == {"text/csv"}
    new_file, member_file, bad_file = (file.get_data().decode("utf-8-sig") for file in files)
    assert new_file.splitlines()[1] == "2,zoe@mail.example,'=cmd|x,,"
    assert world.tom.email in member_file
    assert "Is a member of this group already." in member_file
    assert bad_file.splitlines()[1].startswith("4,'+1 nonsense")
    assert hana.client.get(f"{kept}/secret.csv").status_code == 404


def test_a_workbook_is_uploaded_as_it_is(world):
    book = Workbook()
    for row in (["Nombre", "Correo"], ["Ana Peña", "ana@mail.example"]):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    hana = world.visitor("hana")
    page = hana.get(upload(hana, new(world), out.getvalue(), "people.csv").location)
    assert "Ana Peña" in page.text


def test_a_list_is_sent_in_waves(world):
    hana = world.visitor("hana")
    text = "\n".join(f"p{number:03}@mail.example" for number in range(10))
    kept = hana.post(new(world), {"addresses": text}).location
    day = (clock.now() + timedelta(days=3)).date().isoformat()
    sent = hana.post(kept, {"first": "20", "second_on": day})
    page = hana.get(sent.location)
    assert "2 invitations are on their way. 8 more leave later." in page.html
    assert "8 leave on a later day." in page.text
    assert page.text.count("Leaves") == 8
    back = hana.post(f"/groups/{world.group.public_id}/invitations/take-back")
    assert "8 invitations are taken back." in hana.get(back.location).html


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"first": "0", "second_on": "2999-01-01"}, "Write a share from 1 to 99 percent."),
        ({"first": "20"}, "Say on which day the others are written to."),
        ({"first": "20", "second_on": "2020-01-01"}, "Choose a day from tomorrow on"),
        ({"first": "20", "second_on": "2999-01-01"}, "within 90 days"),
        ({"first": "many", "second_on": "soon"}, "Not a valid"),
        ({"second": "20"}, "Write a share from 1 to 99 percent."),
        ({"first": "9" * 5_000, "second_on": "0001-01-01"}, "another look"),
    ],
)
def test_odd_waves_are_answered_beside_their_fields_and_send_nothing(db, world, typed, words):
    hana = world.visitor("hana")
    kept = hana.post(new(world), {"addresses": LIST}).location
    page = hana.post(kept, typed)
    assert (page.status, words in page.text) == (422, True)
    assert next(iter(typed.values()))[:20] in page.html
    assert count(db, Invitation) == 0
