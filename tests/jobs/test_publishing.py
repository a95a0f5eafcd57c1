"""A revision published by the clock: once, for whoever may still do it; or not, and said so."""

from datetime import timedelta

import pytest

from portal import clock
from portal.actions import publishing, revisions
from portal.actions.writing import Writing
from portal.errors import Invalid, Refused
from portal.models import Event, Job, Person, Revision, Staff
from tests import actors, makers, race

HOUR = timedelta(hours=1)


@pytest.fixture
def second(world, db):
    made = makers.revision(db, world.draft, 2, published_at=None)
    db.commit()
    return made


@pytest.fixture
def at(world, db, second):
    """Scheduled by hana, in an hour."""
    at = clock.hence(hours=1)
    publishing.schedule(db, actors.of(db, world.hana), world.draft, second, at)
    db.commit()
    return at


def kinds(db):
    return [row.kind for row in db.query(Event).order_by(Event.id)]


def look(db, second):
    db.rollback()
    db.refresh(second)
    return second


def test_it_is_published_at_its_hour_and_not_before(world, db, desk, second, at):
    desk.run(minutes=50)
    assert look(db, second).published_at is None
    desk.run(minutes=61)
    published = look(db, second)
    assert published.published_at is not None
    assert (published.publish_at, published.publish_refused) == (None, "")
    assert "round.revised" in kinds(db)
    [event] = db.query(Event).filter_by(kind="revision.published")
    assert event.actor_id == world.hana.id


def test_it_goes_out_as_it_stands_then(world, db, desk, second, at):
    words = Writing("Final", "Changed meanwhile")
    revisions.write(db, actors.of(db, world.olga), world.draft, second, words, second.version)
    db.commit()
    desk.run(minutes=61)
    published = look(db, second)
    assert (published.title, published.published_at is None) == ("Final", False)


def test_scheduling_makes_nobody_who_writes_stale(world, db, second, at):
    assert second.version == 1


def test_a_cancelled_one_stays(world, db, desk, second, at):
    publishing.unschedule(db, actors.of(db, world.olga), world.draft, second)
    db.commit()
    desk.run(minutes=61)
    assert look(db, second).published_at is None
    assert kinds(db)[-2:] == ["revision.scheduled", "revision.unscheduled"]


def test_a_later_hour_counts_and_the_earlier_job_does_nothing(world, db, desk, second, at):
    hana = actors.of(db, world.hana)
    publishing.schedule(db, hana, world.draft, second, at + HOUR)
    db.commit()
    desk.run(minutes=61)
    assert look(db, second).published_at is None
    desk.run(minutes=121)
    assert look(db, second).published_at is not None


def test_cancelled_and_scheduled_again_for_the_same_hour_it_is_published(
    world, db, desk, second, at
):
    hana = actors.of(db, world.hana)
    publishing.unschedule(db, hana, world.draft, second)
    publishing.schedule(db, hana, world.draft, second, at)
    db.commit()
    desk.run(minutes=61)
    assert look(db, second).published_at is not None


def test_published_by_hand_before_the_hour_it_is_published_once(world, db, desk, second, at):
    revisions.publish(db, actors.of(db, world.hana), world.draft, second, second.version)
    db.commit()
    desk.run(minutes=61)
    assert kinds(db).count("revision.published") == 1


def test_two_workers_publish_it_once(world, db, database, second, at):
    def work(session):
        publishing.publish_due(session, second.public_id, at.isoformat())

    with clock.held_at(at + HOUR):
        race.at_once(database, work, work)
    assert look(db, second).published_at is not None
    assert kinds(db).count("revision.published") == 1


def demote(db, world):
    db.query(Staff).filter_by(person_id=world.hana.id).one().role = "analyst"


def erase(db, world):
    db.delete(db.get(Person, world.hana.id))


def put_away(db, world):
    world.draft.archived_at = clock.now()


def empty(db, world):
    db.query(Revision).filter_by(number=2).one().story = ""


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (demote, "Hana, who scheduled it, may not publish any more."),
        (erase, "Whoever scheduled it is not here any more."),
        (put_away, "The draft was put away."),
        (empty, "A revision needs a title, and a story or a picture, to be published."),
    ],
)
def test_what_cannot_be_published_says_why_and_is_not_tried_again(
    world, db, desk, second, at, happens, words
):
    happens(db, world)
    db.commit()
    desk.run(minutes=61)
    refused = look(db, second)
    assert (refused.published_at, refused.publish_refused) == (None, words)
    assert refused.publish_at == at
    assert db.query(Job).filter_by(kind="revision.publish").one().done_at is not None
    db.rollback()
    publishing.publish_due(db, second.public_id, at.isoformat())
    assert kinds(db).count("revision.not_published") == 1


def test_why_not_is_said_in_the_language_of_the_brand(world, db, desk, second, at):
    world.brand.language = "es"
    second.story = ""
    db.commit()
    desk.run(minutes=61)
    assert "una historia o una imagen" in look(db, second).publish_refused


def test_a_round_that_asks_about_variants_holds_it_back(world, db, desk, second, at):
    makers.question(db, world.round, "choice", "Which one?")
    db.commit()
    desk.run(minutes=61)
    assert "Which one?" in look(db, second).publish_refused


def test_who_may_not_publish_may_not_schedule(world, db, second):
    ana = actors.of(db, world.ana)
    with pytest.raises(Refused):
        publishing.schedule(db, ana, world.draft, second, clock.hence(hours=1))
    with pytest.raises(Refused):
        publishing.unschedule(db, ana, world.draft, second)


@pytest.mark.parametrize("hours", [-1, 0, 24 * 367])
def test_only_a_time_within_a_year_can_be_chosen(world, db, second, hours):
    hana = actors.of(db, world.hana)
    with pytest.raises(Invalid) as caught:
        publishing.schedule(db, hana, world.draft, second, clock.hence(hours=hours))
    assert "publish_at" in caught.value.fields


def test_a_published_one_cannot_be_scheduled(world, db, second):
    hana = actors.of(db, world.hana)
    second.published_at = clock.now()
    db.commit()
    with pytest.raises(Refused):
        publishing.schedule(db, hana, world.draft, second, clock.hence(hours=1))
