"""A draft's list of topics: kept whole, renamed without losing critique, copied with the draft."""

import pytest

from portal.actions import drafts, topics
from portal.actions.topic_lists import STARTING
from portal.actions.topics import Wanted
from portal.errors import Invalid, Refused
from portal.models import Critique, Event, Topic
from portal.models.brands import KINDS
from portal.stats.topics import suggest
from tests import actors, makers

FOUR = [Wanted("", name, f"{name}, {name}s") for name in ("Fit", "Wool", "Colour", "Price")]


@pytest.fixture
def hana(world, db):
    return actors.of(db, world.hana)


def listed(db, draft):
    rows = db.query(Topic).filter_by(draft_id=draft.id).order_by(Topic.position)
    return [(row.name, row.seeds) for row in rows]


def again(db, draft):
    rows = db.query(Topic).filter_by(draft_id=draft.id).order_by(Topic.position)
    return [Wanted(row.public_id, row.name, ", ".join(row.seeds)) for row in rows]


def test_a_list_is_kept_in_its_order_with_its_words(world, db, hana):
    topics.change(db, hana, world.draft, FOUR)
    assert listed(db, world.draft)[0] == ("Fit", ["Fit", "Fits"])
    assert [name for name, _ in listed(db, world.draft)] == ["Fit", "Wool", "Colour", "Price"]
    assert db.query(Event).filter_by(kind="topics.changed").one().facts["topics"][0] == "Fit"


def test_two_topics_change_places_and_keep_their_critique(world, db, hana):
    topics.change(db, hana, world.draft, FOUR)
    fit = db.query(Topic).filter_by(name="Fit").one()
    said = makers.critique(db, world.round, world.tess, revision=world.revision, topic_id=fit.id)
    first, second, *rest = again(db, world.draft)
    swapped = [
        Wanted(first.public_id, second.name, second.seeds),
        Wanted(second.public_id, first.name, first.seeds),
    ]
    topics.change(db, hana, world.draft, [*swapped, *rest])
    db.expire_all()
    assert db.get_one(Topic, db.get_one(Critique, said.id).topic_id).name == "Wool"


def test_critique_of_a_topic_taken_away_is_about_something_else(world, db, hana):
    topics.change(db, hana, world.draft, [*FOUR, Wanted("", "Zip", "")])
    gone = db.query(Topic).filter_by(name="Zip").one()
    said = makers.critique(db, world.round, world.tess, revision=world.revision, topic_id=gone.id)
    topics.change(db, hana, world.draft, again(db, world.draft)[:4])
    db.expire_all()
    assert db.get_one(Critique, said.id).topic_id is None
    topics.change(db, hana, world.draft, [])
    assert listed(db, world.draft) == []


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (FOUR[:3], "name_1"),
        ([*FOUR, *(Wanted("", f"More {n}", "") for n in range(5))], "name_1"),
        ([*FOUR, Wanted("", "fít", "")], "name_5"),
        ([*FOUR, Wanted("", "x" * 61, "")], "name_5"),
        ([*FOUR, Wanted("", "", "words, alone")], "name_5"),
        ([*FOUR, Wanted("", "Long", "x" * 41)], "seeds_5"),
        ([*FOUR, Wanted("", "Many", ",".join(f"w{n}" for n in range(41)))], "seeds_5"),
    ],
)
def test_what_is_wrong_with_a_list_is_named(world, db, hana, wanted, field):
    with pytest.raises(Invalid) as caught:
        topics.change(db, hana, world.draft, wanted)
    assert set(caught.value.fields) == {field}
    assert listed(db, world.draft) == []


def test_a_topic_of_another_draft_is_not_taken_along(world, db, hana):
    other = makers.draft(db, world.brand, "Other")
    topics.change(db, hana, other, FOUR)
    topics.change(db, hana, world.draft, again(db, other))
    assert len(listed(db, other)) == len(listed(db, world.draft)) == 4


@pytest.mark.parametrize("name", ["ana", "tom", "bo"])
def test_only_managers_change_topics(world, db, name):
    with pytest.raises(Refused):
        topics.change(db, actors.of(db, world.people[name]), world.draft, FOUR)


def test_a_copy_of_a_draft_has_its_topics(world, db, hana):
    topics.change(db, hana, world.draft, FOUR)
    copy = drafts.duplicate(db, hana, world.draft)
    assert listed(db, copy) == listed(db, world.draft)


def test_every_kind_of_brand_has_a_list_to_start_from(world, db, hana):
    assert set(STARTING) == set(KINDS)
    for kind in KINDS:
        world.brand.kind = kind
        topics.change(db, hana, world.draft, topics.to_start_from(world.brand))
        assert topics.FEWEST <= len(listed(db, world.draft)) <= topics.MOST


@pytest.mark.parametrize(
    ("kind", "text", "topic"),
    [
        ("fashion", "The sleeves are too tight for me", "Fit"),
        ("fashion", "It itches, the wool is heavy", "Fabric"),
        ("restaurant", "Far too salty and a little bitter", "Taste"),
        ("restaurant", "It came cold to the table", "Temperature"),
        ("app", "I could not find the button", "Finding the way"),
        ("app", "Loading takes long, it feels slow", "How fast it is"),
    ],
)
def test_the_words_of_a_list_suggest_the_topic(world, kind, text, topic):
    world.brand.kind = kind
    seeds = {line.name: topics.seeds_of(line.seeds) for line in topics.to_start_from(world.brand)}
    assert suggest("en", seeds, text) == topic
