"""The list on which a manager follows invitations, and what can be done there."""

import pytest
from sqlalchemy import select

from portal import clock
from portal.models import Invitation, Job
from tests import makers
from tests.statements import counted

STATES = {
    "queued": {},
    "sent": {"sent_at": clock.now()},
    "deferred": {"failure": "Later.", "next_try_at": clock.hence(minutes=5)},
    "failed": {"failed_at": clock.now(), "failure": "Nobody took it."},
    "bounced": {
        "failed_at": clock.now(),
        "bounced_at": clock.now(),
        "failure": "The mailbox does not exist.",
    },
    "opened": {"sent_at": clock.now(), "opened_at": clock.now()},
    "expired": {"sent_at": clock.ago(days=20), "expires_at": clock.ago(days=6)},
    "waiting": {"sent_at": clock.now(), "waiting_since": clock.now()},
    "revoked": {"revoked_at": clock.now()},
    "declined": {"revoked_at": clock.now(), "declined_at": clock.now()},
    "joined": {"sent_at": clock.now(), "accepted_at": clock.now()},
}


@pytest.fixture
def rows(db, world):
    """One invitation in each state, to people named after it."""
    made = {}
    for state, values in STATES.items():
        joined = clock.now() if state == "joined" else None
        person = makers.person(db, f"{state.title()} Person")
        member = makers.member(
            db, world.group, person, joined_at=joined, invited_name=f"{state.title()} Name"
        )
        made[state] = makers.invitation(db, member, **values)
    db.commit()
    return made


def path(world, *more):
    return "/".join([f"/groups/{world.group.public_id}/invitations", *more])


def again(db, row):
    db.refresh(row)
    db.commit()
    return row


def test_the_list_shows_each_state_with_its_count_and_reason(world, rows):
    page = world.visitor("hana").get(path(world))
    for words in (
        "Waiting to be sent",
        "Sent",
        "Failed",
        "The mailbox does not exist.",
        "Opened",
        "Expired",
        "Revoked",
        "Joined",
        "6 of 8 mails have left.",
        "2 could not be delivered.",
        "Came back",
        "Waits for a place",
        "Next try",
        "Queued Name",
        "Joined Person",
    ):
        assert words in page.text, words
    # The name a person uses elsewhere is not shown before they joined here.
    assert "Sent Person" not in page.html
    assert "Joined Name" not in page.html


@pytest.mark.parametrize("state", list(STATES))
def test_filtering_by_state_agrees_with_what_the_row_says(world, rows, state):
    page = world.visitor("hana").get(path(world) + f"?state={state}")
    ids = {e.attributes["id"] for e in page.tree.all("tr") if "id" in e.attributes}
    assert ids == {f"invitation-{rows[state].public_id}"}
    assert rows[state].state(clock.now()) == state


def test_searching_by_name_and_address_takes_signs_as_they_are(world, rows):
    hana = world.visitor("hana")
    assert "Failed Name" in hana.get(path(world) + "?q=failed+na").html
    assert "Sent Name" in hana.get(path(world) + "?q=sent.person").html
    for words in ("%25", "_", "Sent+Person", "'"):
        assert "No invitation matches that." in hana.get(path(world) + f"?q={words}").text
    assert hana.get(path(world) + "?state=secret").status == 422


def test_the_list_costs_the_same_for_few_and_many_and_comes_in_pages(db, world, rows, database):
    hana = world.visitor("hana")
    with counted(database) as few:
        hana.get(path(world))
    for number in range(150):
        person = makers.person(db, f"Guest {number}")
        makers.invitation(db, makers.member(db, world.group, person, joined_at=None))
    db.commit()
    with counted(database) as many:
        first = hana.get(path(world))
    assert len(few) == len(many) <= 9
    [more] = [e for e in first.tree.all("a") if "after=" in e.attributes.get("href", "")]
    second = hana.get(more.attributes["href"])
    ids = [
        {e.attributes["id"] for e in page.tree.all("tr") if "id" in e.attributes}
        for page in (first, second)
    ]
    assert (len(ids[0]), len(ids[1]), ids[0] & ids[1]) == (100, 61, set())


def test_sending_again_answers_with_the_row(db, world, rows):
    hana = world.visitor("hana")
    row = rows["failed"]
    fragment = hana.hx_post(f"/invitations/{row.public_id}/resend")
    assert [e.attributes["id"] for e in fragment.tree.roots] == [f"invitation-{row.public_id}"]
    assert "Waiting to be sent" in fragment.text
    assert (again(db, row).generation, row.failure) == (2, None)
    plain = hana.post(f"/invitations/{row.public_id}/resend")
    assert (plain.status, plain.location) == (303, path(world) + f"#invitation-{row.public_id}")
    assert hana.hx_post(f"/invitations/{rows['joined'].public_id}/resend").status == 409


