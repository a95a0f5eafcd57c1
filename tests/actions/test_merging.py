"""Merging: one remark stands for several, a person counts once, and all of it can be undone."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import actor_of
from portal.actions import critiques, merging
from portal.database import Database
from portal.errors import Conflict, Invalid, Refused
from portal.models import Critique, Event, Response, Round, Stance
from tests import makers
from tests.race import at_once
from tests.world import World


def said(db: Session, world: World, by: str = "tom", **values: object) -> Critique:
    row = makers.critique(db, world.round, world.people[by], revision=world.revision, **values)
    db.commit()
    return row


def merge(db: Session, world: World, into: Critique, *others: Critique, who: str = "hana") -> None:
    round = db.get_one(Round, world.round.id)
    merging.merge(db, actor_of(db, world.people[who]), round, into, others)


def part(db: Session, world: World, critique: Critique, who: str = "hana") -> None:
    round = db.get_one(Round, world.round.id)
    merging.part(db, actor_of(db, world.people[who]), round, critique)


def stands(db: Session, *rows: Critique) -> list[int | None]:
    db.expire_all()
    return [db.get_one(Critique, row.id).merged_into_id for row in rows]


def everything(db: Session) -> dict[str, Any]:
    """All that could be changed by merging, row by row."""
    db.expire_all()
    return {
        table.__name__: [
            tuple(row) for row in db.execute(select(table.__table__).order_by(*table.__table__.c))
        ]
        for table in (Critique, Stance, Response)
    }


def test_what_was_merged_and_parted_is_exactly_as_before(db: Session, world: World) -> None:
    one, two, three = said(db, world), said(db, world, "tess"), said(db, world, "tess")
    makers.stance(db, two, world.tom, -1)
    makers.stance(db, three, world.vera)
    db.add(Response(critique_id=two.id, state="considering"))
    merge(db, world, three, two)
    before = everything(db)
    merge(db, world, one, three)
    assert stands(db, one, two, three) == [None, one.id, one.id]
    assert everything(db) != before
    part(db, world, three)
    assert everything(db) == before
    part(db, world, two)
    assert stands(db, one, two, three) == [None] * 3
    kinds = db.scalars(select(Event.kind).order_by(Event.id)).all()
    assert kinds == ["critique.merged"] * 2 + ["critique.parted"] * 2


def test_a_stance_follows_and_counts_once(db: Session, world: World) -> None:
    one, two = said(db, world), said(db, world)
    makers.stance(db, one, world.tess, -1)
    makers.stance(db, two, world.tess, 1)
    makers.stance(db, two, world.vera, 1)
    merge(db, world, one, two)
    db.expire_all()
    assert (one.agree_count, one.disagree_count) == (1, 1)


def test_chains_lead_to_the_one_that_stands_for_all(db: Session, world: World) -> None:
    one, two, three, four = (said(db, world) for _ in range(4))
    merge(db, world, two, three)
    merge(db, world, one, two)
    # Who chose the second one, which is merged by now, means the one that stands for it.
    merge(db, world, two, four)
    assert stands(db, one, two, three, four) == [None, one.id, one.id, one.id]


def test_a_circle_is_told_and_nothing_merged(db: Session, world: World) -> None:
    one, two, three = (said(db, world) for _ in range(3))
    merge(db, world, one, two)
    with pytest.raises(Conflict):
        merge(db, world, two, one, three)
    with pytest.raises(Conflict):
        merge(db, world, three, two)
    assert stands(db, one, two, three) == [None, one.id, None]
    with pytest.raises(Invalid):
        merge(db, world, one, one)


def test_what_cannot_be_merged_is_refused(db: Session, world: World) -> None:
    one = said(db, world, kind="praise")
    gone = said(db, world, deleted_at=world.round.opened_at)
    reply = said(db, world, parent=one)
    held = said(db, world, held_at=world.round.opened_at)
    other = makers.round(db, world.draft, world.group, first_revision=world.revision)
    elsewhere = makers.critique(db, other, world.tom, revision=world.revision)
    hidden = said(db, world, kind="idea", hidden_at=world.round.opened_at)
    waits = said(db, world, kind="idea", held_at=world.round.opened_at)
    for row, words in (
        (hidden, "everybody to read"),
        (waits, "everybody to read"),
        (gone, "deleted"),
        (reply, "reply stays"),
        (elsewhere, "of one round"),
        (said(db, world), "another concern"),
    ):
        with pytest.raises(Refused, match=words):
            merge(db, world, one, row)
    with pytest.raises(Refused, match="everybody to read"):
        merge(db, world, held, one)
    for who in ("ana", "tom", "bo"):
        with pytest.raises(Refused):
            merge(db, world, one, held, who=who)
        with pytest.raises(Refused):
            part(db, world, one, who=who)
    assert stands(db, one, held) == [None, None]


def test_words_taken_back_stand_for_nobody(db: Session, world: World) -> None:
    one, two, three = said(db, world), said(db, world, "tess"), said(db, world, "tess")
    makers.stance(db, two, world.tom)
    makers.stance(db, three, world.vera)
    merge(db, world, one, two, three)
    round = db.get_one(Round, world.round.id)
    critiques.remove(db, actor_of(db, world.tess), round, two)
    db.expire_all()
    assert (stands(db, one, two, three), one.agree_count) == ([None, None, one.id], 1)
    critiques.remove(db, actor_of(db, world.tom), round, one)
    db.expire_all()
    assert (stands(db, one, three), three.agree_count) == ([None, None], 1)


def test_of_two_who_merge_crosswise_one_wins(db: Session, world: World, database: Database) -> None:
    one, two = said(db, world), said(db, world)
    db.commit()
    words = at_once(
        database,
        lambda session: merge(session, world, one, two),
        lambda session: merge(session, world, two, one),
    )
    assert sorted(words) == ["Conflict", "done"]
    db.rollback()
    assert sorted(stands(db, one, two), key=str) in ([one.id, None], [two.id, None])
