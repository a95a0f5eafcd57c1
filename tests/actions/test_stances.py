"""Agree, disagree, pass: one a person, changeable, never on one's own words."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.access import actor_of
from portal.actions import stances
from portal.database import Database
from portal.errors import Invalid, Refused
from portal.models import Critique, Event, Round, Stance
from tests import makers
from tests.race import together
from tests.world import World


@pytest.fixture
def remark(db: Session, world: World) -> Critique:
    row = makers.critique(db, world.round, world.tom, revision=world.revision)
    db.commit()
    return row


def take(db: Session, world: World, remark: Critique, word: str, who: str = "tess") -> None:
    round = db.get_one(Round, world.round.id)
    stances.take(db, actor_of(db, world.people[who]), round, remark, word)


def values(db: Session) -> list[int]:
    return list(db.scalars(select(Stance.value)))


def test_a_stance_is_taken_changed_and_kept(db: Session, world: World, remark: Critique) -> None:
    for word, value in (("agree", 1), ("disagree", -1), ("disagree", -1), ("pass", 0)):
        take(db, world, remark, word)
        assert values(db) == [value]
    assert db.scalar(select(func.count()).select_from(Event)) == 3


def test_other_words_are_refused(db: Session, world: World, remark: Critique) -> None:
    for word in ("", "1", "AGREE", "love"):
        with pytest.raises(Invalid):
            take(db, world, remark, word)
    assert values(db) == []


@pytest.mark.parametrize("who", ["tom", "hana", "ana", "olga", "vera", "maya", "bo", "rob"])
def test_neither_the_author_nor_staff_nor_strangers_take_one(
    db: Session, world: World, remark: Critique, who: str
) -> None:
    with pytest.raises(Refused):
        take(db, world, remark, "agree", who)
    assert values(db) == []


def test_none_is_taken_after_close(db: Session, world: World, remark: Critique) -> None:
    with clock.held_at(world.round.closes_at), pytest.raises(Refused, match="closed on"):
        take(db, world, remark, "agree")
    round = db.get_one(Round, world.round.id)
    db.execute(
        update(Round).values(closed_at=clock.now()).execution_options(synchronize_session=False)
    )
    with pytest.raises(Refused, match="closed on"):
        stances.take(db, actor_of(db, world.tess), round, remark, "agree")
    assert values(db) == []


def test_many_presses_at_once_are_one_stance(
    db: Session, world: World, remark: Critique, database: Database
) -> None:
    def press(session: Session) -> None:
        take(session, world, remark, "agree")

    assert together(database, *[press] * 6) == [None] * 6
    assert values(db) == [1]


def test_a_stance_on_a_merged_one_goes_where_it_was_merged(
    db: Session, world: World, remark: Critique
) -> None:
    other = makers.critique(db, world.round, world.hana, revision=world.revision)
    makers.vote(db, world.round, world.tess, revision=world.revision)
    remark.merged_into_id = other.id
    db.flush()
    take(db, world, remark, "agree")
    assert db.scalars(select(Stance.critique_id)).all() == [other.id]
    db.refresh(other)
    assert other.agree_count == 1


def test_where_one_may_not_read_that_it_stays_and_counts_over_there(
    db: Session, world: World, remark: Critique
) -> None:
    """The one it was merged into is about a revision that Tess has not judged."""
    newer = makers.revision(db, world.draft, 2)
    other = makers.critique(db, world.round, world.hana, revision=newer)
    makers.vote(db, world.round, world.tess, revision=world.revision)
    remark.merged_into_id = other.id
    db.flush()
    take(db, world, remark, "agree")
    assert db.scalars(select(Stance.critique_id)).all() == [remark.id]
    db.refresh(other)
    db.refresh(remark)
    assert (other.agree_count, remark.agree_count) == (1, 1)


def test_whoever_said_the_same_takes_none(db: Session, world: World, remark: Critique) -> None:
    other = makers.critique(db, world.round, world.tess, revision=world.revision)
    makers.vote(db, world.round, world.tess, revision=world.revision)
    remark.merged_into_id = other.id
    db.flush()
    for critique, who in ((remark, "tess"), (other, "tom")):
        with pytest.raises(Refused, match="said the same"):
            take(db, world, critique, "agree", who)
    assert values(db) == []
