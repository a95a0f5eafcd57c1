"""Stopping mail: by a mail program, by hand, and back; a look stops nothing."""

import pytest
from sqlalchemy import select

from portal.actions import suppressions
from portal.models import Invitation, Suppression
from tests import makers


@pytest.fixture
def path(db, world):
    secret = db.info["secret_key"]
    return f"/stop/{suppressions.token(secret, world.brand.public_id, world.ines.public_id)}"


def live(db):
    db.rollback()
    return [s.cause for s in db.scalars(select(Suppression).filter_by(lifted_at=None))]


def test_a_mail_program_stops_mail_by_one_post_without_a_cookie(db, world, path):
    client = world.app.test_client()
    answer = client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert live(db) == ["unsubscribe"]
    assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert live(db) == ["unsubscribe"]


def test_looking_stops_nothing(db, world, path):
    nil = world.visitor("nil")
    page = nil.get(path)
    assert "Stop mail from Northlight" in page.text
    for verb in ("head", "options"):
        getattr(nil.client, verb)(path)
    assert live(db) == []
    # The address is told to nobody who only found the link.
    assert world.ines.email_key not in page.html
    assert "i•••@mail.example" in page.text


def test_by_hand_it_says_what_it_stopped_and_can_be_taken_back(db, world, path):
    nil = world.visitor("nil")
    stopped = nil.post(path)
    assert "Northlight no longer writes to you" in stopped.text
    assert "No invitation, no reminder and no news from Northlight" in stopped.text
    assert "Northlight no longer writes to you" in nil.get(path).text
    back = nil.post(f"{path}/undo")
    assert "Northlight may write to you again" in back.text
    assert live(db) == []


@pytest.mark.parametrize("bad", ["nothing", "a.b.c", "x" * 5000, "%00", "..", "%ED%A0%80"])
def test_a_link_that_is_none_is_nothing(db, world, bad):
    nil = world.visitor("nil")
    assert nil.get(f"/stop/{bad}").status == nil.post(f"/stop/{bad}").status == 404
    assert live(db) == []


def test_another_site_cannot_stop_mail_by_a_browser(db, world, path):
    client = world.app.test_client()
    assert client.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert live(db) == []


def test_the_other_link_of_the_letter_asks_before_it_declines(db, world):
    row = makers.invitation(db, world.memberships["ines"])
    token = makers.invitation_token(db, row)
    db.commit()
    nil = world.visitor("nil")
    asked = nil.get(f"/invitations/{token}?answer=no")
    assert asked.location == "/invitation/decline"
    page = nil.get(asked.location)
    assert "You would rather not take part?" in page.text
    db.rollback()
    assert db.scalars(select(Invitation.declined_at)).one() is None
    assert "You are not asked again" in nil.post("/invitation/decline", {"never": "1"}).text
    db.rollback()
    assert db.scalars(select(Invitation.declined_at)).one() is not None
    assert live(db) == ["unsubscribe"]


def test_a_plain_no_stops_no_other_mail(db, world):
    row = makers.invitation(db, world.memberships["ines"])
    token = makers.invitation_token(db, row)
    db.commit()
    nil = world.visitor("nil")
    nil.get(f"/invitations/{token}?answer=no")
    nil.post("/invitation/decline")
    assert live(db) == []
