"""The conversation: who reads what, in which order, at which cost."""

import pytest
from sqlalchemy.orm import Session

from portal.access import actor_of
from portal.database import Database
from portal.models import Response
from portal.queries import critiques
from portal.queries.critiques import Conversation
from tests import makers
from tests.statements import counted
from tests.world import World


def talk(db: Session, world: World, who: str = "hana", **page: str) -> Conversation:
    actor = actor_of(db, world.people[who])
    return critiques.conversation(db, actor, world.round, **page)


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


def test_a_thread_a_thousand_deep_is_flattened_and_cut(db: Session, world: World) -> None:
    parent = root = say(db, world, "0")
    for n in range(1, 1_001):
        parent = say(db, world, str(n), parent=parent, depth=min(n, 100))
    [thread] = talk(db, world).threads
    assert len(thread.remarks) == critiques.REPLIES + 1
    assert [r.level for r in thread.remarks[:8]] == [0, 1, 2, 3, 4, 5, 5, 5]
    assert thread.remarks[6].answers == "Tess"
    assert thread.remarks[5].answers == ""
    seen, start = 0, thread.more_from
    actor = actor_of(db, world.hana)
    while start:
        alone = critiques.thread(db, actor, world.round, root.public_id, start)
        seen += len(alone.threads[0].remarks) - 1
        start = alone.threads[0].more_from
    assert seen + critiques.REPLIES == 1_000


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
