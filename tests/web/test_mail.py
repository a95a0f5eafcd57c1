"""The page that says whether mail works, its buttons, and the addresses not written to."""

import pytest
from sqlalchemy import select

from portal import clock
from portal.actions import suppressions
from portal.jobs import queue
from portal.models import Invitation, Job, Suppression
from tests import makers
from tests.jobs.conftest import desk
from tests.jobs.invited import invite
from tests.smtp import script
from tests.statements import counted

__all__ = ["desk", "script"]


def path(world, *more):
    return "/".join([f"/brands/{world.brand.public_id}/mail", *more])


def job(db, world, **values):
    row = Job(
        **{
            "kind": "mail.invitation",
            "brand_id": world.brand.id,
            "payload": {"invitation": "gone", "generation": 1},
            **values,
        }
    )
    db.add(row)
    db.commit()
    return row


REFUSED = "The mail server refuses this address. (550) 5.1.1 no such person"


def test_each_state_of_mail_has_its_title(db, world):
    hana = world.visitor("hana")
    assert "No mail has left yet" in hana.get(path(world)).text
    row = makers.invitation(db, world.memberships["ines"], sent_at=clock.now())
    db.commit()
    assert "Mail works" in hana.get(path(world)).text
    parked = job(db, world, parked_at=clock.now(), error="KeyError: 'x'")
    page = hana.get(path(world))
    assert "Some letters are stuck" in page.text
    assert "KeyError: 'x'" in page.text
    db.delete(parked)
    db.delete(row)
    job(db, world, due_at=clock.ago(minutes=6), wanted_at=clock.ago(minutes=6))
    assert "Mail is late" in hana.get(path(world)).text


def test_what_is_stuck_is_tried_again_and_its_invitation_waits(db, world):
    row = invite(
        db, world.memberships["ines"], world.hana, failed_at=clock.now(), failure="Not taken."
    )
    stuck = db.scalars(select(Job)).one()
    stuck.parked_at, stuck.error, stuck.tries = clock.now(), "Not taken.", 5
    db.commit()
    hana = world.visitor("hana")
    assert world.ines.email_key in hana.get(path(world)).text
    done = hana.post(f"/jobs/{stuck.public_id}/retry")
    assert done.location == path(world)
    db.expire_all()
    assert (stuck.parked_at, stuck.tries, row.state(clock.now())) == (None, 0, "queued")
    db.rollback()
    again = hana.post(f"/jobs/{stuck.public_id}/retry")
    assert again.status == 303


def test_a_letter_that_is_being_sent_or_was_is_left_alone(db, world):
    hana = world.visitor("hana")
    for values in (
        {"holder": "x" * 22, "error": "later"},
        {"done_at": clock.now(), "error": "later"},
        {},
    ):
        row = job(db, world, **values)
        assert hana.post(f"/jobs/{row.public_id}/retry").status == 409


def test_all_of_a_brand_are_tried_again_and_of_no_other(db, world):
    for brand in (world.brand, world.other_brand):
        for values in (
            {"parked_at": clock.now()},
            {"error": "later", "due_at": clock.hence(days=1)},
        ):
            db.add(Job(kind="mail.test", payload={}, brand_id=brand.id, **values))
    db.commit()
    hana = world.visitor("hana")
    page = hana.post(path(world, "retry"))
    assert "2 letters are tried again now." in hana.get(page.location).html
    db.rollback()
    due = select(Job.brand_id).where(Job.parked_at.is_(None), Job.due_at <= clock.now())
    assert db.scalars(due).all() == [world.brand.id] * 2


def test_a_test_mail_goes_the_way_of_all_letters(desk, db, world, script):
    hana = world.visitor("hana")
    assert hana.post(path(world, "test")).location == path(world) + "#test"
    assert "Your test mail waits to leave." in hana.get(path(world)).text
    assert 'hx-trigger="every 3s"' in hana.get(path(world, "test")).html
    relay = script(RCPT="451 later")
    desk.to(relay.port).run()
    page = hana.get(path(world, "test"))
    assert "tried again soon: The mail server asked to try again later." in page.text
    desk.run(minutes=2)
    page = hana.get(path(world, "test"))
    assert "The mail server took your test mail." in page.text
    assert "hx-trigger" not in page.html
    [letter] = desk.letters()
    assert "That you read it means that mail works." in letter.text
    # Colleagues do not see the tests of others.
    assert "test mail waits" not in world.visitor("olga").get(path(world)).text


