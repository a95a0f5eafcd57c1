"""Counts beside a critique: always what its stances say, whoever takes them at the same time."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.access import actor_of
from portal.actions import stances, standing_counts
from portal.database import Database
from portal.models import Critique, Person, Round, Stance
from tests import makers
from tests.race import together
from tests.world import World


def members(db: Session, world: World, count: int) -> list[Person]:
    people = [makers.person(db, f"Member {n}") for n in range(count)]
    for person in people:
        makers.member(db, world.group, person)
    return people


def said(db: Session, world: World, by: Person, **values: object) -> Critique:
    return makers.critique(db, world.round, by, revision=world.revision, **values)


def take(db: Session, world: World, person: Person, critique: Critique, word: str) -> None:
    round = db.get_one(Round, world.round.id)
    stances.take(db, actor_of(db, person), round, critique, word)


def counts(db: Session, critique: Critique) -> tuple[int, int, int, int]:
    row = db.execute(
        select(
            Critique.agree_count, Critique.disagree_count, Critique.dividing, Critique.uniting
        ).where(Critique.id == critique.id)
    ).one()
    return tuple(row)


def test_counts_follow_each_stance(db: Session, world: World) -> None:
    remark = said(db, world, world.tom)
    one, two, three, four = members(db, world, 4)
    for person, word in ((one, "agree"), (two, "agree"), (three, "disagree"), (four, "pass")):
        take(db, world, person, remark, word)
    assert counts(db, remark) == (2, 1, 1, 0)
    take(db, world, two, remark, "disagree")
    assert counts(db, remark) == (1, 2, 1, -3)
    take(db, world, two, remark, "pass")
    take(db, world, one, remark, "pass")
    take(db, world, three, remark, "pass")
    assert counts(db, remark) == (0, 0, 0, 0)


def test_stances_taken_at_once_are_all_counted(
    db: Session, world: World, database: Database
) -> None:
    remark = said(db, world, world.tom)
    people = members(db, world, 8)
    db.commit()

    def press(person: Person, word: str):
        return lambda session: take(session, world, person, remark, word)

    words = ["agree"] * 5 + ["disagree"] * 3
    deeds = [press(person, word) for person, word in zip(people, words, strict=True)]
    assert together(database, *deeds) == [None] * 8
    db.rollback()
    assert counts(db, remark) == (5, 3, 3, -1)


def test_over_merged_ones_a_person_counts_once(db: Session, world: World) -> None:
    """The one on what stands for all comes first, then the newest; never one on own words."""
    one, two, three, four, five = members(db, world, 5)
    stands, first, second = said(db, world, one), said(db, world, two), said(db, world, three)
    makers.stance(db, stands, four, -1)
    makers.stance(db, first, four, 1)
    with clock.held_at(clock.ago(hours=1)):
        makers.stance(db, second, five, -1)
    makers.stance(db, first, five, 1)
    makers.stance(db, stands, two, 1)
    makers.stance(db, first, one, 1)
    makers.stance(db, second, two, 1)
    makers.stance(db, stands, world.tess, 1)
    assert counts(db, stands)[:2] == (2, 1)
    db.execute(
        update(Critique)
        .where(Critique.id.in_([first.id, second.id]))
        .values(merged_into_id=stands.id)
    )
    standing_counts.recount(db, stands.id)
    # Four disagrees there, five agrees by the newest, Tess agrees; one and two wrote it themselves.
    assert counts(db, stands) == (2, 1, 1, 0)
    standing_counts.recount_all(db, world.round.id)
    assert counts(db, stands) == (2, 1, 1, 0)
    # Alone each keeps the count of what was taken on it.
    assert counts(db, first) == (3, 0, 0, 3)


def test_a_whole_round_is_counted_as_each_of_its_remarks(db: Session, world: World) -> None:
    people = members(db, world, 3)
    remarks = [said(db, world, world.tom) for _ in range(3)]
    for remark, value in zip(remarks, (1, -1, 0), strict=True):
        for person in people:
            db.add(Stance(critique_id=remark.id, person_id=person.id, value=value))
    db.flush()
    standing_counts.recount_all(db, world.round.id)
    assert [counts(db, remark)[:2] for remark in remarks] == [(3, 0), (0, 3), (0, 0)]
