"""The ledger of a group: its facts, who sees them, and what they cost."""

from datetime import timedelta

from portal import clock
from portal.access import actor_of
from portal.models import Group, Membership, Response
from portal.queries import ledgers
from tests import makers
from tests.statements import counted


def page(db, world, who="tom"):
    group = db.get_one(Group, world.group.id)
    return ledgers.page(db, actor_of(db, world.people[who]), group)


def closed(db, world, title="Old coat"):
    draft = makers.draft(db, world.brand, title)
    [revision] = [makers.revision(db, draft, 2, title)]
    return makers.round(db, draft, world.group, first_revision=revision, state="closed"), revision


def respond(db, critique, state, revision=None, **values):
    row = Response(
        critique_id=critique.id,
        state=state,
        sentence="So.",
        revision_id=revision.id if revision else None,
        **values,
    )
    db.add(row)
    db.flush()
    return row


def test_critiques_are_counted_by_what_became_of_them(db, world):
    round, revision = closed(db, world)
    first = makers.critique(db, round, world.tess, "One", revision=revision)
    second = makers.critique(db, round, world.tom, "Two", revision=revision)
    makers.critique(db, round, world.tess, "Three", revision=revision)
    makers.critique(db, round, world.tom, "An answer", revision=revision, parent=first)
    for gone in ("deleted_at", "hidden_at", "held_at"):
        makers.critique(db, round, world.tom, gone, revision=revision, **{gone: clock.now()})
    respond(db, first, "addressed", revision)
    respond(db, second, "considering")
    total = page(db, world).ledger.total
    assert total.critiques == 3
    assert total.states == {"addressed": 1, "declined": 0, "considering": 1, "open": 1}
    assert page(db, world, "hana").ledger == page(db, world).ledger


def test_what_says_the_same_counts_as_what_became_of_that(db, world):
    round, revision = closed(db, world)
    stands = makers.critique(db, round, world.tess, "One", revision=revision)
    makers.critique(db, round, world.tom, "The same", revision=revision, merged_into_id=stands.id)
    respond(db, stands, "addressed", revision)
    found = page(db, world)
    assert found.ledger.total.states["addressed"] == 2
    assert found.credited == (("Tess", 1), ("Tom", 1))


def test_only_who_wishes_is_named(db, world):
    round, revision = closed(db, world)
    for who in (world.tess, world.tess, world.tom):
        respond(db, makers.critique(db, round, who, "So", revision=revision), "addressed", revision)
    assert page(db, world).credited == (("Tess", 2), ("Tom", 1))
    db.query(Membership).filter_by(person_id=world.tess.id).one().is_credited = False
    db.flush()
    assert page(db, world).credited == (("Tom", 1),)


def test_the_first_answer_is_a_reply_or_a_response_whichever_came_first(db, world):
    round, revision = closed(db, world)
    began = clock.ago(days=2)
    for hours in (1, 2, 3, 4, 5):
        row = makers.critique(db, round, world.tom, "So", revision=revision, created_at=began)
        reply = makers.critique(db, round, world.hana, "Yes", revision=revision, parent=row)
        reply.is_staff, reply.created_at = True, began + timedelta(hours=hours)
        respond(db, row, "considering", created_at=began + timedelta(hours=30))
    db.flush()
    assert page(db, world).ledger.total.hours == 3


def test_a_running_round_tells_members_and_team_nothing_but_its_name(db, world):
    before = page(db, world).ledger
    for who in (world.tess, world.tom):
        makers.vote(db, world.round, who, revision=world.revision)
        makers.critique(db, world.round, who, "So", revision=world.revision)
    after = page(db, world).ledger
    assert (after.lines, after.total) == (before.lines, before.total)
    assert [facts.title for facts in after.running] == ["Quiet inbox"]


def test_what_is_owed_is_told_to_the_team_alone(db, world):
    row = makers.critique(db, world.round, world.tess, "Why?", revision=world.revision)
    makers.critique(
        db, world.round, world.tom, "Why", revision=world.revision, merged_into_id=row.id
    )
    [owed] = page(db, world, "ana").owed
    assert (owed.round_id, owed.count) == (world.round.public_id, 1)
    assert page(db, world).owed == ()
    respond(db, row, "considering")
    assert page(db, world, "ana").owed == ()


def test_the_page_says_the_same_to_both_sides_and_costs_the_same(db, world, database):
    round, revision = closed(db, world)
    db.commit()
    here = f"/groups/{world.group.public_id}/ledger"
    costs = []
    for many in (0, 20):
        for n in range(many):
            row = makers.critique(db, round, world.tom, f"C{n}", revision=revision)
            respond(db, row, "addressed", revision)
        db.commit()
        visitor = world.visitor("tom")
        with counted(database) as statements:
            text = visitor.get(here).text
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 10, costs
    assert "20 of 20 critiques were acted on" in text
    assert "fewer than 5" in text
    assert "Only the team sees this box" not in text
    team = world.visitor("hana").get(here).text
    assert "Only the team sees this box" in team
    assert "20 of 20 critiques were acted on" in team


def test_a_member_chooses_whether_to_be_named(db, world):
    visitor = world.visitor("tom")
    here = f"/groups/{world.group.public_id}"
    assert "you are thanked by name" in visitor.get(here).text
    assert visitor.post(f"{here}/credit", {"named": "no"}).status == 303
    assert "You asked not to be named" in visitor.get(here).text
    db.expire_all()
    assert db.query(Membership).filter_by(person_id=world.tess.id).one().is_credited
