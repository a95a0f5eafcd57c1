"""The page a draft is judged on, as each of the cast meets it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.database import Database
from portal.models import (
    Critique,
    Decision,
    Membership,
    Question,
    Response,
    Revision,
    Round,
    RoundVisit,
)
from tests import makers
from tests.kinds.offered import SETTINGS
from tests.page import Page, Visitor
from tests.statements import counted
from tests.world import World


def path(world: World) -> str:
    return f"/rounds/{world.round.public_id}"


def talked(db: Session, world: World, threads: int = 1, answers: int = 1) -> list[Critique]:
    roots = []
    for n in range(threads):
        root = makers.critique(db, world.round, world.tess, f"Secret {n}", revision=world.revision)
        for m in range(answers):
            makers.critique(
                db, world.round, world.tess, f"Aside {m}", revision=world.revision, parent=root
            )
        makers.stance(db, root, makers.person(db))
        roots.append(root)
    db.commit()
    return roots


@pytest.mark.parametrize("who", ["olga", "hana", "ana", "tom", "tess"])
def test_members_and_staff_see_the_draft(world: World, who: str) -> None:
    page = world.visitor(who).get(path(world))
    assert page.status == 200
    assert "Quiet inbox" in page.text
    assert "One list, no noise." in page.text


@pytest.mark.parametrize("who", ["vera", "ines", "rob", "bo", "maya"])
def test_to_all_others_it_does_not_exist(world: World, who: str) -> None:
    visitor = world.visitor(who)
    hidden = visitor.get(path(world))
    missing = visitor.get("/rounds/AAAAAAAAAAAAAAAAAAAAAA")
    assert hidden.status == missing.status == 404
    assert len(hidden.html) == len(missing.html)


def test_signed_out_people_are_sent_to_sign_in_and_back(world: World) -> None:
    page = world.visitor().get(path(world))
    assert page.status == 303
    assert page.location.startswith("/sign-in?next=")


@pytest.mark.parametrize("state", ["preparing", "scheduled"])
def test_before_it_opens_only_staff_see_it(db: Session, world: World, state: str) -> None:
    draft = makers.draft(db, world.brand, "Not yet")
    revision = draft_revision(db, draft.id)
    round = makers.round(db, draft, world.group, first_revision=revision, state=state)
    db.commit()
    assert world.visitor("tom").get(f"/rounds/{round.public_id}").status == 404
    assert "Not yet" in world.visitor("hana").get(f"/rounds/{round.public_id}").text


def draft_revision(db: Session, draft_id: int) -> Revision:
    return db.scalars(select(Revision).where(Revision.draft_id == draft_id)).one()


def test_others_are_hidden_until_ones_own_vote_is_in(db: Session, world: World) -> None:
    talked(db, world)
    for _ in range(5):
        makers.vote(db, world.round, makers.person(db), revision=world.revision)
    db.commit()
    visitor = world.visitor("tom")
    blind = visitor.get(path(world))
    for sign in ("Secret", "Aside", "Tess", "so far"):
        assert sign not in blind.html
    assert "opens when your vote is in" in blind.text
    makers.vote(db, world.round, world.tom, revision=world.revision)
    db.commit()
    seen = visitor.get(path(world))
    for sign in ("Secret 0", "Aside 0", "Tess", "6 answers so far"):
        assert sign in seen.text


def test_until_close_stays_hidden_after_the_vote_and_opens_at_the_close(
    db: Session, world: World
) -> None:
    db.get_one(Round, world.round.id).blindness = "until_close"
    talked(db, world)
    for person in [world.tom, *(makers.person(db) for _ in range(5))]:
        makers.vote(db, world.round, person, revision=world.revision)
    db.commit()
    page = world.visitor("tom").get(path(world))
    assert "Secret" not in page.text
    assert "so far" not in page.text
    assert "opens when the round closes" in page.text
    db.get_one(Round, world.round.id).closed_at = clock.now()
    db.commit()
    page = world.visitor("tom").get(path(world))
    assert "Secret 0" in page.text
    assert "6 answers" in page.text


def test_few_answers_are_not_broken_down(db: Session, world: World) -> None:
    for person in (world.tom, world.tess):
        makers.vote(db, world.round, person, "against", revision=world.revision)
    db.commit()
    page = world.visitor("tom").get(path(world))
    assert "2 answers so far" in page.text
    assert "tally" not in page.html


def test_a_closed_round_is_read_only_and_tells_the_decision(db: Session, world: World) -> None:
    makers.vote(db, world.round, world.tom, "unsure", revision=world.revision, reason="Hm.")
    [root] = talked(db, world)
    db.add(
        Decision(
            round_id=world.round.id,
            choice="revise",
            verdict="not_yet_known",
            why="Too few of you were sure.",
            what_next="A quieter one in May.",
        )
    )
    db.get_one(Round, world.round.id).closed_at = clock.now()
    db.commit()
    page = world.visitor("tom").get(path(world))
    assert "What Northlight decided Too few of you were sure." in page.text
    assert "A quieter one in May." in page.text
    assert "The round closed on" in page.text
    assert "You voted unsure. That was about r1." in page.text
    assert "1 agrees" in page.text
    forms = [f for f in page.tree.all("form") if path(world) in f.attributes["action"]]
    assert [f for f in forms if f.attributes["method"] == "post"] == []
    assert f"/critiques/{root.public_id}/reply" not in page.html


def test_a_paused_member_reads_and_is_told_why_nothing_can_be_pressed(
    db: Session, world: World
) -> None:
    db.get_one(Membership, world.memberships["tom"].id).paused_at = clock.now()
    db.commit()
    page = world.visitor("tom").get(path(world))
    assert "Your membership is paused" in page.text
    assert path(world) + "/votes" not in page.html


def test_a_new_revision_asks_again_and_says_what_one_said_before(db: Session, world: World) -> None:
    makers.vote(db, world.round, world.tom, "against", revision=world.revision)
    remark = makers.critique(db, world.round, world.tom, revision=world.revision)
    second = makers.revision(
        db, world.draft, 2, "Quieter inbox", changes_html="<p>The bell is gone.</p>"
    )
    db.add(
        Response(critique_id=remark.id, state="addressed", sentence="Gone.", revision_id=second.id)
    )
    db.commit()
    visitor = world.visitor("tom")
    page = visitor.get(path(world))
    assert "Quieter inbox" in page.text
    assert "You voted against. That was about r1. What do you think now?" in page.text
    assert "What changed in revision 2 The bell is gone. Because of Tom. Thank you." in page.text
    old = visitor.get(path(world) + "?revision=1")
    assert "You voted against. That was about r1." in old.text
    assert "Vote on revision 2" in old.text
    assert path(world) + "/votes" not in old.html


def test_names_are_not_credited_against_the_members_wish(db: Session, world: World) -> None:
    remark = makers.critique(db, world.round, world.tom, revision=world.revision)
    second = makers.revision(db, world.draft, 2, changes_html="<p>Less.</p>")
    db.add(Response(critique_id=remark.id, state="addressed", sentence="x", revision_id=second.id))
    db.get_one(Membership, world.memberships["tom"].id).is_credited = False
    db.commit()
    assert "Because of" not in world.visitor("hana").get(path(world)).text


def test_credits_do_not_tell_a_blind_member_who_spoke(db: Session, world: World) -> None:
    remark = makers.critique(db, world.round, world.tess, revision=world.revision)
    second = makers.revision(db, world.draft, 2, changes_html="<p>Less.</p>")
    db.add(Response(critique_id=remark.id, state="addressed", sentence="x", revision_id=second.id))
    db.commit()
    assert "Tess" not in world.visitor("tom").get(path(world)).text
    makers.vote(db, world.round, world.tom, revision=world.revision)
    db.commit()
    assert "Because of Tess." in world.visitor("tom").get(path(world)).text


@pytest.mark.parametrize("revision", ["2", "0", "-1", "x", "1e3", "९", "9" * 40])
def test_other_revision_numbers_are_not_found(db: Session, world: World, revision: str) -> None:
    makers.revision(db, world.draft, 2, "Being written", published_at=None)
    db.commit()
    page = world.visitor("tom").get(path(world) + f"?revision={revision}")
    assert page.status == 404


@pytest.mark.parametrize("query", ["before=x", "before=%00", "thread=x", "thread=%00&from=%ff"])
def test_odd_places_in_the_conversation_are_harmless(world: World, query: str) -> None:
    assert world.visitor("tom").get(f"{path(world)}?{query}").status == 200


def test_a_visit_is_noted_once(db: Session, world: World) -> None:
    for who in ("hana", "tom", "tom"):
        world.visitor(who).get(path(world))
    noted = db.scalars(select(RoundVisit.person_id).order_by(RoundVisit.person_id)).all()
    assert noted == [world.hana.id, world.tom.id]


def test_the_look_of_a_colleague_who_is_a_member_too_is_not_taken_for_a_member_s(
    db: Session, world: World
) -> None:
    makers.member(db, world.group, world.hana)
    db.commit()
    world.visitor("hana").get(path(world))
    assert db.scalars(select(RoundVisit.person_id)).all() == []


@pytest.mark.parametrize("length", [1, 3, 100])
def test_the_page_takes_eight_statements_whatever_its_length(
    db: Session, world: World, database: Database, length: int
) -> None:
    makers.variants(db, world.revision, "Linen", "Wool")
    for kind, settings in SETTINGS.items():
        if kind != "support":
            makers.question(db, world.round, kind, **settings)
    makers.vote(db, world.round, world.tom, revision=world.revision)
    talked(db, world, length, 3)
    visitor = world.visitor("tom")
    visitor.get(path(world))
    with counted(database) as statements:
        page = visitor.get(path(world))
    assert "Secret" in page.text
    assert len(statements) <= 8, statements


def test_variants_stand_in_an_order_of_ones_own_that_stays(db: Session, world: World) -> None:
    makers.variants(db, world.revision, "Linen", "Wool", "Hemp", "Silk", "Jute")
    makers.question(db, world.round, "choice")
    people = [makers.person(db) for _ in range(6)]
    for person in people:
        makers.member(db, world.group, person)
    db.commit()

    def order(page: Page) -> tuple[str, ...]:
        names = {"Linen", "Wool", "Hemp", "Silk", "Jute"}
        return tuple(e.text for e in page.tree.all("span") if e.text in names)

    visitors = [Visitor(world.app, person) for person in people]
    orders = [order(visitor.get(path(world))) for visitor in visitors]
    assert all(len(found) == 5 for found in orders)
    assert len(set(orders)) > 1
    assert orders == [order(visitor.get(path(world))) for visitor in visitors]


def test_staff_find_their_ways_and_members_do_not(world: World) -> None:
    assert f"{path(world)}/report" in world.visitor("ana").get(path(world)).html
    assert f"{path(world)}/report" not in world.visitor("tom").get(path(world)).html


def test_typed_html_is_inert_on_the_page(db: Session, world: World) -> None:
    visitor = world.visitor("tom")
    visitor.post(
        f"{path(world)}/critiques",
        {"kind": "idea", "text": "<script>alert(1)</script>[x](javascript:alert(1))"},
    )
    page = visitor.get(path(world))
    assert "&lt;script&gt;" in page.html
    assert 'href="javascript' not in page.html


def test_the_story_stands_between_the_first_vote_and_what_else_is_asked(
    db: Session, world: World
) -> None:
    for kind in ("rating", "price_range"):
        makers.question(db, world.round, kind, **SETTINGS[kind])
    db.commit()
    tom = world.visitor("tom")
    words = tom.get(path(world)).text
    first, story, more = (
        words.index(place) for place in ("For", "One list, no noise.", "A few more questions")
    )
    assert first < story < more
    assert f"{len(_more(db, world))} more questions, if you like" in words[:story]
    assert "About a minute. Your vote counts without it." in words[more:]


def test_once_all_is_answered_nothing_more_is_offered(db: Session, world: World) -> None:
    for each in _more(db, world):
        db.delete(each)
    asked = makers.question(db, world.round, "rating")
    db.commit()
    tom = world.visitor("tom")
    assert "One more question, if you like" in tom.get(path(world)).text
    tom.post(f"{path(world)}/votes/{asked.public_id}", {"answer": "4", "revision": "1"})
    page = tom.get(path(world)).text
    assert "if you like" not in page.replace("Your reason, if you like", "")
    assert "What else you answered" in page


def _more(db: Session, world: World) -> list[Question]:
    asked = select(Question).where(Question.round_id == world.round.id, Question.position > 0)
    return list(db.scalars(asked))
