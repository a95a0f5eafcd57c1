"""What becomes of members: paused, removed, let back, described, gone."""

import pytest

from portal import clock
from portal.access import Actor, actor_of
from portal.actions import memberships
from portal.errors import Conflict, Invalid, NotFound, Refused
from portal.models import Invitation, Membership
from tests import makers


@pytest.fixture
def tom(db, world):
    return db.get(Membership, world.memberships["tom"].id)


def test_pausing_and_resuming(db, world, tom):
    hana = actor_of(db, world.hana)
    memberships.pause(db, hana, tom)
    assert db.get(Membership, tom.id).state == "paused"
    assert not actor_of(db, world.tom).may_speak_in(world.group.id)
    with pytest.raises(Conflict):
        memberships.pause(db, hana, tom)
    memberships.resume(db, hana, tom)
    assert actor_of(db, world.tom).may_speak_in(world.group.id)


def test_removal_ends_access_and_an_open_invitation(db, world, tom):
    hana = actor_of(db, world.hana)
    memberships.remove(db, hana, tom)
    assert world.group.id not in actor_of(db, world.tom).groups
    ines = db.get(Membership, world.memberships["ines"].id)
    invitation = makers.invitation(db, ines)
    memberships.remove(db, hana, ines)
    assert db.get(Invitation, invitation.id, populate_existing=True).state(clock.now()) == "revoked"


def test_letting_back_lifts_the_ban_but_does_not_bring_back(db, world):
    rob = db.get(Membership, world.memberships["rob"].id)
    memberships.let_back(db, actor_of(db, world.hana), rob)
    db.expire_all()
    assert db.get(Membership, rob.id).state == "left"
    assert world.group.id not in actor_of(db, world.rob).groups


def test_segments_are_words_between_commas(db, world, tom):
    hana = actor_of(db, world.hana)
    memberships.describe(db, hana, tom, " size  M, vegan,, vegan ; night owl")
    assert db.get(Membership, tom.id).segments == ["size M", "vegan", "night owl"]
    for words in ("x" * 41, ",".join(map(str, range(11)))):
        with pytest.raises(Invalid):
            memberships.describe(db, hana, tom, words)


def test_leaving_is_for_oneself_and_once(db, world):
    tom = actor_of(db, world.tom)
    memberships.leave(db, tom, world.group)
    assert world.group.id not in actor_of(db, world.tom).groups
    assert db.get(Membership, world.memberships["tess"].id).state == "active"
    for actor in (tom, Actor(person_id=world.ines.id), Actor(person_id=world.hana.id)):
        with pytest.raises(NotFound):
            memberships.leave(db, actor, world.group)


@pytest.mark.parametrize("name", ["ana", "tom", "tess", "bo"])
@pytest.mark.parametrize("act", ["pause", "remove", "let_back", "resume"])
def test_only_those_who_manage_change_memberships(db, world, tom, name, act):
    with pytest.raises(Refused):
        getattr(memberships, act)(db, actor_of(db, world.people[name]), tom)
