"""News by mail: one letter for what is due, none without news, digests at most once."""

from email.utils import parseaddr

import pytest

from portal import clock
from portal.access import actor_of
from portal.actions import critiques, events, notices, suppressions, votes
from portal.jobs import news, sweeps, work
from portal.models import Job, Notice, NoticeChoice
from tests import makers
from tests.jobs.conftest import link_in


def look(desk):
    """The clock sweeps, then the worker runs what is due."""
    sweeps.sweep(desk.database)
    return desk.run()


def recipients(desk):
    return [parseaddr(letter.kept.to)[1] for letter in desk.letters()]


def at_once(db, person, group, *kinds):
    for kind in kinds or ("answered", "state_changed"):
        db.add(NoticeChoice(person_id=person.id, group_id=group.id, kind=kind, rhythm="at_once"))
    db.flush()


def say(db, world, person):
    actor = actor_of(db, person)
    id = critiques.post(db, actor, world.round, "concern", "Too bright.", "form-1")
    return db.query(makers.Critique).filter_by(public_id=id).one()


@pytest.fixture
def answered(db, world):
    """Tom spoke, Tess answered; Tom wants to hear at once, and has not voted."""
    at_once(db, world.tom, world.group)
    critique = say(db, world, world.tom)
    critiques.reply(db, actor_of(db, world.tess), world.round, critique, "To me too.", "form-2")
    db.commit()
    return critique


