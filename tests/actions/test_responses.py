"""What a brand makes of a critique: states, sentences, and one current response."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import actor_of
from portal.actions import responses
from portal.database import Database
from portal.errors import Invalid, Refused
from portal.models import Critique, Response, Round
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
        (("open",), {"state"}),
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
