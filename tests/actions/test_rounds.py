"""Rounds: prepared, locked, opened, closed; every step once, whoever tries at the same time."""

from datetime import UTC, timedelta

import pytest

from portal import clock
from portal.access import doing
from portal.actions import criteria, groups, questions, rounds
from portal.actions.schedule import Schedule
from portal.errors import Conflict, Invalid, Refused
from portal.models import (
    Criterion,
    Event,
    Group,
    Invitation,
    Job,
    Membership,
    Question,
    Revision,
    RosterEntry,
    Round,
)
from tests import actors, makers, race


@pytest.fixture
def hana(world, db):
    return actors.of(db, world.hana)


def when(opens=1.0, closes=8.0):
    return Schedule(clock.hence(days=opens), clock.hence(days=closes), "Europe/Madrid")


@pytest.fixture
def round(world, db):
    """Being prepared, with a rule, for a group of two who joined and one who is invited."""
    made = makers.round(
        db, world.draft, world.group, first_revision=world.revision, state="preparing"
    )
    makers.criterion(db, made)
    return made


def roster(db, round):
    rows = db.query(RosterEntry).filter_by(round_id=round.id)
    return {row.membership_id: (row.had_joined, tuple(row.segments)) for row in rows}


def kinds(db, round):
    return [e.kind for e in db.query(Event).filter_by(round_id=round.id).order_by(Event.id)]


def test_a_round_begins_with_its_support_question(world, db, hana):
    made = rounds.create(db, hana, world.draft, world.group, when(), blindness="until_close")
    [question] = db.query(Question).filter_by(round_id=made.id)
    assert (question.kind, question.position) == ("support", 0)
    assert (made.blindness, made.who_counts) == ("until_close", "joined")
    assert made.state(clock.now()) == "preparing"
    assert kinds(db, made) == ["round.created"]


def test_a_round_stays_inside_its_brand(world, db, hana):
    with pytest.raises(Invalid):
        rounds.create(db, hana, world.draft, world.other_group, when())


def test_a_closed_group_and_a_draft_put_away_take_no_round(world, db, hana):
    world.vip_group.closed_at = clock.now()
    with pytest.raises(Invalid):
        rounds.create(db, hana, world.draft, world.vip_group, when())
    world.draft.archived_at = clock.now()
    with pytest.raises(Refused):
        rounds.create(db, hana, world.draft, world.group, when())


def test_odd_choices_are_named(world, db, hana):
    with pytest.raises(Invalid) as caught:
        rounds.create(
            db, hana, world.draft, world.group, when(), blindness="never", who_counts="me"
        )
    assert set(caught.value.fields) == {"blindness", "who_counts"}


@pytest.mark.parametrize("name", ["ana", "tom", "bo"])
def test_only_those_who_manage_prepare_open_and_close(world, db, round, name):
    actor = actors.of(db, world.people[name])
    for attempt in (
        lambda: rounds.create(db, actor, world.draft, world.group, when()),
        lambda: rounds.change(db, actor, round, when(), blindness="open", who_counts="joined"),
        lambda: rounds.register(db, actor, round),
        lambda: rounds.open_now(db, actor, round),
        lambda: rounds.close_now(db, actor, world.round),
        lambda: rounds.discard(db, actor, round),
        lambda: questions.add(db, actor, round, kind="rating", prompt="How warm?"),
        lambda: criteria.add(db, actor, round, signal="concerns", threshold_permille=300),
    ):
        with pytest.raises(Refused):
            attempt()


def test_a_round_being_prepared_is_changed_freely(db, hana, round):
    later = when(2, 9)
    rounds.change(db, hana, round, later, blindness="open", who_counts="invited")
    db.commit()
    db.expire_all()
    assert round.opens_at == later.opens_at
    assert (round.blindness, round.who_counts) == ("open", "invited")


