"""Orders and filters of a conversation: what each holds, and that none tells what is hidden."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.access import actor_of
from portal.errors import Invalid
from portal.models import Anchor, Critique, Image, Response, RoundVisit, Topic
from portal.queries import critiques
from portal.queries.critiques import View, of_address
from portal.queries.critiques.views import FILTERS, SORTS
from tests import makers
from tests.world import World


def say(db: Session, world: World, text: str, who: str = "tess", **values) -> Critique:
    values.setdefault("revision", world.revision)
    return makers.critique(db, world.round, world.people[who], text, **values)


def roots(db: Session, world: World, who: str = "hana", **view: str) -> list[str]:
    """The texts of the remarks, page after page."""
    actor, found, before = actor_of(db, world.people[who]), [], ""
    while True:
        page = critiques.conversation(db, actor, world.round, View(**view, before=before))
        found += [thread.root.html[3:-4] for thread in page.threads]
        if not page.before:
            return found
        before = page.before


def stand(db: Session, critique: Critique, agree: int, disagree: int) -> None:
    critique.agree_count, critique.disagree_count = agree, disagree
    critique.dividing, critique.uniting = min(agree, disagree), agree - 2 * disagree
    db.flush()


def test_unanswered_has_neither_response_nor_an_answer_by_somebody_else(
    db: Session, world: World
) -> None:
    asked = {n: say(db, world, n) for n in ("free", "answered", "responded", "own", "open")}
    say(db, world, "Yes", "tom", parent=asked["answered"])
    say(db, world, "And besides", "tess", parent=asked["own"])
    db.add(Response(critique_id=asked["responded"].id, state="considering"))
    db.add(Response(critique_id=asked["open"].id, state="open"))
    db.flush()
    assert roots(db, world, sort="unanswered") == ["open", "own", "free"]


def test_an_answer_one_may_not_hear_answers_nothing(db: Session, world: World) -> None:
    remark = say(db, world, "Mine", "tom")
    say(db, world, "Waits", "tess", parent=remark, held_at=clock.now())
    makers.vote(db, world.round, world.tom, revision=world.revision)
    assert roots(db, world, "tom", sort="unanswered") == ["Mine"]
    assert roots(db, world, "hana", sort="unanswered") == []


def test_dividing_and_uniting_go_by_the_counts_and_then_the_newest(
    db: Session, world: World
) -> None:
    for name, counts in {"a": (5, 5), "b": (9, 1), "c": (5, 6), "d": (0, 4)}.items():
        stand(db, say(db, world, name), *counts)
    assert roots(db, world, sort="dividing") == ["c", "a", "b", "d"]
    assert roots(db, world, sort="uniting") == ["b", "a", "c", "d"]


@pytest.mark.parametrize("sort", SORTS)
def test_pages_of_every_order_follow_each_other_without_gaps(
    db: Session, world: World, sort: str
) -> None:
    for n in range(45):
        stand(db, say(db, world, str(n), "hana"), n % 4, n % 3)
    found = roots(db, world, sort=sort)
    assert sorted(found, key=int) == [str(n) for n in range(45)]


def test_a_remark_that_comes_in_between_moves_no_page(db: Session, world: World) -> None:
    for n in range(25):
        stand(db, say(db, world, str(n)), 3, 3)
    actor = actor_of(db, world.hana)
    first = critiques.conversation(db, actor, world.round, View(sort="dividing"))
    stand(db, say(db, world, "between"), 9, 9)
    view = View(sort="dividing", before=first.before or "")
    second = critiques.conversation(db, actor, world.round, view)
    assert [t.root.html[3:-4] for t in second.threads] == ["4", "3", "2", "1", "0"]


@pytest.mark.parametrize("sort", ["dividing", "uniting"])
def test_an_order_by_counts_holds_only_counts_one_may_see(
    db: Session, world: World, sort: str
) -> None:
    makers.vote(db, world.round, world.tom, revision=world.revision)
    taken, other = say(db, world, "taken"), say(db, world, "other")
    say(db, world, "mine", "tom")
    makers.stance(db, taken, world.tom)
    assert set(roots(db, world, "tom", sort=sort)) == {"taken", "mine"}
    assert set(roots(db, world, "hana", sort=sort)) == {"taken", "mine", "other"}
    # Nor does a place in it tell a count: a page begins nowhere but at what is in the order.
    tom = actor_of(db, world.tom)
    for counts in ((0, 0), (9, 9)):
        stand(db, other, *counts)
        view = View(sort=sort, before=other.public_id)
        assert critiques.conversation(db, tom, world.round, view).threads == ()


def test_mine_is_what_i_said_and_what_i_answered(db: Session, world: World) -> None:
    makers.vote(db, world.round, world.tom, revision=world.revision)
    say(db, world, "Mine", "tom")
    answered = say(db, world, "Answered")
    say(db, world, "Yes", "tom", parent=answered)
    say(db, world, "Neither")
    assert roots(db, world, "tom", sort="mine") == ["Answered", "Mine"]


def test_each_filter_leaves_what_it_says(db: Session, world: World) -> None:
    second = makers.revision(db, world.draft, 2)
    topic = Topic(draft_id=world.draft.id, name="Price", position=9)
    image = Image(brand_id=world.brand.id, storage_key="k", width=9, height=9, colour="#000000")
    db.add_all([topic, image])
    db.flush()
    idea = say(db, world, "idea", kind="idea")
    say(db, world, "priced", topic_id=topic.id)
    say(db, world, "later", revision=second)
    placed = say(db, world, "placed", "tom")
    db.add(Response(critique_id=idea.id, state="declined", sentence="No."))
    db.add(Anchor(critique_id=placed.id, shape="point", image_id=image.id, x=1, y=1,
                  width=0, height=0))  # fmt: skip
    db.flush()
    assert roots(db, world, kind="idea") == ["idea"]
    assert roots(db, world, state="declined") == ["idea"]
    assert roots(db, world, state="open") == ["placed", "later", "priced"]
    assert roots(db, world, topic=topic.public_id) == ["priced"]
    assert roots(db, world, topic="other") == ["placed", "later", "idea"]
    assert roots(db, world, judged="2") == ["later"]
    assert roots(db, world, picture=image.public_id) == ["placed"]
    assert roots(db, world, segment="size: M") == ["later", "priced", "idea"]
    assert roots(db, world, segment="power user") == ["placed"]
    assert roots(db, world, segment="size") == []
    assert roots(db, world, kind="concern", judged="1", topic="other") == ["placed"]


def test_segments_are_for_the_team(db: Session, world: World) -> None:
    for word in ("size: M", "no such"):
        with pytest.raises(Invalid):
            roots(db, world, "tom", segment=word)


def test_new_is_a_thread_in_which_somebody_else_spoke_since(db: Session, world: World) -> None:
    now = clock.now()
    makers.vote(db, world.round, world.tom, revision=world.revision)
    old = now - timedelta(days=2)
    quiet, lively = (say(db, world, name, created_at=old) for name in ("quiet", "lively"))
    say(db, world, "Again", "tess", parent=lively)
    say(db, world, "I too", "tom", parent=quiet)
    say(db, world, "fresh", "tess")
    visited(db, world, "tom", left=now - timedelta(days=1))
    assert roots(db, world, "tom", new="1") == ["fresh", "lively"]
    found = critiques.conversation(db, actor_of(db, world.tom), world.round)
    assert found.new_count == 2
    assert {t.root.html[3:-4]: t.new_count for t in found.threads}["lively"] == 1


def visited(db: Session, world: World, who: str, **at) -> None:
    db.add(
        RoundVisit(
            round_id=world.round.id,
            person_id=world.people[who].id,
            seen_at=at.get("seen", clock.now()),
            left_at=at["left"],
        )
    )
    db.flush()


@pytest.mark.parametrize("gone", ["deleted_at", "hidden_at"])
def test_what_has_no_words_is_in_no_order_but_the_plain_one(
    db: Session, world: World, gone: str
) -> None:
    say(db, world, "gone", "hana", **{gone: clock.now()})
    assert roots(db, world) == ["gone"]
    for sort in SORTS[1:]:
        assert roots(db, world, sort=sort) == []
    assert roots(db, world, kind="concern") == []


@pytest.mark.parametrize(
    "words", [{"sort": "private"}, {"kind": "reply"}, {"state": "x"}, {"judged": "1e3"}]
)
def test_there_are_no_other_orders(words: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        of_address(words)


def test_an_address_says_what_it_was_made_of() -> None:
    view = View(sort="mine", kind="idea", revision="2", before="x", thread="y", start="z")
    assert of_address(view.words()) == view
    assert view.but(kind="") == {"sort": "mine", "revision": "2"}
    assert view.plain() == {"revision": "2"}
    assert set(FILTERS) < set(View.__slots__)
