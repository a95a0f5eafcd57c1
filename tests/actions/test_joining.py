"""An invitation is accepted once, by the one it is for, while there is a place."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.access import NOBODY, Actor, actor_of
from portal.actions import groups, invitations, joining, memberships, people, sessions, staff
from portal.actions.joining import Answer, Place
from portal.errors import Conflict, Invalid, PortalError
from portal.models import Event, Group, Invitation, Membership, Person, Staff, Terms
from tests import makers

ANSWER = Answer(name="Ines Gil", language="es", terms_version=1)


def invited(db, world, person=None, **values):
    """An invitation to the first circle; for Ines, unless somebody else is named."""
    if person is None:
        return makers.invitation(db, world.memberships["ines"], **values)
    return makers.invitation(db, makers.member(db, world.group, person, joined_at=None), **values)


def join(db, row, answer=ANSWER):
    return joining.join_group(db, row, joining.person_of(db, row), answer)


def test_joining_makes_a_member_who_agreed_to_the_terms(db, world):
    ines = db.get(Person, world.ines.id)
    ines.verified_at = None
    row = invited(db, world)
    assert join(db, row) == Place(world.group, waits=False)
    membership = db.get(Membership, world.memberships["ines"].id)
    assert (membership.state, membership.terms_version) == ("active", 1)
    assert (ines.name, ines.language) == ("Ines Gil", "es")
    assert ines.verified_at is not None
    assert row.state(clock.now()) == "joined"
    assert world.group.id in actor_of(db, ines).groups
    assert "membership.joined" in db.scalars(select(Event.kind)).all()


@pytest.mark.parametrize(
    "values",
    [
        {"accepted_at": clock.now()},
        {"revoked_at": clock.now()},
        {"expires_at": clock.ago(seconds=1)},
    ],
)
def test_an_invitation_that_ended_is_not_accepted(db, world, values):
    row = invited(db, world, **values)
    with pytest.raises(Conflict):
        join(db, row)
    assert db.get(Membership, world.memberships["ines"].id).joined_at is None


def test_a_second_acceptance_changes_nothing(db, world):
    row = invited(db, world)
    join(db, row)
    with pytest.raises(Conflict):
        join(db, row, Answer("Somebody else", "en", 1))
    assert db.get(Person, world.ines.id).name == "Ines Gil"


def test_a_removal_outlives_the_invitation(db, world):
    row = invited(db, world)
    db.get(Membership, world.memberships["ines"].id).removed_at = clock.now()
    db.flush()
    with pytest.raises(Conflict):
        join(db, row)


def test_a_closed_group_takes_nobody(db, world):
    row = invited(db, world)
    db.get(Group, world.group.id).closed_at = clock.now()
    db.flush()
    with pytest.raises(Conflict):
        join(db, row)


def test_colleagues_do_not_join_the_groups_of_their_brand(db, world):
    row = invited(db, world, world.ana)
    with pytest.raises(Conflict):
        join(db, row)


def test_new_terms_have_to_be_read_first(db, world):
    row = invited(db, world)
    db.add(Terms(group_id=world.group.id, version=2, text="Say nothing at all."))
    db.flush()
    with pytest.raises(Conflict, match="terms have changed"):
        join(db, row)
    join(db, row, Answer("Ines", "en", 2))
    assert db.get(Membership, world.memberships["ines"].id).terms_version == 2


def test_a_name_and_a_known_language_are_asked_for(db, world):
    with pytest.raises(Invalid) as refused:
        join(db, invited(db, world), Answer(" ", "xx", 1))
    assert set(refused.value.fields) == {"name", "language"}


def test_who_was_in_before_the_mailbox_was_proven_is_shut_out(db, world):
    ines = db.get(Person, world.ines.id)
    ines.verified_at = None
    token, _row = sessions.start(db, ines, "a stranger's phone")
    join(db, invited(db, world))
    assert sessions.find(db, token) is None


def test_a_link_that_staff_saw_proves_no_mailbox(db, world):
    row = invited(db, world)
    hana = actor_of(db, world.hana)
    ines = db.get(Person, world.ines.id)
    assert not joining.needs_code(NOBODY, row, ines)
    assert invitations.show_link(db, hana, row) == makers.invitation_token(db, row)
    assert joining.needs_code(NOBODY, row, ines)
    assert not joining.needs_code(Actor(person_id=ines.id), row, ines)
    ines.verified_at = None
    assert not joining.needs_code(NOBODY, row, ines)
    join(db, row)
    assert ines.verified_at is None


def test_someone_who_left_comes_back_by_a_new_invitation(db, world):
    row = invited(db, world)
    join(db, row)
    memberships.leave(db, Actor(person_id=world.ines.id), world.group)
    invitations.resend(db, actor_of(db, world.hana), row)
    db.refresh(row)
    assert row.state(clock.now()) == "queued"
    join(db, row)
    assert db.get(Membership, world.memberships["ines"].id).state == "active"


def test_a_colleague_joins_the_team_with_a_password(db, world):
    sam = makers.person(db, "Sam", verified_at=None)
    owner = actor_of(db, world.olga)
    row = staff.invite(db, owner, world.brand, sam, "manager")
    invitation = db.scalars(select(Invitation).filter_by(staff_id=row.id)).one()
    with pytest.raises(Invalid):
        joining.join_team(db, invitation, sam, Answer("Sam", "en", password="short"))
    db.refresh(invitation)
    invitation.accepted_at = None
    db.flush()
    answer = Answer("Sam", "en", password="four unrelated garden words")
    assert joining.join_team(db, invitation, sam, answer).id == world.brand.id
    assert actor_of(db, sam).role_in(world.brand.id) == "manager"
    assert people.check_password(db, sam.email_key, answer.password) is sam


def test_a_known_password_is_left_alone(db, world):
    sam = makers.person(db, "Sam")
    people.set_password(db, sam, "four unrelated garden words")
    row = staff.invite(db, actor_of(db, world.olga), world.brand, sam, "analyst")
    invitation = db.scalars(select(Invitation).filter_by(staff_id=row.id)).one()
    joining.join_team(
        db, invitation, sam, Answer("Sam", "en", password="another set of long words")
    )
    assert people.check_password(db, sam.email_key, "four unrelated garden words") is sam


def test_a_member_does_not_join_the_team(db, world):
    sam = makers.person(db, "Sam")
    row = staff.invite(db, actor_of(db, world.olga), world.brand, sam, "analyst")
    makers.member(db, world.vip_group, sam)
    invitation = db.scalars(select(Invitation).filter_by(staff_id=row.id)).one()
    with pytest.raises(Conflict):
        joining.join_team(db, invitation, sam, Answer("Sam", "en", password="x" * 20))
    assert db.get(Staff, row.id).joined_at is None


def at_once(database, *works):
    """Run each work in a thread and a transaction of its own; what each ended with."""
    start = threading.Barrier(len(works))

    def run(work):
        start.wait()
        try:
            with database.writing.begin() as session:
                work(session)
        except PortalError as error:
            return type(error)
        return None

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def accepting(db, row):
    """What pressing Join with this link does."""
    token = makers.invitation_token(db, row)

    def accept(session):
        found = invitations.find(session, token)
        if found is None:
            raise Conflict("the link is dead")
        join(session, found)

    return accept


def joined_count(db, group):
    return db.scalar(
        select(func.count()).where(
            Membership.group_id == group.id,
            Membership.joined_at.is_not(None),
            Membership.removed_at.is_(None),
        )
    )


def test_twenty_acceptances_at_once_are_one(db, world, database):
    row = invited(db, world)
    db.commit()
    ends = at_once(database, *[accepting(db, row)] * 20)
    assert sorted(ends, key=str) == [*[Conflict] * 19, None]


def test_twenty_people_take_the_three_places_that_are_left(db, world, database):
    world.group.capacity = 5
    db.merge(world.group)
    rows = [invited(db, world, makers.person(db)) for _n in range(20)]
    db.commit()
    ends = at_once(database, *[accepting(db, row) for row in rows])
    assert ends.count(None) == 20
    assert joined_count(db, world.group) == 5
    states = [row.state(clock.now()) for row in db.scalars(select(Invitation))]
    assert (states.count("joined"), states.count("waiting")) == (3, 17)


def test_accepting_against_revoking_one_of_them_wins(db, world, database):
    hana = actor_of(db, world.hana)
    for _n in range(10):
        row = invited(db, world, makers.person(db))
        db.commit()

        def revoke(session, row_id=row.id):
            invitations.revoke(session, hana, session.get(Invitation, row_id))

        ends = at_once(database, accepting(db, row), revoke)
        assert sorted(ends, key=str) == [Conflict, None]
        db.refresh(row)
        assert (row.accepted_at is None) == (ends[0] is Conflict)
        assert (row.revoked_at is None) == (ends[1] is Conflict)
        assert db.get(Membership, row.membership_id, populate_existing=True).state == (
            "active" if ends[0] is None else "invited"
        )
        db.rollback()


def test_accepting_against_sending_again_leaves_one_truth(db, world, database):
    hana = actor_of(db, world.hana)
    row = invited(db, world)
    db.commit()

    def resend(session):
        invitations.resend(session, hana, session.get(Invitation, row.id))

    ends = at_once(database, accepting(db, row), resend)
    db.refresh(row)
    assert (row.accepted_at is not None) == (ends[0] is None)
    assert sorted(ends, key=str) == [Conflict, None]


def test_accepting_against_closing_the_group(db, world, database):
    hana = actor_of(db, world.hana)
    row = makers.invitation(db, makers.member(db, world.vip_group, world.ines, joined_at=None))
    db.commit()

    def close(session):
        groups.close(session, hana, session.get(Group, world.vip_group.id))

    ends = at_once(database, accepting(db, row), close)
    assert ends[1] is None
    membership = db.get(Membership, row.membership_id, populate_existing=True)
    assert (membership.joined_at is not None) == (ends[0] is None)
