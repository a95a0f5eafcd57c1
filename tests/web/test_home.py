"""The front door: what needs my voice, what I answered, what changed because of me."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.database import Database
from portal.models import Decision, Invitation, Membership, Question, Response, Revision, Round
from tests import makers
from tests.statements import counted
from tests.world import World


def another(db: Session, world: World, title: str, **values: object) -> Round:
    draft = makers.draft(db, world.brand, title)
    revision = db.scalars(select(Revision).where(Revision.draft_id == draft.id)).one()
    round = makers.round(db, draft, world.group, first_revision=revision, **values)
    db.commit()
    return round


def test_signed_out_people_sign_in(world: World) -> None:
    assert world.visitor().get("/").location == "/sign-in"


def test_what_closes_soonest_comes_first(db: Session, world: World) -> None:
    another(db, world, "Sooner draft", closes_at=clock.hence(hours=5))
    another(db, world, "Later draft", closes_at=clock.hence(days=9))
    text = world.visitor("tom").get("/").text
    assert "3 drafts need your voice" in text
    places = [text.index(title) for title in ("Sooner draft", "Quiet inbox", "Later draft")]
    assert places == sorted(places)
    assert "Closes in 5 hours" in text or "Closes in 4 hours" in text


def test_what_is_answered_moves_out_of_the_way(db: Session, world: World) -> None:
    makers.question(db, world.round, "rating")
    makers.vote(db, world.round, world.tom, revision=world.revision)
    db.commit()
    visitor = world.visitor("tom")
    assert "1 question left" in visitor.get("/").text
    rating = world.round.id
    makers.vote(
        db, world.round, world.tom, "4", revision=world.revision, question=asked(db, rating)
    )
    db.commit()
    text = visitor.get("/").text
    assert "Nothing needs your voice right now" in text
    assert "You have answered Quiet inbox You voted for. You can change it until" in text


def asked(db: Session, round_id: int) -> Question:
    return db.scalars(
        select(Question).where(Question.round_id == round_id, Question.kind == "rating")
    ).one()


def test_a_new_revision_needs_ones_voice_again(db: Session, world: World) -> None:
    makers.vote(db, world.round, world.tom, "against", revision=world.revision)
    makers.revision(db, world.draft, 2, "Quieter inbox")
    db.commit()
    text = world.visitor("tom").get("/").text
    assert "Quieter inbox" in text
    assert "Revision 2 is new. You voted against on an earlier revision." in text


def test_what_a_brand_made_of_my_words_is_told(db: Session, world: World) -> None:
    mine = makers.critique(db, world.round, world.tom, "Bell, please", revision=world.revision)
    theirs = makers.critique(db, world.round, world.tess, "Not mine", revision=world.revision)
    for row, sentence in ((mine, "Here is a bell."), (theirs, "Not for Tom.")):
        db.add(
            Response(
                critique_id=row.id,
                state="addressed",
                sentence=sentence,
                revision_id=world.revision.id,
            )
        )
    db.commit()
    text = world.visitor("tom").get("/").text
    assert "What changed because of you" in text
    assert "Addressed in revision 1" in text
    assert "Here is a bell. Bell, please" in text
    assert "Not for Tom." not in text


def test_a_decision_is_told(db: Session, world: World) -> None:
    closed = another(db, world, "Old draft", state="closed")
    db.add(Decision(round_id=closed.id, choice="stop", verdict="not_validated", why="Too loud."))
    db.commit()
    assert "Old draft Stopped Too loud." in world.visitor("tom").get("/").text


def test_a_paused_member_is_not_asked(db: Session, world: World) -> None:
    db.get_one(Membership, world.memberships["tom"].id).paused_at = clock.now()
    db.commit()
    text = world.visitor("tom").get("/").text
    assert "needs your voice" in text
    assert "Nothing needs your voice right now" in text
    assert "Your membership is paused." in text


def test_before_the_first_draft_the_page_is_calm(world: World) -> None:
    text = world.visitor("vera").get("/").text
    assert "No draft on the wall yet" in text
    assert "Quiet inbox" not in text


def test_staff_are_sent_to_their_desk_or_choose(db: Session, world: World) -> None:
    assert world.visitor("hana").get("/").location == f"/brands/{world.brand.public_id}"
    makers.staff(db, world.other_brand, world.hana)
    db.commit()
    text = world.visitor("hana").get("/").text
    assert "Northlight" in text
    assert "Seamwright" in text


def test_an_invitation_that_waits_is_shown(db: Session, world: World) -> None:
    invitation = Invitation(
        membership_id=world.memberships["ines"].id,
        token_hash="x",
        expires_at=clock.hence(days=3),
    )
    db.add(invitation)
    db.commit()
    page = world.visitor("ines").get("/")
    assert "Northlight invites you to “First circle”." in page.text
    assert 'href="/invitation"' in page.html
    assert "invites you" not in world.visitor("tom").get("/").text


def test_someone_in_no_group_finds_a_calm_page(world: World) -> None:
    assert "No draft on the wall yet" in world.visitor("rob").get("/").text


def test_others_votes_and_words_change_nothing(db: Session, world: World) -> None:
    visitor = world.visitor("tom")
    before = visitor.get("/").html
    makers.vote(db, world.round, world.tess, revision=world.revision)
    makers.critique(db, world.round, world.tess, revision=world.revision)
    db.commit()
    assert without_tokens(visitor.get("/").html) == without_tokens(before)


def without_tokens(html: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", html)


@pytest.mark.parametrize("length", [1, 3, 30])
def test_home_takes_six_statements_whatever_its_length(
    db: Session, world: World, database: Database, length: int
) -> None:
    for n in range(length):
        another(db, world, f"Draft {n}")
        row = makers.critique(db, world.round, world.tom, revision=world.revision)
        db.add(Response(critique_id=row.id, state="considering"))
    db.commit()
    visitor = world.visitor("tom")
    with counted(database) as statements:
        assert "Draft 0" in visitor.get("/").text
    assert len(statements) <= 6, statements
