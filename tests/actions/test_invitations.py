"""One invitation: sent again with a new link, revoked, shown, declined."""

import pytest
from sqlalchemy import select

from portal import clock
from portal.access import actor_of
from portal.actions import invitations
from portal.errors import Conflict, Refused
from portal.models import Invitation, Job, Membership
from tests import makers


@pytest.fixture
def row(db, world):
    return makers.invitation(db, world.memberships["ines"], sent_at=clock.now())


def test_sending_again_kills_the_older_link_and_mails_the_new_one(db, world, row):
    old = makers.invitation_token(db, row)
    invitations.resend(db, actor_of(db, world.hana), row)
    db.refresh(row)
    assert (row.generation, row.sent_at, row.state(clock.now())) == (2, None, "queued")
    assert invitations.find(db, old) is None
    assert invitations.find(db, makers.invitation_token(db, row)) is row
    [job] = db.scalars(select(Job)).all()
    assert job.payload == {"invitation": row.public_id, "generation": 2}


@pytest.mark.parametrize("token", ["", "null", " ", "x" * 1_000_000, "\x00", "\ud800", "%00"])
def test_no_other_words_are_a_link(db, row, token):
    assert invitations.find(db, token) is None


def test_a_link_is_compared_exactly(db, row):
    token = makers.invitation_token(db, row)
    assert invitations.find(db, token) is row
    for variant in (token + " ", token + "\n", " " + token, token.swapcase(), token[:-1]):
        assert invitations.find(db, variant) is None


def test_an_expired_or_revoked_invitation_can_be_sent_again(db, world, row):
    hana = actor_of(db, world.hana)
    invitations.revoke(db, hana, row)
    db.refresh(row)
    assert row.state(clock.now()) == "revoked"
    invitations.resend(db, hana, row)
    db.refresh(row)
    row.expires_at = clock.ago(days=1)
    db.flush()
    invitations.resend(db, hana, row)
    db.refresh(row)
    assert (row.generation, row.state(clock.now())) == (3, "queued")


def test_three_times_a_week_is_enough(db, world, row):
    hana = actor_of(db, world.hana)
    for _n in range(3):
        invitations.resend(db, hana, row)
        db.refresh(row)
    with pytest.raises(Conflict, match="three times"):
        invitations.resend(db, hana, row)
    with clock.held_at(clock.hence(days=8)):
        invitations.resend(db, actor_of(db, world.hana), row)


def test_whoever_said_no_is_not_asked_again(db, world, row):
    invitations.decline(db, row)
    db.refresh(row)
    assert row.state(clock.now()) == "declined"
    with pytest.raises(Conflict, match="said no"):
        invitations.resend(db, actor_of(db, world.hana), row)


def test_members_and_the_removed_are_not_sent_to(db, world, row):
    hana = actor_of(db, world.hana)
    joined = makers.invitation(db, world.memberships["tom"], accepted_at=clock.now())
    removed = makers.invitation(db, world.memberships["rob"])
    for each, words in ((joined, "joined already"), (removed, "was removed")):
        with pytest.raises(Conflict, match=words):
            invitations.resend(db, hana, each)
    assert db.scalars(select(Job)).all() == []


def test_revoking_twice_is_told(db, world, row):
    hana = actor_of(db, world.hana)
    invitations.revoke(db, hana, row)
    with pytest.raises(Conflict):
        invitations.revoke(db, hana, row)


def test_an_ended_invitation_has_no_link_to_show(db, world, row):
    hana = actor_of(db, world.hana)
    assert invitations.show_link(db, hana, row) == makers.invitation_token(db, row)
    invitations.revoke(db, hana, row)
    db.refresh(row)
    with pytest.raises(Conflict):
        invitations.show_link(db, hana, row)


def test_sending_to_all_reaches_those_who_wait_for_two_days(db, world):
    hana = actor_of(db, world.hana)
    asked = {}
    for name, values in {
        "waiting": {"sent_at": clock.ago(days=3), "expires_at": clock.hence(days=11)},
        "failed": {"failed_at": clock.ago(days=3), "expires_at": clock.hence(days=11)},
        "fresh": {"sent_at": clock.now()},
        "queued": {},
        "joined": {
            "sent_at": clock.ago(days=3),
            "accepted_at": clock.now(),
            "expires_at": clock.hence(days=11),
        },
        "revoked": {
            "sent_at": clock.ago(days=3),
            "revoked_at": clock.now(),
            "expires_at": clock.hence(days=11),
        },
        "late": {"sent_at": clock.ago(days=20), "expires_at": clock.ago(days=6)},
    }.items():
        joined = clock.now() if name == "joined" else None
        member = makers.member(db, world.group, makers.person(db, name), joined_at=joined)
        asked[name] = makers.invitation(db, member, **values)
    assert invitations.resend_waiting(db, hana, world.group) == 3
    db.expire_all()
    again = {name for name, row in asked.items() if row.generation == 2}
    assert again == {"waiting", "failed", "late"}
    assert len(db.scalars(select(Job)).all()) == 3
    assert invitations.resend_waiting(db, hana, world.group) == 0


@pytest.mark.parametrize("name", ["ana", "tom", "bo"])
def test_only_those_who_manage_handle_invitations(db, world, row, name):
    actor = actor_of(db, world.people[name])
    for work in (invitations.resend, invitations.revoke, invitations.show_link):
        with pytest.raises(Refused):
            work(db, actor, row)
    with pytest.raises(Refused):
        invitations.resend_waiting(db, actor, world.group)
    assert db.get(Membership, world.memberships["ines"].id).state == "invited"
    assert db.scalars(select(Invitation)).one().generation == 1
