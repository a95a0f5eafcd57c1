"""A group's pages: for those who manage, for analysts, for members, and for nobody else."""

import pytest
from sqlalchemy import select

from portal import clock
from portal.models import Group, Membership, Terms
from tests import makers
from tests.statements import counted

FORM = {
    "name": "Night owls",
    "purpose": "Try the **late** menu.",
    "house_rules": "Be kind.",
    "capacity": "150",
    "terms": "Tell nobody.",
}


def fresh(db, model, id):
    row = db.get(model, id, populate_existing=True)
    db.commit()
    return row


def path(world, *more):
    return "/".join([f"/groups/{world.group.public_id}", *more])


def test_a_group_is_opened_and_then_shown(db, world):
    hana = world.visitor("hana")
    new = f"/brands/{world.brand.public_id}/groups/new"
    assert hana.get(new).form("/groups/new").attributes["method"] == "post"
    page = hana.post(new, FORM)
    group = db.scalars(select(Group).filter_by(name="Night owls")).one()
    db.commit()
    assert (page.status, page.location) == (303, f"/groups/{group.public_id}")
    page = hana.get(page.location)
    assert "Try the <strong>late</strong> menu." in page.html
    assert "Nobody is invited yet" in page.text


def test_what_was_typed_stays_when_a_group_is_refused(world):
    page = world.visitor("hana").post(
        f"/brands/{world.brand.public_id}/groups/new", {**FORM, "capacity": "many", "terms": " "}
    )
    assert page.status == 422
    assert "Night owls" in page.html
    assert "Write a number from 1 to 100,000." in page.text
    assert "Say what must stay confidential" in page.text


def test_staff_see_members_by_state_with_their_segments(world):
    page = world.visitor("hana").get(path(world))
    for words in ("Tom", "power user", "Rob", "2 of 200 places are taken", world.tom.email):
        assert words in page.html, words
    only = world.visitor("hana").get(path(world) + "?state=removed")
    assert "Rob" in only.html
    assert "power user" not in only.html
    assert world.visitor("hana").get(path(world) + "?state=secret").status == 422


def test_analysts_see_the_members_but_no_address_and_nothing_to_press(world):
    page = world.visitor("ana").get(path(world))
    assert "Tom" in page.html
    assert world.tom.email not in page.html
    assert "Remove for good" not in page.html
    found = world.visitor("ana").get(path(world) + f"?q={world.tom.email}")
    assert "power user" not in found.html


def test_members_see_what_they_agreed_to_and_no_other_member(db, world):
    db.add(Terms(group_id=world.group.id, version=2, text="Say nothing at all."))
    db.commit()
    page = world.visitor("tom").get(path(world))
    assert "Keep it between us." in page.html
    assert "Say nothing at all." not in page.html
    assert "Be honest and kind." in page.html
    for words in ("Tess", world.tess.email, "Rob", "Members", "200", "Hana"):
        assert words not in page.text, words


@pytest.mark.parametrize("name", ["vera", "ines", "rob", "bo", "maya"])
def test_to_everybody_else_the_group_is_not_there(world, name):
    visitor = world.visitor(name)
    there = visitor.get(path(world))
    never = visitor.get("/groups/" + "x" * 22)
    assert (there.status, never.status) == (404, 404)
    assert there.html.replace(world.group.public_id, "x" * 22) == never.html


@pytest.mark.parametrize("name", ["hana", "tom"])
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "more", ["", "/edit", "/close", "/leave", "/invitations", "/invitations/new"]
)
def test_anothers_group_is_as_absent_as_one_that_never_was(world, name, method, more):
    visitor = world.visitor(name)
    token = {"csrf_token": visitor._token()} if method != "get" else None
    answers = [
        visitor.client.open(f"/groups/{id}{more}", method=method.upper(), data=token)
        for id in (world.other_group.public_id, "x" * 22)
    ]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].status_code in (404, 405)


def test_a_group_is_changed_and_its_terms_get_a_version(db, world):
    hana = world.visitor("hana")
    assert "Keep it between us." in hana.get(path(world, "edit")).html
    assert hana.post(path(world, "edit"), FORM).status == 303
    assert fresh(db, Group, world.group.id).capacity == 150
    assert "version 2" in hana.get(path(world)).text
    page = hana.post(path(world, "edit"), {**FORM, "capacity": "1"})
    assert (page.status, "More people than that have joined" in page.text) == (422, True)


@pytest.mark.parametrize("name", ["ana", "tom"])
@pytest.mark.parametrize("more", ["edit", "close"])
def test_only_those_who_manage_change_a_group(db, world, name, more):
    page = world.visitor(name).post(path(world, more), FORM)
    assert page.status == (403 if name == "ana" else 404)
    assert fresh(db, Group, world.group.id).name == "First circle"


