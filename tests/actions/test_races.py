"""Two who do what touches the same thing at the same moment: whichever was first, it adds up."""

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.access import actor_of
from portal.actions import (
    beside_words,
    critiques,
    first_posts,
    merging,
    moderation,
    publishing,
    revisions,
    rounds,
    stances,
)
from portal.actions.anchors import Pointing
from portal.actions.beside_words import PlacedImage
from portal.actions.writing import Writing
from portal.models import (
    Anchor,
    Critique,
    CritiqueImage,
    Event,
    Hiding,
    Image,
    Revision,
    Round,
    SearchText,
    Stance,
)
from tests import makers, uploads
from tests.actions.test_revisions import hung
from tests.race import at_once, together


def deed(world, what, who, *rows, **given):
    """An action of somebody on rows, each read anew in a transaction of its own."""

    def do(session):
        found = [session.get_one(type(row), row.id) for row in rows]
        words = given.get("words", ())
        more = {name: value for name, value in given.items() if name != "words"}
        what(session, actor_of(session, world.people[who]), *found, *words, **more)

    return do


def said(db, world, by="tom", **values):
    row = makers.critique(db, world.round, world.people[by], revision=world.revision, **values)
    db.commit()
    return row


def count(db, model):
    db.rollback()
    return db.scalar(select(func.count()).select_from(model))


def counted_right(db, *ids):
    """What speaks for itself says as many stances as stand on it and on what is merged into it."""
    db.rollback()
    db.expire_all()
    for id in ids:
        row = db.get_one(Critique, id)
        if row.merged_into_id is not None:
            continue
        over = select(Critique.id).where((Critique.id == id) | (Critique.merged_into_id == id))
        people = select(func.count(Stance.person_id.distinct())).where(
            Stance.critique_id.in_(over), Stance.value == 1
        )
        assert row.agree_count == db.scalar(people), id


@pytest.fixture
def two(db, world):
    return said(db, world, text="One"), said(db, world, text="Two")


def test_a_stance_and_a_merge(db, world, database, two):
    one, other = two
    agree = deed(world, stances.take, "tess", world.round, other, words=["agree"])
    merge = merging_of(world, one, other)
    outcomes = at_once(database, agree, merge)
    assert set(outcomes) <= {"done", "Conflict", "Refused"}
    counted_right(db, one.id, other.id)
    assert count(db, Stance) == outcomes[:1].count("done")


def test_a_merge_and_parting(db, world, database, two):
    one, other = two
    makers.stance(db, other, world.tess)
    db.commit()
    assert at_once(database, merging_of(world, one, other)) == ["done"]
    third = said(db, world, text="Three")
    part = deed(world, merging.part, "hana", world.round, other)
    outcomes = at_once(database, part, merging_of(world, third, one), merging_of(world, third, one))
    assert "done" in outcomes
    db.rollback()
    db.expire_all()
    # Nothing stands for something that itself is stood for.
    for row in db.scalars(select(Critique).where(Critique.merged_into_id.is_not(None))):
        assert db.get_one(Critique, row.merged_into_id).merged_into_id is None
    counted_right(db, one.id, other.id, third.id)


def merging_of(world, into, *others):
    def do(session):
        rows = [session.get_one(Critique, row.id) for row in (into, *others)]
        round = session.get_one(Round, world.round.id)
        merging.merge(session, actor_of(session, world.hana), round, rows[0], rows[1:])

    return do


def test_hiding_and_answers(db, world, database):
    remark = said(db, world, text="Spiteful")
    hide = deed(world, moderation.hide, "hana", world.round, remark, words=["Unkind"])
    answers = [
        deed(world, critiques.reply, "tom", world.round, remark, words=["Yes", f"k{n}"])
        for n in range(3)
    ]
    outcomes = at_once(database, *answers, hide)
    assert outcomes[-1] == "done"
    db.rollback()
    assert db.get_one(Critique, remark.id, populate_existing=True).text == ""
    assert count(db, Hiding) == 1
    assert db.scalar(select(SearchText).where(SearchText.critique_id == remark.id)) is None


def test_hiding_and_the_author_who_edits_or_takes_back(db, world, database):
    remark = said(db, world, text="Spiteful", html="<p>Spiteful</p>")
    seen = critiques.print_of("Spiteful")
    edit = deed(world, critiques.edit, "tom", world.round, remark, words=["Kinder", seen])
    hide = deed(world, moderation.hide, "hana", world.round, remark, words=["Unkind"])
    take_back = deed(world, critiques.remove, "tom", world.round, remark)
    assert set(at_once(database, edit, hide, take_back)) <= {"done", "Refused", "Conflict"}
    db.rollback()
    row = db.get_one(Critique, remark.id, populate_existing=True)
    kept = db.scalars(select(Hiding.text)).all()
    assert row.text == ""
    assert row.deleted_at is None or kept == []
    assert db.scalar(select(SearchText).where(SearchText.critique_id == remark.id)) is None


