"""A reply by mail becomes a reply in the thread, or is told why it did not."""

from dataclasses import replace

import pytest

from portal.access import actor_of
from portal.actions import critiques, mail_replies, moderation
from portal.jobs import replies, sweeps
from portal.mail.replies import address
from portal.models import Critique, Group, Notice, NoticeChoice, Round
from tests import makers
from tests.imap import bag
from tests.jobs.test_news import recipients

__all__ = ["bag"]

BASE = "replies@firstlook.example"


@pytest.fixture
def office(desk):
    """The desk of an installation that takes replies."""
    return replace(desk, config=replace(desk.config, replies_address=BASE))


@pytest.fixture
def letter(db, world, office):
    """Tom spoke, Tess answered, and Tom's mail of it has left: with an address to answer to."""
    makers.vote(db, world.round, world.tom, revision=world.revision)
    makers.vote(db, world.round, world.tess, revision=world.revision)
    db.add(
        NoticeChoice(
            person_id=world.tom.id, group_id=world.group.id, kind="answered", rhythm="at_once"
        )
    )
    tom, tess = actor_of(db, world.tom), actor_of(db, world.tess)
    id = critiques.post(db, tom, world.round, "concern", "Too bright.", "form-1")
    critique = db.query(Critique).filter_by(public_id=id).one()
    critiques.reply(db, tess, world.round, critique, "To me too.", "form-2")
    db.commit()
    office.run()
    sweeps.sweep(office.database)
    office.run()
    [found] = office.letters()
    return found


def reply_to(letter):
    return dict(letter.headers)["Reply-To"]


def sent(to, sender, text="Less at night.\n\n> To me too.\n", id="<1@tom.example>"):
    return (
        f"From: {sender}\r\nTo: {to}\r\nMessage-ID: {id}\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}"
    ).encode()


def said(db):
    db.rollback()
    return [c.text for c in db.query(Critique).order_by(Critique.id)]


def test_an_answer_is_posted_below_what_it_answers(db, world, office, letter):
    message = sent(reply_to(letter), world.tom.email)
    assert replies.take(office.config, office.database, message)
    assert said(db) == ["Too bright.", "To me too.", "Less at night."]
    posted = db.query(Critique).order_by(Critique.id.desc()).first()
    assert posted.author_id == world.tom.id
    assert posted.parent_id == db.query(Critique).filter_by(text="To me too.").one().id


def test_the_same_message_twice_is_one_answer(db, world, office, letter):
    for _time in range(2):
        replies.take(office.config, office.database, sent(reply_to(letter), world.tom.email))
    assert said(db).count("Less at night.") == 1


def test_from_another_address_nothing_is_posted_and_its_owner_is_told_once(
    db, world, office, letter
):
    """Not whoever the mail says it is from: else we would write to anybody, whatever they say."""
    stranger = "somebody@else.example"
    for number in range(3):
        message = sent(reply_to(letter), stranger, "Buy this.", id=f"<{number}@else.example>")
        assert replies.take(office.config, office.database, message)
    assert "Buy this." not in said(db)
    office.run()
    told = [x for x in office.letters() if "was not posted" in x.kept.subject]
    assert len(told) == 1
    assert dict(told[0].headers)["To"].endswith(f"{world.tom.email}>")
    assert stranger not in recipients(office)
    assert "from an address that is not the one" in told[0].text
    assert "Buy this." not in told[0].text


def test_a_forged_address_is_none_of_ours(db, world, office, letter):
    [notice] = db.query(Notice).filter_by(person_id=world.tom.id, kind="answered")
    word = mail_replies.word("another secret of 32 signs and more", notice.id)
    message = sent(address(BASE, word), world.tom.email)
    assert not replies.take(office.config, office.database, message)
    assert "Less at night." not in said(db)


def test_after_the_close_the_answer_comes_back_with_the_reason(db, world, office, letter):
    world.round.closed_at = makers.clock.now()
    db.merge(world.round)
    db.commit()
    assert replies.take(office.config, office.database, sent(reply_to(letter), world.tom.email))
    assert "Less at night." not in said(db)
    office.run()
    assert "The round closed on" in office.letters()[-1].text


def test_who_was_removed_posts_nothing(db, world, office, letter):
    membership = db.merge(world.memberships["tom"])
    membership.removed_at = makers.clock.now()
    db.commit()
    assert replies.take(office.config, office.database, sent(reply_to(letter), world.tom.email))
    assert "Less at night." not in said(db)


def test_an_empty_answer_comes_back(db, world, office, letter):
    message = sent(reply_to(letter), world.tom.email, "> To me too.\n")
    assert replies.take(office.config, office.database, message)
    office.run()
    assert "Write something first." in office.letters()[-1].text


def test_without_the_setting_no_letter_offers_it(db, world, desk):
    assert desk.config.replies_address is None
    assert not replies.take(desk.config, desk.database, sent(address(BASE, "1-a"), "a@b.example"))


def test_two_mails_without_an_id_are_two_answers(db, world, office, letter):
    for text in ("Less at night.\n", "And by day.\n", "And by day.\n"):
        message = sent(reply_to(letter), world.tom.email, text).replace(
            b"Message-ID: <1@tom.example>\r\n", b""
        )
        replies.take(office.config, office.database, message)
    assert said(db)[-2:] == ["Less at night.", "And by day."]


def test_answers_are_collected_from_their_mailbox_and_marked(db, world, office, letter, bag):
    read = replace(office.config, replies_url=bag.url)
    bag.put(sent(reply_to(letter), world.tom.email))
    bag.put(b"From: a@b.example\r\n\r\nNothing of ours.\r\n")
    assert replies.collect(read, office.database) == 1
    assert bag.seen == {1, 2}
    assert replies.collect(read, office.database) == 0
    assert said(db).count("Less at night.") == 1


def _removed(db, world, round, row):
    moderation.hide(db, actor_of(db, world.hana), round, row, "Names a supplier.")


def _locked(db, world, round, row):
    moderation.lock(db, actor_of(db, world.hana), round, row)


@pytest.mark.parametrize(
    ("what", "why"), [(_removed, "team removed"), (_locked, "closed this thread")]
)
def test_what_was_removed_or_closed_meanwhile_takes_no_answer_by_mail(
    db, world, office, letter, what, why
):
    row = db.query(Critique).filter_by(text="To me too.").one()
    what(db, world, db.get_one(Round, world.round.id), row)
    db.commit()
    assert replies.take(office.config, office.database, sent(reply_to(letter), world.tom.email))
    assert "Less at night." not in said(db)
    office.run()
    assert any(why in found.text for found in office.letters())


def test_an_answer_by_mail_is_a_first_post_like_any_other(db, world, office, letter):
    db.get_one(Group, world.group.id).holds_first_posts = True
    db.query(Critique).filter_by(author_id=world.tom.id).one().held_at = makers.clock.now()
    db.commit()
    assert replies.take(office.config, office.database, sent(reply_to(letter), world.tom.email))
    assert said(db)[-1] == "Less at night."
    assert db.query(Critique).filter_by(text="Less at night.").one().held_at is not None