def test_registering_locks_everything_and_says_who_and_when(world, db, hana, round):
    rounds.register(db, hana, round)
    rule = db.query(Criterion).filter_by(round_id=round.id).one()
    support = db.query(Question).filter_by(round_id=round.id).one()
    db.refresh(rule)
    assert (rule.registered_by_id, rule.registered_at) == (world.hana.id, round.registered_at)
    assert kinds(db, round) == ["round.registered"]
    for attempt in (
        lambda: rounds.change(db, hana, round, when(), blindness="open", who_counts="joined"),
        lambda: questions.add(db, hana, round, kind="rating", prompt="How warm?"),
        lambda: questions.change(db, hana, round, support, prompt="Other words"),
        lambda: criteria.add(db, hana, round, signal="concerns", threshold_permille=300),
        lambda: criteria.remove(db, hana, round, rule),
    ):
        with pytest.raises(Refused, match="locked"):
            attempt()


def seen_earlier(database, round):
    """The round as somebody read it a moment ago."""
    with database.reading() as session:
        row = session.get_one(Round, round.id)
        session.expunge(row)
    return row


def test_a_form_that_was_open_while_the_round_was_registered_changes_nothing(
    world, db, database, hana, round
):
    support = db.query(Question).filter_by(round_id=round.id).one()
    rule = db.query(Criterion).filter_by(round_id=round.id).one()
    db.commit()
    attempts = [
        lambda s, r: rounds.change(s, hana, r, when(), blindness="open", who_counts="joined"),
        lambda s, r: questions.add(s, hana, r, kind="rating", prompt="How warm?"),
        lambda s, r: questions.change(s, hana, r, support, prompt="Other words"),
        lambda s, r: criteria.add(s, hana, r, signal="concerns", threshold_permille=300),
        lambda s, r: criteria.remove(s, hana, r, rule),
    ]
    seen = [seen_earlier(database, round) for _ in attempts]
    with database.writing.begin() as session:
        rounds.register(session, hana, session.get_one(Round, round.id))
    for attempt, row in zip(attempts, seen, strict=True):
        assert doing.why_not_prepare(hana, row) is None
        with database.writing() as session:
            session.add(row)
            with pytest.raises(Conflict, match="meanwhile"):
                attempt(session, row)
    assert db.query(Question).filter_by(round_id=round.id).one().prompt == support.prompt
    assert db.query(Criterion).filter_by(round_id=round.id).count() == 1


def test_nothing_is_registered_without_a_rule_or_too_late_or_twice(world, db, hana, round):
    bare = makers.round(
        db, world.draft, world.group, first_revision=world.revision, state="preparing"
    )
    with pytest.raises(Conflict, match="launch rule"):
        rounds.register(db, hana, bare)
    with clock.held_at(round.closes_at), pytest.raises(Conflict, match="over before"):
        rounds.register(db, hana, round)
    rounds.register(db, hana, round)
    with pytest.raises(Conflict, match="already"):
        rounds.register(db, hana, round)


def test_opening_freezes_the_roster_and_the_first_revision(world, db, hana, round):
    second = makers.revision(db, world.draft, 2)
    makers.revision(db, world.draft, 3, published_at=None)
    world.memberships["tess"].paused_at = clock.now()
    gone = makers.member(db, world.group, makers.person(db), left_at=clock.now())
    rounds.register(db, hana, round)
    rounds.open_now(db, hana, round)
    assert round.state(clock.now()) == "open"
    assert round.opens_at <= clock.now()
    assert round.first_revision_id == second.id
    frozen = roster(db, round)
    assert frozen == {
        world.memberships["tom"].id: (True, ("power user",)),
        world.memberships["tess"].id: (True, ("size: M",)),
        world.memberships["ines"].id: (False, ()),
    }
    assert gone.id not in frozen
    world.memberships["tom"].segments = ["vegan"]
    world.memberships["ines"].joined_at = clock.now()
    db.flush()
    assert roster(db, round) == frozen
    assert kinds(db, round) == ["round.registered", "round.opened"]


