"""The team of a brand: its roles, and that it never loses its last owner."""

import pytest
from sqlalchemy import select

from portal.access import actor_of
from portal.actions import staff
from portal.errors import Conflict, Invalid, Refused
from portal.models import Invitation, Job, Staff
from tests import makers
from tests.actions.test_joining import at_once


def row_of(db, world, name):
    return db.scalars(select(Staff).filter_by(person_id=world.people[name].id)).one()


def test_inviting_gives_no_role_before_it_is_accepted(db, world):
    sam = makers.person(db, "Sam")
    staff.invite(db, actor_of(db, world.olga), world.brand, sam, "manager")
    assert actor_of(db, sam).roles == {}
    [job] = db.scalars(select(Job)).all()
    invitation = db.scalars(select(Invitation)).one()
    assert job.payload == {"invitation": invitation.public_id, "generation": 1}


def test_nobody_is_invited_to_the_team_twice(db, world):
    olga = actor_of(db, world.olga)
    for person in (world.ana, world.hana):
        with pytest.raises(Invalid):
            staff.invite(db, olga, world.brand, person, "manager")


def test_members_do_not_become_staff_of_their_brand_but_of_another(db, world):
    with pytest.raises(Invalid) as refused:
        staff.invite(db, actor_of(db, world.olga), world.brand, world.tom, "analyst")
    assert "nobody is both" in refused.value.fields["email"]
    staff.invite(db, actor_of(db, world.bo), world.other_brand, world.tom, "analyst")


def test_a_colleague_who_left_is_invited_again(db, world):
    olga = actor_of(db, world.olga)
    sam = makers.person(db, "Sam")
    row = staff.invite(db, olga, world.brand, sam, "manager")
    staff.end(db, olga, row)
    assert db.scalars(select(Invitation)).one().revoked_at is not None
    again = staff.invite(db, olga, world.brand, sam, "analyst")
    db.expire_all()
    assert (again.id, again.role, again.ended_at) == (row.id, "analyst", None)
    invitation = db.scalars(select(Invitation)).one()
    assert (invitation.generation, invitation.revoked_at) == (2, None)


def test_roles_change_and_end_at_once(db, world):
    olga = actor_of(db, world.olga)
    staff.change_role(db, olga, row_of(db, world, "hana"), "analyst")
    assert actor_of(db, world.hana).role_in(world.brand.id) == "analyst"
    staff.end(db, olga, row_of(db, world, "hana"))
    assert actor_of(db, world.hana).roles == {}


def test_the_last_owner_stays(db, world):
    olga = actor_of(db, world.olga)
    row = row_of(db, world, "olga")
    with pytest.raises(Conflict, match="needs an owner"):
        staff.change_role(db, olga, row, "manager")
    with pytest.raises(Conflict, match="needs an owner"):
        staff.end(db, olga, row)
    staff.change_role(db, olga, row_of(db, world, "hana"), "owner")
    staff.end(db, olga, row)
    assert actor_of(db, world.olga).roles == {}


def test_an_invited_owner_is_not_an_owner_yet(db, world):
    olga = actor_of(db, world.olga)
    staff.invite(db, olga, world.brand, makers.person(db), "owner")
    with pytest.raises(Conflict):
        staff.end(db, olga, row_of(db, world, "olga"))


def test_two_owners_who_end_each_other_leave_one(db, world, database):
    row_of(db, world, "hana").role = "owner"
    db.commit()
    ids = [row_of(db, world, name).id for name in ("olga", "hana")]
    actors = [actor_of(db, world.hana), actor_of(db, world.olga)]
    db.rollback()

    def ending(which):
        return lambda session: staff.end(session, actors[which], session.get(Staff, ids[which]))

    assert sorted(at_once(database, ending(0), ending(1)), key=str) == [Conflict, None]


@pytest.mark.parametrize("name", ["hana", "ana", "tom", "bo"])
def test_only_owners_handle_the_team(db, world, name):
    actor = actor_of(db, world.people[name])
    row = row_of(db, world, "ana")
    for work in (
        lambda: staff.invite(db, actor, world.brand, world.maya, "owner"),
        lambda: staff.change_role(db, actor, row, "owner"),
        lambda: staff.end(db, actor, row),
    ):
        with pytest.raises(Refused):
            work()


def test_an_unknown_role_is_refused(db, world):
    with pytest.raises(Invalid):
        staff.change_role(db, actor_of(db, world.olga), row_of(db, world, "ana"), "root")