def test_a_group_closes_when_no_round_runs(db, world):
    hana = world.visitor("hana")
    assert hana.post(path(world, "close")).status == 409
    assert hana.post(f"/groups/{world.vip_group.public_id}/close").status == 303
    page = hana.get(f"/groups/{world.vip_group.public_id}")
    assert "This group is closed." in page.text
    assert "Invite people" not in page.text


def test_a_member_leaves_after_being_asked_once_more(db, world):
    tom = world.visitor("tom")
    assert "Leave First circle" in tom.get(path(world, "leave")).text
    assert tom.get(path(world)).status == 200
    assert tom.post(path(world, "leave")).location == "/"
    assert tom.get(path(world)).status == 404
    assert fresh(db, Membership, world.memberships["tom"].id).left_at is not None
    assert world.visitor("hana").post(path(world, "leave")).status == 404


def test_the_page_costs_the_same_for_one_member_and_for_many(db, world, database):
    hana = world.visitor("hana")
    costs = []
    for group in (world.vip_group, world.group):
        with counted(database) as statements:
            hana.get(f"/groups/{group.public_id}")
        costs.append(len(statements))
    assert costs[0] == costs[1]
    assert costs[0] <= 10


def test_many_members_come_in_pages(db, world):
    for number in range(120):
        makers.member(db, world.vip_group, makers.person(db, f"Guest {number:03}"))
    db.commit()
    hana = world.visitor("hana")
    first = hana.get(f"/groups/{world.vip_group.public_id}")
    [more] = [e for e in first.tree.all("a") if "after=" in e.attributes.get("href", "")]
    second = hana.get(more.attributes["href"])
    assert "Guest 000" in first.html
    assert "Guest 119" not in first.html
    assert "Guest 119" in second.html
    assert "Guest 000" not in second.html
    assert "Guest 077" in hana.get(f"/groups/{world.vip_group.public_id}?q=guest+077").html


def test_a_name_from_another_brand_is_not_shown_before_the_person_joined(db, world):
    elsewhere = makers.person(db, "Known Elsewhere", email="m@mail.example")
    makers.member(db, world.group, elsewhere, joined_at=None, invited_name="M. of the list")
    db.commit()
    hana = world.visitor("hana")
    assert "M. of the list" in hana.get(path(world)).html
    assert "Known Elsewhere" not in hana.get(path(world)).html
    assert "M. of the list" in hana.get(path(world) + "?q=m.+of").html
    assert "M. of the list" not in hana.get(path(world) + "?q=Known").html


def change(world, name, act):
    return f"/memberships/{world.memberships[name].public_id}/{act}"


def test_pausing_answers_with_the_same_row_that_the_page_draws(db, world):
    hana = world.visitor("hana")
    fragment = hana.hx_post(change(world, "tom", "pause"))
    id = f"member-{world.memberships['tom'].public_id}"
    assert [e.attributes["id"] for e in fragment.tree.roots] == [id]
    assert "Paused" in fragment.text
    assert "Paused" in hana.get(path(world) + "?state=paused").text
    plain = hana.post(change(world, "tom", "resume"))
    assert plain.location == path(world) + f"#{id}"
    assert fresh(db, Membership, world.memberships["tom"].id).state == "active"


def test_segments_removal_and_letting_back(db, world):
    hana = world.visitor("hana")
    assert hana.hx_post(change(world, "tom", "segments"), {"segments": "vegan, owl"}).status == 200
    assert fresh(db, Membership, world.memberships["tom"].id).segments == ["vegan", "owl"]
    assert hana.hx_post(change(world, "tom", "segments"), {"segments": "x" * 50}).status == 422
    tom = world.visitor("tom")
    assert tom.get(path(world)).status == 200
    assert hana.hx_post(change(world, "tom", "remove")).status == 200
    assert tom.get(path(world)).status == 404
    assert hana.hx_post(change(world, "tom", "remove")).status == 409
    assert hana.hx_post(change(world, "tom", "let-back")).status == 200
    assert tom.get(path(world)).status == 404


@pytest.mark.parametrize("act", ["pause", "resume", "remove", "let-back", "segments"])
@pytest.mark.parametrize(
    ("name", "status"), [("ana", 403), ("bo", 404), ("tom", 404), ("tess", 404), ("nil", 303)]
)
def test_only_those_who_manage_change_a_member(db, world, name, status, act):
    assert world.visitor(name).post(change(world, "tom", act)).status == status
    member = fresh(db, Membership, world.memberships["tom"].id)
    assert (member.state, member.segments) == ("active", ["power user"])


def test_someone_who_is_staff_elsewhere_does_not_change_their_own_membership(db, world):
    makers.staff(db, world.other_brand, world.tom, "manager")
    db.commit()
    assert world.visitor("tom").post(change(world, "tom", "segments")).status == 404
    assert clock.now() > fresh(db, Membership, world.memberships["tom"].id).joined_at