def test_an_invitation_that_was_taken_back_counts_for_nobody(world, db, hana, round):
    ines = world.memberships["ines"]
    invitation = Invitation(membership_id=ines.id, token_hash="x", expires_at=clock.hence(days=9))
    invitation.revoked_at = clock.now()
    db.add(invitation)
    rounds.register(db, hana, round)
    rounds.open_now(db, hana, round)
    assert ines.id not in roster(db, round)


def test_opening_is_refused_with_the_reason(world, db, hana, round):
    with pytest.raises(Conflict, match="Register"):
        rounds.open_now(db, hana, round)
    rounds.register(db, hana, round)
    with clock.held_at(round.closes_at), pytest.raises(Conflict, match="over before"):
        rounds.open_now(db, hana, round)
    rounds.open_now(db, hana, round)
    with pytest.raises(Conflict, match="open already"):
        rounds.open_now(db, hana, round)
    assert kinds(db, round).count("round.opened") == 1


def test_an_unpublished_draft_cannot_be_judged(world, db, hana):
    draft = makers.draft(db, world.brand, revisions=0)
    makers.revision(db, draft, 1, published_at=None)
    made = rounds.create(db, hana, draft, world.group, when())
    makers.criterion(db, made)
    rounds.register(db, hana, made)
    with pytest.raises(Conflict, match="Publish"):
        rounds.open_now(db, hana, made)


@pytest.mark.parametrize(("who", "opens"), [("joined", False), ("invited", True)])
def test_a_round_in_which_nobody_counts_does_not_open(world, db, hana, who, opens):
    group = makers.group(db, world.brand, "Newcomers")
    makers.member(db, group, makers.person(db), joined_at=None)
    made = rounds.create(db, hana, world.draft, group, when(), who_counts=who)
    makers.criterion(db, made)
    rounds.register(db, hana, made)
    if opens:
        rounds.open_now(db, hana, made)
        assert len(roster(db, made)) == 1
    else:
        with pytest.raises(Conflict, match="has joined"):
            rounds.open_now(db, hana, made)
        assert made.opened_at is None


def test_what_is_due_opens_and_closes_by_itself(world, db, hana, round):
    rounds.register(db, hana, round)
    assert rounds.open_due(db) == 0
    with clock.held_at(round.opens_at):
        assert rounds.open_due(db) == 1
        assert rounds.open_due(db) == 0
        assert rounds.close_due(db) == 0
    opened = db.query(Event).filter_by(kind="round.opened").one()
    assert opened.actor_id is None
    with clock.held_at(round.closes_at + timedelta(minutes=1)):
        # The round of the world is due too.
        assert rounds.close_due(db) == 2
        assert rounds.close_due(db) == 0
    assert round.ends_at == round.closes_at


def test_unregistered_and_overdue_rounds_are_left_alone(world, db, hana, round):
    with clock.held_at(round.opens_at):
        assert rounds.open_due(db) == 0
    rounds.register(db, hana, round)
    with clock.held_at(round.closes_at):
        assert rounds.open_due(db) == 0


def test_closing_is_once_and_asks_for_the_report_once(world, db, hana):
    rounds.close_now(db, hana, world.round)
    first = world.round.closed_at
    rounds.close_now(db, hana, world.round)
    assert world.round.closed_at == first
    [job] = db.query(Job).filter_by(kind="report.freeze")
    assert job.payload == {"round": world.round.public_id}
    assert kinds(db, world.round) == ["round.closed"]


def test_what_never_opened_cannot_be_closed_and_what_opened_cannot_be_taken_away(
    world, db, hana, round
):
    with pytest.raises(Refused, match="not opened"):
        rounds.close_now(db, hana, round)
    with pytest.raises(Conflict, match="has opened"):
        rounds.discard(db, hana, world.round)
    rounds.register(db, hana, round)
    rounds.discard(db, hana, round)
    assert db.query(Round).filter_by(id=round.id).count() == 0
    assert db.query(Event).filter_by(kind="round.discarded").count() == 1


