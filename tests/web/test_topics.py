"""Topics in the browser: the staff's list, the member's tap, a suggestion that never insists."""

import pytest

from portal.models import Critique, Topic
from tests import makers

LINES = {
    **{f"name_{n}": name for n, name in enumerate(("Fit", "Wool", "Colour", "Price"), start=1)},
    "seeds_1": "tight, loose",
    "seeds_2": "itch, warm",
}


@pytest.fixture
def listed(world, db):
    rows = [
        Topic(draft_id=world.draft.id, name="Fit", seeds=["tight", "loose"], position=0),
        Topic(draft_id=world.draft.id, name="Wool", seeds=["itch", "warm"], position=1),
    ]
    db.add_all(rows)
    makers.vote(db, world.round, world.tess, revision=world.revision)
    db.commit()
    return rows


def page_of(world):
    return f"/rounds/{world.round.public_id}"


def say(world, name, **sent):
    words = {"kind": "idea", "text": "It is tight.", "submission": f"k{name}", **sent}
    return world.visitor(name).post(f"{page_of(world)}/critiques", words)


def only(db):
    db.rollback()
    return db.query(Critique).one()


def test_a_manager_starts_from_a_list_and_keeps_her_own(world, db):
    hana = world.visitor("hana")
    draft = f"/drafts/{world.draft.public_id}"
    assert "No topics yet" in hana.get(draft).text
    page = hana.get(f"{draft}/topics")
    assert "a list to start from" in page.text
    assert "How it works" in page.html
    assert hana.post(f"{draft}/topics", LINES).location.endswith("#topics")
    assert "Colour" in hana.get(draft).text
    assert 'value="tight, loose"' in hana.get(f"{draft}/topics").html


def test_a_refused_list_keeps_what_was_typed(world, db):
    page = world.visitor("hana").post(
        f"/drafts/{world.draft.public_id}/topics", {"name_1": "Alone", "seeds_1": "one, word"}
    )
    assert page.status == 422
    assert "4 to 8 topics" in page.text
    assert "Alone" in page.html
    assert "one, word" in page.html
    assert db.query(Topic).count() == 0


def test_a_critique_is_about_what_its_author_picked(world, db, listed):
    assert say(world, "tess", topic=listed[1].public_id).status == 303
    assert only(db).topic_id == listed[1].id
    page = world.visitor("tess").get(page_of(world))
    [article] = [
        e for e in page.tree.all("article") if e.attributes.get("id", "")[:9] == "critique-"
    ]
    assert "Wool" in article.text


def test_something_else_is_always_there(world, db, listed):
    assert "Something else" in world.visitor("tess").get(page_of(world)).text
    assert say(world, "tess", topic="other").status == 303
    assert only(db).topic_id is None


@pytest.mark.parametrize("topic", ["", "nothing", "\x00"])
def test_where_there_are_topics_one_is_picked(world, db, listed, topic):
    page = say(world, "tess", topic=topic)
    assert page.status == 422
    assert "Choose what it is about." in page.text
    assert "It is tight." in page.html
    assert db.query(Critique).count() == 0


def test_a_topic_of_another_draft_is_no_topic(world, db, listed):
    other = makers.draft(db, world.brand, "Other")
    row = Topic(draft_id=other.id, name="Elsewhere", position=0)
    db.add(row)
    db.commit()
    assert say(world, "tess", topic=row.public_id).status == 422


def test_a_draft_without_topics_asks_nothing(world, db):
    page = world.visitor("tom").get(page_of(world))
    assert "Something else" not in page.text
    assert say(world, "tom").status == 303
    assert only(db).topic_id is None


@pytest.mark.parametrize(
    ("text", "chosen", "suggested"),
    [
        ("Far too tight", "", "Fit"),
        ("It itches", "", "Wool"),
        ("It itches", "other", None),
        ("Nothing of it", "", None),
        ("", "", None),
    ],
)
@pytest.mark.usefixtures("listed")
def test_the_words_suggest_a_topic_unless_one_is_chosen(world, text, chosen, suggested):
    page = world.visitor("tom").hx_post(f"{page_of(world)}/topic", {"text": text, "topic": chosen})
    labels = [e.text for e in page.tree.all("label")]
    assert labels == ([suggested] if suggested else [])


@pytest.mark.usefixtures("listed")
def test_a_brand_that_speaks_spanish_is_read_in_spanish(world, db):
    world.brand.language = "es"
    db.query(Topic).filter_by(name="Fit").update({"seeds": ["apretado"]})
    db.commit()
    page = world.visitor("tom").hx_post(f"{page_of(world)}/topic", {"text": "Me queda apretada"})
    assert "Fit" in page.text
