"""Calling somebody by an @: who is offered, who is called, and how it is shown."""

import pytest

from portal import clock
from portal.models import Critique
from portal.text import mentioning
from tests import makers
from tests.statements import counted


@pytest.fixture
def talk(db, world):
    """Tess, Café and a namesake of each other have spoken; so has Hana for the brand."""
    world.tess.name = "Tess Núñez"
    for name in ("Café Olé", "Ana Two", "Ana Two"):
        person = makers.person(db, name)
        makers.member(db, world.group, person)
        makers.critique(db, world.round, person, revision=world.revision)
    makers.critique(db, world.round, world.tess, revision=world.revision)
    makers.critique(db, world.round, world.hana, revision=world.revision, is_staff=True)
    db.commit()


def vote(db, world):
    makers.vote(db, world.round, world.tom, revision=world.revision)
    db.commit()


def offered(world, typed, who="tom"):
    page = world.visitor(who).get(f"/rounds/{world.round.public_id}/mentions?q={typed}")
    assert page.status == 200
    return [e.attributes["data-name"] for e in page.tree.all("li")]


def test_those_one_may_read_are_offered_by_any_word_and_without_accents(db, world, talk):
    vote(db, world)
    assert offered(world, "cafe") == offered(world, "ole") == ["Café Olé"]
    assert offered(world, "nun") == ["Tess Núñez"]
    assert offered(world, "") == ["Café Olé", "Hana", "Tess Núñez"]
    assert offered(world, "tom") == offered(world, "ana") == offered(world, "%25") == []
    assert offered(world, "x" * 500) == []


def test_before_one_s_vote_nobody_is_offered(db, world, talk):
    assert offered(world, "") == []
    assert "Tess Núñez" in offered(world, "", "hana")
    vote(db, world)
    assert offered(world, "") != []


@pytest.mark.parametrize("what", ["held_at", "hidden_at", "deleted_at"])
def test_who_said_nothing_that_is_there_is_not_offered(db, world, talk, what):
    vote(db, world)
    row = db.query(Critique).filter_by(author_id=world.tess.id).one()
    setattr(row, what, clock.now())
    db.commit()
    assert offered(world, "tess") == []


def test_at_most_eight_are_offered_in_four_statements(db, world, database):
    for number in range(12):
        person = makers.person(db, f"Kim {number}")
        makers.member(db, world.group, person)
        makers.critique(db, world.round, person, revision=world.revision)
    vote(db, world)
    visitor = world.visitor("tom")
    visitor.get(f"/rounds/{world.round.public_id}/mentions?q=kim")
    with counted(database) as statements:
        page = visitor.get(f"/rounds/{world.round.public_id}/mentions?q=kim")
    assert len(page.tree.all("li")) == 8
    assert len(statements) <= 4, statements


def test_a_call_is_set_apart_where_it_resolved(db, world, talk):
    vote(db, world)
    path = f"/rounds/{world.round.public_id}/critiques"
    words = "As @cafe ole says, not @Nobody or a@tess.example: *@Hana*"
    page = world.visitor("tom").hx_post(path, {"kind": "idea", "text": words, "submission": "k"})
    called = [e.text for e in page.tree.all("span") if e.attributes.get("class") == "mention"]
    assert called == ["@cafe ole", "@Hana"]


def test_names_stay_inert():
    html = "<p>@Tom &lt;b&gt; and <em>@tom</em> &amp; @Tomas</p>"
    assert mentioning(html, ["Tom <b>", "Tóm"]) == (
        '<p><span class="mention">@Tom &lt;b&gt;</span> and '
        '<em><span class="mention">@tom</span></em> &amp; @Tomas</p>'
    )