def test_of_two_who_open_at_once_one_opens(db, database, hana, round):
    rounds.register(db, hana, round)
    db.commit()

    def step(session):
        rounds.open_now(session, hana, session.get_one(Round, round.id))

    assert sorted(race.at_once(database, step, step)) == ["Conflict", "done"]
    assert len(roster(db, round)) == 3


def test_two_workers_open_and_close_everything_once(world, db, database, hana, round):
    rounds.register(db, hana, round)
    round.opens_at = clock.ago(minutes=1)
    world.round.closes_at = clock.ago(minutes=1)
    db.commit()
    race.at_once(database, rounds.open_due, rounds.open_due)
    race.at_once(database, rounds.close_due, rounds.close_due)
    assert kinds(db, round).count("round.opened") == 1
    assert kinds(db, world.round).count("round.closed") == 1
    assert db.query(Job).filter_by(kind="report.freeze").count() == 1


def test_closing_while_it_opens_finds_it_open_or_refuses(db, database, hana, round):
    rounds.register(db, hana, round)
    db.commit()

    def found(session):
        return session.get_one(Round, round.id)

    outcomes = race.at_once(
        database,
        lambda session: rounds.open_now(session, hana, found(session)),
        lambda session: rounds.close_now(session, hana, found(session)),
    )
    db.expire_all()
    assert outcomes[0] == "done"
    assert len(roster(db, round)) == 3
    assert (round.closed_at is None) == (outcomes[1] != "done")


def test_a_rule_taken_away_while_the_round_is_registered(db, database, hana, round):
    rule = db.query(Criterion).filter_by(round_id=round.id).one()
    db.commit()

    def remove(session):
        criteria.remove(
            session, hana, session.get_one(Round, round.id), session.get_one(Criterion, rule.id)
        )

    def register(session):
        rounds.register(session, hana, session.get_one(Round, round.id))

    outcomes = race.at_once(database, remove, register)
    db.expire_all()
    left = db.query(Criterion).filter_by(round_id=round.id).count()
    # Registered with its rule, or without registration and rule; never registered without one.
    assert (round.registered_at is not None) == (left == 1)
    assert "done" in outcomes


def test_the_roster_holds_whoever_is_in_the_group_and_no_other(world, db, hana, round):
    rounds.register(db, hana, round)
    rounds.open_now(db, hana, round)
    groups = {db.get_one(Membership, m).group_id for m in roster(db, round)}
    assert groups == {world.group.id}


def test_times_are_kept_in_utc(db, round):
    db.expire_all()
    assert round.opens_at.tzinfo is UTC
    assert db.query(Revision).first().published_at.tzinfo is UTC


def test_no_round_is_registered_in_a_closed_group_or_of_a_draft_put_away(world, db, hana, round):
    world.group.closed_at = clock.now()
    db.flush()
    with pytest.raises(Conflict, match="group of this round is closed"):
        rounds.register(db, hana, round)
    world.group.closed_at, world.draft.archived_at = None, clock.now()
    db.flush()
    with pytest.raises(Conflict, match="put away"):
        rounds.register(db, hana, round)
    world.draft.archived_at = None
    db.flush()
    rounds.register(db, hana, round)


def test_a_group_is_closed_or_its_round_registered_never_both(world, db, database, hana):
    for _try in range(5):
        group = makers.group(db, world.brand, "A circle")
        makers.member(db, group, makers.person(db))
        made = makers.round(
            db, world.draft, group, first_revision=world.revision, state="preparing"
        )
        makers.criterion(db, made)
        db.commit()
        ids = (group.id, made.id)
        db.rollback()

        def register(session, ids=ids):
            rounds.register(session, hana, session.get(Round, ids[1]))

        def close(session, ids=ids):
            groups.close(session, hana, session.get(Group, ids[0]))

        assert sorted(race.at_once(database, register, close)) == ["Conflict", "done"]
