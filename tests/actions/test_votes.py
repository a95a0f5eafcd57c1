"""Casting and changing votes: what is stored, what is refused, and who wins a race."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.access import actor_of
from portal.actions import votes
from portal.database import Database
from portal.errors import Conflict, Invalid, NotFound, Refused
from portal.kinds import COMPOSED, Screen
from portal.models import Event, Membership, Question, Round, Vote, VoteChange
from portal.queries import votes as reads
from tests import makers
from tests.kinds.offered import ANSWERS, SETTINGS
from tests.race import together
from tests.world import World


def cast(
    db: Session, world: World, answer: str = "for", reason: str = "", who: str = "tom", **rest
) -> None:
    question: Question = rest.pop("question", world.support)
    round = rest.pop("round", world.round)
    actor = actor_of(db, world.people[who])
    votes.cast(db, actor, round, question.public_id, answer, reason, **rest)


def only_vote(db: Session) -> Vote:
    return db.scalars(select(Vote).execution_options(populate_existing=True)).one()


def changes(db: Session) -> list[tuple[str, str, bool]]:
    rows = db.scalars(select(VoteChange).order_by(VoteChange.id))
    return [(row.answer, row.reason, row.was_informed) for row in rows]


def test_a_vote_is_stored_with_its_reason_and_revision(db: Session, world: World) -> None:
    cast(db, world, "for", "  I would use it.\r\n", revision_number=1)
    vote = only_vote(db)
    assert (vote.answer, vote.reason, vote.revision_id) == (
        "for",
        "I would use it.",
        world.revision.id,
    )
    assert (vote.counted_answer, vote.changed_at) == ("for", None)
    assert changes(db) == [("for", "I would use it.", False)]


def test_the_event_of_a_vote_does_not_tell_the_answer(db: Session, world: World) -> None:
    cast(db, world, "against", "Too loud")
    event = db.scalars(select(Event).where(Event.kind == "vote.cast")).one()
    assert event.facts == {"question": world.support.public_id, "revision": 1}
    assert event.actor_id == world.tom.id


def test_the_same_answer_again_is_not_a_change(db: Session, world: World) -> None:
    cast(db, world, "for", "Yes")
    cast(db, world, "for", "Yes")
    assert changes(db) == [("for", "Yes", False)]
    assert db.scalar(select(func.count()).select_from(Event)) == 1


def test_a_new_reason_is_a_change(db: Session, world: World) -> None:
    cast(db, world, "for")
    cast(db, world, "for", "Because of the list")
    assert [reason for _, reason, _ in changes(db)] == ["", "Because of the list"]
    assert only_vote(db).reason == "Because of the list"


@pytest.mark.parametrize(
    ("blindness", "counted", "informed"),
    [("until_vote", "for", True), ("until_close", "against", False), ("open", "for", True)],
)
def test_the_answer_that_counts_is_the_last_blind_one(
    db: Session, world: World, blindness: str, counted: str, informed: bool
) -> None:
    world.round.blindness = blindness
    db.merge(world.round)
    cast(db, world, "for")
    cast(db, world, "against")
    vote = only_vote(db)
    assert (vote.answer, vote.counted_answer) == ("against", counted)
    assert [told for _, _, told in changes(db)] == [blindness == "open", informed]


def test_a_vote_stays_with_the_revision_it_judged(db: Session, world: World) -> None:
    cast(db, world, "against")
    second = makers.revision(db, world.draft, 2)
    cast(db, world, "for")
    rows = db.execute(select(Vote.revision_id, Vote.answer).order_by(Vote.revision_id)).all()
    assert rows == [(world.revision.id, "against"), (second.id, "for")]


def test_a_vote_for_an_older_revision_is_told_that_the_draft_moved_on(
    db: Session, world: World
) -> None:
    makers.revision(db, world.draft, 2)
    with pytest.raises(Conflict, match="moved on to r2"):
        cast(db, world, "for", revision_number=1)
    assert db.scalar(select(func.count()).select_from(Vote)) == 0


def test_a_revision_being_written_is_not_judged(db: Session, world: World) -> None:
    makers.revision(db, world.draft, 2, published_at=None)
    cast(db, world, "for", revision_number=1)
    assert only_vote(db).revision_id == world.revision.id


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("support", ["for", "unsure", "against"], ["", "FOR", "yes", "1", "for\x00", "null"]),
        ("rating", ["1", "5"], ["0", "6", "1.0", "1e0", "NaN", "-1", "٣", "for", " 1"]),
        ("intent", ["1", "5"], ["0", "6", "9" * 5000]),
        ("choice", ["A", "B", "prefer_not"], ["C", "a", "", "1", "A\x00", "none"]),
        ("recommend", ["0", "10", "prefer_not"], ["11", "-1", "1e1", "０１", "inf"]),
        ("without_it", ["very", "unused"], ["Very", "", "none"]),
        (
            "ranking",
            ['["B","A"]', '["B"]'],
            ["[]", '["A","A"]', '["C"]', '["A", "B"]', "A", "[[]]"],
        ),
        ("pairs", ['[["B","A"]]'], ["[]", '[["A","A"]]', '[["A","B"],["B","A"]]', '[["A"]]', "{}"]),
    ],
)
def test_answers_are_words_of_their_kind(
    db: Session, world: World, kind: str, good: list[str], bad: list[str]
) -> None:
    makers.variants(db, world.revision, "Linen", "Wool")
    question = world.support if kind == "support" else makers.question(db, world.round, kind)
    for answer in bad:
        with pytest.raises(Invalid) as caught:
            cast(db, world, answer, question=question)
        assert caught.value.fields.keys() & {"answer", "order"}
    for answer in good:
        cast(db, world, answer, question=question)
        assert only_vote(db).answer == answer


@pytest.mark.parametrize("kind", sorted(COMPOSED))
def test_a_composed_answer_is_kept_as_one_text_and_changed_like_any_other(
    db: Session, world: World, kind: str
) -> None:
    makers.variants(db, world.revision, "Linen", "Wool", "Hemp")
    question = makers.question(db, world.round, kind, **SETTINGS[kind])
    cast(db, world, ANSWERS[kind], question=question)
    cast(db, world, ANSWERS[kind], question=question)
    cast(db, world, "prefer_not", question=question)
    vote = only_vote(db)
    assert (vote.answer, vote.counted_answer) == ("prefer_not", ANSWERS[kind])
    assert [answer for answer, _, _ in changes(db)] == [ANSWERS[kind], "prefer_not"]


@pytest.mark.parametrize("kind", sorted(COMPOSED))
def test_an_answer_to_another_question_of_the_kind_is_none(
    db: Session, world: World, kind: str
) -> None:
    """Other variants, prices, features or items: the text is sound, but not an answer to this."""
    makers.variants(db, world.revision, "Linen", "Wool")
    other = {"currency": "EUR", "prices": [1, 2, 3], "features": [], "items": []}
    question = makers.question(db, world.round, kind, **other)
    with pytest.raises(Invalid):
        cast(db, world, ANSWERS[kind], question=question)
    assert db.scalar(select(func.count()).select_from(Vote)) == 0


def test_support_has_unsure_and_no_way_round_it(db: Session, world: World) -> None:
    with pytest.raises(Invalid):
        cast(db, world, "prefer_not")


def test_a_form_is_read_only_while_one_may_vote(db: Session, world: World) -> None:
    pairs = makers.question(db, world.round, "pairs")
    makers.variants(db, world.revision, "Linen", "Wool", "Hemp")
    tom = actor_of(db, world.tom)
    asked = reads.asked_about(db, world.round, pairs.public_id)
    first = votes.read(tom, asked, {"again": ["1"]}, 1)
    assert isinstance(first, Screen)
    with pytest.raises(Conflict):
        votes.read(tom, asked, {"again": ["1"]}, 2)
    with pytest.raises(Refused):
        votes.read(actor_of(db, world.hana), asked, {"again": ["1"]}, 1)
    with clock.held_at(world.round.closes_at), pytest.raises(Refused):
        votes.read(tom, asked, {"again": ["1"]}, 1)


def test_a_variant_of_another_revision_is_no_choice(db: Session, world: World) -> None:
    makers.variants(db, world.revision, "Linen", "Wool", "Hemp")
    question = makers.question(db, world.round, "choice")
    makers.variants(db, makers.revision(db, world.draft, 2), "Linen", "Wool")
    cast(db, world, "B", question=question)
    with pytest.raises(Invalid):
        cast(db, world, "C", question=question)


def test_a_reason_longer_than_its_limit_is_refused_with_both_lengths(
    db: Session, world: World
) -> None:
    with pytest.raises(Invalid) as caught:
        cast(db, world, "maybe", "x" * 501)
    assert "500" in caught.value.fields["reason"]
    assert "501" in caught.value.fields["reason"]
    assert "answer" in caught.value.fields
    cast(db, world, "for", "x" * 500)


def test_a_reason_belongs_to_support_only(db: Session, world: World) -> None:
    cast(db, world, "4", "I like it", question=makers.question(db, world.round, "rating"))
    assert only_vote(db).reason == ""


def test_a_question_of_another_round_is_not_found(db: Session, world: World) -> None:
    other = makers.round(db, world.draft, world.vip_group, first_revision=world.revision)
    foreign = db.scalars(select(Question).where(Question.round_id == other.id)).one()
    with pytest.raises(NotFound):
        cast(db, world, "for", question=foreign)


@pytest.mark.parametrize("who", ["olga", "hana", "ana", "vera", "bo", "maya", "rob", "ines"])
def test_only_active_members_of_the_group_vote(db: Session, world: World, who: str) -> None:
    with pytest.raises(Refused):
        cast(db, world, who=who)
    assert db.scalar(select(func.count()).select_from(Vote)) == 0


def test_a_paused_member_is_told_so(db: Session, world: World) -> None:
    db.get_one(Membership, world.memberships["tom"].id).paused_at = clock.now()
    db.flush()
    with pytest.raises(Refused, match="paused"):
        cast(db, world)


def test_after_close_the_reason_names_the_moment_without_any_worker(
    db: Session, world: World
) -> None:
    with clock.held_at(world.round.closes_at), pytest.raises(Refused, match="The round closed on"):
        cast(db, world)
    cast(db, world)
    assert only_vote(db).answer == "for"


@pytest.mark.parametrize("lost", ["round", "membership"])
def test_the_statement_itself_refuses_what_changed_since_it_was_read(
    db: Session, world: World, lost: str
) -> None:
    actor = actor_of(db, world.tom)
    round = db.get_one(Round, world.round.id)
    if lost == "round":
        db.execute(
            update(Round).values(closed_at=clock.now()).execution_options(synchronize_session=False)
        )
    else:
        db.execute(
            update(Membership)
            .where(Membership.person_id == world.tom.id)
            .values(removed_at=clock.now())
        )
    with pytest.raises(Refused, match="closed on" if lost == "round" else "no longer take part"):
        votes.cast(db, actor, round, world.support.public_id, "for")
    assert db.scalar(select(func.count()).select_from(Vote)) == 0


def test_many_presses_at_once_are_one_vote(db: Session, world: World, database: Database) -> None:
    def press(session: Session) -> None:
        cast(session, world, "for", round=session.get_one(Round, world.round.id))

    assert together(database, *[press] * 8) == [None] * 8
    assert only_vote(db).answer == "for"
    assert changes(db) == [("for", "", False)]


def test_different_answers_at_once_leave_one_vote_and_its_whole_history(
    db: Session, world: World, database: Database
) -> None:
    def press(answer: str):
        return lambda session: cast(
            session, world, answer, round=session.get_one(Round, world.round.id)
        )

    answers = ["for", "against", "unsure"]
    assert together(database, *map(press, answers)) == [None] * 3
    history = changes(db)
    assert sorted(answer for answer, _, _ in history) == sorted(answers)
    assert only_vote(db).answer == history[-1][0]
    assert only_vote(db).counted_answer == history[0][0]
    assert [informed for _, _, informed in history] == [False, True, True]


def test_no_vote_is_added_once_the_close_is_committed(
    db: Session, world: World, database: Database
) -> None:
    """A close and a vote at once: either the vote was first, or it is refused."""

    def close(session: Session) -> None:
        session.execute(
            update(Round).where(Round.id == world.round.id).values(closed_at=clock.now())
        )

    def vote(session: Session) -> None:
        cast(session, world, round=session.get_one(Round, world.round.id))

    _, refused = together(database, close, vote)
    count = db.scalar(select(func.count()).select_from(Vote))
    assert count == (0 if refused else 1)
    assert refused is None or isinstance(refused, Refused)


def test_a_vote_waits_for_a_close_in_flight_and_then_loses(
    db: Session, world: World, database: Database
) -> None:
    """The close holds the round's row, the vote has read the round as open and waits for it."""
    from threading import Event as Flag
    from threading import Thread
    from time import sleep

    outcome: list[BaseException] = []
    actor = actor_of(db, world.tom)
    db.commit()
    ready = Flag()

    def vote() -> None:
        with database.writing() as session:
            round = world.round  # read before the close began: still open in memory
            ready.set()
            try:
                votes.cast(session, actor, round, world.support.public_id, "for")
                session.commit()
            except Refused as error:
                outcome.append(error)

    with database.writing() as closing:
        closing.execute(
            update(Round).where(Round.id == world.round.id).values(closed_at=clock.now())
        )
        thread = Thread(target=vote)
        thread.start()
        ready.wait(5)
        sleep(0.2)
        closing.commit()
    thread.join(10)
    assert "closed on" in str(outcome[0])
    assert db.scalar(select(func.count()).select_from(Vote)) == 0
