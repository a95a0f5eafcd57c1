"""Mail that comes back finds its invitation, and whoever complains is left in peace."""

import io
from dataclasses import replace
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from portal import clock
from portal.cli import mail
from portal.jobs import returns
from portal.mail.returned import return_path
from portal.models import Job, Suppression
from tests import makers
from tests.imap import bag
from tests.jobs.invited import invite
from tests.mail.test_returned import COMPLAINT, LETTER, report

__all__ = ["bag"]


@pytest.fixture
def sent(desk, db, world):
    """An invitation that has left, and the id of its letter."""
    row = invite(db, world.memberships["ines"], world.hana)
    desk.run()
    db.rollback()
    return row, db.scalars(select(Job.public_id)).one()


@pytest.fixture
def take(config, database):
    return lambda content: returns.take(config, database, content)


def host(content):
    return content.replace(b"firstlook.example", b"localhost")


def looked_at(db, row):
    db.rollback()
    db.refresh(row)
    causes = db.scalars(select(Suppression.cause)).all()
    return row.state(clock.now()), row.failure, list(causes)


def test_a_letter_that_comes_back_days_later_is_shown_with_the_reason(db, world, sent, take):
    row, letter = sent
    assert take(host(report(id=letter)))
    state, failure, causes = looked_at(db, row)
    assert (state, causes) == ("bounced", ["bounce"])
    assert failure.startswith("There is no such mailbox. 550 5.1.1")
    assert take(host(report(id=letter)))
    assert looked_at(db, row) == (state, failure, causes)


def test_a_full_mailbox_may_be_written_to_again(db, sent, take):
    row, letter = sent
    take(host(report(id=letter, status="5.2.2", said="552 5.2.2 over quota")))
    assert looked_at(db, row) == (
        "bounced",
        "This mailbox is full. 552 5.2.2 over quota",
        [],
    )


def test_a_complaint_stops_the_brands_mail_and_leaves_the_invitation(db, sent, take):
    row, letter = sent
    assert take(host(COMPLAINT.replace(LETTER, letter).encode()))
    assert looked_at(db, row) == ("sent", None, ["complaint"])


def test_a_letter_that_was_replaced_says_nothing_of_the_newer_one(db, sent, take):
    row, letter = sent
    row.generation = 2
    db.commit()
    assert take(host(report(id=letter)))
    assert looked_at(db, row) == ("sent", None, ["bounce"])


@pytest.mark.parametrize("id", ["A" * 22, LETTER])
def test_a_forged_report_changes_nothing(db, sent, take, id):
    assert not take(host(report(id=id)))
    assert looked_at(db, sent[0]) == ("sent", None, [])


def test_each_letter_leaves_with_a_way_back_of_its_own(desk, db, world, relay):
    row = invite(db, world.memberships["ines"], world.hana)
    server = relay()
    back = replace(desk.to(server.port).config, bounces_address="back@localhost")
    replace(desk, config=back).run()
    [envelope] = server.inbox.envelopes
    [job] = desk.jobs()
    assert envelope.mail_from == return_path("back@localhost", job.public_id)
    assert returns.take(back, desk.database, report(to=envelope.mail_from, id="none"))
    assert looked_at(db, row)[0] == "bounced"


def test_the_mailbox_is_read_and_marked(db, config, database, sent, bag):
    row, letter = sent
    bag.put(b"Subject: lunch\r\n\r\nAt one?")
    bag.put(host(report(id=letter)))
    read = replace(config, bounces_url=bag.url)
    assert returns.collect(read, database) == 1
    assert looked_at(db, row)[0] == "bounced"
    assert bag.seen == {1, 2}
    assert returns.collect(read, database) == 0


@pytest.mark.parametrize("fault", ["login", "select", "drop"])
def test_a_mailbox_that_cannot_be_read_is_tried_again_later(config, database, sent, bag, fault):
    bag.put(host(report(id=sent[1])))
    read = replace(config, bounces_url=bag.url)
    bag.fault = fault
    assert returns.collect(read, database) == 0
    assert bag.seen == set()
    bag.fault = ""
    assert returns.collect(read, database) == 1


def test_without_a_mailbox_nothing_is_asked(config, database):
    assert config.bounces_url is None
    assert returns.collect(config, database) == 0


def test_the_shell_takes_one_message(db, config, sent, monkeypatch, capsys):
    row, letter = sent
    monkeypatch.setattr(mail, "settings", lambda: config)
    for content, words in ((host(report(id=letter)), "noted"), (b"junk", "nothing of ours")):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
        assert mail.take_bounce(None) == 0
        assert words in capsys.readouterr().out
    assert looked_at(db, row)[0] == "bounced"


def test_a_reminder_that_comes_back_is_the_invitations(db, world, sent, take):
    row, _letter = sent
    job = Job(
        kind="mail.reminder", payload={"invitation": row.public_id, "generation": row.generation}
    )
    db.add(job)
    db.commit()
    assert take(host(report(id=job.public_id)))
    assert looked_at(db, row)[0] == "bounced"
    assert makers.person(db) is not None
