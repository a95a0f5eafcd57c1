"""Invitations by mail: who still gets one at the moment of sending, and what failures leave."""

import pytest
from sqlalchemy import select

from portal import clock
from portal.access import actor_of
from portal.actions import invitations, memberships, staff, suppressions
from portal.errors import Conflict
from portal.models import Invitation, Staff, Suppression
from tests import makers
from tests.jobs.conftest import parsed
from tests.jobs.invited import invite


@pytest.fixture
def row(db, world):
    return invite(db, world.memberships["ines"], world.hana)


def state(db, row):
    db.rollback()
    db.refresh(row)
    return row.state(clock.now()), row.failure


def to_team(db, world):
    new = makers.person(db, "Nora", verified_at=None)
    staff.invite(db, actor_of(db, world.olga), world.brand, new, "analyst")
    row = db.query(Invitation).filter(Invitation.staff_id.is_not(None)).one()
    db.commit()
    return row


def test_a_letter_that_left_is_noted_once(desk, db, row):
    assert desk.run() == 1
    assert state(db, row) == ("sent", None)
    assert desk.run(days=1) == 0
    assert len(desk.letters()) == 1
    [job] = desk.jobs()
    assert (job.done_at is not None, job.error) == (True, None)


def test_the_team_is_invited_too(desk, db, world):
    row = to_team(db, world)
    desk.run()
    assert state(db, row) == ("sent", None)
    assert "as analyst" in desk.letters()[0].text


def revoked(db, world, row):
    invitations.revoke(db, actor_of(db, world.hana), row)


def declined(db, world, row):
    invitations.decline(db, row)


def accepted(db, world, row):
    row.accepted_at = clock.now()


def expired(db, world, row):
    row.expires_at = clock.now()


def removed(db, world, row):
    memberships.remove(db, actor_of(db, world.hana), world.memberships["ines"])


def group_closed(db, world, row):
    world.group.closed_at = clock.now()


def erased(db, world, row):
    db.delete(row)


CHANGES = [revoked, declined, accepted, expired, removed, group_closed, erased]


@pytest.mark.parametrize("change", CHANGES)
def test_rights_are_looked_at_again_when_the_letter_would_leave(desk, db, world, row, change):
    change(db, world, row)
    db.commit()
    assert desk.run() == 1
    assert desk.letters() == []
    assert [job.done_at is not None for job in desk.jobs()] == [True]


@pytest.mark.parametrize("change", CHANGES)
def test_and_again_after_a_pause(desk, db, world, row, change, script):
    relay = script(RCPT="451 greylisted")
    desk.to(relay.port).run()
    change(db, world, row)
    db.commit()
    relay.lines.clear()
    assert desk.to(relay.port).run(seconds=30) == 1
    assert relay.letters == []


def test_a_person_no_longer_on_the_team_gets_no_letter(desk, db, world):
    row = to_team(db, world)
    staff.end(db, actor_of(db, world.olga), db.get(Staff, row.staff_id))
    db.commit()
    desk.run()
    assert desk.letters() == []


def test_an_older_generation_is_not_mailed(desk, db, world, row):
    invitations.resend(db, actor_of(db, world.hana), row)
    db.commit()
    assert desk.run() == 2
    [letter] = desk.letters()
    db.refresh(row)
    assert makers.invitation_token(db, row) in letter.text


def test_a_real_relay_takes_the_letter(desk, db, world, row, relay):
    server = relay()
    desk.to(server.port).run()
    [envelope] = server.inbox.envelopes
    assert envelope.rcpt_tos == [world.ines.email]
    assert envelope.mail_from == "firstlook@localhost"
    message = parsed(envelope.content)
    [job] = desk.jobs()
    assert message["Message-ID"] == f"<{job.public_id}@localhost>"
    assert state(db, row) == ("sent", None)


def test_a_relay_that_asks_to_wait_is_asked_again_and_the_reason_is_shown(desk, db, row, script):
    relay = script(RCPT="451 4.7.1 greylisted")
    desk.to(relay.port).run()
    assert state(db, row) == (
        "deferred",
        "The mail server asked to try again later. (451) 4.7.1 greylisted",
    )
    [job] = desk.jobs()
    assert (job.done_at, job.parked_at, job.tries) == (None, None, 0)
    assert desk.to(relay.port).run() == 0
    relay.lines.clear()
    assert desk.to(relay.port).run(seconds=30) == 1
    assert state(db, row) == ("sent", None)


def test_a_refused_address_fails_at_once_with_the_relays_reason(desk, db, row, script):
    relay = script(RCPT="550 5.1.1 no such person")
    desk.to(relay.port).run()
    assert state(db, row) == (
        "bounced",
        "The mail server refuses this address. (550) 5.1.1 no such person",
    )
    assert desk.to(relay.port).run(days=2) == 0


