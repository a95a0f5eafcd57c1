"""First posts: held where the group says so, let through or turned away, then known."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import actor_of, seeing
from portal.actions import critiques, first_posts, moderation, rounds, stances
from portal.errors import Refused
from portal.models import Critique, Event, Group, Round
from tests import makers
from tests.world import World


@pytest.fixture
def holding(db: Session, world: World) -> World:
    """The circle holds first posts. Tess has voted, and so may hear."""
    db.get_one(Group, world.group.id).holds_first_posts = True
    makers.vote(db, world.round, world.tess, revision=world.revision)
    db.commit()
    return world


def round_of(db: Session, world: World) -> Round:
    return db.get_one(Round, world.round.id)


def post(db: Session, world: World, who: str = "tom", key: str = "k") -> Critique:
    actor = actor_of(db, world.people[who])
    made = critiques.post(db, actor, round_of(db, world), "idea", "A first word", key)
    return db.scalars(select(Critique).where(Critique.public_id == made)).one()


def let_through(db: Session, world: World, row: Critique, who: str = "hana") -> None:
    actor = actor_of(db, world.people[who])
    first_posts.let_through(db, actor, round_of(db, world), row)


def readers(db: Session, world: World, row: Critique) -> set[str]:
    return {
        who
        for who in ("olga", "ana", "tom", "tess", "bo")
        if db.scalars(
            seeing.critiques(actor_of(db, world.people[who])).where(Critique.id == row.id)
        ).all()
    }


def kinds(db: Session) -> list[str]:
    return list(db.scalars(select(Event.kind).where(Event.kind.like("critique.%"))))


def test_a_first_post_waits_and_only_its_author_and_the_team_read_it(
    db: Session, holding: World
) -> None:
    row = post(db, holding)
    assert row.held_at is not None
    assert readers(db, holding, row) == {"olga", "ana", "tom"}
    assert kinds(db) == ["critique.held"]


def test_it_waits_only_where_the_group_says_so(db: Session, world: World) -> None:
    makers.vote(db, world.round, world.tess, revision=world.revision)
    row = post(db, world)
    assert row.held_at is None
    assert readers(db, world, row) == {"olga", "ana", "tom", "tess"}


def test_let_through_it_is_said_now_and_the_next_ones_do_not_wait(
    db: Session, holding: World
) -> None:
    row = post(db, holding)
    said = row.created_at
    let_through(db, holding, row)
    assert row.held_at is None
    assert row.created_at > said
    assert readers(db, holding, row) == {"olga", "ana", "tom", "tess"}
    assert kinds(db) == ["critique.held", "critique.let_through"]
    assert post(db, holding, key="next").held_at is None


def test_while_one_waits_the_next_ones_wait_too(db: Session, holding: World) -> None:
    first, second = post(db, holding, key="1"), post(db, holding, key="2")
    assert None not in (first.held_at, second.held_at)
    critiques.remove(db, actor_of(db, holding.tom), round_of(db, holding), first)
    assert post(db, holding, key="3").held_at is not None


def test_an_answer_is_a_first_post_as_well(db: Session, holding: World) -> None:
    root = makers.critique(db, holding.round, holding.tess, revision=holding.revision)
    actor = actor_of(db, holding.tom)
    made = critiques.reply(db, actor, round_of(db, holding), root, "Yes", "k")
    row = db.scalars(select(Critique).where(Critique.public_id == made)).one()
    assert row.held_at is not None


def test_who_spoke_here_before_is_known_and_elsewhere_is_not(db: Session, holding: World) -> None:
    makers.critique(db, holding.round, holding.tess, revision=holding.revision)
    assert post(db, holding, "tess").held_at is None
    makers.member(db, holding.vip_group, holding.tess)
    db.get_one(Group, holding.vip_group.id).holds_first_posts = True
    there = makers.round(db, holding.draft, holding.vip_group, first_revision=holding.revision)
    actor = actor_of(db, holding.tess)
    made = critiques.post(db, actor, there, "idea", "Here too", "elsewhere")
    row = db.scalars(select(Critique).where(Critique.public_id == made)).one()
    assert row.held_at is not None


def test_the_team_never_waits(db: Session, holding: World) -> None:
    root = makers.critique(db, holding.round, holding.tess, revision=holding.revision)
    actor = actor_of(db, holding.hana)
    made = critiques.reply(db, actor, round_of(db, holding), root, "Thanks", "k")
    row = db.scalars(select(Critique).where(Critique.public_id == made)).one()
    assert row.held_at is None


def test_turned_away_it_stays_between_author_and_team(db: Session, holding: World) -> None:
    row = post(db, holding)
    actor = actor_of(db, holding.hana)
    moderation.hide(db, actor, round_of(db, holding), row, "An advertisement.")
    assert (row.text, row.hidden_because) == ("", "An advertisement.")
    assert readers(db, holding, row) == {"olga", "ana", "tom"}
    assert post(db, holding, key="next").held_at is not None
    let_through(db, holding, row)
    assert (row.text, row.hidden_at, row.held_at) == ("A first word", None, None)


def test_it_can_be_let_through_after_the_close(db: Session, holding: World) -> None:
    row = post(db, holding)
    rounds.close_now(db, actor_of(db, holding.hana), round_of(db, holding))
    assert "tess" not in readers(db, holding, row)
    let_through(db, holding, row)
    assert "tess" in readers(db, holding, row)


def test_what_waits_is_not_answered_and_only_the_team_lets_it_through(
    db: Session, holding: World
) -> None:
    row = post(db, holding)
    for who in ("hana", "tom"):
        with pytest.raises(Refused, match="waits"):
            critiques.reply(
                db, actor_of(db, holding.people[who]), round_of(db, holding), row, "So", who
            )
    with pytest.raises(Refused, match="waits"):
        stances.take(db, actor_of(db, holding.tess), round_of(db, holding), row, "agree")
    for who in ("ana", "tom"):
        with pytest.raises(Refused):
            let_through(db, holding, row, who)
