"""What a brand makes of a critique: states, sentences, and one current response."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import actor_of
from portal.actions import responses
from portal.actions.notices import spread
from portal.database import Database
from portal.errors import Invalid, Refused
from portal.models import Critique, Event, Notice, Person, Response, Round
from portal.queries import home, revisions
from portal.queries import notices as reads
from tests import makers
from tests.race import together
from tests.world import World


@pytest.fixture
def remark(db: Session, world: World) -> Critique:
    row = makers.critique(db, world.round, world.tom, revision=world.revision)
    db.commit()
    return row


def respond(
    db: Session, world: World, remark: Critique, state: str, *rest: object, who: str = "hana"
) -> None:
    round = db.get_one(Round, world.round.id)
    responses.respond(db, actor_of(db, world.people[who]), round, remark, state, *rest)


def history(db: Session) -> list[tuple[str, bool]]:
    rows = db.scalars(select(Response).order_by(Response.id))
    return [(row.state, row.superseded_at is None) for row in rows]


def test_the_newest_response_holds_and_the_older_are_kept(
    db: Session, world: World, remark: Critique
) -> None:
    second = makers.revision(db, world.draft, 2)
    respond(db, world, remark, "considering")
    respond(db, world, remark, "addressed", "The button is at the top now.", 2)
    assert history(db) == [("considering", False), ("addressed", True)]
    assert db.scalars(select(Response.revision_id)).all() == [None, second.id]


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        (("ignored", "x"), {"state"}),
        (("declined", " "), {"sentence"}),
        (("declined", "x" * 501), {"sentence"}),
        (("addressed", "", 1), {"sentence"}),
        (("addressed", "Done", 9), {"revision"}),
        (("addressed", "", None), {"sentence", "revision"}),
    ],
)
def test_what_is_missing_is_named(
    db: Session, world: World, remark: Critique, given: tuple[object, ...], fields: set[str]
) -> None:
    with pytest.raises(Invalid) as caught:
        respond(db, world, remark, *given)
    assert set(caught.value.fields) == fields
    assert history(db) == []


def test_a_revision_being_written_addresses_nothing(
    db: Session, world: World, remark: Critique
) -> None:
    makers.revision(db, world.draft, 2, published_at=None)
    with pytest.raises(Invalid):
        respond(db, world, remark, "addressed", "Soon", 2)


@pytest.mark.parametrize("who", ["ana", "tom", "tess", "vera", "bo"])
def test_only_managers_respond(db: Session, world: World, remark: Critique, who: str) -> None:
    with pytest.raises(Refused):
        respond(db, world, remark, "considering", who=who)


def test_after_close_a_critique_is_still_answered(
    db: Session, world: World, remark: Critique
) -> None:
    with clock.held_at(world.round.closes_at):
        respond(db, world, remark, "declined", "It would cost the quiet we are after.")
    assert history(db) == [("declined", True)]


def test_replies_and_tombstones_have_no_state(db: Session, world: World, remark: Critique) -> None:
    answer = makers.critique(db, world.round, world.tess, revision=world.revision, parent=remark)
    gone = makers.critique(
        db, world.round, world.tess, revision=world.revision, deleted_at=clock.now()
    )
    for row in (answer, gone):
        with pytest.raises(Refused):
            respond(db, world, row, "considering")


def test_responses_at_once_leave_one_current(
    db: Session, world: World, remark: Critique, database: Database
) -> None:
    def declare(session: Session) -> None:
        respond(session, world, remark, "declined", "No.")

    assert together(database, *[declare] * 5) == [None] * 5
    assert [current for _, current in history(db)] == [False] * 4 + [True]


def test_a_critique_is_open_again_with_its_history(
    db: Session, world: World, remark: Critique
) -> None:
    respond(db, world, remark, "open")
    assert history(db) == []
    respond(db, world, remark, "declined", "It stays.")
    respond(db, world, remark, "open")
    respond(db, world, remark, "open")
    assert history(db) == [("declined", False), ("open", True)]
    told = db.scalars(select(Event.kind).order_by(Event.id)).all()
    assert told == ["critique.answered", "critique.reopened"]


def several(db: Session, world: World, *names: str) -> list[Critique]:
    return [
        makers.critique(db, world.round, world.people[name], revision=world.revision)
        for name in names
    ]


def answer_all(db: Session, world: World, rows: list[Critique], state: str, *rest: object) -> None:
    round = db.get_one(Round, world.round.id)
    responses.respond_to_all(db, actor_of(db, world.hana), round, rows, state, *rest)


def notices(db: Session) -> dict[str, tuple[str, str]]:
    """What each author was told: of which of their critiques, and how."""
    for event in db.scalars(select(Event)).all():
        spread(db, event.id)
    rows = db.execute(
        select(Person.name, Critique.public_id, Notice.kind)
        .join(Notice, Notice.person_id == Person.id)
        .join(Critique, Critique.id == Notice.critique_id)
    ).all()
    assert len({name for name, *_ in rows}) == len(rows)
    return {name: tuple(rest) for name, *rest in rows}


def test_one_sentence_answers_several_and_each_author_is_told_once(
    db: Session, world: World
) -> None:
    rows = several(db, world, "tom", "tess", "tom")
    answer_all(db, world, rows, "declined", "It stays as it is.")
    assert history(db) == [("declined", True)] * 3
    assert notices(db) == {
        "Tom": (rows[0].public_id, "state_changed"),
        "Tess": (rows[1].public_id, "state_changed"),
    }


def test_of_several_all_are_answered_or_none_and_the_refused_are_named(
    db: Session, world: World
) -> None:
    rows = several(db, world, "tom", "tess")
    reply = makers.critique(
        db, world.round, world.tess, "So it is", revision=world.revision, parent=rows[0]
    )
    with pytest.raises(Refused, match=r"None was answered\. “So it is”: Replies"):
        answer_all(db, world, [*rows, reply], "declined", "It stays.")
    with pytest.raises(Invalid):
        answer_all(db, world, rows, "declined")
    with pytest.raises(Invalid):
        answer_all(db, world, [], "considering")
    assert history(db) == []


def test_who_said_the_same_is_answered_too_and_credited(db: Session, world: World) -> None:
    stands, same = several(db, world, "tom", "tess")
    same.merged_into_id = stands.id
    makers.vote(db, world.round, world.tess, revision=world.revision)
    db.flush()
    with pytest.raises(Refused, match="It was merged"):
        respond(db, world, same, "considering")
    respond(db, world, stands, "addressed", "It is at the top now.", 1)
    assert notices(db) == {
        "Tom": (stands.public_id, "revision_answers"),
        "Tess": (same.public_id, "revision_answers"),
    }
    tess = actor_of(db, world.tess)
    [because] = home.home(db, tess).because
    [answer] = because.answers
    assert (answer.critique_id, answer.sentence) == (same.public_id, "It is at the top now.")
    [notice] = reads.listed(db, tess)
    assert (notice.state, notice.words) == ("addressed", "It is at the top now.")
    [shown] = revisions.of_round(db, tess, world.round)
    assert sorted(shown.credited) == ["Tess", "Tom"]


def test_two_teams_who_answer_the_same_ones_crosswise_wait_for_each_other(
    db: Session, world: World, database: Database
) -> None:
    rows = several(db, world, "tom", "tess", "tom", "tess")
    db.commit()

    def press(rows: list[Critique]):
        return lambda session: answer_all(session, world, rows, "considering")

    assert together(database, press(rows), press(rows[::-1]), press(rows)) == [None] * 3
    db.rollback()
    assert sorted(history(db)) == [("considering", False)] * 8 + [("considering", True)] * 4
