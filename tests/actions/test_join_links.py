"""Asking to be let in: by a link with rules, decided by the team, proven by one's own mailbox."""

import pytest
from sqlalchemy import select

from portal import clock
from portal.access import actor_of
from portal.actions import join_links, quotas, suppressions
from portal.actions.join_links import Asking, Rules
from portal.errors import Conflict, Invalid, Refused
from portal.models import Group, Invitation, Job, JoinLink, JoinRequest, Membership, Person
from tests.race import at_once

NORA = Asking("Nora@Mail.example", "Nora", "I cook.")
AT_ONCE = Rules(needs_approval=False)


@pytest.fixture
def hana(db, world):
    return actor_of(db, world.hana)


def opened(db, world, hana, rules=AT_ONCE):
    link = join_links.open(db, hana, db.get(Group, world.group.id), rules)
    db.commit()
    return link


def asked(db):
    return db.scalars(select(JoinRequest)).all()


def invited(db):
    return db.scalars(
        select(Person.email)
        .join(Membership, Membership.person_id == Person.id)
        .join(Invitation, Invitation.membership_id == Membership.id)
    ).all()


def test_without_approval_an_invitation_is_mailed_and_nobody_is_in(db, world, hana):
    join_links.ask(db, opened(db, world, hana), NORA)
    assert invited(db) == ["Nora@mail.example"]
    [job] = db.scalars(select(Job)).all()
    assert (job.kind, job.brand_id) == ("mail.invitation", world.brand.id)
    member = db.scalars(select(Membership).filter_by(invited_name="Nora")).one()
    assert member.joined_at is None


def test_with_approval_the_team_decides_once(db, world, hana):
    join_links.ask(db, opened(db, world, hana, Rules()), NORA)
    [row] = asked(db)
    assert (row.name, row.why, invited(db)) == ("Nora", "I cook.", [])
    join_links.accept(db, hana, world.group, row)
    assert invited(db) == ["Nora@mail.example"]
    for deed in (join_links.accept, join_links.refuse):
        with pytest.raises(Conflict):
            deed(db, hana, world.group, row)


def test_a_no_mails_nobody(db, world, hana):
    join_links.ask(db, opened(db, world, hana, Rules()), NORA)
    [row] = asked(db)
    join_links.refuse(db, hana, world.group, row)
    assert (invited(db), db.scalars(select(Job)).all()) == ([], [])
    join_links.ask(db, db.scalars(select(JoinLink)).one(), NORA)
    assert len(asked(db)) == 1


@pytest.mark.parametrize("who", ["tom", "ines", "rob", "hana"])
def test_who_is_known_to_the_group_is_not_written_to(db, world, hana, who):
    for rules in (AT_ONCE, Rules()):
        join_links.ask(db, opened(db, world, hana, rules), Asking(world.people[who].email, "X"))
    assert (invited(db), asked(db)) == ([], [])


def test_who_asked_for_quiet_is_left_in_it(db, world, hana):
    suppressions.record(db, world.brand.id, "nora@mail.example", "unsubscribe")
    join_links.ask(db, opened(db, world, hana), NORA)
    assert (invited(db), asked(db)) == ([], [])


@pytest.mark.parametrize(
    ("email", "is_let_in"),
    [
        ("a@shop.example", True),
        ("a@SHOP.example", True),
        ("a@exämple.example", True),
        ("a@evil-shop.example", False),
        ("a@shop.example.evil.org", False),
        ("a@sub.shop.example", False),
    ],
)
def test_domains_are_compared_whole(db, world, hana, email, is_let_in):
    rules = Rules("@shop.example, exämple.example", needs_approval=False)
    link = opened(db, world, hana, rules)
    if is_let_in:
        join_links.ask(db, link, Asking(email, "A"))
        assert len(invited(db)) == 1
    else:
        with pytest.raises(Invalid) as refusal:
            join_links.ask(db, link, Asking(email, "A"))
        assert "email" in refusal.value.fields


def test_no_more_can_ask_than_the_link_holds_however_many_at_once(db, world, hana, database):
    link = opened(db, world, hana, Rules(needs_approval=False, most=3))
    deeds = [
        lambda session, n=n: join_links.ask(
            session, session.get(JoinLink, link.id), Asking(f"p{n}@mail.example", "P")
        )
        for n in range(8)
    ]
    assert sorted(at_once(database, *deeds)) == ["Conflict"] * 5 + ["done"] * 3
    assert len(invited(db)) == 3


def test_beyond_the_days_mails_a_request_waits_and_is_not_lost(db, world, hana, monkeypatch):
    monkeypatch.setattr(quotas, "PROVEN", 0)
    join_links.ask(db, opened(db, world, hana), NORA)
    assert ([row.name for row in asked(db)], invited(db)) == (["Nora"], [])


def test_a_new_link_ends_the_older_and_a_closed_one_opens_nothing(db, world, hana):
    link = opened(db, world, hana)
    first = join_links.token(db, link)
    assert join_links.find(db, first).id == link.id
    join_links.renew(db, hana, world.group, link)
    second = join_links.token(db, link)
    db.flush()
    assert (join_links.find(db, first), join_links.find(db, second).id) == (None, link.id)
    join_links.close(db, hana, world.group, link)
    db.flush()
    assert join_links.find(db, second) is None
    again = opened(db, world, hana)
    assert join_links.find(db, second) is None
    assert join_links.find(db, join_links.token(db, again)) is not None
    for word in ("", "x", "\x00", first.upper()):
        assert join_links.find(db, word) is None


def test_a_closed_group_has_no_door(db, world, hana):
    word = join_links.token(db, opened(db, world, hana))
    db.get(Group, world.group.id).closed_at = clock.now()
    db.flush()
    assert join_links.find(db, word) is None


@pytest.mark.parametrize("rules", [Rules("not a domain"), Rules(most=0), Rules(most=10**6)])
def test_odd_rules_are_refused(db, world, hana, rules):
    with pytest.raises(Invalid):
        join_links.open(db, hana, world.group, rules)


@pytest.mark.parametrize("name", ["ana", "tom", "bo"])
def test_only_those_who_manage_open_and_decide(db, world, hana, name):
    link = opened(db, world, hana, Rules())
    join_links.ask(db, link, NORA)
    [row] = asked(db)
    other = actor_of(db, world.people[name])
    for deed in (
        lambda: join_links.open(db, other, world.group, Rules()),
        lambda: join_links.renew(db, other, world.group, link),
        lambda: join_links.close(db, other, world.group, link),
        lambda: join_links.accept(db, other, world.group, row),
        lambda: join_links.refuse(db, other, world.group, row),
    ):
        with pytest.raises(Refused):
            deed()


def test_decided_requests_go_after_a_month(db, world, hana):
    join_links.ask(db, opened(db, world, hana, Rules()), NORA)
    join_links.refuse(db, hana, world.group, asked(db)[0])
    join_links.tidy(db)
    assert len(asked(db)) == 1
    with clock.held_at(clock.hence(days=31)):
        join_links.tidy(db)
    assert asked(db) == []