def test_a_closing_round_writes_to_the_undecided_alone(db, world, desk):
    makers.vote(db, world.round, world.tess, revision=world.revision)
    notices.remind(db, world.round)
    db.commit()
    look(desk)
    [letter] = desk.letters()
    assert recipients(desk) == [world.tom.email]
    assert "closes soon, and your voice is missing" in letter.kept.subject
    assert f"/rounds/{world.round.public_id}" in link_in(letter.text)
    names = {name.lower(): value for name, value in letter.headers}
    assert names["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert "/stop/" in names["list-unsubscribe"]


def test_who_votes_before_the_letter_leaves_gets_none(db, world, desk):
    notices.remind(db, world.round)
    for person in (world.tom, world.tess):
        makers.vote(db, world.round, person, revision=world.revision)
    db.commit()
    look(desk)
    assert desk.letters() == []
    assert look(desk) == 0


def test_what_was_read_in_the_list_is_not_mailed(db, world, desk):
    notices.remind(db, world.round)
    notices.read(db, actor_of(db, world.tom))
    notices.read(db, actor_of(db, world.tess))
    db.commit()
    look(desk)
    assert desk.letters() == []


def test_a_reply_in_a_blind_round_waits_until_it_may_be_read(db, world, desk, answered):
    look(desk)
    desk.run()
    look(desk)
    assert desk.letters() == []
    db.rollback()
    [notice] = db.query(Notice).filter_by(kind="answered")
    assert notice.mail_at == world.round.closes_at

    with clock.held_at(world.round.closes_at):
        look(desk)
        [letter] = desk.letters()
    assert "To me too." in letter.text


def test_the_same_reply_comes_at_once_after_ones_own_vote(db, world, desk, answered):
    asked = next(iter(db.query(makers.Question).filter_by(round_id=world.round.id)))
    votes.cast(db, actor_of(db, world.tom), world.round, asked.public_id, "for")
    db.commit()
    look(desk)
    look(desk)
    [letter] = desk.letters()
    assert recipients(desk) == [world.tom.email]
    assert "To me too." in letter.text


def test_a_member_who_left_gets_nothing(db, world, desk):
    notices.remind(db, world.round)
    world.memberships["tom"].left_at = clock.now()
    world.memberships["tess"].removed_at = clock.now()
    db.commit()
    look(desk)
    assert desk.letters() == []


def test_who_stopped_the_brands_mail_gets_nothing(db, world, desk):
    notices.remind(db, world.round)
    suppressions.record(db, world.brand.id, world.tom.email_key, "unsubscribe")
    db.commit()
    look(desk)
    assert recipients(desk) == [world.tess.email]


def test_an_address_that_is_refused_for_good_is_written_to_no_more(db, world, desk, script):
    makers.vote(db, world.round, world.tess, revision=world.revision)
    notices.remind(db, world.round)
    db.commit()
    sweeps.sweep(desk.database)
    desk.to(script(RCPT="550 5.1.1 no such person").port).run()
    db.rollback()
    assert suppressions.holds(db, world.brand.id, world.tom.email_key, "bounce")
    assert not suppressions.holds(db, world.brand.id, world.tess.email_key)


def test_a_digest_gathers_the_day_and_comes_once(db, world, desk):
    makers.vote(db, world.round, world.tom, revision=world.revision)
    critique = say(db, world, world.tom)
    tess = actor_of(db, world.tess)
    for number in range(3):
        critiques.reply(db, tess, world.round, critique, f"Answer {number}.", f"form-{number + 2}")
    db.commit()
    desk.run()
    look(desk)
    assert desk.letters() == []
    with clock.held_at(clock.hence(days=1)):
        look(desk)
        look(desk)
        [letter] = desk.letters()
    assert recipients(desk) == [world.tom.email]
    assert "3 pieces of news" in letter.kept.subject
    assert all(f"Answer {number}." in letter.text for number in range(3))


def test_a_digest_whose_worker_died_after_it_was_claimed_is_not_sent_again(db, world, desk):
    db.add(
        NoticeChoice(
            person_id=world.tom.id, group_id=world.group.id, kind="round_closing", rhythm="daily"
        )
    )
    db.flush()
    notices.remind(db, world.round)
    db.commit()
    with clock.held_at(clock.hence(days=1)):
        with desk.database.writing.begin() as session:
            found = news.gather(session, world.tom.id, world.brand.id)
            assert news.is_digest(found)
            assert news.claimed(session, found)
            assert not news.claimed(session, found)
        look(desk)
        assert world.tom.email not in recipients(desk)


def test_a_relay_that_is_away_loses_no_digest(db, world, desk):
    db.add(
        NoticeChoice(
            person_id=world.tom.id, group_id=world.group.id, kind="round_closing", rhythm="daily"
        )
    )
    db.flush()
    notices.remind(db, world.round)
    db.commit()
    with clock.held_at(clock.hence(days=1)):
        away = desk.to(1)
        sweeps.sweep(away.database)
        away.run()
        assert desk.letters() == []
    with clock.held_at(clock.hence(days=1, hours=2)):
        desk.run()
        assert world.tom.email in recipients(desk)


def test_quiet_hours_are_kept(db, world, desk):
    now = clock.now()
    minute = now.hour * 60 + now.minute
    world.tom.quiet_from, world.tom.quiet_until = (minute - 60) % 1440, (minute + 120) % 1440
    notices.remind(db, world.round)
    db.commit()
    look(desk)
    assert world.tom.email not in recipients(desk)
    with clock.held_at(clock.hence(hours=2, minutes=5)):
        look(desk)
        assert world.tom.email in recipients(desk)


def test_two_clocks_make_one_letter(db, world, desk):
    notices.remind(db, world.round)
    db.commit()
    sweeps.sweep(desk.database)
    sweeps.sweep(desk.database)
    db.rollback()
    assert db.query(Job).filter_by(kind="mail.news").count() == 2  # Tom's and Tess's
    work.run_all(work.context_of(desk.config, desk.database))
    assert len(desk.letters()) == 2


def test_an_event_becomes_notices_and_a_letter_by_itself(db, world, desk):
    """From what happened to the mail, with nothing but the worker in between."""
    hana = actor_of(db, world.hana)
    events.record(
        db,
        hana,
        "round.revised",
        brand_id=world.brand.id,
        group_id=world.group.id,
        round_id=world.round.id,
        draft=world.draft.public_id,
        revision=2,
    )
    db.commit()
    desk.run()
    look(desk)
    assert set(recipients(desk)) == {world.tom.email, world.tess.email}
