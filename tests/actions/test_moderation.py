"""Moderation: words taken out and put back, threads closed to members, what members told of."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import actor_of, seeing
from portal.actions import complaints, critiques, moderation, stances
from portal.database import Database
from portal.errors import Conflict, Invalid, Refused
from portal.models import (
    Complaint,
    Critique,
    CritiqueEdit,
    CritiqueImage,
    Event,
    Group,
    Hiding,
    Image,
    Round,
    SearchText,
)
from portal.queries import moderation_log
from tests import makers
from tests.race import at_once
from tests.world import World

REASON = "Names a supplier."


@pytest.fixture
def remark(db: Session, world: World) -> Critique:
    """Tess has spoken; Tom has voted and so may hear her."""
    row = makers.critique(db, world.round, world.tess, "Made by Weber", revision=world.revision)
    makers.vote(db, world.round, world.tom, revision=world.revision)
    db.commit()
    return row


def fresh(db: Session, row: Critique) -> Critique:
    return db.get_one(Critique, row.id, populate_existing=True)


def act(db: Session, world: World, what, who: str, row: Critique, *rest: str) -> None:
    round = db.get_one(Round, world.round.id)
    what(db, actor_of(db, world.people[who]), round, fresh(db, row), *rest)
    db.flush()


def hide(db: Session, world: World, row: Critique, who: str = "hana", why: str = REASON) -> None:
    act(db, world, moderation.hide, who, row, why)


def answer(db: Session, world: World, row: Critique, who: str = "tom", key: str = "a") -> None:
    act(db, world, critiques.reply, who, row, "So it is.", key)


def tell(db: Session, world: World, row: Critique, who: str = "tom", why: str = "unkind") -> None:
    act(db, world, complaints.tell, who, row, why, "Look at it.")


def test_hidden_words_are_nowhere_but_in_the_hiding(
    db: Session, world: World, remark: Critique
) -> None:
    db.add(SearchText(critique_id=remark.id, words="made by weber"))
    hide(db, world, remark)
    row = fresh(db, remark)
    assert (row.text, row.html, row.hidden_because) == ("", "", REASON)
    assert row.hidden_at is not None
    hiding = db.scalars(select(Hiding)).one()
    assert (hiding.text, hiding.because, hiding.by_id) == ("Made by Weber", REASON, world.hana.id)
    assert db.scalar(select(func.count()).select_from(SearchText)) == 0


def test_words_come_back_as_they_were(db: Session, world: World, remark: Critique) -> None:
    before = (remark.text, remark.html, remark.created_at, remark.edited_at)
    hide(db, world, remark)
    act(db, world, moderation.unhide, "olga", remark)
    row = fresh(db, remark)
    assert (row.text, row.html, row.created_at, row.edited_at) == before
    assert (row.hidden_at, row.hidden_because) == (None, "")
    assert db.scalars(select(SearchText.words)).one() == "made by weber"
    hiding = db.scalars(select(Hiding)).one()
    assert (hiding.text, hiding.ended_by_id) == ("", world.olga.id)
    # And once more, with a hiding of its own.
    hide(db, world, remark)
    assert fresh(db, remark).text == ""


@pytest.mark.parametrize(("because", "sentence"), [(" ", "Write why"), ("x" * 301, "under 300")])
def test_nothing_goes_without_a_reason(
    db: Session, world: World, remark: Critique, because: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as refused:
        hide(db, world, remark, why=because)
    assert sentence in refused.value.fields["because"]
    assert fresh(db, remark).text == "Made by Weber"


@pytest.mark.parametrize("who", ["ana", "tom", "tess"])
def test_only_those_who_manage_moderate(
    db: Session, world: World, remark: Critique, who: str
) -> None:
    for what, *rest in (
        (moderation.hide, REASON),
        (moderation.unhide,),
        (moderation.lock,),
        (moderation.unlock,),
        (complaints.keep,),
    ):
        with pytest.raises(Refused):
            act(db, world, what, who, remark, *rest)


def test_what_the_team_said_an_owner_judges(db: Session, world: World) -> None:
    row = makers.critique(
        db, world.round, world.olga, "We say.", revision=world.revision, is_staff=True
    )
    with pytest.raises(Refused, match="owner"):
        hide(db, world, row, "hana")
    hide(db, world, row, "olga")


def test_two_who_hide_at_once_are_one_hiding(
    db: Session, world: World, remark: Critique, database: Database
) -> None:
    deeds = [lambda session, who=who: hide(session, world, remark, who) for who in ("olga", "hana")]
    assert sorted(at_once(database, *deeds)) == ["Conflict", "done"]
    assert db.scalar(select(func.count()).select_from(Hiding)) == 1


def test_hidden_words_take_no_answer_no_stance_and_no_change(
    db: Session, world: World, remark: Critique
) -> None:
    hide(db, world, remark)
    for who, what, *rest in (
        ("tom", critiques.reply, "Yes.", "k"),
        ("hana", critiques.reply, "Yes.", "k"),
        ("tom", stances.take, "agree"),
        ("tess", critiques.edit, "Again.", critiques.print_of("")),
        ("tom", complaints.tell, "unkind", ""),
    ):
        with pytest.raises(Refused, match="team removed"):
            act(db, world, what, who, remark, *rest)


def test_hidden_after_it_was_read_takes_no_answer_and_no_stance(
    db: Session, world: World, remark: Critique, database: Database
) -> None:
    """The statements themselves refuse: the row that was read still has its words."""
    with database.writing.begin() as other:
        round, row = other.get_one(Round, world.round.id), other.get_one(Critique, remark.id)
        actor = actor_of(other, world.tom)
        with database.reading() as look:
            assert look.get_one(Critique, remark.id).text == row.text
        moderation.hide(other, actor_of(other, world.hana), round, row, REASON)
        other.expunge(row)
        row.hidden_at = None
        with pytest.raises(Refused, match="team removed"):
            critiques.reply(other, actor, round, row, "Yes.", "k")
        assert not stances._write(other, actor, round, row, 1)


def test_its_author_may_delete_what_was_hidden_and_then_it_is_gone_for_good(
    db: Session, world: World, remark: Critique
) -> None:
    db.add(CritiqueEdit(critique_id=remark.id, text="Earlier"))
    hide(db, world, remark)
    act(db, world, critiques.remove, "tess", remark)
    assert fresh(db, remark).deleted_at is not None
    for model in (Hiding, CritiqueEdit, SearchText):
        assert db.scalar(select(func.count()).select_from(model)) == 0
    with pytest.raises(Refused, match="deleted"):
        act(db, world, moderation.unhide, "hana", remark)


def test_a_picture_beside_hidden_words_is_not_there(
    db: Session, world: World, remark: Critique
) -> None:
    image = Image(brand_id=world.brand.id, storage_key="x/y", width=3, height=2, colour="#aabbcc")
    db.add(image)
    db.flush()
    db.add(CritiqueImage(critique_id=remark.id, image_id=image.id, position=0))
    db.flush()
    seen = seeing.images(actor_of(db, world.tom)).where(Image.id == image.id)
    assert db.scalars(seen).all() == [image]
    hide(db, world, remark)
    assert db.scalars(seen).all() == []
    act(db, world, moderation.unhide, "hana", remark)
    assert db.scalars(seen).all() == [image]


def test_a_locked_thread_takes_answers_of_the_team_alone(
    db: Session, world: World, remark: Critique
) -> None:
    answer(db, world, remark)
    reply = db.scalars(select(Critique).where(Critique.parent_id == remark.id)).one()
    # Locked from one of its answers, it is the thread that is locked.
    act(db, world, moderation.lock, "hana", reply)
    for below in (remark, reply):
        with pytest.raises(Refused, match="closed this thread"):
            answer(db, world, below, key="b")
        answer(db, world, below, "hana", key=f"c{below.id}")
    act(db, world, moderation.unlock, "hana", remark)
    answer(db, world, reply, key="d")


def test_a_thread_locked_since_it_was_read_takes_no_answer(
    db: Session, world: World, remark: Critique, database: Database
) -> None:
    with database.writing.begin() as other:
        round, row = other.get_one(Round, world.round.id), other.get_one(Critique, remark.id)
        moderation.lock(other, actor_of(other, world.hana), round, row)
        other.expunge(row)
        row.locked_at = None
        with pytest.raises(Refused, match="closed this thread"):
            critiques.reply(other, actor_of(other, world.tom), round, row, "Yes.", "k")


def test_a_lock_and_answers_at_once_leave_no_answer_after_the_lock(
    db: Session, world: World, remark: Critique, database: Database
) -> None:
    deeds = [lambda session: act(session, world, moderation.lock, "hana", remark)]
    deeds += [lambda session, key=str(n): answer(session, world, remark, key=key) for n in range(5)]
    outcomes = at_once(database, *deeds)
    assert outcomes[0] == "done"
    assert set(outcomes[1:]) <= {"done", "Refused"}
    kept = db.scalars(select(Critique.id).where(Critique.parent_id == remark.id)).all()
    assert len(kept) == outcomes[1:].count("done")
    db.rollback()
    with pytest.raises(Refused):
        answer(db, world, remark, key="late")


def test_one_tells_the_team_once(
    db: Session, world: World, remark: Critique, database: Database
) -> None:
    assert at_once(database, *[lambda session: tell(session, world, remark)] * 4) == ["done"] * 4
    row = db.scalars(select(Complaint)).one()
    assert (row.why, row.words, row.by_id) == ("unkind", "Look at it.", world.tom.id)


@pytest.mark.parametrize(
    ("why", "words", "field"),
    [
        ("", "", "why"),
        ("rude", "", "why"),
        ("other", " ", "words"),
        ("unkind", "x" * 1001, "words"),
    ],
)
def test_what_is_told_needs_a_reason(
    db: Session, world: World, remark: Critique, why: str, words: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        act(db, world, complaints.tell, "tom", remark, why, words)
    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize(("who", "sentence"), [("tess", "own"), ("hana", "on the team")])
def test_who_need_not_tell(
    db: Session, world: World, remark: Critique, who: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        tell(db, world, remark, who)


def test_one_who_is_paused_may_tell_also_after_the_close(
    db: Session, world: World, remark: Critique
) -> None:
    world.memberships["tom"].paused_at = world.round.closed_at = clock.now()
    db.merge(world.memberships["tom"])
    db.merge(world.round)
    tell(db, world, remark)
    assert db.scalars(select(Complaint)).one().settled_at is None


def test_removing_the_words_settles_what_was_told(
    db: Session, world: World, remark: Critique
) -> None:
    tell(db, world, remark)
    hide(db, world, remark)
    row = db.scalars(select(Complaint).execution_options(populate_existing=True)).one()
    assert (row.outcome, row.settled_by_id) == ("hidden", world.hana.id)


def test_leaving_them_does_too(db: Session, world: World, remark: Critique) -> None:
    tell(db, world, remark)
    act(db, world, complaints.keep, "hana", remark)
    act(db, world, complaints.keep, "hana", remark)
    row = db.scalars(select(Complaint).execution_options(populate_existing=True)).one()
    assert row.outcome == "kept"
    assert len(db.scalars(select(Event).where(Event.kind == "complaints.settled")).all()) == 1
    assert fresh(db, remark).text == "Made by Weber"


def test_what_is_told_of_the_team_reaches_the_owners_alone(db: Session, world: World) -> None:
    row = makers.critique(
        db, world.round, world.hana, "We say.", revision=world.revision, is_staff=True
    )
    makers.vote(db, world.round, world.tom, revision=world.revision)
    tell(db, world, row)
    seen = {
        who: len(db.scalars(seeing.complaints(actor_of(db, world.people[who]))).all())
        for who in ("olga", "hana", "ana", "tom")
    }
    assert seen == {"olga": 1, "hana": 0, "ana": 0, "tom": 0}


def test_who_joins_the_team_does_not_read_who_told_of_their_own_words(
    db: Session, world: World, remark: Critique
) -> None:
    """Tess spoke as a member, and manages the brand since."""
    makers.staff(db, world.brand, world.tess)
    tell(db, world, remark)
    seen = {
        who: len(db.scalars(seeing.complaints(actor_of(db, world.people[who]))).all())
        for who in ("olga", "hana", "tess")
    }
    assert seen == {"olga": 1, "hana": 1, "tess": 0}
    for deed in (complaints.keep, moderation.lock):
        with pytest.raises(Refused, match="owner"):
            act(db, world, deed, "tess", remark)
    act(db, world, complaints.keep, "hana", remark)
    group = db.get_one(Group, world.group.id)
    told = {
        who: len(moderation_log.log(db, actor_of(db, world.people[who]), group).rows)
        for who in ("hana", "tess")
    }
    assert told == {"hana": 1, "tess": 0}


def test_hiding_again_what_is_hidden_is_a_conflict(
    db: Session, world: World, remark: Critique
) -> None:
    hide(db, world, remark)
    with pytest.raises(Conflict):
        hide(db, world, remark)