def test_a_test_mail_that_is_refused_says_why_and_is_not_tried_again(desk, db, world, script):
    hana = world.visitor("hana")
    hana.post(path(world, "test"))
    desk.to(script(RCPT="550 5.7.1 blocked").port).run()
    assert "The mail server refuses this address. (550) 5.7.1 blocked" in hana.get(path(world)).text
    assert desk.run(days=2) == 0


def test_failures_are_counted_by_their_reason(db, world):
    for n in range(3):
        member = makers.member(db, world.group, makers.person(db), joined_at=None)
        failure = f"{REFUSED} {n}" if n < 2 else "The mail server asked to try again later. (451)"
        makers.invitation(db, member, failed_at=clock.now(), failure=failure)
    db.commit()
    cells = [e.text for e in world.visitor("hana").get(path(world)).tree.all("th")]
    assert "The mail server refuses this address." in " ".join(cells)
    assert "no such person" not in " ".join(cells)


def test_the_page_costs_the_same_for_few_and_many(db, world, database):
    hana = world.visitor("hana")
    hana.post(path(world, "test"))
    job(db, world, error="later")
    with counted(database) as few:
        hana.get(path(world))
    for _n in range(60):
        db.add(Job(kind="mail.reminder", payload={}, brand_id=world.brand.id, error="later"))
    db.commit()
    with counted(database) as many:
        hana.get(path(world))
    assert len(few) == len(many) <= 12


def test_an_analyst_reads_what_is_stuck_without_addresses_and_presses_nothing(db, world):
    invite(db, world.memberships["ines"], world.hana)
    db.scalars(select(Job)).one().error = "Not taken."
    db.commit()
    page = world.visitor("ana").get(path(world))
    assert "Put off" in page.text
    # What a mail server said often repeats the address.
    assert "Not taken." not in page.text
    assert world.ines.email_key not in page.html
    assert not [e for e in page.tree.all("form") if "mail" in e.attributes.get("action", "")]
    assert ">Try again<" not in page.html


def test_records_are_told_to_owners_without_a_password(world):
    assert "v=spf1" not in world.visitor("hana").get(path(world)).html
    page = world.visitor("olga").get(path(world))
    for words in ("v=spf1", "_dmarc.localhost. TXT", "SELECTOR._domainkey.localhost"):
        assert words in page.text, words


def test_an_address_that_works_again_is_written_to_again(db, world):
    suppressions.record(db, world.brand.id, "gone@mail.example", "bounce", REFUSED)
    suppressions.record(db, world.brand.id, "tired@mail.example", "unsubscribe")
    db.commit()
    row = db.scalars(select(Suppression.public_id).filter_by(cause="bounce")).one()
    db.rollback()
    hana = world.visitor("hana")
    page = hana.get(path(world, "stopped"))
    for words in ("gone@mail.example", "Mail came back", "Asked not to be written to", REFUSED):
        assert words in page.text, words
    assert page.text.count("Write to it again") == 1
    empty = hana.post(f"/suppressions/{row}/lift", {"why": " "})
    assert (empty.status, "Say in a sentence" in empty.text) == (422, True)
    hana.post(f"/suppressions/{row}/lift", {"why": "They wrote from it."})
    after = hana.get(path(world, "stopped"))
    assert "gone@mail.example is written to again." in after.text
    assert after.text.count("gone@mail.example") == 1
    assert "tired@mail.example" in after.text
    assert "No address matches that." in hana.get(path(world, "stopped") + "?q=%25").text


def test_a_poison_job_is_parked_seen_and_blocks_nobody(desk, db, world):
    poison = job(db, world, payload={"nothing": 1})
    row = invite(db, world.memberships["ines"], world.hana)
    for _n in range(queue.MOST_TRIES):
        desk.run(hours=_n)
    db.expire_all()
    assert poison.parked_at is not None
    assert db.get(Invitation, row.id).sent_at is not None
    db.rollback()
    assert "Some letters are stuck" in world.visitor("hana").get(path(world)).text


@pytest.mark.parametrize("name", ["bo", "tom", "nil"])
def test_mail_is_the_brands_own_matter(db, world, name):
    row = job(db, world, parked_at=clock.now())
    visitor = world.visitor(name)
    hidden = 303 if name == "nil" else 404
    assert visitor.get(path(world)).status == hidden
    assert visitor.post(f"/jobs/{row.public_id}/retry").status == hidden
