"""From a list to people, memberships, invitations and mails: once, and never twice."""

import time
from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from portal import clock, ids
from portal.access import actor_of
from portal.actions import generations, invitation_lists, invitations, quotas, suppressions, waves
from portal.actions.invitation_lists import Sent
from portal.actions.waves import Plan
from portal.errors import Conflict, Invalid, Refused
from portal.imports.address_lists import read_text
from portal.models import Event, Group, Invitation, InvitationList, Job, Membership, Person
from portal.queries import invitation_lists as reads
from tests import makers
from tests.statements import counted

REMOVED = "Was removed from this group. Staff can let them back on the group's page."
ON_THE_TEAM = "Is on the brand's team. Members judge and staff prepare; nobody is both."


def propose(db, world, text, name="hana", group=None):
    parsed = read_text(text)
    actor = actor_of(db, world.people[name])
    group = group or world.group
    kept = invitation_lists.propose(db, actor, group, parsed)
    return actor, kept


def test_confirming_writes_a_person_a_membership_an_invitation_and_a_job(db, world):
    actor, kept = propose(db, world, "Zoë Ruiz, Zoe@mail.example, vegan")
    assert invitation_lists.confirm(db, actor, world.group, kept) == Sent(1, 0)
    person = db.scalars(select(Person).where(Person.email_key == "zoe@mail.example")).one()
    assert (person.email, person.name, person.verified_at) == ("Zoe@mail.example", "", None)
    membership = db.scalars(select(Membership).filter_by(person_id=person.id)).one()
    assert (membership.invited_name, membership.segments) == ("Zoë Ruiz", ["vegan"])
    assert membership.state == "invited"
    invitation = db.scalars(select(Invitation)).one()
    assert invitation.membership_id == membership.id
    assert invitation.invited_by_id == world.hana.id
    token = generations.token_of(db.info["secret_key"], invitation.public_id, 1)
    assert invitation.token_hash == ids.fingerprint(token)
    job = db.scalars(select(Job)).one()
    assert job.kind == "mail.invitation"
    assert job.payload == {"invitation": invitation.public_id, "generation": 1}


def test_a_list_is_confirmed_once_and_keeps_no_addresses_afterwards(db, world):
    actor, kept = propose(db, world, "zoe@mail.example")
    assert invitation_lists.confirm(db, actor, world.group, kept) == Sent(1, 0)
    assert invitation_lists.confirm(db, actor, world.group, kept) is None
    assert db.scalars(select(InvitationList)).one().rows == []
    assert len(db.scalars(select(Invitation)).all()) == 1


def test_sending_the_same_list_again_invites_nobody_twice(db, world):
    text = "zoe@mail.example\nyan@mail.example"
    actor, first = propose(db, world, text)
    _actor, second = propose(db, world, text)
    invitation_lists.confirm(db, actor, world.group, first)
    assert invitation_lists.confirm(db, actor, world.group, second) == Sent(0, 0)
    assert len(db.scalars(select(Invitation)).all()) == 2
    assert len(db.scalars(select(Job)).all()) == 2
    _actor, third = propose(db, world, text)
    assert third.rows == []
    assert {p["sentence"] for p in third.problems} == {"Is invited already."}


def test_each_known_address_is_left_out_with_the_reason(db, world):
    lines = {
        world.tom.email: "Is a member of this group already.",
        world.rob.email: REMOVED,
        world.ana.email: ON_THE_TEAM,
        world.ines.email: "Is invited already.",
    }
    _actor, kept = propose(db, world, "\n".join([*lines, world.maya.email, world.vera.email]))
    # Maya belongs to another brand and Vera to another group: nothing here tells that.
    assert [row["email"] for row in kept.rows] == [world.maya.email, world.vera.email]
    assert [p["sentence"] for p in kept.problems] == list(lines.values())
    assert [p["line"] for p in kept.problems] == [1, 2, 3, 4]