def test_revoking(db, world, rows):
    hana = world.visitor("hana")
    fragment = hana.hx_post(f"/invitations/{rows['sent'].public_id}/revoke")
    assert "Revoked" in fragment.text
    assert again(db, rows["sent"]).revoked_at is not None
    assert hana.hx_post(f"/invitations/{rows['sent'].public_id}/revoke").status == 409


def test_the_link_is_shown_only_to_who_asks_for_it(db, world, rows):
    hana = world.visitor("hana")
    row = rows["sent"]
    url = f"http://localhost:8000/invitations/{makers.invitation_token(db, row)}"
    db.commit()
    assert url not in hana.get(path(world)).html
    fragment = hana.hx_post(f"/invitations/{row.public_id}/link")
    [field] = [e for e in fragment.tree.all("input") if e.attributes.get("value") == url]
    assert "readonly" in field.attributes
    assert url in hana.post(f"/invitations/{row.public_id}/link").html
    assert again(db, row).link_shown_at is not None
    assert hana.post(f"/invitations/{rows['revoked'].public_id}/link").status == 409


def test_sending_to_all_who_wait(db, world, rows):
    page = world.visitor("hana").post(path(world, "resend"))
    assert page.location == path(world)
    # Of those, only the expired one was written to more than two days ago.
    assert again(db, rows["expired"]).generation == 2
    assert again(db, rows["sent"]).generation == 1
    assert len(db.scalars(select(Job)).all()) == 1


def test_progress_asks_again_only_while_mails_wait(db, world, rows):
    hana = world.visitor("hana")
    page = hana.get(path(world))
    [polling] = [e for e in page.tree.elements if e.attributes.get("id") == "invitation-progress"]
    assert polling.attributes["hx-trigger"] == "every 5s"
    assert hana.fragment(polling.attributes["hx-get"]).status == 204
    moved = hana.fragment(path(world, "progress") + "?written=1")
    assert "6 of 8 mails have left." in moved.text
    rows["queued"].sent_at = rows["deferred"].sent_at = clock.now()
    db.commit()
    done = hana.fragment(polling.attributes["hx-get"])
    assert "All 8 mails have left." in done.text
    assert "hx-get" not in done.html


@pytest.mark.parametrize(
    ("name", "status"), [("ana", 403), ("tom", 404), ("bo", 404), ("vera", 404)]
)
def test_addresses_are_for_those_who_manage(world, rows, name, status):
    visitor = world.visitor(name)
    for more in ("", "/progress", "/new"):
        assert visitor.get(path(world) + more).status == status
    assert visitor.post(path(world, "resend")).status == status


@pytest.mark.parametrize("name", ["ana", "tom", "bo", "nil"])
@pytest.mark.parametrize("act", ["resend", "revoke", "link"])
def test_an_invitation_is_handled_by_those_who_manage_only(db, world, rows, name, act):
    visitor = world.visitor(name)
    there = visitor.post(f"/invitations/{rows['sent'].public_id}/{act}")
    never = visitor.post(f"/invitations/{'x' * 22}/{act}")
    assert there.status == never.status == (303 if name == "nil" else 404)
    assert again(db, rows["sent"]).generation == 1
    assert (rows["sent"].revoked_at, rows["sent"].link_shown_at) == (None, None)


def test_staff_invitations_do_not_appear_among_those_of_groups(db, world, rows):
    sam = makers.staff(db, world.brand, makers.person(db, "Sam"), "manager", joined_at=None)
    row = makers.staff_invitation(db, sam)
    db.commit()
    for name in ("hana", "olga"):
        visitor = world.visitor(name)
        assert "sam." not in visitor.get(path(world)).html
        assert visitor.post(f"/invitations/{row.public_id}/link").status == 404
    assert len(db.scalars(select(Invitation)).all()) == 12


def test_a_closed_group_keeps_its_list_but_sends_nothing(db, world):
    person = makers.person(db)
    old = makers.group(db, world.brand, "Old circle", closed_at=clock.now())
    row = makers.invitation(db, makers.member(db, old, person, joined_at=None))
    db.commit()
    hana = world.visitor("hana")
    page = hana.get(f"/groups/{old.public_id}/invitations")
    assert (page.status, "This group is closed." in page.text) == (200, True)
    assert hana.post(f"/invitations/{row.public_id}/resend").status == 403
    assert hana.get(f"/groups/{old.public_id}/invitations/new").status == 403
