"""What a report reads: the roster, the votes that count, and a fixed number of statements."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.access import actor_of
from portal.database import Database
from portal.errors import NotFound
from portal.models import Round
from portal.queries import reports
from portal.reporting.numbers import Json
from tests import makers
from tests.statements import counted
from tests.world import World


def closed_round(db: Session, world: World, members: int = 12, yeses: int = 9) -> Round:
    """A closed round of its own group: everyone answers, `yeses` of them for it."""
    group = makers.group(db, world.brand, f"Circle of {members}")
    people = [makers.person(db) for _ in range(members)]
    for i, person in enumerate(people):
        makers.member(db, group, person, ["tier: gold" if i % 2 else "tier: silver"])
    draft = makers.draft(db, world.brand)
    revision = makers.revision(db, draft, 2)
    round = makers.round(db, draft, group, first_revision=revision, state="closed")
    makers.criterion(db, round, registered_by_id=world.hana.id)
    rating = makers.question(db, round, "rating")
    for i, person in enumerate(people):
        word = "for" if i < yeses else "against"
        makers.vote(db, round, person, word, revision=revision, reason=f"Reason {i}")
        makers.vote(db, round, person, "4", revision=revision, question=rating)
    critique = makers.critique(db, round, people[0], revision=revision)
    for person in people[1:8]:
        makers.stance(db, critique, person, 1)
    db.commit()
    return round


def document_of(db: Session, round: Round) -> Json:
    return reports.of(db, round).document


def test_report_counts_the_frozen_roster(db: Session, world: World) -> None:
    made = document_of(db, closed_round(db, world))
    assert made["participation"]["group"] == 12
    assert made["support"]["counts"] == {"for": 9, "unsure": 0, "against": 3}
    assert made["criteria"][0]["registered_by"] == "Hana"
    assert made["round"]["revision"] == 2
    assert made["questions"][0]["yes"]["x"] == 12
    assert [cell["n"] for cell in made["by_segment"]["tables"][0]["cells"]] == [6, 6]


def test_stances_of_members_weigh_concerns(db: Session, world: World) -> None:
    made = document_of(db, closed_round(db, world))
    [critique] = made["critiques"]["listed"]
    assert (critique["agree"], critique["stances"]) == (7, 7)
    assert made["critiques"]["unaddressed"] == [critique["id"]]
    assert made["critiques"]["unite"] == [critique["id"]]


def test_a_revision_published_after_the_end_is_not_reported(db: Session, world: World) -> None:
    round = closed_round(db, world)
    later = world.draft
    makers.revision(db, later, 9)
    draft = makers.draft(db, world.brand)
    round.draft_id, round.first_revision_id = draft.id, None
    makers.revision(db, draft, 2, published_at=clock.now() + timedelta(hours=2))
    assert document_of(db, round)["round"]["revision"] == 1


@pytest.mark.parametrize("name", ["olga", "hana", "ana"])
def test_staff_of_the_brand_find_the_report(db: Session, world: World, name: str) -> None:
    actor = actor_of(db, world.people[name])
    found = reports.shown(db, actor, world.round.public_id)
    assert found.document["round"]["id"] == world.round.public_id


@pytest.mark.parametrize("name", ["tom", "tess", "vera", "ines", "rob", "bo", "maya"])
def test_nobody_else_does(db: Session, world: World, name: str) -> None:
    with pytest.raises(NotFound):
        reports.shown(db, actor_of(db, world.people[name]), world.round.public_id)


def test_statements_do_not_grow_with_the_round(
    db: Session, database: Database, world: World
) -> None:
    small, large = closed_round(db, world, 6, 3), closed_round(db, world, 30, 20)
    actor = actor_of(db, world.hana)
    numbers = []
    for round in (small, large):
        with database.reading() as session, counted(database) as seen:
            reports.shown(session, actor, round.public_id)
        numbers.append(len(seen))
    assert numbers[0] == numbers[1] <= 12
