"""Voting by one tap: with htmx and as a plain form, in time and too late."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import clock, kinds
from portal.access import actor_of
from portal.database import Database
from portal.models import Question, Round, Vote
from portal.queries import votes as reads
from tests import makers
from tests.kinds.offered import ANSWERS, SETTINGS
from tests.page import Element, Page
from tests.statements import counted
from tests.world import World

PRICES = {"too_expensive": "40.00", "expensive": "25,50", "cheap": "€ 18", "too_cheap": "12"}
NAMES = (*PRICES, "order", "given", "has", "has_not", "best", "worst")


def path(world: World, question: Question | None = None) -> str:
    asked = question or world.support
    return f"/rounds/{world.round.public_id}/votes/{asked.public_id}"


def answers(db: Session) -> list[str]:
    """As they are now, not as they were when this session last looked."""
    db.commit()
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
    question, heard = first.tree.roots
    assert question.attributes["id"] == f"question-{world.support.public_id}"
    assert heard.attributes["id"] == "heard"
    assert heard.attributes["hx-swap-oob"] == "true"
    assert "You voted for." in question.text
    assert "Too quiet" in heard.text
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


def asked(db: Session, world: World, kind: str) -> Question:
    """A question of a kind about three variants."""
    makers.variants(db, world.revision, "Linen", "Wool", "Hemp")
    question = makers.question(db, world.round, kind, **SETTINGS[kind])
    db.commit()
    return question


def fields_of(form: Element, page: Page) -> dict[str, list[str]]:
    """What a browser sends of a form by itself: hidden fields and what stands in the others."""
    found: dict[str, list[str]] = {}
    for element in page.tree.all("input"):
        a = element.attributes
        is_sent = a.get("type") != "radio" or "checked" in a
        if form in element.parents and is_sent and a.get("name") != "csrf_token":
            found.setdefault(a["name"], []).append(a.get("value", ""))
    return found


def choose(page: Page, at: str) -> dict[str, list[str]]:
    """The first answer that the form offers, in each group of buttons or fields."""
    form = page.form(at)
    sent = fields_of(form, page)
    for element in page.tree.elements:
        a = element.attributes
        if form not in element.parents:
            continue
        if element.tag == "button" and a.get("name") == "answer" and a["value"] != "prefer_not":
            sent.setdefault("answer", [a["value"]])
        if a.get("type") == "radio":
            # The worst is another one than the best.
            sent[a["name"]] = (
                [a["value"]] if a["name"] == "worst" else sent.get(a["name"], [a["value"]])
            )
    return sent | {name: [word] for name, word in PRICES.items() if name in sent}


@pytest.mark.parametrize("post", ["post", "hx_post"])
@pytest.mark.parametrize("kind", sorted(SETTINGS))
def test_every_kind_is_answered_through_its_own_form(
    db: Session, world: World, kind: str, post: str
) -> None:
    question = world.support if kind == "support" else asked(db, world, kind)
    visitor, at = world.visitor("tom"), path(world, question)
    page = visitor.get(f"/rounds/{world.round.public_id}")
    for _screen in range(20):
        assert answers(db) == []
        page = getattr(visitor, post)(at, choose(page, at))
        if page.status == 303 or f"question-{question.public_id}-again" in page.html:
            break
        assert page.status == 200
        if kind not in kinds.STEPS:
            break
    [answer] = answers(db)
    mine = actor_of(db, world.tom)
    offer = reads.asked_about(db, world.round, question.public_id).offer(mine)
    assert kinds.problems(offer, answer) == {}
    after = visitor.get(f"/rounds/{world.round.public_id}")
    names = {"A": "Linen", "B": "Wool", "C": "Hemp"}
    assert kinds.said(replace(offer, variants=names), answer) in after.text
    assert "You can change it until" in after.text


@pytest.mark.parametrize("kind", sorted(set(SETTINGS) - {"support"}))
def test_one_may_prefer_not_to_say_and_answer_after_all(
    db: Session, world: World, kind: str
) -> None:
    question = asked(db, world, kind)
    visitor, at = world.visitor("tom"), path(world, question)
    page = visitor.hx_post(at, {"answer": "prefer_not", "revision": "1"})
    assert "You preferred not to say." in page.text
    assert answers(db) == ["prefer_not"]
    db.expire_all()
    if kind in kinds.STEPS:
        page = visitor.hx_post(at, {"again": "1", "revision": "1"})
        assert page.status == 200
        assert answers(db) == ["prefer_not"]
    assert choose(page, at)


@pytest.mark.parametrize("post", ["post", "hx_post"])
@pytest.mark.parametrize(
    ("kind", "sent", "kept"),
    [
        ("price_range", PRICES | {"cheap": "1e9", "too_cheap": "６"}, ["1e9", "６", "40.00"]),
        ("price_range", PRICES | {"cheap": "30"}, ["30", "25,50"]),
        ("ranking", {"order": ["C", "C"]}, []),
        ("ranking", {"order": ["C", "Z"]}, []),
        ("pairs", {"answer": "Z"}, []),
        ("pairs", {"given": ["Z"], "answer": "A"}, []),
        ("price_steps", {"answer": "perhaps"}, []),
        ("price_steps", {"given": ["yes"] * 99, "answer": "yes"}, []),
        ("kano", {"has": "4"}, ['value="4" id="{place}-has-4" checked']),
        ("kano", {"has": "4", "has_not": "9"}, []),
        ("best_worst", {"best": "{shown}", "worst": "{shown}"}, ["checked"]),
        ("best_worst", {"given": ["i1 i1"]}, []),
        ("recommend", {"answer": "11"}, []),
        ("without_it", {"answer": "NaN"}, []),
        ("choice", {"answer": "Z"}, []),
    ],
)
def test_an_impossible_answer_gets_a_sentence_and_stores_nothing(
    db: Session, world: World, kind: str, sent: dict, kept: list[str], post: str
) -> None:
    question = asked(db, world, kind)
    place = f"question-{question.public_id}"
    visitor, at = world.visitor("tom"), path(world, question)
    shown = choose(visitor.get(f"/rounds/{world.round.public_id}"), at).get("best", [""])[0]
    filled = {
        name: word.format(shown=shown) if isinstance(word, str) else word
        for name, word in sent.items()
    }
    page = getattr(visitor, post)(at, filled | {"revision": "1"})
    assert page.status == 422
    assert "The vote was not saved." in page.text
    named = {e.attributes.get("id", "") for e in page.tree.all("p")}
    assert named & {f"{place}-{name}-error" for name in NAMES} or "Choose" in page.text
    for words in kept:
        assert words.format(place=place) in page.html
    assert answers(db) == []


def test_half_of_an_answer_is_no_vote_and_survives_one_step_back(db: Session, world: World) -> None:
    question = asked(db, world, "pairs")
    visitor, at = world.visitor("tom"), path(world, question)
    page = visitor.get(f"/rounds/{world.round.public_id}")
    assert "1 of 3" in page.text
    second = visitor.hx_post(at, choose(page, at))
    assert "2 of 3" in second.text
    back = visitor.hx_post(at, fields_of(second.form(at), second) | {"undo": "1"})
    assert "1 of 3" in back.text
    assert answers(db) == []


def test_a_refusal_leaves_alone_what_was_begun_elsewhere(db: Session, world: World) -> None:
    question = asked(db, world, "price_range")
    page = world.visitor("tom").hx_post(path(world, question), {"cheap": "1e9", "revision": "1"})
    assert page.status == 422
    [root] = page.tree.roots
    assert root.attributes["id"] == f"question-{question.public_id}"
    assert "HX-Retarget" not in page.headers


def test_an_order_is_moved_without_a_script(db: Session, world: World) -> None:
    question = asked(db, world, "ranking")
    visitor, at = world.visitor("tom"), path(world, question)
    page = visitor.get(f"/rounds/{world.round.public_id}")
    sent = fields_of(page.form(at), page)
    order = sent["order"]
    moved = visitor.post(at, sent | {"move": f"{order[2]} up"})
    assert moved.status == 200
    assert fields_of(moved.form(at), moved)["order"] == [order[0], order[2], order[1]]
    assert answers(db) == []


COUNTED = [kind for kind in sorted(SETTINGS) if kind in kinds.COUNTED]


@pytest.mark.parametrize("kind", sorted(SETTINGS))
def test_totals_of_every_kind_open_with_one_s_own_answer(
    db: Session, world: World, kind: str
) -> None:
    question = world.support if kind == "support" else asked(db, world, kind)
    for n in range(6):
        answer = "prefer_not" if n == 5 and kind != "support" else ANSWERS[kind]
        makers.vote(
            db, world.round, makers.person(db), answer, revision=world.revision, question=question
        )
    db.commit()
    visitor, at = world.visitor("tom"), path(world, question)
    before = visitor.get(f"/rounds/{world.round.public_id}")
    assert "answers so far" not in before.text
    after = visitor.hx_post(at, {"answer": ANSWERS[kind], "revision": "1"})
    if kind in kinds.COMPOSED:
        makers.vote(
            db, world.round, world.tom, ANSWERS[kind], revision=world.revision, question=question
        )
        db.commit()
        after = visitor.get(f"/rounds/{world.round.public_id}")
    # Who would rather not say is one of those who answered, and in no count.
    assert "7 answers so far" in after.text
    if kind not in COUNTED:
        assert "counted in fives: these are 5" in after.text
    if kind in COUNTED:
        assert 'class="bars"' not in after.html


@pytest.mark.parametrize("kind", sorted({*kinds.COMPOSED, "recommend", "without_it", "choice"}))
def test_fewer_than_five_are_not_broken_down(db: Session, world: World, kind: str) -> None:
    question = asked(db, world, kind)
    for n in range(4):
        who = world.tom if n == 0 else makers.person(db)
        makers.vote(db, world.round, who, ANSWERS[kind], revision=world.revision, question=question)
    db.commit()
    page = world.visitor("tom").get(f"/rounds/{world.round.public_id}")
    assert "4 answers so far" in page.text
    assert 'class="bars"' not in page.html


def test_a_revision_without_variants_has_nothing_to_compare(db: Session, world: World) -> None:
    for kind in ("ranking", "pairs"):
        makers.question(db, world.round, kind)
    db.commit()
    page = world.visitor("tom").get(f"/rounds/{world.round.public_id}")
    assert page.text.count("There is nothing to compare in this revision.") == 2


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
@pytest.mark.parametrize("kind", ["support", "choice", "ranking"])
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
    sent = {"answer": "for" if kind == "support" else "B", "order": ["B", "A"], "revision": "1"}
    with counted(database) as statements:
        page = visitor.hx_post(path(world, question), sent)
    assert page.status == 200
    assert len(statements) <= 8, statements


def test_two_answers_to_one_question_in_one_form_are_one_vote(db: Session, world: World) -> None:
    visitor = world.visitor("tom")
    visitor.post(path(world), {"answer": ["for", "against"], "person_id": "1", "weight": "9"})
    assert answers(db) == ["for"]
    assert db.scalar(select(func.count()).select_from(Vote)) == 1
