"""The page behind a link that is handed round, and the page on which the team decides."""

import re

import pytest
from sqlalchemy import select

from portal.models import Invitation, JoinRequest
from tests import makers

NORA = {"name": "Nora", "email": "nora@mail.example", "why": "I cook."}


def settings(world):
    return f"/groups/{world.group.public_id}/join-link"


def opened(world, **rules):
    hana = world.visitor("hana")
    hana.post(settings(world), {"most": "100", **rules})
    [field] = [
        e
        for e in hana.get(settings(world)).tree.all("input")
        if e.attributes.get("id") == "join-link"
    ]
    return hana, field.attributes["value"].removeprefix("http://localhost:8000")


def test_somebody_asks_and_the_team_says_yes(db, world):
    hana, link = opened(world, needs_approval="y")
    nil = world.visitor("nil")
    page = nil.get(link)
    assert "A closed group of Northlight" in page.text
    assert "We look at drafts together." in page.text
    # No rule, no term, no draft, nobody's name at the door.
    assert not re.search("Be honest|Keep it between|Quiet inbox|Tess", page.html)
    assert "You have asked" in nil.post(link, NORA).text
    follow = hana.get(f"/groups/{world.group.public_id}/invitations")
    assert "One person asks to join" in follow.text
    request_id = db.scalars(select(JoinRequest.public_id)).one()
    db.rollback()
    assert "I cook." in hana.get(settings(world)).text
    done = hana.post(f"/join-requests/{request_id}/accept")
    assert "An invitation to nora@mail.example is on its way." in hana.get(done.location).html
    db.rollback()
    assert len(db.scalars(select(Invitation)).all()) == 1


def test_every_address_is_answered_alike(db, world):
    _hana, link = opened(world)
    nil = world.visitor("nil")
    somebody = makers.person(db, "Somebody")
    db.commit()
    answers = {
        nil.post(link, {**NORA, "email": email}).text
        for email in (world.tom.email, world.hana.email, somebody.email, "never@mail.example")
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({**NORA, "email": "nonsense"}, "An address needs an @"),
        ({**NORA, "name": ""}, "Write a name"),
        ({**NORA, "email": "a@other.example"}, "Only addresses at mail.example can ask here."),
    ],
)
def test_what_is_odd_is_said_beside_it_and_what_was_typed_stays(db, world, typed, words):
    _hana, link = opened(world, domains="mail.example")
    page = world.visitor("nil").post(link, typed)
    assert (page.status, words in page.text) == (422, True)
    assert typed["email"] in page.html
    assert db.scalars(select(Invitation)).all() == []


def test_a_link_that_is_none_is_nothing(world):
    nil = world.visitor("nil")
    for bad in ("nothing", "x" * 5_000, "%00"):
        assert nil.get(f"/join/{bad}").status == nil.post(f"/join/{bad}", NORA).status == 404


def test_closing_says_so_and_the_page_is_gone(world):
    hana, link = opened(world)
    hana.post(settings(world) + "/close")
    assert world.visitor("nil").get(link).status == 404
    assert hana.post(settings(world) + "/renew").status == 409
