"""Groups: opened and edited by those who manage, with terms that are never rewritten."""

import pytest
from sqlalchemy import select

from portal.access import actor_of
from portal.actions import groups
from portal.actions.groups import Wording
from portal.errors import Conflict, Invalid, Refused
from portal.models import Group, Terms
from tests import makers

WORDING = Wording("  Night  owls ", "Try the late menu.", "Be kind.", 200, "Tell nobody.")


def terms_of(db, group):
    rows = db.scalars(select(Terms).filter_by(group_id=group.id).order_by(Terms.version))
    return [(row.version, row.text) for row in rows]


def test_opening_a_group_keeps_its_wording_and_first_terms(db, world):
    group = groups.open(db, actor_of(db, world.hana), world.brand, WORDING)
    assert (group.name, group.capacity, group.closed_at) == ("Night owls", 200, None)
    assert terms_of(db, group) == [(1, "Tell nobody.")]


@pytest.mark.parametrize("name", ["ana", "tom", "bo"])
def test_only_those_who_manage_open_and_change_groups(db, world, name):
    actor = actor_of(db, world.people[name])
    for work in (
        lambda: groups.open(db, actor, world.brand, WORDING),
        lambda: groups.edit(db, actor, world.group, WORDING),
        lambda: groups.close(db, actor, world.group),
    ):
        with pytest.raises(Refused):
            work()


def test_all_that_is_wrong_is_said_at_once(db, world):
    with pytest.raises(Invalid) as refused:
        groups.open(
            db, actor_of(db, world.hana), world.brand, Wording("", " ", "x" * 10_001, 0, "")
        )
    assert set(refused.value.fields) == {"name", "purpose", "house_rules", "capacity", "terms"}


def test_another_text_of_the_terms_is_the_next_version(db, world):
    hana = actor_of(db, world.hana)
    group = groups.open(db, hana, world.brand, WORDING)
    groups.edit(db, hana, group, Wording("Owls", "Late menu.", "", 50, "Tell nobody."))
    assert terms_of(db, group) == [(1, "Tell nobody.")]
    groups.edit(db, hana, group, Wording("Owls", "Late menu.", "", 50, "Tell nobody, ever."))
    assert terms_of(db, group) == [(1, "Tell nobody."), (2, "Tell nobody, ever.")]
    assert db.get(Group, group.id).name == "Owls"


def test_the_places_cannot_be_fewer_than_the_members(db, world):
    hana = actor_of(db, world.hana)
    # Tom and Tess are in; Ines is only invited and Rob was removed.
    groups.edit(db, hana, world.group, Wording("A", "B", "", 2, "C"))
    with pytest.raises(Invalid) as refused:
        groups.edit(db, hana, world.group, Wording("A", "B", "", 1, "C"))
    assert "capacity" in refused.value.fields


def test_a_group_closes_once_no_round_runs_in_it(db, world):
    hana = actor_of(db, world.hana)
    with pytest.raises(Conflict, match="still running"):
        groups.close(db, hana, world.group)
    groups.close(db, hana, world.vip_group)
    db.expire_all()
    closed = db.get(Group, world.vip_group.id)
    assert closed.closed_at is not None
    for work in (
        lambda: groups.close(db, hana, closed),
        lambda: groups.edit(db, hana, closed, WORDING),
    ):
        with pytest.raises(Conflict, match="closed"):
            work()


def test_a_round_that_waits_for_its_opening_keeps_a_group_open(db, world):
    makers.round(db, world.draft, world.vip_group, first_revision=world.revision, state="scheduled")
    with pytest.raises(Conflict):
        groups.close(db, actor_of(db, world.hana), world.vip_group)