def test_those_who_left_declined_or_never_answered_are_not_asked_by_a_list(db, world):
    left, declined, late = (makers.person(db) for _n in range(3))
    makers.member(db, world.group, left, left_at=clock.now())
    for person, values in (
        (declined, {"declined_at": clock.now(), "revoked_at": clock.now()}),
        (late, {"expires_at": clock.ago(days=1)}),
    ):
        row = makers.member(db, world.group, person, joined_at=None)
        makers.invitation(db, row, **values)
    _actor, kept = propose(db, world, f"{left.email}\n{declined.email}\n{late.email}")
    assert kept.rows == []
    assert [p["sentence"].split()[0] for p in kept.problems] == ["Left", "Said", "Was"]


def test_more_may_be_asked_than_there_are_places(db, world):
    world.group.capacity = 4
    db.merge(world.group)
    db.flush()
    # Tom and Tess have joined, Ines is asked, two more are: one of them may have to wait.
    _actor, kept = propose(db, world, "yan@mail.example\nzoe@mail.example")
    shown = reads.preview(db, kept, world.group, 1)
    assert (shown.total, shown.left_out, shown.beyond) == (2, 0, 1)


def test_each_line_is_counted_under_one_kind(db, world):
    suppressions.record(db, world.brand.id, "bounced@mail.example", "bounce")
    suppressions.record(db, world.brand.id, "tired@mail.example", "unsubscribe")
    suppressions.record(db, world.other_brand.id, "zoe@mail.example", "unsubscribe")
    lines = [
        *("zoe@mail.example", "bounced@mail.example", "tired@mail.example", "zoe@mail.example"),
        *(world.tom.email, world.ines.email, world.ana.email, world.rob.email, "nonsense"),
    ]
    _actor, kept = propose(db, world, "\n".join(lines))
    shown = reads.preview(db, kept, world.group, 1)
    assert shown.counts == {"new": 1, "invited": 1, "member": 3, "suppressed": 2, "bad": 2}
    assert sum(shown.counts.values()) == len(lines)
    assert list(reads.lines(kept, "new")) == [(1, "zoe@mail.example", "", "", "")]
    assert [line[0] for line in reads.lines(kept, "suppressed")] == [2, 3]
    assert [line[4] for line in reads.lines(kept, "suppressed")] == [
        "Mail to this address came back. See the addresses not written to.",
        "Asked not to be written to any more.",
    ]


def test_who_asked_for_quiet_after_the_preview_is_not_invited(db, world):
    actor, kept = propose(db, world, "zoe@mail.example\nyan@mail.example")
    suppressions.record(db, world.brand.id, "zoe@mail.example", "complaint")
    assert invitation_lists.confirm(db, actor, world.group, kept) == Sent(1, 0)


def test_waves_leave_on_their_days_and_the_lot_can_be_drawn_again(db, world):
    world.brand.timezone = "Europe/Madrid"
    db.merge(world.brand)
    text = "\n".join(f"p{i:03}@mail.example" for i in range(100))
    actor, kept = propose(db, world, text)
    today = clock.now().date()
    plan = Plan(20, today + timedelta(days=2), 30, today + timedelta(days=5))
    assert invitation_lists.confirm(db, actor, world.group, kept, plan) == Sent(20, 80)
    days = Counter(
        job.due_at.astimezone(ZoneInfo("Europe/Madrid")) for job in db.scalars(select(Job))
    )
    assert [count for _at, count in sorted(days.items())] == [20, 30, 50]
    assert {at.hour for at in sorted(days)[1:]} == {9}
    assert all(job.due_at == job.wanted_at for job in db.scalars(select(Job)))
    rows = db.scalars(select(Invitation).order_by(Invitation.next_try_at)).all()
    later = [row for row in rows if row.next_try_at]
    assert len(later) == 80
    assert all(row.expires_at - row.next_try_at == generations.LIFE for row in later)
    facts = db.scalars(select(Event.facts).where(Event.kind == "invitations.sent")).one()
    assert [wave["count"] for wave in facts["waves"]] == [20, 30, 50]
    first = waves.cut(range(100), waves.waves(plan, "UTC", clock.now()), facts["seed"])[0]
    assert len(first) == 20
    assert first != list(range(20))
    addresses = [f"p{i:03}@mail.example" for i in first]
    sent = db.scalars(
        select(Person.email_key)
        .join(Membership, Membership.person_id == Person.id)
        .join(Invitation, Invitation.membership_id == Membership.id)
        .where(Invitation.next_try_at.is_(None))
    ).all()
    assert sorted(sent) == addresses


