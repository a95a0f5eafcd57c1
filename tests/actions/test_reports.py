"""Freezing: once, whole, and untouched by whatever happens afterwards."""

from functools import partial

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal.actions import reports
from portal.database import Database
from portal.errors import Conflict
from portal.models import Event, Report, Vote
from portal.queries import reports as found
from tests.queries.test_reports import closed_round
from tests.race import at_once
from tests.world import World


def test_frozen_report_stays_when_votes_change_afterwards(db: Session, world: World) -> None:
    round = closed_round(db, world)
    reports.freeze(db, round)
    db.commit()
    before = found.of(db, round)
    db.execute(update(Vote).values(answer="against", counted_answer="against"))
    db.commit()
    after = found.of(db, round)
    assert after.document == before.document
    assert after.document["support"]["counts"]["for"] == 9
    assert after.frozen_at is not None


def test_freezing_twice_keeps_the_first(db: Session, world: World) -> None:
    round = closed_round(db, world)
    reports.freeze(db, round)
    db.execute(update(Vote).values(counted_answer="against"))
    reports.freeze(db, round)
    db.commit()
    assert db.scalar(select(func.count()).select_from(Report)) == 1
    assert db.scalar(select(func.count()).where(Event.kind == "report.frozen")) == 1
    assert found.of(db, round).document["support"]["counts"]["for"] == 9


def test_two_that_freeze_at_once_leave_one(db: Session, database: Database, world: World) -> None:
    round = closed_round(db, world)
    freeze = partial(reports.freeze, round=round)
    assert at_once(database, freeze, freeze) == ["done", "done"]
    db.rollback()
    assert db.scalar(select(func.count()).select_from(Report)) == 1
    assert db.scalar(select(func.count()).where(Event.kind == "report.frozen")) == 1


def test_an_open_round_is_not_frozen(db: Session, world: World) -> None:
    with pytest.raises(Conflict):
        reports.freeze(db, world.round)
