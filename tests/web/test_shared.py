"""Share links: made by the team, opened by whoever holds them, dead at once when they end."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.actions import reports as freezing
from portal.models import Event, Report, Round, Share, ShareVisit, Staff
from tests import makers
from tests.page import Page, Visitor
from tests.queries.test_reports import closed_round
from tests.sent import essence
from tests.world import World


@pytest.fixture
def round(db: Session, world: World) -> Round:
    found = closed_round(db, world)
    freezing.freeze(db, found)
    db.commit()
    return found


def made(world: World, round: Round, name: str = "hana", **typed: str) -> Page:
    sent = {"note": "The board", "days": "14", "passcode": "", **typed}
    return world.visitor(name).post(f"/rounds/{round.public_id}/shares", sent)


def link_of(page: Page) -> str:
    [field] = [e for e in page.tree.all("input") if e.attributes.get("id") == "share-link"]
    return field.attributes["value"].removeprefix("http://localhost:8000")


def opened(world: World, link: str, name: str = "nil", **typed: str) -> Visitor:
    visitor = world.visitor(name)
    assert visitor.post(link, typed).location == link
    return visitor


@pytest.mark.parametrize("name", ["olga", "hana", "ana"])
def test_the_team_makes_a_link_that_a_stranger_opens(world: World, round: Round, name: str) -> None:
    link = link_of(made(world, round, name))
    page = opened(world, link).get(link)
    assert page.status == 200
    assert "Validated, and decided. 9 of the 12 are for it; 8 are needed." in page.text


def test_only_a_print_of_the_token_is_kept(db: Session, world: World, round: Round) -> None:
    token = link_of(made(world, round, passcode="open sesame")).rsplit("/", 1)[-1]
    [row] = db.query(Share)
    kept = f"{row.token_print} {row.passcode_print} {[e.facts for e in db.query(Event)]}"
    assert len(token) == 43
    assert token not in kept
    assert "open sesame" not in kept
    assert row.expires_at - row.created_at == pytest.approx(
        timedelta(days=14), abs=timedelta(minutes=1)
    )


def test_the_first_page_tells_nothing(world: World, round: Round) -> None:
    link = link_of(made(world, round))
    page = world.visitor().get(link)
    assert page.status == 200
    assert page.tree.all("title")[0].text == "A private report"
    assert not [m for m in page.tree.all("meta") if "property" in m.attributes]
    for word in ("Northlight", "Quiet inbox", "Circle of 12", "Validated", "The board"):
        assert word not in page.html
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_looking_opens_nothing_and_notes_nothing(db: Session, world: World, round: Round) -> None:
    link = link_of(made(world, round))
    for _ in range(3):
        world.visitor().get(link)
    assert not db.query(ShareVisit).count()


def test_the_page_knows_nobody_and_leads_nowhere(world: World, round: Round) -> None:
    link = link_of(made(world, round))
    page = opened(world, link, "olga").get(link)
    assert page.html == opened(world, link).get(link).html
    assert "Olga" not in page.html
    ways = {e.attributes.get("href", "") for e in page.tree.all("a")}
    assert all(way.startswith(("#", link)) for way in ways)
    assert not page.tree.all("form")


def test_the_page_is_the_snapshot_whatever_happens_later(
    db: Session, world: World, round: Round
) -> None:
    link = link_of(made(world, round))
    before = opened(world, link).get(link).text
    revision = db.get_one(makers.Revision, round.first_revision_id)
    makers.critique(db, round, world.tess, "Said much later.", revision=revision)
    sent = {"choice": "stop", "why": "Decided much later.", "what_next": ""}
    db.commit()
    world.visitor("hana").post(f"/rounds/{round.public_id}/decision", sent)
    after = opened(world, link).get(link).text
    assert after == before
    assert "much later" not in after


def test_a_passcode_opens_and_a_wrong_one_does_not(db: Session, world: World, round: Round) -> None:
    link = link_of(made(world, round, passcode="open sesame"))
    visitor = world.visitor()
    for typed in ("", "open sesam", "OPEN SESAME"):
        answer = visitor.post(link, {"passcode": typed})
        assert answer.status == 422
        assert "This is not the passcode" in answer.text
        assert "A private report" in visitor.get(link).text
    assert visitor.post(link, {"passcode": "open sesame"}).status == 303
    assert "9 of the 12 are for it" in visitor.get(link).text
    assert [v.what for v in db.query(ShareVisit).order_by("id")] == ["wrong_passcode"] * 3 + [
        "read"
    ]


def test_after_ten_wrong_passcodes_the_right_one_waits_an_hour(
    db: Session, world: World, round: Round
) -> None:
    link = link_of(made(world, round, passcode="open sesame"))
    [share] = db.query(Share)
    for _ in range(10):
        db.add(ShareVisit(share_id=share.id, what="wrong_passcode"))
    db.commit()
    assert world.visitor().post(link, {"passcode": "open sesame"}).status == 422
    with clock.held_at(clock.hence(minutes=61)):
        assert world.visitor().post(link, {"passcode": "open sesame"}).status == 303


def test_having_opened_one_link_opens_no_other(world: World, round: Round) -> None:
    first, second = link_of(made(world, round)), link_of(made(world, round))
    visitor = opened(world, first)
    cookie = visitor.client.get_cookie("shared", path=first)
    assert cookie is not None
    assert cookie.http_only
    visitor.client.set_cookie("shared", cookie.value, domain="localhost", path=second)
    assert "Press the button to open it." in visitor.get(second).text


def test_an_opening_lasts_two_hours(world: World, round: Round) -> None:
    link = link_of(made(world, round))
    visitor = opened(world, link)
    assert "9 of the 12" in visitor.get(link).text
    with clock.held_at(clock.hence(hours=3)):
        assert "9 of the 12" not in visitor.get(link).text


def revoked(db: Session, share: Share) -> None:
    share.revoked_at = clock.now()


def expired(db: Session, share: Share) -> None:
    share.expires_at = clock.ago(seconds=1)


def its_maker_left(db: Session, share: Share) -> None:
    db.query(Staff).filter_by(person_id=share.made_by_id).one().ended_at = clock.now()


def its_report_went(db: Session, share: Share) -> None:
    db.delete(db.get_one(Report, share.report_id))


@pytest.mark.parametrize("end", [revoked, expired, its_maker_left, its_report_went])
def test_an_ended_link_is_as_dead_as_one_that_never_was(
    db: Session, world: World, round: Round, end: object
) -> None:
    link = link_of(made(world, round, passcode="open sesame"))
    visitor = opened(world, link, passcode="open sesame")
    assert visitor.get(link).status == 200
    end(db, db.query(Share).one())  # type: ignore[operator]
    db.commit()
    never = "/shared/" + "A" * 43
    for person in (visitor, world.visitor(), world.visitor("olga")):
        ended = essence(person.get(link).response, link)
        assert ended[0] == 404
        assert ended == essence(person.get(never).response, never)
        tried = essence(person.post(link, {"passcode": "open sesame"}).response)
        assert tried == essence(person.post(never, {"passcode": "x"}).response)


@pytest.mark.parametrize("end", ["", " ", "%0A", "%00", "=", "/", "\u00e9", "a" * 5_000])
def test_a_token_is_taken_exactly(world: World, round: Round, end: str) -> None:
    link = link_of(made(world, round))
    assert world.visitor().get(link).status == 200
    wrong = link + end if end else "/shared/"
    assert world.visitor().get(wrong).status == 404
    assert world.visitor().get(link.swapcase().replace("/SHARED", "/shared")).status == 404


def test_revoking_ends_it_and_the_list_says_so(db: Session, world: World, round: Round) -> None:
    link = link_of(made(world, round))
    opened(world, link)
    opened(world, link)
    ana = world.visitor("ana")
    page = ana.get(f"/rounds/{round.public_id}/shares")
    assert "The board" in page.text
    assert "2 times" in page.text
    [share] = db.query(Share)
    assert ana.post(f"/shares/{share.public_id}/revoke").status == 303
    assert "Revoked" in ana.get(f"/rounds/{round.public_id}/shares").text
    assert world.visitor().get(link).status == 404
    db.rollback()
    kinds = [e.kind for e in db.query(Event).filter(Event.kind.like("share.%")).order_by("id")]
    assert kinds == ["share.made", "share.revoked"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"days": "0"}, "Choose between 1 and 90 days."),
        ({"days": "91"}, "Choose between 1 and 90 days."),
        ({"days": "9" * 40}, "Choose between 1 and 90 days."),
        ({"days": "soon"}, "Not a valid integer value."),
        ({"passcode": "12345"}, "Use at least 6 characters."),
    ],
)
def test_a_link_that_cannot_be_made_keeps_what_was_typed(
    db: Session, world: World, round: Round, typed: dict[str, str], sentence: str
) -> None:
    answer = made(world, round, note="For the bank", **typed)
    assert answer.status == 422
    assert sentence in answer.text
    assert "For the bank" in answer.html
    assert not db.query(Share).count()


def test_a_report_that_is_not_frozen_is_not_shared(db: Session, world: World) -> None:
    answer = made(world, closed_round(db, world))
    assert answer.status == 409
    assert made(world, world.round).status == 403
    assert not db.query(Share).count()


def test_visits_of_one_address_to_two_links_cannot_be_joined(
    db: Session, world: World, round: Round
) -> None:
    for link in (link_of(made(world, round)), link_of(made(world, round))):
        opened(world, link)
        opened(world, link)
    prints = [v.from_print for v in db.query(ShareVisit).order_by("id")]
    assert prints[0] == prints[1] != prints[2] == prints[3]
    assert "127.0.0.1" not in prints
