"""Whom a brand no longer writes to: recorded once, lifted by whom it concerns."""

import pytest
from sqlalchemy import select

from portal import clock, ids
from portal.access import actor_of
from portal.actions import suppressions
from portal.errors import Conflict, Invalid, Refused
from portal.models import Suppression
from tests import makers

WHY = "They wrote from it this morning."


@pytest.fixture
def row(db, world):
    return suppress(db, world, "bounce")


def suppress(db, world, cause):
    suppressions.record(db, world.brand.id, world.ines.email_key, cause, "550 no")
    db.commit()
    return db.scalars(select(Suppression).filter_by(cause=cause)).one()


def holds(db, world, *causes):
    return suppressions.holds(db, world.brand.id, world.ines.email_key, *causes)


def stop_of(db, world, person="ines"):
    secret = db.info["secret_key"]
    found = world.people[person]
    return suppressions.token(secret, world.brand.public_id, found.public_id)


def test_what_is_said_twice_holds_from_the_first_time(db, world, row):
    first = row.created_at
    with clock.held_at(clock.hence(days=1)):
        suppressions.record(db, world.brand.id, world.ines.email_key, "bounce", "551 other")
    db.refresh(row)
    assert (row.created_at, row.detail) == (first, "550 no")


def test_staff_lift_a_bounce_and_say_why(db, world, row):
    hana = actor_of(db, world.hana)
    assert holds(db, world)
    with pytest.raises(Invalid):
        suppressions.lift(db, hana, row, "  ")
    suppressions.lift(db, hana, row, WHY)
    db.refresh(row)
    assert (row.lifted_by_id, row.lifted_why) == (world.hana.id, WHY)
    assert not holds(db, world)
    with pytest.raises(Conflict):
        suppressions.lift(db, hana, row, WHY)


def test_a_new_bounce_after_that_holds_again(db, world, row):
    suppressions.lift(db, actor_of(db, world.hana), row, WHY)
    again = suppress(db, world, "bounce")
    db.refresh(again)
    assert (again.id, again.lifted_at, again.lifted_why) == (row.id, None, "")
    assert holds(db, world)


@pytest.mark.parametrize("cause", ["complaint", "unsubscribe"])
def test_nobody_else_takes_back_what_a_person_said(db, world, cause):
    with pytest.raises(Refused):
        suppressions.lift(db, actor_of(db, world.olga), suppress(db, world, cause), WHY)
    assert holds(db, world)


@pytest.mark.parametrize("name", ["ana", "bo", "tom"])
def test_only_those_who_manage_lift(db, world, row, name):
    with pytest.raises(Refused):
        suppressions.lift(db, actor_of(db, world.people[name]), row, WHY)


def test_a_persons_own_word_and_taking_it_back(db, world, row):
    found = suppressions.find(db, stop_of(db, world))
    suppressions.stop(db, found)
    assert holds(db, world, "unsubscribe")
    suppressions.resume(db, found)
    assert not holds(db, world, "unsubscribe")
    # That a mailbox is not there is no matter of wishes.
    assert holds(db, world, "bounce")


def test_only_the_link_that_was_made_for_it_stops_mail(db, world):
    good = stop_of(db, world)
    assert suppressions.find(db, good).person.id == world.ines.id
    brand, person, proof = good.split(".")
    for bad in (
        "",
        "..",
        good + "x",
        good[:-1],
        good.upper(),
        f"{world.other_brand.public_id}.{person}.{proof}",
        f"{brand}.{world.tom.public_id}.{proof}",
        f"{brand}.{person}.",
        f"{ids.public_id()}.{ids.public_id()}.{proof}",
        "\ud800.é.\x00",
        "x" * 100_000,
    ):
        assert suppressions.find(db, bad) is None, bad


def test_who_is_not_there_any_more_has_no_link(db, world):
    person = makers.person(db, "Gone")
    good = suppressions.token(db.info["secret_key"], world.brand.public_id, person.public_id)
    db.delete(person)
    db.flush()
    assert suppressions.find(db, good) is None
