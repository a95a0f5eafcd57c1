"""The link in the mail: looking spends nothing, joining happens once, every end has its page."""

import pytest
from sqlalchemy import select

from portal import clock
from portal.access import actor_of
from portal.actions import invitations, people, sessions
from portal.models import Group, Job, Membership, Person, Session, Staff, Terms
from tests import makers
from tests.statements import counted

ANSWER = {"name": "Ines Gil", "language": "en", "terms_version": "1"}
SECRETS = ("First circle", "Northlight", "Hana", "Quiet inbox", "Keep it between us")


@pytest.fixture
def row(db, world):
    made = makers.invitation(
        db, world.memberships["ines"], sent_at=clock.now(), invited_by_id=world.hana.id
    )
    db.commit()
    return made


def link(db, row):
    db.commit()
    return f"/invitations/{makers.invitation_token(db, row)}"


def again(db, row):
    """The row as it is now, and no lock held."""
    db.refresh(row)
    db.commit()
    return row


def count(db, model, **which):
    found = len(db.scalars(select(model).filter_by(**which)).all())
    db.commit()
    return found


def follow(visitor, path):
    """Open the link and look at the page it leads to."""
    first = visitor.get(path)
    assert (first.status, first.location) == (303, "/invitation")
    assert first.headers["Referrer-Policy"] == "no-referrer"
    return visitor.get("/invitation")


def says_nothing(page):
    return not [word for word in SECRETS if word in page.html]


def test_the_page_says_who_invites_into_what_and_under_which_terms(db, world, row):
    page = follow(world.visitor(), link(db, row))
    assert page.status == 200
    for words in (
        "Hana of Northlight invites you to",
        "First circle",
        "We look at drafts together.",
        "Be honest and kind.",
        "Keep it between us.",
        "Confidentiality terms, version 1",
        "A draft is waiting for you now",
        "i•••@mail.example",
    ):
        assert words in page.html, words
    # Under no-referrer a browser would post the form with `Origin: null`, which is refused.
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert makers.invitation_token(db, row) not in page.html
    assert again(db, row).opened_at is not None


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_mail_scanner_spends_nothing_and_starts_no_session(db, world, row, method):
    path = link(db, row)
    for _n in range(3):
        world.visitor().client.open(path, method=method)
    assert again(db, row).state(clock.now()) == "sent"
    assert count(db, Session) == 0


def test_joining_signs_in_and_leads_to_the_open_round(db, world, row):
    db.get(Person, world.ines.id).verified_at = None
    visitor = world.visitor()
    follow(visitor, link(db, row))
    page = visitor.post("/invitation", ANSWER)
    assert (page.status, page.location) == (303, f"/rounds/{world.round.public_id}")
    assert again(db, row).state(clock.now()) == "joined"
    assert visitor.get(f"/groups/{world.group.public_id}").status == 200
    assert db.get(Person, world.ines.id, populate_existing=True).verified_at is not None


def test_where_no_round_is_open_joining_leads_home(db, world):
    yan = makers.person(db, "Yan")
    row = makers.invitation(db, makers.member(db, world.vip_group, yan, joined_at=None))
    visitor = world.visitor()
    follow(visitor, link(db, row))
    assert visitor.post("/invitation", ANSWER).location == "/"


def test_without_javascript_the_form_is_a_form(db, world, row):
    page = follow(world.visitor(), link(db, row))
    form = page.form("/invitation")
    assert form.attributes["method"] == "post"
    assert "hx-post" not in form.attributes


@pytest.mark.parametrize(
    "token",
    [
        "",
        "null",
        "%20",
        "%0A",
        "%2520",
        "token[]=x",
        "x" * 43,
        "x" * 100_000,
        "%00",
        "%FF",
        "a/b/c",
        "../x",
    ],
)
def test_every_other_word_gets_the_same_page(db, world, row, token):
    visitor = world.visitor()
    page = visitor.get(f"/invitations/{token}")
    assert page.status == 404
    assert "This link does not work" in page.html
    assert says_nothing(page)
    with visitor.client.session_transaction() as state:
        assert "invitation" not in state


@pytest.mark.parametrize("change", ["{}%20", "{}%0A", "%20{}", "{}/", "{}x"])
def test_a_live_token_with_something_around_it_is_no_token(db, world, row, change):
    path = link(db, row)
    token = path.rpartition("/")[2]
    assert world.visitor().get(f"/invitations/{change.format(token)}").status == 404
    assert world.visitor().get(f"/invitations/{token.swapcase()}").status == 404
    assert world.visitor().get(path).status == 303


