"""The waiting list: the longest wait gets the next place, whatever made it free."""

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.access import actor_of
from portal.actions import invitations, joining, memberships, waiting
from portal.actions.joining import Answer
from portal.models import Event, Group, Invitation, Job, Membership
from tests import makers
from tests.race import at_once


@pytest.fixture
def group(db, world):
    """The first circle, with two places, both taken."""
    found = db.get(Group, world.group.id)
    found.capacity = 2
    db.commit()
    return found


def waits(db, group, minutes=0):
    row = makers.invitation(
        db, makers.member(db, group, makers.person(db), joined_at=None, terms_version=None)
    )
    with clock.held_at(clock.ago(minutes=minutes)):
        place = joining.join_group(db, row, joining.person_of(db, row), Answer("Nora", "es", 1))
    assert place.waits
    db.commit()
    return row


def states(db, *rows):
    db.rollback()
    db.expire_all()
    return [row.state(clock.now()) for row in rows]


def give(database):
    with database.writing.begin() as session:
        return waiting.give_places(session)


def left(db, world):
    memberships.leave(db, actor_of(db, world.tom), world.group)


def removed(db, world):
    memberships.remove(db, actor_of(db, world.hana), world.memberships["tom"])


def more_places(db, world):
    db.get(Group, world.group.id).capacity = 3


@pytest.mark.parametrize("free", [left, removed, more_places])
def test_a_free_place_goes_to_the_longest_wait(db, world, group, database, free):
    later, first = waits(db, group, minutes=1), waits(db, group, minutes=9)
    assert give(database) == 0
    free(db, world)
    db.commit()
    assert give(database) == 1
    assert states(db, later, first) == ["waiting", "joined"]
    member = db.get(Membership, first.membership_id)
    assert (member.state, member.terms_version) == ("active", 1)
    [job] = db.scalars(select(Job).where(Job.kind == "mail.place"))
    assert job.payload["invitation"] == first.public_id
    assert give(database) == 0


def test_nobody_overtakes_those_who_wait(db, world, group, database):
    first = waits(db, group)
    group.capacity = 3
    db.commit()
    # A place is free, and promised: who comes now waits too.
    second = waits(db, group)
    assert (waiting.ahead_of(db, first), waiting.ahead_of(db, second)) == (0, 1)
    give(database)
    assert states(db, first, second) == ["joined", "waiting"]


def test_waiting_outlives_the_invitation(db, world, group, database):
    row = waits(db, group)
    row.expires_at = clock.ago(days=1)
    group.capacity = 3
    db.commit()
    assert states(db, row) == ["waiting"]
    give(database)
    assert states(db, row) == ["joined"]


def declined(db, world, row):
    invitations.decline(db, row)


def revoked(db, world, row):
    invitations.revoke(db, actor_of(db, world.hana), row)


def banned(db, world, row):
    member = db.get(Membership, row.membership_id)
    memberships.remove(db, actor_of(db, world.hana), member)


def now_on_the_team(db, world, row):
    person = joining.person_of(db, row)
    makers.staff(db, world.brand, person, "analyst")


def group_closed(db, world, row):
    db.get(Group, world.group.id).closed_at = clock.now()


@pytest.mark.parametrize("change", [declined, revoked, banned, now_on_the_team, group_closed])
def test_who_cannot_come_any_more_is_passed_over(db, world, group, database, change):
    first, second = waits(db, group, minutes=9), waits(db, group, minutes=1)
    change(db, world, first)
    group.capacity = 3
    db.commit()
    give(database)
    expected = "waiting" if change is group_closed else "joined"
    assert states(db, second) == [expected]
    assert db.get(Membership, first.membership_id).joined_at is None


def test_two_clocks_give_a_place_once(db, world, group, database):
    for minutes in range(6):
        waits(db, group, minutes=minutes)
    group.capacity = 4
    db.commit()
    assert at_once(database, *[waiting.give_places] * 4) == ["done"] * 4
    db.rollback()
    db.expire_all()
    joined = select(func.count(Invitation.id)).where(Invitation.accepted_at.is_not(None))
    assert db.scalar(joined) == 2
    told = db.scalars(select(Event).where(Event.kind == "membership.joined")).all()
    assert len(told) == len(db.scalars(select(Job).where(Job.kind == "mail.place")).all()) == 2


def test_other_groups_keep_their_places(db, world, group, database):
    row = waits(db, group)
    assert give(database) == 0
    assert states(db, row) == ["waiting"]
