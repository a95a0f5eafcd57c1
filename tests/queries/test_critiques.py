"""The conversation: who reads what, in which order, at which cost."""

import pytest
from sqlalchemy.orm import Session

from portal.access import actor_of
from portal.database import Database
from portal.models import Response
from portal.queries import critiques
from portal.queries.critiques import Conversation, View
from tests import makers
from tests.statements import counted
from tests.world import World


def talk(db: Session, world: World, who: str = "hana", **view: str) -> Conversation:
    actor = actor_of(db, world.people[who])
    return critiques.conversation(db, actor, world.round, View(**view))


def texts(conversation: Conversation) -> list[list[str]]:
    return [
        [remark.html.removeprefix("<p>").removesuffix("</p>") for remark in thread.remarks]
        for thread in conversation.threads
    ]


def say(db: Session, world: World, text: str, who: str = "tess", **values):
    values.setdefault("revision", world.revision)
    return makers.critique(db, world.round, world.people[who], text, **values)


def test_others_are_heard_once_ones_own_vote_is_in(db: Session, world: World) -> None:
    own = say(db, world, "Mine", "tom")
    say(db, world, "Theirs", "tess")
    say(db, world, "An answer to me", "tess", parent=own)
    assert texts(talk(db, world, "tom")) == [["Mine"]]
    makers.vote(db, world.round, world.tom, revision=world.revision)
    assert texts(talk(db, world, "tom")) == [["Theirs"], ["Mine", "An answer to me"]]


@pytest.mark.parametrize("blindness", ["until_close", "open"])
def test_the_other_kinds_of_blindness(db: Session, world: World, blindness: str) -> None:
    world.round.blindness = blindness
    db.merge(world.round)
    say(db, world, "Theirs", "tess")
    expected = [["Theirs"]] if blindness == "open" else []
    assert texts(talk(db, world, "tom")) == expected
    makers.vote(db, world.round, world.tom, revision=world.revision)
    assert texts(talk(db, world, "tom")) == expected
    assert texts(talk(db, world, "hana")) == [["Theirs"]]


def test_remarks_on_the_next_revision_wait_for_the_vote_on_it(db: Session, world: World) -> None:
    makers.vote(db, world.round, world.tom, revision=world.revision)
    root = say(db, world, "On r1")
    second = makers.revision(db, world.draft, 2)
    say(db, world, "On r2", revision=second)
    say(db, world, "Later answer", parent=root, revision=second)
    assert texts(talk(db, world, "tom")) == [["On r1"]]
    makers.vote(db, world.round, world.tom, revision=second)
    assert texts(talk(db, world, "tom")) == [["On r2"], ["On r1", "Later answer"]]


def test_answers_stand_below_what_they_answer(db: Session, world: World) -> None:
    root = say(db, world, "Root")
    a = say(db, world, "A", parent=root)
    say(db, world, "B", parent=root)
    say(db, world, "A1", parent=a)
    [thread] = talk(db, world).threads
    assert [(r.html[3:-4], r.level) for r in thread.remarks] == [
        ("Root", 0),
        ("A", 1),
        ("A1", 2),
        ("B", 1),
    ]


def test_a_thread_a_thousand_deep_goes_on_page_by_page(db: Session, world: World) -> None:
    parent = root = say(db, world, "0")
    for n in range(1, 1_001):
        parent = say(db, world, str(n), parent=parent, depth=min(n, 100))
    [thread] = talk(db, world).threads
    assert [r.level for r in thread.remarks] == [0, 1, 2, 3, 4, 5]
    assert (thread.answer_count, thread.remarks[5].deeper) == (critiques.COUNTED, critiques.DEEPER)
    seen, top = ["0"], root.public_id
    while top:
        [alone] = talk(db, world, thread=top).threads
        assert alone.remarks[0].public_id == top
        seen += [remark.html[3:-4] for remark in alone.answers]
        top = alone.remarks[-1].public_id if alone.remarks[-1].deeper else ""
    assert seen == [str(n) for n in range(1_001)]


def test_below_an_answer_that_is_looked_at_alone(db: Session, world: World) -> None:
    """Its own answers, none of its neighbours', and the way up."""
    root = say(db, world, "Root")
    a, b = (say(db, world, text, parent=root) for text in "AB")
    a1 = say(db, world, "A1", parent=a)
    say(db, world, "B1", parent=b)
    say(db, world, "A2", parent=a)
    say(db, world, "A1a", parent=a1)
    alone = talk(db, world, thread=a.public_id)
    assert texts(alone) == [["A", "A1", "A1a", "A2"]]
    assert alone.threads[0].answer_count == 3
    assert alone.up == root.public_id
    assert talk(db, world, thread=root.public_id).up == ""