def test_a_newer_mail_kills_the_older_link_also_for_who_stands_on_its_page(db, world, row):
    path = link(db, row)
    visitor = world.visitor()
    follow(visitor, path)
    invitations.resend(db, actor_of(db, world.hana), row)
    db.commit()
    assert world.visitor().get(path).status == 404
    assert visitor.get("/invitation").status == 404
    assert visitor.post("/invitation", ANSWER).status == 404
    assert db.get(Membership, row.membership_id, populate_existing=True).joined_at is None


@pytest.mark.parametrize(
    ("values", "status", "words"),
    [
        ({"expires_at": clock.ago(days=1)}, 410, "has expired"),
        ({"revoked_at": clock.now()}, 410, "no longer holds"),
    ],
)
def test_an_ended_invitation_says_so_and_names_nothing(db, world, values, status, words):
    row = makers.invitation(db, world.memberships["ines"], **values)
    visitor = world.visitor()
    page = follow(visitor, link(db, row))
    assert (page.status, words in page.text) == (status, True)
    assert says_nothing(page)
    page = visitor.post("/invitation", ANSWER)
    assert (page.status, says_nothing(page)) == (status, True)
    assert db.get(Membership, row.membership_id).joined_at is None


def test_a_full_group_says_so(db, world, row):
    db.get(Group, world.group.id).capacity = 2
    visitor = world.visitor()
    page = follow(visitor, link(db, row))
    assert (page.status, "All places are taken at the moment." in page.text) == (200, True)
    assert visitor.post("/invitation", ANSWER).location == "/invitation"
    waits = visitor.get("/invitation")
    assert "You are on the waiting list" in waits.text
    assert "The next place is yours." in waits.text
    # Waiting is no membership: nobody is signed in by it, and pressing again changes nothing.
    assert count(db, Session) == 0
    assert "waiting list" in visitor.post("/invitation", ANSWER).text
    assert db.get(Membership, row.membership_id).joined_at is None


def test_whoever_waits_may_let_the_place_go(db, world, row):
    db.get(Group, world.group.id).capacity = 2
    visitor = world.visitor()
    follow(visitor, link(db, row))
    visitor.post("/invitation", ANSWER)
    assert "You are not asked again" in visitor.post("/invitation/decline").text
    assert again(db, row).state(clock.now()) == "declined"


def test_a_closed_group_and_a_removed_person_look_alike(db, world, row):
    closed = makers.group(db, world.brand, "Old circle", closed_at=clock.now())
    other = makers.invitation(db, makers.member(db, closed, makers.person(db), joined_at=None))
    removed = makers.invitation(db, world.memberships["rob"])
    for each in (other, removed):
        page = follow(world.visitor(), link(db, each))
        assert (page.status, says_nothing(page)) == (410, True)
        assert "This invitation no longer holds" in page.text


def test_having_joined_offers_to_sign_in_and_takes_the_person_home(db, world, row):
    path = link(db, row)
    visitor = world.visitor()
    follow(visitor, path)
    visitor.post("/invitation", ANSWER)
    # The same browser, now signed in, goes on; another one is told.
    visitor.get(path)
    assert visitor.get("/invitation").location == f"/rounds/{world.round.public_id}"
    stranger = world.visitor()
    page = follow(stranger, path)
    assert (page.status, "You have joined already" in page.text) == (200, True)
    assert '/sign-in"' in page.html
    assert says_nothing(page)
    assert stranger.post("/invitation", ANSWER).status == 409
    assert count(db, Session) == 1


def test_someone_else_who_is_signed_in_is_told_whose_it_is_but_not_what(db, world, row):
    path = link(db, row)
    visitor = world.visitor("maya")
    page = follow(visitor, path)
    assert page.status == 403
    assert "It was sent to i•••@mail.example" in page.text
    assert world.ines.email not in page.html
    assert says_nothing(page)
    assert visitor.post("/invitation", ANSWER).status == 403
    assert visitor.post("/invitation/decline").status == 403
    assert again(db, row).state(clock.now()) == "sent"
    assert visitor.post("/invitation/not-me").location == "/invitation"
    assert "First circle" in visitor.get("/invitation").html


def test_the_person_themselves_may_be_signed_in(db, world, row):
    path = link(db, row)
    visitor = world.visitor("ines")
    assert follow(visitor, path).status == 200
    assert visitor.post("/invitation", ANSWER).status == 303


def test_the_form_cannot_choose_another_group_or_person(db, world, row):
    visitor = world.visitor()
    follow(visitor, link(db, row))
    visitor.post(
        "/invitation",
        {
            **ANSWER,
            "group_id": world.vip_group.public_id,
            "person_id": str(world.tom.id),
            "email": "x@mail.example",
            "role": "owner",
        },
    )
    [joined] = db.scalars(select(Membership).filter_by(person_id=world.ines.id)).all()
    assert joined.group_id == world.group.id
    assert count(db, Staff, person_id=world.ines.id) == 0


