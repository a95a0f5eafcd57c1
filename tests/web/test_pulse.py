"""What a page that stays open hears: what one may see, when it is new, and nothing else."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from portal import clock
from portal.models import Critique, Decision, Notice, Round
from tests import makers
from tests.statements import counted


def asks(page):
    """The address at which this page, or an answer to it, asks what is new."""
    [beat] = [e for e in page.tree.all("live-pulse") if "data-round" in e.attributes]
    [since] = [
        e.attributes["value"] for e in page.tree.all("input") if e.attributes.get("id") == "since"
    ] or [""]
    return beat.attributes["hx-get"] + (f"&since={quote(since)}" if since else "")


def opened(world, who="tom"):
    visitor = world.visitor(who)
    return visitor, asks(visitor.get(f"/rounds/{world.round.public_id}"))


@pytest.fixture
def voted(db, world):
    makers.vote(db, world.round, world.tom, revision=world.revision)
    db.commit()


def speaks(db, world, text="Too quiet", **values):
    row = makers.critique(db, world.round, world.tess, text, revision=world.revision, **values)
    db.commit()
    return row


def test_nothing_new_is_an_empty_answer(world, voted):
    visitor, path = opened(world)
    page = visitor.fragment(path)
    assert page.status == 204
    assert page.html == ""


def test_a_new_remark_is_announced_once_and_not_shown(db, world, voted):
    visitor, path = opened(world)
    speaks(db, world)
    page = visitor.fragment(path)
    assert "1 new remark. Show" in page.text
    assert "Too quiet" not in page.html
    since = path.partition("&since=")[2]
    assert visitor.fragment(f"{asks(page)}&since={since}").status == 204


def test_an_answer_to_oneself_is_said(db, world, voted):
    own = makers.critique(db, world.round, world.tom, "Mine", revision=world.revision)
    db.commit()
    visitor, path = opened(world)
    speaks(db, world)
    speaks(db, world, "I see", parent=own)
    assert "2 new remarks. One answers you. Show" in visitor.fragment(path).text


def test_one_s_own_words_are_no_news(db, world, voted):
    visitor, path = opened(world)
    makers.critique(db, world.round, world.tom, "Mine", revision=world.revision)
    db.commit()
    assert visitor.fragment(path).status == 204


def test_who_has_not_voted_hears_of_nothing(db, world):
    visitor, path = opened(world)
    team, its_path = opened(world, "hana")
    speaks(db, world)
    makers.vote(db, world.round, world.tess, revision=world.revision)
    db.commit()
    assert visitor.fragment(path).status == 204
    assert "1 new remark." in team.fragment(its_path).text


@pytest.mark.parametrize("what", ["held_at", "hidden_at", "deleted_at"])
def test_words_that_are_not_there_are_not_counted(db, world, voted, what):
    visitor, path = opened(world)
    row = speaks(db, world)
    setattr(row, what, clock.now())
    db.commit()
    assert visitor.fragment(path).status == 204
    setattr(db.get_one(Critique, row.id), what, None)
    db.commit()
    assert "1 new remark." in visitor.fragment(path).text


def test_the_list_that_is_shown_goes_on_from_there(db, world, voted):
    visitor, _path = opened(world)
    speaks(db, world)
    again = visitor.get(f"/rounds/{world.round.public_id}")
    assert "Too quiet" in again.text
    assert visitor.fragment(asks(again)).status == 204


def test_a_round_that_closed_comes_whole_and_read_only(db, world, voted):
    visitor, path = opened(world)
    db.get_one(Round, world.round.id).closed_at = clock.now()
    db.commit()
    page = visitor.fragment(path)
    assert page.headers["HX-Retarget"] == "#judge"
    assert not [e for e in page.tree.all("form") if e.attributes.get("hx-post")]
    assert visitor.fragment(asks(page)).status == 204


def test_a_round_that_was_extended_counts_down_anew(db, world, voted):
    visitor, path = opened(world)
    ends = db.get_one(Round, world.round.id).closes_at + timedelta(days=3)
    db.get_one(Round, world.round.id).closes_at = ends
    db.commit()
    page = visitor.fragment(path)
    assert "The round now closes on" in page.text
    [down] = page.tree.all("count-down")
    assert down.attributes["datetime"] == ends.isoformat()


def test_a_new_revision_and_a_decision_are_links(db, world, voted):
    visitor, path = opened(world)
    makers.revision(db, world.draft, number=2)
    db.commit()
    page = visitor.fragment(path)
    assert "Revision 2 is here. Look at it" in page.text
    assert "Quiet" not in page.text
    db.add(Decision(round_id=world.round.id, choice="launch", verdict="validated", why="Yes"))
    db.commit()
    assert "The decision is made. Read it" in visitor.fragment(asks(page)).text


def test_news_comes_along_and_the_page_asks_once(db, world, voted):
    visitor, path = opened(world)
    whole = visitor.get(f"/rounds/{world.round.public_id}")
    assert len(whole.tree.all("live-pulse")) == 1
    row = makers.critique(db, world.round, world.tom, "Mine", revision=world.revision)
    db.add(
        Notice(
            person_id=world.tom.id,
            group_id=world.group.id,
            round_id=world.round.id,
            critique_id=row.id,
            kind="answered",
            about="a",
        )
    )
    db.commit()
    page = visitor.fragment(path)
    [count] = [e for e in page.tree.elements if e.attributes.get("id") == "news-count"]
    assert "1 new" in count.text


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?since=now",
        "?since=2020-01-01",
        # Before the first year there is, once it is told in UTC.
        "?since=0001-01-01T00:00:00%2B14:00",
        "?said=x&news=-1&stands=",
    ],
)
def test_nonsense_is_answered_all_the_same(world, query):
    page = world.visitor("tom").fragment(f"/rounds/{world.round.public_id}/pulse{query}")
    assert page.status == 200


def test_nothing_new_costs_two_statements_beside_who_asks(db, world, voted, database):
    for number in range(30):
        speaks(db, world, f"Words {number}")
    visitor, path = opened(world)
    visitor.fragment(path)
    with counted(database) as statements:
        assert visitor.fragment(path).status == 204
    asked = [one for one in statements if "FROM sessions" not in one and "FROM staff" not in one]
    assert len(asked) == 2, asked