def test_many_answers_go_on_from_where_they_were_cut(db: Session, world: World) -> None:
    root = say(db, world, "Root")
    middle = say(db, world, "Middle", parent=root)
    for parent in (root, middle):
        for n in range(critiques.REPLIES_ALONE + 5):
            say(db, world, f"{parent.html[3:-4]} {n}", parent=parent)
    for top, count in ((root, 2 * (critiques.REPLIES_ALONE + 5) + 1), (middle, 205)):
        seen, start = set(), ""
        while True:
            [thread] = talk(db, world, thread=top.public_id, start=start).threads
            seen |= {remark.public_id for remark in thread.answers}
            start = thread.more_from
            if not start:
                break
        assert len(seen) == count


@pytest.mark.parametrize("who", ["tom", "hana"])
def test_what_is_further_in_is_counted_as_far_as_one_may_hear(
    db: Session, world: World, who: str
) -> None:
    makers.vote(db, world.round, world.tom, revision=world.revision)
    second = makers.revision(db, world.draft, 2)
    parent = say(db, world, "0")
    for n in range(1, 9):
        parent = say(db, world, str(n), parent=parent, revision=world.revision if n < 8 else second)
    [thread] = talk(db, world, who).threads
    heard = 7 if who == "tom" else 8
    assert (thread.answer_count, thread.remarks[5].deeper) == (heard, heard - 5)


def test_circles_in_damaged_data_do_no_harm(db: Session, world: World) -> None:
    root = say(db, world, "Root")
    a = say(db, world, "A", parent=root)
    b = say(db, world, "B", parent=a)
    a.parent_id = b.id
    own = say(db, world, "Own", parent=root, depth=5)
    own.parent_id = own.id
    db.flush()
    assert texts(talk(db, world))[0][0] == "Root"
    for top in (root, a, b, own):
        assert texts(talk(db, world, thread=top.public_id))[0][0] == top.html[3:-4]
        place = critiques.place_of(db, actor_of(db, world.hana), world.round, top)
        assert place.thread


def test_a_link_leads_to_where_one_can_read_it(db: Session, world: World) -> None:
    """At any depth, and after any number of answers."""
    actor = actor_of(db, world.hana)
    parent = root = say(db, world, "0")
    deep = []
    for n in range(1, 411):
        parent = say(db, world, str(n), parent=parent, depth=min(n, 100))
        deep.append(parent)
    late = [say(db, world, "late", parent=root) for _ in range(300)][-1]
    for wanted in (root, deep[0], deep[4], deep[5], deep[9], deep[10], deep[98], deep[400], late):
        place = critiques.place_of(db, actor, world.round, wanted)
        found = critiques.conversation(db, actor, world.round, place)
        assert found.holds(wanted.public_id)
        assert critiques.Remark is type(found.threads[0].root)


def test_pages_follow_each_other_without_gaps(db: Session, world: World) -> None:
    for n in range(45):
        say(db, world, str(n))
    found, before = [], None
    while True:
        page = talk(db, world, before=before) if before else talk(db, world)
        found += [row[0] for row in texts(page)]
        before = page.before
        if before is None:
            break
    assert found == [str(n) for n in reversed(range(45))]


def test_counts_of_stances_open_with_ones_own(db: Session, world: World) -> None:
    remark = say(db, world, "Theirs")
    for _ in range(2):
        makers.stance(db, remark, makers.person(db))
    makers.stance(db, remark, makers.person(db), -1)
    makers.vote(db, world.round, world.tom, revision=world.revision)

    def shown(who: str) -> tuple[object, ...]:
        remark = talk(db, world, who).threads[0].root
        return remark.stance, remark.agree_count, remark.disagree_count

    assert shown("tom") == (None, None, None)
    assert shown("hana") == (None, 2, 1)
    assert shown("tess") == (None, None, None)  # its author, but her vote is not in
    makers.stance(db, remark, world.tom, 0)
    assert shown("tom") == ("pass", 2, 1)
    makers.vote(db, world.round, world.tess, revision=world.revision)
    assert shown("tess") == (None, 2, 1)


def test_the_current_response_is_shown(db: Session, world: World) -> None:
    remark = say(db, world, "Mine", "tom")
    db.add(Response(critique_id=remark.id, state="declined", sentence="No, because."))
    db.flush()
    shown = talk(db, world, "tom").threads[0].root
    assert (shown.state, shown.sentence, shown.addressed_in) == ("declined", "No, because.", None)


@pytest.mark.parametrize("length", [1, 3, 100])
def test_one_statement_whatever_the_length(
    db: Session, world: World, database: Database, length: int
) -> None:
    for n in range(length):
        root = say(db, world, str(n))
        say(db, world, "answer", parent=root)
    db.flush()
    actor = actor_of(db, world.hana)
    with counted(database) as statements:
        critiques.conversation(db, actor, world.round)
    assert len(statements) == 1