def test_what_was_typed_stays_when_the_form_is_refused(db, world, row):
    visitor = world.visitor()
    follow(visitor, link(db, row))
    page = visitor.post("/invitation", {**ANSWER, "name": "", "language": "es"})
    assert page.status == 422
    assert "Write a name of up to 80 characters." in page.html
    assert 'value="es" selected' in page.html or 'selected value="es"' in page.html
    assert again(db, row).accepted_at is None


def test_new_terms_are_shown_before_one_joins(db, world, row):
    visitor = world.visitor()
    follow(visitor, link(db, row))
    db.add(Terms(group_id=world.group.id, version=2, text="Say nothing at all."))
    db.commit()
    page = visitor.post("/invitation", ANSWER)
    assert page.status == 409
    assert "The terms have changed" in page.html
    assert "Say nothing at all." in page.html
    assert visitor.post("/invitation", {**ANSWER, "terms_version": "2"}).status == 303


def test_joining_needs_the_token_of_its_form(db, world, row):
    visitor = world.visitor()
    follow(visitor, link(db, row))
    assert visitor.client.post("/invitation", data=ANSWER).status_code == 403
    assert again(db, row).accepted_at is None


def test_saying_no_ends_it_and_is_remembered(db, world, row):
    path = link(db, row)
    visitor = world.visitor()
    follow(visitor, path)
    page = visitor.post("/invitation/decline")
    assert (page.status, "You are not asked again" in page.text) == (200, True)
    assert again(db, row).declined_at is not None
    assert follow(world.visitor(), path).status == 410


@pytest.mark.parametrize("path", ["/invitation", "/invitation/decline"])
def test_without_a_link_there_is_nothing_to_answer(world, path):
    assert world.visitor().get("/invitation").status == 404
    assert world.visitor().post(path, ANSWER).status == 404


def test_a_link_staff_have_seen_needs_the_mailbox_of_someone_known(db, world, row):
    invitations.show_link(db, actor_of(db, world.hana), row)
    visitor = world.visitor()
    follow(visitor, link(db, row))
    page = visitor.post("/invitation", ANSWER)
    assert (page.status, page.location) == (303, "/sign-in/code")
    asked = visitor.get(page.location)
    assert "i•••@mail.example" in asked.html
    assert world.ines.email not in asked.html
    assert again(db, row).accepted_at is None
    assert count(db, Session) == 0
    job = db.scalars(select(Job)).one()
    db.commit()
    assert job.kind == "mail.sign_in"
    code, _link = people.code_and_link(db.info["secret_key"], job.payload["code"])
    page = visitor.post("/sign-in/code", {"code": code})
    assert page.location == "/invitation"
    assert visitor.get("/invitation").status == 200
    assert visitor.post("/invitation", ANSWER).location == f"/rounds/{world.round.public_id}"


def test_an_invitation_waits_at_home_until_the_address_is_proven(db, world, row):
    db.commit()
    answer = f"/invitations/{row.public_id}/answer"
    ines = world.visitor("ines")
    assert ines.post(answer).location == "/invitation"
    assert ines.get("/invitation").status == 200
    assert again(db, row).accepted_at is None
    assert world.visitor("tom").post(answer).status == 404
    db.get(Person, world.ines.id).verified_at = None
    db.commit()
    assert world.visitor("ines").post(answer).status == 404


def test_joining_the_team_asks_for_a_password_and_shows_the_role(db, world):
    sam = makers.person(db, "Sam", verified_at=None)
    row = makers.staff_invitation(db, makers.staff(db, world.brand, sam, "analyst", joined_at=None))
    visitor = world.visitor()
    page = follow(visitor, link(db, row))
    assert "Your role will be analyst." in page.text
    assert "First circle" not in page.html
    answer = {"name": "Sam", "language": "en", "password": "short"}
    page = visitor.post("/invitation", answer)
    assert (page.status, "15 characters" in page.text) == (422, True)
    assert count(db, Staff, id=row.staff_id, joined_at=None) == 1
    page = visitor.post("/invitation", {**answer, "password": "four unrelated garden words"})
    assert page.location == f"/brands/{world.brand.public_id}"
    assert visitor.get(f"/brands/{world.brand.public_id}/staff").status == 200


def test_a_session_on_another_device_ends_when_the_mailbox_is_proven(db, world, row):
    ines = db.get(Person, world.ines.id)
    ines.verified_at = None
    token, _row = sessions.start(db, ines, "a stranger's phone")
    visitor = world.visitor()
    follow(visitor, link(db, row))
    visitor.post("/invitation", ANSWER)
    assert sessions.find(db, token) is None
    db.commit()
    assert visitor.get("/account").status == 200


def test_the_page_behind_the_link_takes_few_statements(db, world, row, database):
    visitor = world.visitor()
    follow(visitor, link(db, row))
    with counted(database) as statements:
        visitor.get("/invitation")
    assert len(statements) <= 4
