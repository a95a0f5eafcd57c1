"""Decisions: by managers, with why, the latest one holding."""

from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.access import actor_of
from portal.actions import decisions
from portal.database import Database
from portal.errors import Invalid, Refused
from portal.models import Decision, Event
from portal.queries import reports
from tests import makers
from tests.queries.test_reports import closed_round
from tests.race import at_once
from tests.world import World


def test_manager_decides_and_the_verdict_of_the_day_is_kept(db: Session, world: World) -> None:
    round = closed_round(db, world)
    decisions.decide(
        db,
        actor_of(db, world.hana),
        round,
        choice="launch",
        why=" You liked it. ",
        what_next="May.",
    )
    held = reports.of(db, round).decision
    assert held is not None
    assert (held.choice, held.why, held.by) == ("launch", "You liked it.", "Hana")
    assert held.verdict == "validated"
    event = db.scalars(select(Event).where(Event.kind == "decision.made")).one()
    assert event.facts == {"choice": "launch"}


def test_a_later_decision_supersedes(db: Session, world: World) -> None:
    round = closed_round(db, world)
    hana = actor_of(db, world.hana)
    decisions.decide(db, hana, round, choice="launch", why="You liked it.")
    decisions.decide(db, hana, round, choice="revise", why="The hem was wrong.")
    held = reports.of(db, round).decision
    assert held is not None
    assert held.choice == "revise"
    assert db.scalar(select(func.count()).select_from(Decision)) == 2


def test_the_same_decision_twice_is_one(db: Session, world: World) -> None:
    round = closed_round(db, world)
    for _ in range(2):
        decisions.decide(db, actor_of(db, world.hana), round, choice="stop", why="Too dear.")
    assert db.scalar(select(func.count()).select_from(Decision)) == 1


@pytest.mark.parametrize("name", ["ana", "tom", "bo"])
def test_others_do_not_decide(db: Session, world: World, name: str) -> None:
    with pytest.raises(Refused):
        decisions.decide(
            db, actor_of(db, world.people[name]), world.round, choice="stop", why="No."
        )


def test_a_round_that_never_opened_is_not_decided(db: Session, world: World) -> None:
    round = makers.round(
        db, world.draft, world.group, first_revision=world.revision, state="preparing"
    )
    with pytest.raises(Refused):
        decisions.decide(db, actor_of(db, world.hana), round, choice="stop", why="No.")


def test_nothing_is_decided_while_others_still_vote(db: Session, world: World) -> None:
    with pytest.raises(Refused, match="Close the round first"):
        decisions.decide(db, actor_of(db, world.hana), world.round, choice="stop", why="No.")


def test_every_problem_is_told_at_once(db: Session, world: World) -> None:
    round = closed_round(db, world)
    with pytest.raises(Invalid) as refused:
        decisions.decide(
            db, actor_of(db, world.hana), round, choice="shrug", why=" ", what_next="x" * 2001
        )
    assert set(refused.value.fields) == {"choice", "why", "what_next"}


def test_two_who_decide_at_once_leave_one_that_holds(
    db: Session, database: Database, world: World
) -> None:
    round, hana = closed_round(db, world), actor_of(db, world.hana)
    db.commit()
    ways = [
        partial(decisions.decide, actor=hana, round=round, choice=choice, why="Now.")
        for choice in ("launch", "stop")
    ]
    assert at_once(database, *ways) == ["done", "done"]
    db.rollback()
    holding = select(func.count()).where(Decision.superseded_at.is_(None))
    assert db.scalar(holding) == 1
    assert db.scalar(select(func.count()).select_from(Decision)) == 2
