"""Signing in and out, as people meet it."""

import re
from datetime import timedelta

import pytest

from portal import clock
from portal.actions import passwords, people
from portal.database import secret_of
from portal.models import Job, Session, SignInCode
from tests.page import Visitor


def code_of(db, person):
    """What the mail would have said: (code, link token)."""
    row = db.query(SignInCode).filter_by(person_id=person.id).populate_existing().one()
    return people.code_and_link(secret_of(db), row.public_id)


def ask(visitor, email):
    return visitor.post("/sign-in", {"email": email, "password": ""})


def test_a_member_signs_in_with_the_mailed_code(world, db):
    nil = world.visitor()
    assert nil.get("/sign-in").status == 200
    assert ask(nil, world.tom.email).location == "/sign-in/code"
    db.rollback()
    assert db.query(Job).filter_by(kind="mail.sign_in").count() == 1
    code, _ = code_of(db, world.tom)
    assert nil.post("/sign-in/code", {"code": f"{code[:3]} {code[3:]}"}).location == "/"
    assert nil.get("/account").status == 200


def test_the_next_page_is_where_one_was_going(world, db):
    nil = world.visitor()
    asked = nil.get("/account")
    assert asked.status == 303
    assert asked.location == "/sign-in?next=/account"
    assert nil.client.head("/account").location == asked.headers["Location"]
    nil.get(asked.location)
    ask(nil, world.tom.email)
    db.rollback()
    assert nil.post("/sign-in/code", {"code": code_of(db, world.tom)[0]}).location == "/account"


@pytest.mark.parametrize(
    "evil",
    [
        "//evil.example",
        "/\\evil.example",
        "https:evil",
        "javascript:alert(1)",
        "/%2f/evil",
        "\t//evil.example",
        "/nothing-of-ours",
        "http://evil.example/account",
    ],
)
def test_next_never_leads_out_of_the_house(world, db, evil):
    nil = world.visitor()
    nil.get("/sign-in", query_string={"next": evil})
    ask(nil, world.tom.email)
    db.rollback()
    assert nil.post("/sign-in/code", {"code": code_of(db, world.tom)[0]}).location == "/"


def test_five_wrong_tries_end_a_code(world, db):
    nil = world.visitor()
    ask(nil, world.tom.email)
    db.rollback()
    code, _ = code_of(db, world.tom)
    wrong = "000000" if code != "000000" else "111111"
    for _try in range(5):
        assert nil.post("/sign-in/code", {"code": wrong}).status == 422
    assert nil.post("/sign-in/code", {"code": code}).status == 422
    assert nil.get("/account").status == 303


def test_a_code_works_once_and_for_ten_minutes(world, db):
    nil = world.visitor()
    ask(nil, world.tom.email)
    db.rollback()
    code, _ = code_of(db, world.tom)
    with clock.held_at(clock.hence(minutes=11)):
        assert nil.post("/sign-in/code", {"code": code}).status == 422
    assert nil.post("/sign-in/code", {"code": code}).status == 303
    again = world.visitor()
    ask(again, "somebody.else@mail.example")
    assert again.post("/sign-in/code", {"code": code}).status == 422


def test_asking_again_ends_the_older_code(world, db):
    nil = world.visitor()
    ask(nil, world.tom.email)
    db.rollback()
    old, _ = code_of(db, world.tom)
    ask(nil, world.tom.email)
    db.rollback()
    new, _ = code_of(db, world.tom)
    assert old == new or nil.post("/sign-in/code", {"code": old}).status == 422
    assert nil.post("/sign-in/code", {"code": new}).status == 303


def test_an_unknown_address_gets_the_same_answer_and_no_mail(world, db):
    known, unknown = world.visitor(), world.visitor()
    first = ask(known, world.tom.email)
    second = ask(unknown, "nobody@mail.example")
    assert (first.status, first.location) == (second.status, second.location)
    db.rollback()
    assert db.query(Job).filter_by(kind="mail.sign_in").count() == 1

    def seen(page):
        return re.sub(r"value=\"[^\"]+\"|[\w.]+@mail.example", "", page.html)

    assert seen(known.get("/sign-in/code")) == seen(unknown.get("/sign-in/code"))


def test_the_mailed_link_is_not_spent_by_looking(world, db):
    nil = world.visitor()
    ask(nil, world.tom.email)
    db.rollback()
    _, token = code_of(db, world.tom)
    scanner = world.visitor()
    for _look in range(3):
        page = scanner.get(f"/sign-in/link/{token}")
        assert page.status == 303
        assert token not in page.location
    assert scanner.get("/sign-in/link").status == 200
    assert nil.get(f"/sign-in/link/{token}").location == "/sign-in/link"
    assert nil.post("/sign-in/link").location == "/"
    assert nil.get("/account").status == 200
    assert scanner.post("/sign-in/link").status == 404


def test_staff_sign_in_with_a_password(world, db):
    hana = db.merge(world.hana)
    people.set_password(db, hana, "four unrelated plain words")
    db.commit()
    nil = world.visitor()
    wrong = nil.post("/sign-in", {"email": hana.email, "password": "four other plain words"})
    assert wrong.status == 422
    unknown = nil.post(
        "/sign-in", {"email": "nobody@mail.example", "password": "four other plain words"}
    )
    assert unknown.status == 422
    assert "do not go together" in wrong.text
    assert "do not go together" in unknown.text
    right = nil.post("/sign-in", {"email": hana.email, "password": "four unrelated plain words"})
    assert right.location == "/"