def test_after_a_day_of_waiting_it_is_shown_as_failed(desk, db, world, row, script):
    relay = script(RCPT="451 later")
    desk.to(relay.port).run(hours=23)
    assert state(db, row)[0] == "deferred"
    desk.to(relay.port).run(hours=25)
    assert state(db, row) == ("failed", "The mail server asked to try again later. (451) later")
    [job] = desk.jobs()
    assert job.parked_at is not None
    # Sent again by hand, it is as good as new.
    invitations.resend(db, actor_of(db, world.hana), row)
    db.commit()
    relay.lines.clear()
    desk.to(relay.port).run(hours=25)
    assert state(db, row) == ("sent", None)


def test_a_lost_answer_leads_to_the_same_letter_again(desk, db, row, script):
    relay = script(end="drop")
    desk.to(relay.port).run()
    assert state(db, row)[0] == "deferred"
    relay.lines.clear()
    desk.to(relay.port).run(seconds=30)
    assert state(db, row) == ("sent", None)
    first, second = (
        next(line for line in lines if line.startswith(b"Message-ID")) for lines in relay.letters
    )
    assert first == second


def test_a_relay_that_is_away_loses_nothing(desk, db, row, script):
    relay = script()
    relay.stop()
    desk.to(relay.port).run()
    assert state(db, row)[0] == "deferred"
    assert state(db, row)[1].startswith("The mail server could not be reached.")
    desk.run(seconds=30)
    assert state(db, row) == ("sent", None)


@pytest.mark.parametrize("answer", ["550 no", "451 later", "drop"])
def test_one_bad_address_blocks_nobody(desk, db, world, script, answer):
    rows = []
    for n in range(5):
        member = makers.member(db, world.group, makers.person(db, f"New {n}"), joined_at=None)
        rows.append(invite(db, member, world.hana))
    relay = script(for_new_2=answer)
    desk.to(relay.port).run()
    expected = ["sent"] * 5
    expected[2] = "bounced" if answer == "550 no" else "deferred"
    assert [state(db, row)[0] for row in rows] == expected


def test_an_address_that_no_relay_could_read_fails_and_blocks_nobody(desk, db, world, row):
    world.ines.email = "not an address"
    other = makers.member(db, world.group, makers.person(db, "Nora"), joined_at=None)
    second = invite(db, other, world.hana)
    assert desk.run() == 2
    assert state(db, row)[0] == "failed"
    assert "is not an address" in state(db, row)[1]
    assert state(db, second) == ("sent", None)


def suppressed(db):
    db.rollback()
    return [(row.email_key, row.cause, row.detail) for row in db.scalars(select(Suppression))]


@pytest.mark.parametrize(
    ("answer", "is_over"),
    [
        ("550 5.1.1 no such person", True),
        ("550 no such person", True),
        ("553 bad name", True),
        ("550 5.2.1 switched off", True),
        ("550 5.7.1 looks like spam", False),
        ("552 5.2.2 mailbox full", False),
        ("550 5.7.509 policy", False),
    ],
)
def test_a_mailbox_that_is_not_there_is_not_written_to_again(
    desk, db, world, row, script, answer, is_over
):
    desk.to(script(RCPT=answer).port).run()
    assert state(db, row)[0] == "bounced"
    found = suppressed(db)
    assert bool(found) == is_over
    if is_over:
        assert found[0][:2] == (world.ines.email_key, "bounce")
        assert answer[4:] in found[0][2]
        with pytest.raises(Conflict):
            invitations.resend(db, actor_of(db, world.hana), row)


def test_a_letter_refused_for_its_words_says_nothing_of_the_address(desk, db, row, script):
    desk.to(script(end="554 5.7.1 spam").port).run()
    assert state(db, row)[0] == "failed"
    assert suppressed(db) == []


@pytest.mark.parametrize("cause", ["bounce", "complaint", "unsubscribe"])
def test_whom_the_brand_may_not_write_to_gets_no_letter_and_the_row_says_so(
    desk, db, world, row, cause
):
    suppressions.record(db, world.brand.id, world.ines.email_key, cause)
    db.commit()
    assert desk.run() == 1
    assert desk.letters() == []
    assert state(db, row) == ("failed", "This address is not written to any more.")


def test_what_one_brand_may_not_do_another_may(desk, db, world, row):
    suppressions.record(db, world.other_brand.id, world.ines.email_key, "unsubscribe")
    db.commit()
    desk.run()
    assert state(db, row) == ("sent", None)


def test_when_the_next_try_comes_stands_beside_the_invitation(desk, db, row, script):
    desk.to(script(RCPT="451 later").port).run()
    db.rollback()
    db.refresh(row)
    [job] = desk.jobs()
    assert row.next_try_at == job.due_at > clock.now()
    desk.run(minutes=2)
    db.rollback()
    db.refresh(row)
    assert row.next_try_at is None