def test_each_wave_counts_on_its_own_day(db, world):
    world.brand.proven_at = None
    db.merge(world.brand)
    text = "\n".join(f"p{i:03}@mail.example" for i in range(390))
    actor, kept = propose(db, world, text)
    db.commit()
    with pytest.raises(Invalid):
        invitation_lists.confirm(db, actor, world.group, kept)
    db.rollback()
    plan = Plan(50, clock.now().date() + timedelta(days=2))
    assert invitation_lists.confirm(db, actor, world.group, kept, plan) == Sent(195, 195)


def test_waves_that_have_not_left_are_taken_back(db, world):
    actor, kept = propose(db, world, "\n".join(f"p{i}@mail.example" for i in range(10)))
    plan = Plan(50, clock.now().date() + timedelta(days=2))
    invitation_lists.confirm(db, actor, world.group, kept, plan)
    assert invitations.take_back_later(db, actor, world.group) == 5
    assert invitations.take_back_later(db, actor, world.group) == 0
    states = Counter(row.state(clock.now()) for row in db.scalars(select(Invitation)))
    assert states == {"queued": 5, "revoked": 5}


def test_what_changed_between_preview_and_confirmation_counts(db, world):
    actor, kept = propose(db, world, "zoe@mail.example\nyan@mail.example")
    zoe = makers.person(db, email="zoe@mail.example")
    makers.member(db, world.group, zoe, removed_at=clock.now())
    assert invitation_lists.confirm(db, actor, world.group, kept) == Sent(1, 0)
    assert [p["text"] for p in kept.problems] == ["zoe@mail.example"]
    other, second = propose(db, world, "xi@mail.example")
    db.get(Group, world.group.id).closed_at = clock.now()
    db.flush()
    with pytest.raises((Conflict, Refused)):
        invitation_lists.confirm(db, other, db.get(Group, world.group.id), second)


@pytest.mark.parametrize("name", ["ana", "tom", "bo", "maya"])
def test_only_those_who_manage_the_brand_invite(db, world, name):
    with pytest.raises(Refused):
        propose(db, world, "zoe@mail.example", name)


def test_a_brand_has_a_daily_limit(db, world, monkeypatch):
    monkeypatch.setattr(quotas, "PROVEN", 1)
    actor, kept = propose(db, world, "zoe@mail.example\nyan@mail.example")
    with pytest.raises(Invalid):
        invitation_lists.confirm(db, actor, world.group, kept)


def test_ten_thousand_people_take_seconds_and_few_statements(db, world, database):
    world.group.capacity = 20_000
    db.merge(world.group)
    db.flush()
    text = "\n".join(f"Person {i};p{i}@mail{i % 40}.example;vegan" for i in range(10_000))
    start = time.monotonic()
    actor, kept = propose(db, world, f"name;email;segments\n{text}")
    previewed = time.monotonic() - start
    start = time.monotonic()
    with counted(database) as statements:
        assert invitation_lists.confirm(db, actor, world.group, kept) == Sent(10_000, 0)
        db.commit()
    queued = time.monotonic() - start
    print(f"preview {previewed:.2f} s, queueing {queued:.2f} s, {len(statements)} statements")