@pytest.mark.parametrize("bad", ["", "tom", "tom@", "a@b@c.example", "tom@mail.example\r\nBcc: x"])
def test_a_bad_address_keeps_what_was_typed(world, bad):
    page = ask(world.visitor(), bad)
    assert page.status == 422


def test_signing_out_ends_the_session_for_a_copied_cookie_too(world):
    tom = world.visitor("tom")
    thief = Visitor(world.app, None)
    name = world.app.config["SIGN_IN_COOKIE_NAME"]
    thief.client.set_cookie(name, tom.client.get_cookie(name).value, domain="localhost")
    assert thief.get("/account").status == 200
    answer = tom.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert thief.get("/account").status == 303


def test_signing_out_everywhere_ends_every_device(world):
    phone, laptop, tess = world.visitor("tom"), world.visitor("tom"), world.visitor("tess")
    phone.post("/account/sign-out-everywhere")
    assert laptop.get("/account").status == 303
    assert tess.get("/account").status == 200


def test_one_cannot_end_a_device_of_somebody_else(world, db):
    tom, tess = world.visitor("tom"), world.visitor("tess")
    device = db.query(Session).filter_by(person_id=world.tess.id).one()
    tom.post(f"/account/devices/{device.public_id}/end")
    assert tess.get("/account").status == 200


def test_a_session_ends_after_two_weeks_of_silence(world):
    tom = world.visitor("tom")
    with clock.held_at(clock.now() + timedelta(days=15)):
        assert tom.get("/account").status == 303


def test_only_the_print_of_a_cookie_is_stored(world, db):
    tom = world.visitor("tom")
    value = tom.client.get_cookie(world.app.config["SIGN_IN_COOKIE_NAME"]).value
    row = db.query(Session).filter_by(person_id=world.tom.id).one()
    assert value not in (row.token_hash, row.public_id)
    assert len(value) == 43


def test_a_person_changes_name_language_and_zone(world):
    tom = world.visitor("tom")
    values = {"name": "Tomás", "language": "es", "timezone": "Europe/Madrid"}
    assert tom.post("/account", values).status == 303
    page = tom.get("/account")
    assert 'lang="es"' in page.html
    assert 'value="Tomás"' in page.html


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("timezone", "Mars/Olympus"), ("language", "xx")]
)
def test_a_bad_setting_is_named_and_nothing_is_lost(world, field, value):
    values = {"name": "Tomás Typed", "language": "en", "timezone": "UTC", field: value}
    page = world.visitor("tom").post("/account", values)
    assert page.status == 422
    if field != "name":
        assert "Tomás Typed" in page.html
    assert f'id="{field}-error"' in page.html


def test_a_new_password_signs_other_devices_out(world):
    here, there = world.visitor("hana"), world.visitor("hana")
    assert here.post("/account/password", {"password": "short"}).status == 422
    assert here.post("/account/password", {"password": "aaaaaaaaaaaaaaaaaa"}).status == 422
    assert here.post("/account/password", {"password": "x" * 2000}).status == 422
    assert here.post("/account/password", {"password": "lamp gravel otter noon"}).status == 303
    assert here.get("/account").status == 200
    assert there.get("/account").status == 303


def test_an_idle_unlocked_screen_cannot_change_the_password(world, db):
    people.set_password(db, db.merge(world.hana), "four unrelated plain words")
    db.commit()
    hana = world.visitor("hana")
    with clock.held_at(clock.hence(minutes=11)):
        for wrong in ("", "four other plain words"):
            values = {"current": wrong, "password": "lamp gravel otter noon"}
            page = hana.post("/account/password", values)
            assert page.status == 422
            assert 'id="current-error"' in page.html
        right = {"current": "four unrelated plain words", "password": "lamp gravel otter noon"}
        assert hana.post("/account/password", right).status == 303


def test_members_have_no_password(world):
    page = world.visitor("tom").post("/account/password", {"password": "lamp gravel otter noon"})
    assert page.status == 404


def test_a_password_is_the_same_however_its_accents_are_typed():
    assert passwords.matches(
        passwords.hashed("caf\u00e9 a la ma\u00f1ana, a solas"),
        "cafe\u0301 a la man\u0303ana, a solas",
    )


def test_writes_need_a_token_and_our_own_origin(world):
    tom = world.visitor("tom")
    assert tom.client.post("/sign-out").status_code == 403
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        assert tom.post("/account/sign-out-everywhere", headers=headers).status == 403
    assert tom.get("/account").status == 200


def test_the_language_of_a_visitor_is_chosen_and_kept(world):
    nil = world.visitor()
    assert 'lang="en"' in nil.get("/sign-in").html
    assert 'lang="es"' in nil.get("/sign-in", headers={"Accept-Language": "es-MX"}).html
    assert nil.post("/language", {"language": "es", "next": "/sign-in"}).location == "/sign-in"
    assert 'lang="es"' in nil.get("/sign-in").html
    assert nil.post("/language", {"language": "tlh"}).status == 422
