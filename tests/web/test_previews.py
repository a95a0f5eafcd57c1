"""The questions as members meet them, tried by the team: everything answers, nothing is stored."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import kinds
from portal.models import Event, Question, Vote, VoteChange
from tests import makers
from tests.kinds.offered import SETTINGS
from tests.web.test_votes import choose
from tests.world import World

KINDS = sorted(set(SETTINGS) - {"support"})


def preview(world: World) -> str:
    return f"/rounds/{world.round.public_id}/preview"


def question(db: Session, world: World, kind: str) -> Question:
    makers.variants(db, world.revision, "Linen", "Wool", "Hemp")
    found = makers.question(db, world.round, kind, **SETTINGS[kind])
    db.commit()
    return found


def stored(db: Session) -> int:
    db.commit()
    return sum(
        db.scalar(select(func.count()).select_from(m)) or 0 for m in (Vote, VoteChange, Event)
    )


@pytest.mark.parametrize("post", ["post", "hx_post"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_tried_to_its_end_and_nothing_is_stored(
    db: Session, world: World, kind: str, post: str
) -> None:
    asked = question(db, world, kind)
    visitor, at = world.visitor("ana"), f"{preview(world)}/{asked.public_id}"
    page = visitor.get(preview(world))
    assert "nothing you do here is stored" in page.text
    for _screen in range(20):
        page = getattr(visitor, post)(at, choose(page, at))
        assert page.status == 200
        if "This is a preview: nothing was stored." in page.text:
            break
    assert "This is a preview: nothing was stored." in page.text
    assert stored(db) == 0


@pytest.mark.parametrize("kind", sorted(kinds.COMPOSED))
def test_an_impossible_answer_is_told_as_to_a_member(db: Session, world: World, kind: str) -> None:
    asked = question(db, world, kind)
    page = world.visitor("hana").post(f"{preview(world)}/{asked.public_id}", {"answer": "Z"})
    assert page.status == 422
    assert "The vote was not saved." in page.text


def test_of_the_votes_of_others_a_preview_shows_nothing(db: Session, world: World) -> None:
    for _ in range(7):
        makers.vote(db, world.round, makers.person(db), revision=world.revision)
    db.commit()
    visitor = world.visitor("hana")
    assert "7 answers" in visitor.get(f"/rounds/{world.round.public_id}").text
    assert "7 answers" not in visitor.get(preview(world)).text


def test_it_shows_the_revision_that_is_being_written(db: Session, world: World) -> None:
    soon = makers.round(
        db, world.draft, world.group, first_revision=world.revision, state="preparing"
    )
    second = makers.revision(db, world.draft, 2, published_at=None)
    makers.variants(db, second, "Felt", "Silk")
    makers.question(db, soon, "ranking")
    db.commit()
    page = world.visitor("hana").get(f"/rounds/{soon.public_id}/preview")
    assert "Felt" in page.text
    set_up = world.visitor("hana").get(f"/rounds/{soon.public_id}/set-up")
    links = [a.attributes["href"] for a in set_up.tree.all("a") if a.text == "Try it as a member"]
    assert links == [f"/rounds/{soon.public_id}/preview"]


def test_a_question_of_another_round_is_not_tried_here(db: Session, world: World) -> None:
    other = makers.round(db, world.draft, world.vip_group, first_revision=world.revision)
    foreign = db.scalars(select(Question).where(Question.round_id == other.id)).one()
    db.commit()
    at = f"{preview(world)}/{foreign.public_id}"
    assert world.visitor("hana").post(at, {"answer": "for"}).status == 404


def test_a_member_who_works_for_another_brand_finds_no_preview(db: Session, world: World) -> None:
    makers.member(db, world.group, world.bo)
    db.commit()
    visitor = world.visitor("bo")
    assert visitor.get(f"/rounds/{world.round.public_id}").status == 200
    assert visitor.get(preview(world)).status == 404


@pytest.mark.parametrize("who", ["tom", "tess", "bo", "vera"])
def test_members_and_strangers_find_no_preview(world: World, who: str) -> None:
    visitor = world.visitor(who)
    assert visitor.get(preview(world)).status == 404
    at = f"{preview(world)}/{world.support.public_id}"
    assert visitor.post(at, {"answer": "for"}).status == 404
