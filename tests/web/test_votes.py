"""Voting by one tap: with htmx and as a plain form, in time and too late."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.database import Database
from portal.models import Question, Round, Vote
from tests import makers
from tests.statements import counted
from tests.world import World


def path(world: World, question: Question | None = None) -> str:
    asked = question or world.support
    return f"/rounds/{world.round.public_id}/votes/{asked.public_id}"


def answers(db: Session) -> list[str]:
    return list(db.scalars(select(Vote.answer).execution_options(populate_existing=True)))


def test_a_plain_form_votes_and_comes_back_to_the_question(db: Session, world: World) -> None:
    page = world.visitor("tom").post(path(world), {"answer": "for", "revision": "1"})
    assert page.status == 303
    anchor = f"#question-{world.support.public_id}"
    assert page.location == f"/rounds/{world.round.public_id}{anchor}"
    assert answers(db) == ["for"]


def test_htmx_gets_the_question_and_what_the_first_vote_opened(db: Session, world: World) -> None:
    makers.critique(db, world.round, world.tess, "Too quiet", revision=world.revision)
    db.commit()
    visitor = world.visitor("tom")
    first = visitor.hx_post(path(world), {"answer": "for", "revision": "1"})
    question, conversation = first.tree.roots
    assert question.attributes["id"] == f"question-{world.support.public_id}"
    assert conversation.attributes["id"] == "conversation"
    assert conversation.attributes["hx-swap-oob"] == "true"
    assert "You voted for." in question.text
    assert "Too quiet" in conversation.text
    changed = visitor.hx_post(path(world), {"answer": "against", "revision": "1"})
    assert [root.attributes["id"] for root in changed.tree.roots] == [question.attributes["id"]]
    assert answers(db) == ["against"]


def test_a_vote_that_opens_nothing_brings_nothing(db: Session, world: World) -> None:
    db.get_one(Round, world.round.id).blindness = "until_close"
    makers.critique(db, world.round, world.tess, "Too quiet", revision=world.revision)
    db.commit()
    page = world.visitor("tom").hx_post(path(world), {"answer": "for", "revision": "1"})
    assert "Too quiet" not in page.html
    assert "shown when the round closes" in page.text


def test_the_page_and_the_fragment_draw_the_same_question(world: World) -> None:
    visitor = world.visitor("tom")
    fragment = visitor.hx_post(path(world), {"answer": "unsure", "revision": "1"})
    token = fragment.form(path(world))
    page = visitor.get(f"/rounds/{world.round.public_id}")
    mine = [e for e in page.tree.all("section") if e.attributes.get("id", "")[:9] == "question-"]
    assert " ".join(mine[0].text.split()) == " ".join(fragment.tree.roots[0].text.split())
    assert token.attributes["hx-target"] == f"#question-{world.support.public_id}"


@pytest.mark.parametrize("kind", ["rating", "intent", "choice"])
def test_each_kind_of_question_is_answered_by_one_tap(db: Session, world: World, kind: str) -> None:
    makers.variants(db, world.revision, "Linen", "Wool")
    question = makers.question(db, world.round, kind, price="39 EUR", period="3 months")
    db.commit()
    answer, words = ("B", "Wool") if kind == "choice" else ("4", "4 of 5")
    page = world.visitor("tom").hx_post(path(world, question), {"answer": answer, "revision": "1"})
    assert f"You voted {words}." in page.text
    assert answers(db) == [answer]


def test_a_reason_is_kept_with_the_vote_and_shown_again(db: Session, world: World) -> None:
    visitor = world.visitor("tom")
    visitor.post(path(world), {"answer": "for", "reason": "Calm.", "revision": "1"})
    page = visitor.get(f"/rounds/{world.round.public_id}")
    assert "Calm." in page.tree.all("textarea")[0].text
    assert db.scalars(select(Vote.reason)).one() == "Calm."


@pytest.mark.parametrize("post", ["post", "hx_post"])
def test_what_cannot_be_saved_comes_back_as_it_was_typed(
    db: Session, world: World, post: str
) -> None:
    reason = "y" * 501
    send = getattr(world.visitor("tom"), post)
    page = send(path(world), {"answer": "for", "reason": reason, "revision": "1"})
    assert page.status == 422
    assert reason in page.html
    assert "The vote was not saved." in page.text
    assert page.is_page == (post == "post")
    assert answers(db) == []


@pytest.mark.parametrize("post", ["post", "hx_post"])
def test_when_the_draft_moved_on_the_choice_is_kept_beside_the_new_revision(
    db: Session, world: World, post: str
) -> None:
    makers.revision(db, world.draft, 2, "Quieter inbox")
    db.commit()
    page = getattr(world.visitor("tom"), post)(path(world), {"answer": "against", "revision": "1"})
    assert page.status == 409
    assert "moved on to r2" in page.text
    assert "You had chosen: against" in page.text
    assert "Quieter inbox" in page.text
    assert answers(db) == []


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_after_close_the_reason_is_given(db: Session, world: World, headers: dict) -> None:
    visitor = world.visitor("tom")
    with clock.held_at(world.round.closes_at):
        page = visitor.post(path(world), {"answer": "for", "revision": "1"}, headers=headers)
    assert page.status == 403
    assert "The round closed on" in page.text
    assert answers(db) == []


@pytest.mark.parametrize("who", ["vera", "rob", "ines", "bo", "maya"])
def test_for_strangers_there_is_nothing_to_vote_on(world: World, who: str, db: Session) -> None:
    visitor = world.visitor(who)
    hidden = visitor.post(path(world), {"answer": "for"})
    nowhere = "A" * 22
    missing = visitor.post(f"/rounds/{nowhere}/votes/{nowhere}", {"answer": "for"})
    assert hidden.status == missing.status == 404
    assert len(hidden.html) == len(missing.html)
    assert answers(db) == []


@pytest.mark.parametrize("who", ["olga", "hana", "ana"])
def test_the_team_does_not_vote(world: World, who: str, db: Session) -> None:
    assert world.visitor(who).post(path(world), {"answer": "for"}).status == 403
    assert answers(db) == []


def test_signed_out_htmx_is_sent_to_sign_in_without_a_swap(world: World) -> None:
    page = world.visitor().hx_post(path(world), {"answer": "for"})
    assert (page.status, page.location) == (401, "/sign-in")


def test_a_question_of_another_round_is_not_reached_through_this_one(
    db: Session, world: World
) -> None:
    other = makers.round(db, world.draft, world.vip_group, first_revision=world.revision)
    foreign = db.scalars(select(Question).where(Question.round_id == other.id)).one()
    db.commit()
    assert world.visitor("tom").post(path(world, foreign), {"answer": "for"}).status == 404


@pytest.mark.parametrize("address", ["%00", "%ff", "a" * 500, "..", "'"])
def test_odd_addresses_are_not_found(world: World, address: str) -> None:
    page = world.visitor("tom").post(f"/rounds/{address}/votes/{address}", {"answer": "for"})
    assert page.status == 404


@pytest.mark.parametrize("length", [1, 3, 100])
@pytest.mark.parametrize("kind", ["support", "choice"])
def test_a_vote_takes_eight_statements_whatever_is_there(
    db: Session, world: World, database: Database, kind: str, length: int
) -> None:
    makers.variants(db, world.revision, "Linen", "Wool")
    question = world.support if kind == "support" else makers.question(db, world.round, kind)
    for _ in range(length):
        root = makers.critique(db, world.round, world.tess, revision=world.revision)
        makers.critique(db, world.round, world.tess, revision=world.revision, parent=root)
        makers.vote(db, world.round, makers.person(db), revision=world.revision)
    db.commit()
    visitor = world.visitor("tom")
    sent = {"answer": "for" if kind == "support" else "B", "revision": "1"}
    with counted(database) as statements:
        page = visitor.hx_post(path(world, question), sent)
    assert page.status == 200
    assert len(statements) <= 8, statements


def test_two_answers_to_one_question_in_one_form_are_one_vote(db: Session, world: World) -> None:
    visitor = world.visitor("tom")
    visitor.post(path(world), {"answer": ["for", "against"], "person_id": "1", "weight": "9"})
    assert answers(db) == ["for"]
    assert db.scalar(select(func.count()).select_from(Vote)) == 1
