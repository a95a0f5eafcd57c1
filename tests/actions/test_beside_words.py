"""Pictures beside words: sent by whoever may speak, placed by their sender, seen with the words."""

import pytest

from portal import access, clock
from portal.access import seeing
from portal.actions import beside_words
from portal.actions.beside_words import PlacedImage
from portal.errors import Invalid, NotFound, Refused
from portal.models import Critique, CritiqueImage, Image, RevisionImage, Staff
from tests import actors, makers, uploads


@pytest.fixture
def storage(app):
    return app.extensions["portal_storage"]


def sent(db, world, storage, who="tom"):
    actor = actors.of(db, world.people[who])
    return beside_words.keep(db, actor, storage, world.round, uploads.picture())


def placed(db, world, storage, who="tom"):
    image = sent(db, world, storage, who)
    critique = makers.critique(db, world.round, world.people[who], "Look", revision=world.revision)
    actor = actors.of(db, world.people[who])
    problems: dict[str, str] = {}
    rows = beside_words.chosen(
        db, actor, world.round, [PlacedImage(image.public_id, "My phone")], problems
    )
    assert not problems
    beside_words.put(db, critique.public_id, rows)
    db.commit()
    return image, critique


def sees(db, world, who, image):
    try:
        access.one(db, seeing.images(actors.of(db, world.people[who])), image.public_id)
    except NotFound:
        return False
    return True


def seers(db, world, image):
    return {who for who in world.people if sees(db, world, who, image)}


def test_a_picture_is_its_senders_alone_until_it_is_posted(world, db, storage):
    image = sent(db, world, storage)
    assert image.uploaded_by_id == world.tom.id
    assert seers(db, world, image) == {"tom"}
    posted, _ = placed(db, world, storage)
    assert seers(db, world, posted) == {"tom", "olga", "hana", "ana"}


@pytest.mark.parametrize("who", ["ana", "vera", "ines", "rob", "bo", "maya"])
def test_who_may_not_speak_sends_none(world, db, storage, who):
    with pytest.raises(Refused):
        sent(db, world, storage, who)
    assert db.query(Image).count() == 0


def test_after_the_close_members_send_none(world, db, storage):
    world.round.closed_at = clock.now()
    db.commit()
    with pytest.raises(Refused, match="closed"):
        sent(db, world, storage)
    assert sent(db, world, storage, "hana")


def test_it_is_seen_with_the_words_and_goes_with_them(world, db, storage):
    makers.vote(db, world.round, world.tess, "for", revision=world.revision)
    image, critique = placed(db, world, storage)
    assert sees(db, world, "tess", image)
    assert not sees(db, world, "vera", image)
    for column in ("hidden_at", "deleted_at"):
        setattr(critique, column, clock.now())
        db.commit()
        # Nor by the team, analysts included: words that went are not read by them either.
        assert seers(db, world, image) == set()
        setattr(critique, column, None)
        db.commit()
        assert sees(db, world, "tess", image)
        assert sees(db, world, "ana", image)


def test_who_left_the_team_does_not_see_what_they_hung_there(world, db, storage):
    """Hana hangs a picture on what is being written; later she only tests in the group."""
    loose, image = (sent(db, world, storage, "hana") for _ in range(2))
    written = makers.revision(db, world.draft, 2, published_at=None)
    db.add(RevisionImage(revision_id=written.id, image_id=image.id, position=0))
    makers.member(db, world.group, world.hana)
    db.commit()
    assert sees(db, world, "hana", image)
    db.query(Staff).filter_by(person_id=world.hana.id).one().ended_at = clock.now()
    db.commit()
    assert not sees(db, world, "hana", image)
    assert sees(db, world, "hana", loose)
    problems: dict[str, str] = {}
    hana = actors.of(db, world.hana)
    beside_words.chosen(db, hana, world.round, [PlacedImage(image.public_id)], problems)
    assert "images" in problems
    written.published_at = clock.now()
    db.commit()
    assert sees(db, world, "hana", image)


def test_a_blind_member_does_not_see_it_before_their_vote(world, db, storage):
    image, _ = placed(db, world, storage)
    assert not sees(db, world, "tess", image)
    makers.vote(db, world.round, world.tess, "for", revision=world.revision)
    assert sees(db, world, "tess", image)


def test_who_is_removed_loses_their_own_too(world, db, storage):
    image, _ = placed(db, world, storage)
    loose = sent(db, world, storage)
    world.memberships["tom"].removed_at = clock.now()
    db.commit()
    assert not sees(db, world, "tom", image)
    assert not sees(db, world, "tom", loose)


@pytest.mark.parametrize("whose", ["tess", "hana"])
def test_nobody_places_a_picture_of_another(world, db, storage, whose):
    image = sent(db, world, storage, whose)
    problems: dict[str, str] = {}
    tom = actors.of(db, world.tom)
    assert not beside_words.chosen(db, tom, world.round, [PlacedImage(image.public_id)], problems)
    assert "images" in problems


def test_a_picture_stands_in_one_place_once_and_four_are_enough(world, db, storage):
    image, _ = placed(db, world, storage)
    other = sent(db, world, storage)
    tom = actors.of(db, world.tom)
    for wanted in ([image], [other, other], [other] * 5):
        problems: dict[str, str] = {}
        places = [PlacedImage(i.public_id) for i in wanted]
        assert not beside_words.chosen(db, tom, world.round, places, problems)
        assert "images" in problems


def test_they_stand_in_the_order_they_were_given_with_their_words(world, db, storage):
    images = [sent(db, world, storage) for _ in range(3)]
    critique = makers.critique(db, world.round, world.tom, "Look", revision=world.revision)
    places = [PlacedImage(i.public_id, f" Shot\n{n} ") for n, i in enumerate(images)]
    rows = beside_words.chosen(db, actors.of(db, world.tom), world.round, places[::-1], {})
    beside_words.put(db, critique.public_id, rows)
    kept = db.query(CritiqueImage).order_by(CritiqueImage.position).all()
    assert [(row.image_id, row.alt) for row in kept] == [
        (image.id, f"Shot {n}") for n, image in reversed(list(enumerate(images)))
    ]


def test_many_in_an_hour_are_refused_and_later_welcome(world, db, storage, monkeypatch):
    monkeypatch.setattr(beside_words, "MOST_AN_HOUR", 2)
    sent(db, world, storage)
    sent(db, world, storage)
    with pytest.raises(Invalid, match="hour"):
        sent(db, world, storage)
    assert sent(db, world, storage, "tess")
    with clock.held_at(clock.hence(hours=2)):
        assert sent(db, world, storage)


def test_many_in_a_round_are_refused(world, db, storage, monkeypatch):
    monkeypatch.setattr(beside_words, "MOST_A_ROUND", 1)
    placed(db, world, storage)
    with pytest.raises(Invalid, match="round"):
        sent(db, world, storage)
    assert db.query(Critique).count() == 1
