"""The page of a brand's team."""

import pytest
from sqlalchemy import select

from portal.models import Invitation, Job, Staff
from tests import makers
from tests.statements import counted


def path(world):
    return f"/brands/{world.brand.public_id}/staff"


def row_of(db, world, name):
    row = db.scalars(select(Staff).filter_by(person_id=world.people[name].id)).one()
    db.commit()
    return row


def again(db, row):
    db.refresh(row)
    db.commit()
    return row


def test_an_owner_asks_a_colleague(db, world):
    olga = world.visitor("olga")
    page = olga.post(path(world), {"email": "Sam@mail.example", "role": "manager"})
    assert (page.status, page.location) == (303, path(world))
    page = olga.get(path(world))
    assert "sam@mail.example" in page.html
    assert "Waiting to be sent" in page.text
    assert db.scalars(select(Job)).one().kind == "mail.invitation"


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("", "Write an e-mail address."),
        ("nonsense", "An address needs an @"),
        ("{tom}", "Members judge and staff prepare; nobody is both."),
        ("{hana}", "on the team or invited already"),
    ],
)
def test_whom_one_cannot_ask_is_said_beside_the_field(db, world, email, words):
    email = email.format(tom=world.tom.email, hana=world.hana.email)
    page = world.visitor("olga").post(path(world), {"email": email, "role": "analyst"})
    assert (page.status, words in page.text) == (422, True)
    assert email in page.html
    assert db.scalars(select(Invitation)).all() == []


def test_roles_are_changed_and_ended_and_the_last_owner_stays(db, world):
    olga = world.visitor("olga")
    hana, own = row_of(db, world, "hana"), row_of(db, world, "olga")
    assert olga.post(f"/staff/{hana.public_id}/role", {"role": "analyst"}).status == 303
    assert again(db, hana).role == "analyst"
    assert olga.post(f"/staff/{hana.public_id}/role", {"role": "root"}).status == 422
    page = olga.post(f"/staff/{own.public_id}/end")
    assert (page.status, "A brand needs an owner." in page.text) == (409, True)
    assert olga.post(f"/staff/{hana.public_id}/end").location == path(world)
    assert world.visitor("hana").get(path(world)).status == 404


def test_an_owner_goes_once_there_is_another(db, world):
    olga = world.visitor("olga")
    olga.post(f"/staff/{row_of(db, world, 'hana').public_id}/role", {"role": "owner"})
    assert olga.post(f"/staff/{row_of(db, world, 'olga').public_id}/end").location == "/"
    assert olga.get(path(world)).status == 404


def test_the_invitation_is_sent_again(db, world):
    olga = world.visitor("olga")
    olga.post(path(world), {"email": "sam@mail.example", "role": "manager"})
    invitation = db.scalars(select(Invitation)).one()
    row = db.get(Staff, invitation.staff_id)
    db.commit()
    assert olga.post(f"/staff/{row.public_id}/resend").status == 303
    assert again(db, invitation).generation == 2
    assert olga.post(f"/staff/{row_of(db, world, 'ana').public_id}/resend").status == 403


@pytest.mark.parametrize("name", ["hana", "ana"])
def test_colleagues_see_the_team_and_change_nothing(db, world, name):
    visitor = world.visitor(name)
    page = visitor.get(path(world))
    assert "Olga" in page.html
    assert "Only an owner of the brand can do this." in page.text
    row = row_of(db, world, "ana")
    for act, form in (("role", {"role": "owner"}), ("end", {}), ("resend", {})):
        assert visitor.post(f"/staff/{row.public_id}/{act}", form).status == 403
    assert visitor.post(path(world), {"email": "x@mail.example", "role": "owner"}).status == 403
    assert (again(db, row).role, row.ended_at) == ("analyst", None)


@pytest.mark.parametrize("name", ["tom", "vera", "bo", "maya", "nil"])
def test_to_everybody_else_the_team_is_not_there(db, world, name):
    visitor = world.visitor(name)
    hidden = 303 if name == "nil" else 404
    row = row_of(db, world, "ana")
    assert visitor.get(path(world)).status == hidden
    assert visitor.post(path(world), {"email": "x@mail.example"}).status == hidden
    for act in ("role", "end", "resend"):
        assert visitor.post(f"/staff/{row.public_id}/{act}").status == hidden


def test_a_colleagues_name_from_elsewhere_waits_until_they_joined(db, world):
    makers.staff(db, world.brand, world.maya, "analyst", joined_at=None)
    db.commit()
    page = world.visitor("olga").get(path(world))
    assert "Maya" not in page.html
    assert world.maya.email in page.html


def test_the_page_takes_few_statements_however_many_colleagues(db, world, database):
    olga = world.visitor("olga")
    with counted(database) as few:
        olga.get(path(world))
    for _n in range(3):
        makers.staff(db, world.brand, makers.person(db), "analyst")
    db.commit()
    with counted(database) as many:
        olga.get(path(world))
    assert len(few) == len(many) <= 6
