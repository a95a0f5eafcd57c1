"""The desk of a brand, its settings and colour, and the first brand of all."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from portal import clock, ids
from portal.actions import brands
from portal.models import Brand, Invitation, Person, Revision
from portal.queries import brands as reads
from tests import actors, makers
from tests.actions.test_revisions import hung
from tests.statements import counted

SETTINGS = {
    "name": "Northlight",
    "kind": "fashion",
    "accent": "#2f6f5e",
    "language": "es",
    "timezone": "Europe/Madrid",
    "currency": "eur",
}


def test_the_desk_shows_rounds_drafts_and_groups(world, db):
    makers.vote(db, world.round, world.tom, revision=world.revision)
    hung(db, world, world.revision, "The inbox")
    db.commit()
    page = world.visitor("hana").get(f"/brands/{world.brand.public_id}")
    assert page.status == 200
    assert "1 of 2" in page.text
    assert "Closes in 3 days" in page.text
    assert "2 members · one invitation waiting" in page.text
    assert 'alt="The inbox"' in page.html


def test_votes_of_those_who_do_not_count_are_not_counted(world, db):
    late = makers.person(db)
    makers.member(db, world.group, late)
    makers.vote(db, world.round, late, revision=world.revision)
    hana = actors.of(db, world.hana)
    [line] = reads.desk(db, hana, world.brand).open_rounds
    assert (line.answered, line.asked) == (0, 2)
    world.round.who_counts = "invited"
    db.flush()
    [line] = reads.desk(db, hana, world.brand).open_rounds
    assert line.asked == 3


def test_a_failed_mail_is_said_on_the_desk(world, db):
    db.add(
        Invitation(
            membership_id=world.memberships["ines"].id,
            token_hash="x",
            expires_at=clock.hence(days=9),
            failed_at=clock.now(),
        )
    )
    db.commit()
    assert "One mail failed" in world.visitor("hana").get(f"/brands/{world.brand.public_id}").text


def test_first_steps_lead_through_an_empty_brand(world, db):
    brand = makers.brand(db, "Empty")
    makers.staff(db, brand, world.hana, "manager")
    makers.staff(db, brand, world.ana, "analyst")
    db.commit()
    hana, at = world.visitor("hana"), f"/brands/{brand.public_id}"

    def next_link():
        page = hana.get(at)
        return [
            e.attributes["href"]
            for e in page.tree.all("a")
            if any(p.attributes.get("id") == "first-steps" for p in e.parents)
        ]

    assert next_link() == [f"{at}/groups/new"]
    group = makers.group(db, brand)
    db.commit()
    assert next_link() == [f"/groups/{group.public_id}/invitations"]
    makers.member(db, group, world.tom, joined_at=None)
    db.commit()
    assert next_link() == [f"{at}/drafts/new"]
    draft = makers.draft(db, brand)
    db.commit()
    assert next_link() == [f"/drafts/{draft.public_id}/rounds/new"]
    first = db.query(Revision).filter_by(draft_id=draft.id).one()
    makers.round(db, draft, group, first_revision=first, state="preparing")
    db.commit()
    assert next_link() == []
    assert "First steps" not in world.visitor("ana").get(at).text


def test_the_desk_costs_the_same_with_one_and_three_of_everything(world, db, database):
    hana, at = world.visitor("hana"), f"/brands/{world.brand.public_id}"
    with counted(database) as one:
        hana.get(at)
    for name in ("Second", "Third"):
        group = makers.group(db, world.brand, name)
        makers.member(db, group, world.tom)
        draft = makers.draft(db, world.brand, name)
        first = db.query(Revision).filter_by(draft_id=draft.id).one()
        hung(db, world, first, "One", "Two")
        makers.round(db, draft, group, first_revision=first)
        makers.round(db, draft, group, first_revision=first, state="closed")
    db.commit()
    with counted(database) as three:
        hana.get(at)
    assert len(one) == len(three) <= 9


@pytest.mark.parametrize("name", ["tom", "vera", "ines", "bo", "maya"])
def test_the_desk_is_not_there_for_others(world, name):
    visitor = world.visitor(name)
    for ending in ("", "/settings"):
        real = visitor.get(f"/brands/{world.brand.public_id}{ending}")
        none = visitor.get(f"/brands/{ids.public_id()}{ending}")
        assert real.status == none.status == 404
        assert len(real.html) == len(none.html)
    assert visitor.post(f"/brands/{world.brand.public_id}/settings", SETTINGS).status == 404


@pytest.mark.parametrize("name", ["hana", "ana"])
def test_settings_are_the_owner_s(world, name):
    at = f"/brands/{world.brand.public_id}/settings"
    assert world.visitor(name).get(at).status == 403
    assert world.visitor(name).post(at, SETTINGS).status == 403


def test_an_owner_changes_the_settings(world, db):
    olga, at = world.visitor("olga"), f"/brands/{world.brand.public_id}"
    assert olga.get(f"{at}/settings").status == 200
    assert olga.post(f"{at}/settings", SETTINGS).location == at
    db.expire_all()
    brand = world.brand
    assert (brand.kind, brand.language, brand.currency) == ("fashion", "es", "EUR")
    assert (brand.accent_hue, brand.accent_chroma) == (173, 72)


def test_saving_without_touching_the_colour_leaves_it_exactly(world, db):
    world.brand.accent_hue, world.brand.accent_chroma = 145, 400
    db.commit()
    olga, at = world.visitor("olga"), f"/brands/{world.brand.public_id}/settings"
    page = olga.get(at)
    [shown] = [e for e in page.tree.all("input") if e.attributes.get("name") == "accent"]
    olga.post(at, {**SETTINGS, "accent": shown.attributes["value"]})
    db.expire_all()
    assert (world.brand.accent_hue, world.brand.accent_chroma) == (145, 400)


def test_odd_settings_are_named_all_at_once(world, db):
    odd = {"name": "", "kind": "x", "accent": "red", "language": "xx", "timezone": "x"}
    page = world.visitor("olga").post(
        f"/brands/{world.brand.public_id}/settings", {**odd, "currency": "money"}
    )
    assert page.status == 422
    for words in ("Write a name", "Choose a colour", "time zone from the list", "three letters"):
        assert words in page.text
    db.expire_all()
    assert world.brand.name == "Northlight"


@pytest.mark.parametrize(
    ("name", "status"),
    [("olga", 200), ("ana", 200), ("tom", 200), ("vera", 200), ("ines", 404), ("bo", 404)],
)
def test_the_colour_is_for_those_of_the_brand(world, name, status):
    answer = world.visitor(name).client.get(f"/brands/{world.brand.public_id}/accent.css")
    assert answer.status_code == status
    if status == 200:
        assert answer.get_data(as_text=True) == ":root{--accent-h:60;--accent-c:0.04}\n"
        assert answer.mimetype == "text/css"
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_an_owner_makes_another_brand_and_others_do_not(world, db):
    sent = {key: value for key, value in SETTINGS.items() if key != "accent"}
    for name in ("hana", "ana", "tom"):
        assert world.visitor(name).get("/brands/new").status == 404
        assert world.visitor(name).post("/brands/new", sent).status == 404
    olga = world.visitor("olga")
    assert olga.get("/brands/new").status == 200
    assert olga.post("/brands/new", {**sent, "name": ""}).status == 422
    made = olga.post("/brands/new", {**sent, "name": "Southlight"})
    assert made.status == 303
    assert olga.get(made.location).status == 200
    assert "Southlight" in olga.get("/account").html


def first_run(app, db, **values):
    code = brands.first_run_code(db)
    return {
        **{key: value for key, value in SETTINGS.items() if key != "accent"},
        "person": "Ada",
        "email": "ada@mail.example",
        "password": "quiet river seven lanterns",
        "code": code,
        **values,
    }


@pytest.fixture
def visitor(app, db):
    from tests.page import Visitor

    return Visitor(app, None)


def test_the_first_run_makes_owner_and_brand_once_and_signs_in(app, db, visitor):
    sent = first_run(app, db)
    db.rollback()
    assert visitor.get("/first-run").status == 200
    assert visitor.post("/first-run", sent).status == 303
    [brand] = db.query(Brand)
    [owner] = db.query(Person)
    assert actors.of(db, owner).owns(brand.id)
    assert owner.password_hash
    db.rollback()
    assert visitor.get(f"/brands/{brand.public_id}").status == 200
    assert visitor.get("/first-run").status == 404
    assert visitor.post("/first-run", sent).status == 404


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"code": "000000"}, "not the code"),
        ({"code": "x"}, "not the code"),
        ({"password": "short"}, "at least 15"),
        ({"email": "nobody"}, "address"),
        ({"timezone": "Mars"}, "time zone"),
        ({"person": ""}, "name"),
    ],
)
def test_the_first_run_refuses_with_the_reason(app, db, visitor, values, words):
    sent = first_run(app, db, **values)
    db.rollback()
    page = visitor.post("/first-run", sent)
    assert page.status == 422
    assert words in page.text
    assert "Northlight" in page.html
    assert db.query(Person).count() == db.query(Brand).count() == 0


def test_where_a_brand_is_there_is_no_first_run(world, visitor, app, db):
    sent = first_run(app, db)
    db.rollback()
    assert visitor.get("/first-run").status == 404
    assert visitor.post("/first-run", sent).status == 404


def test_navigation_shows_members_their_home_and_staff_their_desks(world, db):
    def labels(name):
        page = world.visitor(name).get("/account")
        [nav] = [e for e in page.tree.all("nav") if e.attributes.get("class") == "page-nav"]
        return [e.text for e in page.tree.all("a") if nav in e.parents]

    assert labels("hana") == ["Home", "Desk", "News", "Account"]
    makers.staff(db, world.other_brand, world.hana, "analyst")
    db.commit()
    assert labels("tom") == ["Home", "News", "Account"]
    assert labels("hana") == ["Home", "Northlight", "Seamwright", "News", "Account"]


def test_a_desk_without_rounds_left_is_calm(world, db):
    """Everything deleted but the brand: no error, the steps again."""
    from portal.models import Draft, Group

    for model in (Draft, Group):
        db.execute(delete(model).where(model.brand_id == world.brand.id))
    db.commit()
    with clock.held_at(clock.now() + timedelta(days=1)):
        page = world.visitor("olga").get(f"/brands/{world.brand.public_id}")
    assert page.status == 200
    assert "First steps" in page.text
