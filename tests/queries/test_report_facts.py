"""What a report is made from: who wrote what about what, and what only the worker reads."""

from sqlalchemy.orm import Session

from portal import clock
from portal.models import Event, Response, Topic
from portal.queries import report_facts
from portal.reporting.criteria import sharing
from portal.reporting.facts import StanceTaken
from tests import makers
from tests.queries.test_reports import closed_round
from tests.world import World


def test_a_critique_tells_its_author_topic_and_the_revision_that_answers_it(
    db: Session, world: World
) -> None:
    round = closed_round(db, world)
    [found] = report_facts.gather(db, round).critiques
    assert (found.topic, found.addressed_in) == (None, None)
    topic = Topic(draft_id=round.draft_id, name="Sleeves", seeds=["cuff"], position=0)
    db.add(topic)
    db.flush()
    critique = db.get_one(makers.Critique, _critique_id(db, round.id))
    critique.topic_id = topic.id
    db.add(
        Response(
            critique_id=critique.id,
            state="addressed",
            revision_id=critique.revision_id,
            sentence="Shorter now.",
        )
    )
    db.flush()
    facts = report_facts.gather(db, round)
    [found] = facts.critiques
    assert (found.topic, found.addressed_in, found.state) == (topic.public_id, 2, "addressed")
    assert found.author in {member.person for member in facts.roster}
    assert facts.topics[0].seeds == ("cuff",)


def test_whoever_came_after_the_roster_is_no_author(db: Session, world: World) -> None:
    round = closed_round(db, world)
    revision = db.get_one(makers.Revision, round.first_revision_id)
    makers.critique(db, round, makers.person(db), revision=revision)
    assert report_facts.gather(db, round).critiques[-1].author is None


def test_changes_of_the_rules_are_found_in_order(db: Session, world: World) -> None:
    round = closed_round(db, world)
    for kind in ("criterion.added", "question.removed", "round.opened"):
        db.add(
            Event(
                brand_id=round.brand_id,
                round_id=round.id,
                actor_id=world.hana.id,
                kind=kind,
                facts={"signal": "support"},
            )
        )
    db.flush()
    changes = report_facts.gather(db, round).rule_changes
    assert [(c.what, c.by) for c in changes] == [
        ("criterion.added", "Hana"),
        ("question.removed", "Hana"),
    ]
    assert changes[0].rule == {"signal": "support"}


def test_depths_hold_stances_and_changes_of_those_who_count(db: Session, world: World) -> None:
    round = closed_round(db, world)
    [critique] = report_facts.gather(db, round).critiques
    counting = {member.person for member in report_facts.gather(db, round).roster}
    makers.stance(db, db.get_one(makers.Critique, _critique_id(db, round.id)), makers.person(db), 1)
    found = report_facts.depths(db, round)
    assert len(found.stances) == 7
    assert {s.person for s in found.stances} < counting
    assert found.stances[0] == StanceTaken(
        min(s.person for s in found.stances), critique.public_id, 1
    )
    assert {(c.answer, c.was_informed) for c in found.changes} == {
        ("for", False),
        ("against", False),
        ("4", False),
    }


def _critique_id(db: Session, round_id: int) -> int:
    return db.query(makers.Critique.id).filter_by(round_id=round_id).scalar()


def test_what_was_removed_or_waits_is_in_no_report(db: Session, world: World) -> None:
    round = closed_round(db, world)
    critique = db.get_one(makers.Critique, _critique_id(db, round.id))
    assert len(report_facts.gather(db, round).critiques) == 1
    stances = len(report_facts.depths(db, round).stances)
    for column in ("hidden_at", "held_at"):
        setattr(critique, column, clock.now())
        db.flush()
        facts = report_facts.gather(db, round)
        assert facts.critiques == ()
        assert not any(member.has_criticised for member in facts.roster)
        assert report_facts.depths(db, round).stances == ()
        setattr(critique, column, None)
    db.flush()
    assert len(report_facts.depths(db, round).stances) == stances > 0


def test_what_says_the_same_is_one_concern_and_each_member_counts_once(
    db: Session, world: World
) -> None:
    round = closed_round(db, world)
    stands = db.get_one(makers.Critique, _critique_id(db, round.id))
    [before] = report_facts.gather(db, round).critiques
    members = [member.person for member in report_facts.gather(db, round).roster]
    others = [person for person in members if person != stands.author_id]
    revision = db.get_one(makers.Revision, stands.revision_id)
    people = [db.get_one(makers.Person, person) for person in others]
    has_stance = {stance.person for stance in report_facts.depths(db, round).stances}
    writer = next(person for person in people if person.id not in has_stance)
    twice = next(person for person in people if person.id in has_stance)
    for _ in range(2):
        same = makers.critique(
            db, round, writer, revision=revision, merged_into_id=stands.id, kind="concern"
        )
        makers.stance(db, same, twice, -1)
    makers.stance(db, stands, writer, -1)
    hidden = makers.critique(
        db, round, twice, "", revision=revision, merged_into_id=stands.id, hidden_at=clock.now()
    )
    assert hidden.merged_into_id
    [found] = report_facts.gather(db, round).critiques
    # Who had agreed with the one that stands for all has also written the hidden one: words that
    # are gone share nothing, yet one's own are no stance.
    assert (found.also_by, found.stances) == (1, before.stances - 1)
    assert sharing(found) == (before.stances + before.is_backed, before.agree + before.is_backed)
    taken = report_facts.depths(db, round).stances
    assert len({stance.person for stance in taken}) == len(taken) == found.stances


def test_where_nothing_was_merged_each_speaks_for_itself(db: Session, world: World) -> None:
    round = closed_round(db, world)
    stands = db.get_one(makers.Critique, _critique_id(db, round.id))
    revision = db.get_one(makers.Revision, stands.revision_id)
    makers.critique(db, round, world.tess, revision=revision)
    found = report_facts.gather(db, round).critiques
    assert [critique.also_by for critique in found] == [0, 0]
