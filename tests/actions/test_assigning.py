"""Who takes care of a critique, and what the team writes down about it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import actor_of, seeing
from portal.actions import assigning, notes, staff
from portal.errors import Invalid, Refused
from portal.models import Assignment, Critique, Event, Note, Round, Staff
from tests import makers
from tests.world import World


@pytest.fixture
def remark(db: Session, world: World) -> Critique:
    return makers.critique(db, world.round, world.tom, revision=world.revision)


def assign(db: Session, world: World, remark: Critique, to: str, who: str = "hana") -> None:
    round = db.get_one(Round, world.round.id)
    public_id = world.people[to].public_id if to else ""
    assigning.assign(db, actor_of(db, world.people[who]), round, remark, public_id)


def assigned(db: Session) -> list[int]:
    return list(db.scalars(select(Assignment.person_id)))


def test_a_colleague_takes_care_and_another_takes_over(
    db: Session, world: World, remark: Critique
) -> None:
    assign(db, world, remark, "hana")
    assign(db, world, remark, "olga")
    assert assigned(db) == [world.olga.id]
    assign(db, world, remark, "")
    assign(db, world, remark, "")
    assert assigned(db) == []
    assert len(db.scalars(select(Event)).all()) == 3


@pytest.mark.parametrize("to", ["ana", "tom", "bo"])
def test_only_who_may_answer_is_given_something(
    db: Session, world: World, remark: Critique, to: str
) -> None:
    with pytest.raises(Invalid):
        assign(db, world, remark, to)
    with pytest.raises(Refused):
        assign(db, world, remark, "hana", who="ana")
    assert assigned(db) == []


@pytest.mark.parametrize("leaves", [True, False])
def test_it_ends_with_their_place_on_the_team(
    db: Session, world: World, remark: Critique, leaves: bool
) -> None:
    elsewhere = makers.brand(db, "Elsewhere")
    makers.staff(db, elsewhere, world.hana)
    group = makers.group(db, elsewhere)
    draft = makers.draft(db, elsewhere)
    round = makers.round(db, draft, group, first_revision=world.revision)
    there = makers.critique(db, round, world.tess, revision=world.revision)
    assign(db, world, remark, "hana")
    db.add(Assignment(critique_id=there.id, person_id=world.hana.id))
    db.flush()
    mine = Staff.brand_id == world.brand.id, Staff.person_id == world.hana.id
    row = db.scalars(select(Staff).where(*mine)).one()
    olga = actor_of(db, world.olga)
    staff.end(db, olga, row) if leaves else staff.change_role(db, olga, row, "analyst")
    assert db.scalars(select(Assignment.critique_id)).all() == [there.id]


def test_notes_are_written_by_managers_and_read_by_the_team(
    db: Session, world: World, remark: Critique
) -> None:
    round = db.get_one(Round, world.round.id)
    for who in ("ana", "tom", "bo"):
        with pytest.raises(Refused):
            notes.write(db, actor_of(db, world.people[who]), round, remark, "Ask the mill.")
    for text in ("", " ", "x" * 2001):
        with pytest.raises(Invalid):
            notes.write(db, actor_of(db, world.hana), round, remark, text)
    note = notes.write(db, actor_of(db, world.hana), round, remark, " Ask the mill. ")
    for name, count in (("olga", 1), ("hana", 1), ("ana", 1), ("tom", 0), ("tess", 0), ("bo", 0)):
        found = db.scalars(seeing.notes(actor_of(db, world.people[name]))).all()
        assert [row.text for row in found] == ["Ask the mill."] * count
    with pytest.raises(Refused):
        notes.remove(db, actor_of(db, world.olga), round, remark, note)
    notes.remove(db, actor_of(db, world.hana), round, remark, note)
    assert db.scalars(select(Note)).all() == []