def pictures_of(db, world, app, many=2):
    storage = app.extensions["portal_storage"]
    tom = actor_of(db, world.tom)
    made = [
        beside_words.keep(db, tom, storage, world.round, uploads.picture()).public_id
        for _ in range(many)
    ]
    db.commit()
    return made


def posting(world, picture, beside, key="k"):
    placed = [PlacedImage(id) for id in beside]
    return deed(
        world,
        critiques.post,
        "tom",
        world.round,
        words=["concern", "Here.", key],
        anchor=Pointing(picture, 1_000, 1_000),
        images=placed,
    )


@pytest.fixture
def picture(db, world):
    [image] = hung(db, world, world.revision, "A coat")
    db.commit()
    return image.public_id


def test_the_round_closes_while_one_posts(db, world, app, database, picture):
    beside = pictures_of(db, world, app)
    close = deed(world, rounds.close_now, "hana", world.round)
    outcomes = at_once(database, posting(world, picture, beside), close)
    assert outcomes[1] == "done"
    whole = outcomes[0] == "done"
    assert outcomes[0] in ("done", "Refused", "Invalid")
    kept = [count(db, model) for model in (Critique, Anchor, CritiqueImage)]
    assert kept == ([1, 1, 2] if whole else [0, 0, 0])
    if not whole:
        left = select(func.count()).select_from(Image).where(Image.public_id.in_(beside))
        assert db.scalar(left) == 2


def test_the_same_sent_several_times_is_one_with_its_pictures_once(
    db, world, app, database, picture
):
    beside = pictures_of(db, world, app)
    assert at_once(database, *[posting(world, picture, beside)] * 5) == ["done"] * 5
    assert [count(db, model) for model in (Critique, Anchor, CritiqueImage)] == [1, 1, 2]


def test_a_picture_stands_beside_one_of_two_that_want_it(db, world, app, database, picture):
    beside = pictures_of(db, world, app, 1)
    deeds = [posting(world, picture, beside, key) for key in ("a", "b")]
    assert sorted(at_once(database, *deeds)) == ["Invalid", "done"]
    assert [count(db, model) for model in (Critique, Anchor, CritiqueImage)] == [1, 1, 1]


@pytest.fixture
def second(db, world):
    made = makers.revision(db, world.draft, 2, published_at=None)
    db.commit()
    return made


def test_the_clock_and_a_hand_publish_once(db, world, database, second):
    at = clock.hence(hours=1)
    publishing.schedule(db, actor_of(db, world.hana), world.draft, second, at)
    db.commit()
    db.refresh(second)
    by_clock = publishing.publish_due
    by_hand = deed(world, revisions.publish, "hana", world.draft, second, words=[second.version])
    with clock.held_at(clock.hence(hours=2)):
        outcomes = at_once(
            database,
            lambda session: by_clock(session, second.public_id, at.isoformat()),
            by_hand,
        )
    assert outcomes[0] == "done"
    assert outcomes[1] in ("done", "Refused", "Conflict", "Stale")
    db.rollback()
    db.refresh(second)
    assert second.published_at is not None
    assert (second.publish_at, second.publish_refused) == (None, "")
    kinds = db.scalars(select(Event.kind)).all()
    assert kinds.count("revision.published") == 1
    assert kinds.count("round.revised") == 1
    assert "revision.not_published" not in kinds


def test_of_two_saves_by_themselves_one_is_stale(db, world, database, second):
    def save(title):
        return deed(
            world,
            revisions.write,
            "hana",
            world.draft,
            second,
            words=[Writing(title), 1],
            is_auto=True,
        )

    outcomes = at_once(database, save("A"), save("B"))
    assert sorted(outcomes) == ["Stale", "done"]
    db.rollback()
    row = db.get_one(Revision, second.id, populate_existing=True)
    assert (row.title, row.version) == ("AB"[outcomes.index("done")], 2)


def test_two_who_let_the_same_through_tell_it_once(db, world, database):
    held = said(db, world, held_at=clock.now())
    let = deed(world, first_posts.let_through, "hana", world.round, held)
    assert together(database, *[let] * 4) == [None] * 4
    db.rollback()
    assert db.scalars(select(Event.kind)).all().count("critique.let_through") == 1
