"""What critique points at: what is refused, what is kept, and where the next revision has it."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from portal.actions import anchors, critiques, revisions
from portal.actions.anchors import Pointing
from portal.errors import Invalid
from portal.models import Anchor, AnchorPlace, Critique, Revision, RevisionImage, Round, Variant
from portal.text import markdown
from tests import actors, makers, race
from tests.actions.test_revisions import hung
from tests.statements import counted

STORY = "One *list*, no noise. And a list of names."
HERE = Pointing("", 1_200, 4_000)


def post(db, world, at, who="tom", key="k", text="Here."):
    round = db.get_one(Round, world.round.id)
    return critiques.post(
        db, actors.of(db, world.people[who]), round, "concern", text, key, anchor=at
    )


def tell(db, revision, story):
    revision.story, revision.story_html = story, str(markdown(story))
    db.flush()


def kept(db):
    return db.scalars(select(Anchor).execution_options(populate_existing=True)).one()


def nothing_kept(db):
    return [db.scalar(select(func.count()).select_from(model)) for model in (Critique, Anchor)]


@pytest.fixture
def picture(db, world):
    [image] = hung(db, world, world.revision, "A coat")
    return image


def test_a_point_is_kept_with_its_critique(db, world, picture):
    made = post(db, world, replace(HERE, picture=picture.public_id))
    row = kept(db)
    assert (row.shape, row.image_id, row.x, row.y) == ("point", picture.id, 1_200, 4_000)
    assert db.get_one(Critique, row.critique_id).public_id == made


def test_a_box_is_kept_up_to_the_edges(db, world, picture):
    post(db, world, Pointing(picture.public_id, 0, 0, 10_000, 10_000))
    assert (kept(db).shape, kept(db).width, kept(db).height) == ("area", 10_000, 10_000)


def test_the_face_of_a_variant_can_be_pointed_at(db, world, picture):
    [variant] = makers.variants(db, world.revision, "Moss")
    db.query(RevisionImage).one().variant_id = variant.id
    assert post(db, world, replace(HERE, picture=picture.public_id))


ODD = [
    {"x": None},
    {"x": -1},
    {"x": 10_001},
    {"y": 10**400},
    {"width": None},
    {"width": 300},
    {"width": 9_000, "height": 500},
    {"width": 99, "height": 500},
    {"width": -100, "height": -100},
    {"picture": "nothing"},
    {"picture": ""},
    {"quote": "list"},
]


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_what_is_not_a_place_is_refused_and_nothing_is_kept(db, world, picture, odd):
    at = replace(replace(HERE, picture=picture.public_id), **odd)
    with pytest.raises(Invalid) as caught:
        post(db, world, at)
    assert list(caught.value.fields) == ["picture"]
    assert nothing_kept(db) == [0, 0]


def test_all_that_is_wrong_is_said_at_once(db, world):
    with pytest.raises(Invalid) as caught:
        post(db, world, HERE, text="")
    assert set(caught.value.fields) == {"picture", "text"}


def test_only_pictures_of_the_revision_that_is_judged_can_be_pointed_at(db, world, picture):
    elsewhere = makers.draft(db, world.brand)
    [other] = hung(db, world, db.query(Revision).filter_by(draft_id=elsewhere.id).one(), "Other")
    second = makers.revision(db, world.draft, 2)
    [newer] = hung(db, world, second, "Newer")
    [unseen] = hung(db, world, makers.revision(db, world.draft, 3, published_at=None), "Soon")
    for image in (picture, other, unseen):
        with pytest.raises(Invalid):
            post(db, world, replace(HERE, picture=image.public_id))
    assert nothing_kept(db) == [0, 0]
    assert post(db, world, replace(HERE, picture=newer.public_id))


def test_words_of_the_story_are_kept_with_what_stands_around_them(db, world):
    tell(db, world.revision, STORY)
    post(db, world, Pointing(quote=" no\r\n noise "))
    row = kept(db)
    assert (row.shape, row.quote, row.start) == ("passage", "no noise", 10)
    assert (row.before, row.after) == ("One list, ", ". And a list of names.")


def test_words_that_stand_there_twice_need_their_place(db, world):
    tell(db, world.revision, STORY)
    for start in (None, 5):
        with pytest.raises(Invalid, match="Nothing was posted") as caught:
            post(db, world, Pointing(quote="list", start=start))
        assert "more than once" in caught.value.fields["quote"]
    assert nothing_kept(db) == [0, 0]
    post(db, world, Pointing(quote="list", start=26))
    assert kept(db).start == 26


@pytest.mark.parametrize("quote", ["lists", "<em>", "\x00", "no noise" * 100, " "])
def test_words_that_are_not_in_the_story_are_refused(db, world, quote):
    tell(db, world.revision, STORY)
    with pytest.raises(Invalid) as caught:
        post(db, world, Pointing(quote=quote))
    assert list(caught.value.fields) == ["quote"]


def test_a_quote_has_an_end(db, world):
    tell(db, world.revision, "ab " * 300)
    with pytest.raises(Invalid) as caught:
        post(db, world, Pointing(quote="ab " * 200, start=0))
    assert "Take fewer words" in caught.value.fields["quote"]


def test_typed_in_another_normal_form_words_are_the_same(db, world):
    tell(db, world.revision, "The café 😀 opens.")
    post(db, world, Pointing(quote="cafe\u0301 😀"))
    assert (kept(db).quote, kept(db).start) == ("café 😀", 4)


def test_a_second_press_after_a_new_revision_is_still_no_second_critique(db, world, picture):
    at = replace(HERE, picture=picture.public_id)
    assert post(db, world, at, key="same")
    makers.revision(db, world.draft, 2)
    assert post(db, world, at, key="same") is None


def test_who_takes_back_the_words_takes_back_the_place(db, world, picture):
    post(db, world, replace(HERE, picture=picture.public_id))
    row = db.scalars(select(Critique)).one()
    critiques.remove(db, actors.of(db, world.tom), db.get_one(Round, world.round.id), row)
    assert db.scalars(select(Anchor)).all() == []


# -- Carrying ---------------------------------------------------------------------------------


def anchor(db, world, **values):
    said = makers.critique(db, world.round, world.tom, revision=world.revision)
    row = Anchor(**{"critique_id": said.id, "shape": "point", **values})
    db.add(row)
    db.flush()
    return row


def on(db, world, image):
    return anchor(db, world, image_id=image.id, x=1, y=2, width=0, height=0)


def quoting(db, world, start, quote="list"):
    text = "One list, no noise. And a list of names."
    around = {"before": text[:start], "after": text[start + len(quote) :]}
    return anchor(db, world, shape="passage", quote=quote, start=start, **around)


def places(db, revision):
    found = select(AnchorPlace).where(AnchorPlace.revision_id == revision.id)
    return {row.critique_id: (row.state, row.start) for row in db.scalars(found)}


def publish(db, world, revision):
    hana = actors.of(db, world.hana)
    revisions.publish(db, hana, world.draft, revision, revision.version)


def hang(db, revision, image, position, variant=None):
    db.add(
        RevisionImage(
            revision_id=revision.id,
            image_id=image.id,
            position=position,
            variant_id=variant and variant.id,
        )
    )
    db.flush()


def test_a_picture_takes_its_places_along(db, world):
    stays, moves, face, goes = hung(db, world, world.revision, "a", "b", "c", "d")
    pinned = [on(db, world, image).critique_id for image in (stays, moves, face, goes)]
    second = makers.revision(db, world.draft, 2, published_at=None)
    [variant] = makers.variants(db, second, "Moss")
    hang(db, second, stays, 0)
    hang(db, second, moves, 3)
    hang(db, second, face, 2, variant)
    publish(db, world, second)
    states = [(state, None) for state in ("exact", "moved", "moved", "orphaned")]
    assert places(db, second) == dict(zip(pinned, states, strict=True))


def test_a_picture_that_comes_back_has_its_places_again(db, world):
    [image] = hung(db, world, world.revision, "a")
    row = on(db, world, image)
    for number, comes in ((2, False), (3, True)):
        later = makers.revision(db, world.draft, number, published_at=None)
        if comes:
            hang(db, later, image, 0)
        publish(db, world, later)
        assert places(db, later) == {row.critique_id: (("exact" if comes else "orphaned"), None)}


def test_the_face_of_a_variant_stays_that_of_the_same_letter(db, world):
    [image] = hung(db, world, world.revision, "a")
    [first] = makers.variants(db, world.revision, "Moss")
    db.query(RevisionImage).one().variant_id = first.id
    row = on(db, world, image)
    second = makers.revision(db, world.draft, 2, published_at=None)
    [again] = makers.variants(db, second, "Green")
    hang(db, second, image, 0, again)
    publish(db, world, second)
    third = makers.revision(db, world.draft, 3, published_at=None)
    db.add(other := Variant(revision_id=third.id, key="B", name="Blue", position=0))
    db.flush()
    hang(db, third, image, 0, other)
    publish(db, world, third)
    assert places(db, second) == {row.critique_id: ("exact", None)}
    assert places(db, third) == {row.critique_id: ("moved", None)}


def test_words_are_followed_into_the_next_story(db, world):
    tell(db, world.revision, STORY)
    same, moved, twice, gone = (
        quoting(db, world, 0, "One"),
        quoting(db, world, 10, "no noise"),
        quoting(db, world, 4, "list"),
        quoting(db, world, 34, "names"),
    )
    second = makers.revision(db, world.draft, 2, published_at=None)
    tell(db, second, "One list, really no noise. And a list of people.")
    publish(db, world, second)
    assert places(db, second) == {
        # Other words stand beside it now, though it is where it was.
        same.critique_id: ("moved", 0),
        moved.critique_id: ("moved", 17),
        twice.critique_id: ("orphaned", None),
        gone.critique_id: ("orphaned", None),
    }


def test_a_story_that_stays_keeps_its_passages_exactly(db, world):
    tell(db, world.revision, STORY)
    rows = [quoting(db, world, 4), quoting(db, world, 26)]
    second = makers.revision(db, world.draft, 2, published_at=None)
    tell(db, second, STORY)
    publish(db, world, second)
    assert places(db, second) == {row.critique_id: ("exact", row.start) for row in rows}


def test_every_round_of_the_draft_is_carried_and_no_other_draft(db, world):
    [image] = hung(db, world, world.revision, "a")
    here = on(db, world, image)
    vip = makers.round(db, world.draft, world.vip_group, first_revision=world.revision)
    said = makers.critique(db, vip, world.vera, revision=world.revision)
    db.add(
        Anchor(critique_id=said.id, shape="point", image_id=image.id, x=1, y=1, width=0, height=0)
    )
    other = makers.draft(db, world.brand)
    first = db.query(Revision).filter_by(draft_id=other.id).one()
    elsewhere = makers.round(db, other, world.group, first_revision=first)
    strange = makers.critique(db, elsewhere, world.tom, revision=first)
    db.add(
        Anchor(
            critique_id=strange.id, shape="point", image_id=image.id, x=1, y=1, width=0, height=0
        )
    )
    second = makers.revision(db, world.draft, 2, published_at=None)
    publish(db, world, second)
    assert set(places(db, second)) == {here.critique_id, said.id}


def test_carrying_costs_the_same_statements_for_many(db, world, database):
    tell(db, world.revision, STORY)
    [image] = hung(db, world, world.revision, "a")
    costs = []
    for number, many in ((2, 1), (3, 30)):
        for _ in range(many):
            on(db, world, image)
            quoting(db, world, 4)
            quoting(db, world, 4, "gone")
        later = makers.revision(db, world.draft, number, published_at=None)
        db.flush()
        with counted(database) as statements:
            anchors.carry(db, later)
        costs.append(len(statements))
    assert costs == [3, 3]


def test_no_place_misses_a_revision_that_is_published_meanwhile(db, world, database):
    [image] = hung(db, world, world.revision, "a")
    second = makers.revision(db, world.draft, 2, published_at=None)
    hang(db, second, image, 0)
    db.commit()

    def point(key):
        return lambda session: post(session, world, replace(HERE, picture=image.public_id), key=key)

    def go(session):
        publish(session, world, session.get_one(Revision, second.id))

    deeds = [point(f"k{n}") for n in range(5)]
    assert race.together(database, *deeds[:3], go, *deeds[3:]) == [None] * 6
    early = db.scalars(
        select(Anchor.critique_id)
        .join(Critique, Critique.id == Anchor.critique_id)
        .where(Critique.revision_id == world.revision.id)
    )
    assert set(places(db, second)) == set(early)
