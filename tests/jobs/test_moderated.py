"""What moderation tells whom, in the list and by mail: never the words that were removed."""

import pytest
from sqlalchemy import select

from portal.access import actor_of
from portal.actions import complaints, critiques, first_posts, memberships, moderation
from portal.models import Critique, Group, Membership, Notice, Round
from portal.queries import notices as reads
from tests import makers
from tests.jobs.test_news import look, recipients

REASON = "Names a supplier."


@pytest.fixture
def remark(db, world):
    """Tess has spoken, Tom has voted and told the team."""
    row = makers.critique(db, world.round, world.tess, "Made by Weber", revision=world.revision)
    makers.vote(db, world.round, world.tom, revision=world.revision)
    complaints.tell(db, actor_of(db, world.tom), world.round, row, "confidential", "A name")
    db.commit()
    return row


def act(db, world, what, row, *rest):
    round = db.get_one(Round, world.round.id)
    what(db, actor_of(db, world.hana), round, db.get_one(Critique, row.id), *rest)
    db.commit()


def told(db, person):
    db.rollback()
    return [(reads.sentence(n), n.words) for n in reads.listed(db, actor_of(db, person))]


def test_author_and_teller_hear_of_a_removal_without_the_words(db, world, desk, remark):
    act(db, world, moderation.hide, remark, REASON)
    look(desk)
    look(desk)
    assert sorted(recipients(desk)) == sorted([world.tess.email, world.tom.email])
    for letter in desk.letters():
        assert "Weber" not in letter.text + letter.html
        assert "A name" not in letter.text
    assert told(db, world.tess) == [
        ("Northlight removed what you said on Quiet inbox", f"Why: {REASON}")
    ]
    assert told(db, world.tom) == [
        ("Northlight removed the words on Quiet inbox that you told them of", f"Why: {REASON}")
    ]


def test_put_back_it_is_one_notice_that_says_what_is_true(db, world, desk, remark):
    act(db, world, moderation.hide, remark, REASON)
    look(desk)
    act(db, world, moderation.unhide, remark)
    look(desk)
    assert told(db, world.tess) == [
        ("What you said on Quiet inbox is there for the group to read", "")
    ]


def test_who_told_hears_that_the_words_stay_and_the_author_hears_nothing(db, world, desk, remark):
    act(db, world, complaints.keep, remark)
    look(desk)
    look(desk)
    assert recipients(desk) == [world.tom.email]
    [(sentence, words)] = told(db, world.tom)
    assert "looked at what you told them of" in sentence
    assert words == ""
    assert told(db, world.tess) == []


def test_news_of_words_that_were_removed_meanwhile_is_not_mailed(db, world, desk, remark):
    makers.vote(db, world.round, world.tess, revision=world.revision)
    reply = critiques.reply(
        db, actor_of(db, world.tom), world.round, remark, "Weber indeed, @Tess", "k"
    )
    db.commit()
    row = db.scalars(select(Critique).where(Critique.public_id == reply)).one()
    look(desk)
    assert [words for _, words in told(db, world.tess)] == ["Weber indeed, @Tess"]
    act(db, world, moderation.hide, row, REASON)
    look(desk)
    look(desk)
    assert recipients(desk) == [world.tom.email]
    assert told(db, world.tess) == []
    # Put back, they are news again.
    act(db, world, moderation.unhide, row)
    assert [words for _, words in told(db, world.tess)] == ["Weber indeed, @Tess"]


def test_of_what_waits_nobody_hears_until_it_is_let_through(db, world, desk, remark):
    makers.vote(db, world.round, world.tess, revision=world.revision)
    db.get_one(Group, world.group.id).holds_first_posts = True
    reply = critiques.reply(db, actor_of(db, world.tom), world.round, remark, "So do I, @Tess", "k")
    db.commit()
    look(desk)
    assert desk.letters() == []
    assert told(db, world.tess) == []
    row = db.scalars(select(Critique).where(Critique.public_id == reply)).one()
    act(db, world, first_posts.let_through, row)
    look(desk)
    [(sentence, words)] = told(db, world.tess)
    assert (sentence, words) == ("Tom answered you on Quiet inbox", "So do I, @Tess")
    assert (
        told(db, world.tom)[0][0] == "What you said on Quiet inbox is there for the group to read"
    )


def test_turned_away_its_author_alone_reads_why(db, world, desk, remark):
    db.get_one(Group, world.group.id).holds_first_posts = True
    actor = actor_of(db, world.tom)
    made = critiques.post(db, actor, world.round, "idea", "Buy this", "k")
    db.commit()
    row = db.scalars(select(Critique).where(Critique.public_id == made)).one()
    act(db, world, moderation.hide, row, "An advertisement.")
    look(desk)
    assert told(db, world.tom) == [
        ("Northlight did not let through what you said on Quiet inbox", "Why: An advertisement.")
    ]
    assert told(db, world.tess) == []


def test_a_paused_member_hears_why_and_when_it_is_over(db, world, desk):
    row = db.get_one(Membership, world.memberships["tess"].id)
    memberships.pause(db, actor_of(db, world.hana), row, "Take a rest.")
    db.commit()
    look(desk)
    assert told(db, world.tess) == [
        ("Northlight paused your part in First circle", "Why: Take a rest.")
    ]
    memberships.resume(db, actor_of(db, world.hana), row)
    db.commit()
    look(desk)
    assert told(db, world.tess) == [("You take part in First circle again", "")]
    assert len(db.scalars(select(Notice)).all()) == 1
