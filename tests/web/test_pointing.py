"""Pointing over HTTP: what is refused and kept as typed, with and without a script; what is drawn
and for whom."""

import re

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.access import actor_of
from portal.actions import critiques
from portal.actions.anchors import Pointing
from portal.models import Anchor, AnchorPlace, Critique, Revision, RevisionImage, Round
from portal.queries.images import Picture
from portal.text import markdown
from portal.web.pins import Pin, crowded
from tests import makers
from tests.actions.test_revisions import hung
from tests.statements import counted

STORY = "One *list*, no noise. And a list of [names](https://x.example)."
SAID = {"kind": "idea", "text": "Here it is."}


@pytest.fixture
def picture(db, world):
    [image] = hung(db, world, world.revision, "A coat")
    world.revision.story, world.revision.story_html = STORY, str(markdown(STORY))
    db.commit()
    return image


def shown(world):
    return f"/rounds/{world.round.public_id}"


def at(world, way="critiques"):
    return f"{shown(world)}/{way}"


def kept(db):
    db.rollback()
    return [db.scalar(select(func.count()).select_from(model)) for model in (Critique, Anchor)]


def place(image, **values):
    return SAID | {"picture": image.public_id, "x": "1200", "y": "4000"} | values


def says(db, world, who, text="Here.", key="k", **where):
    """A critique that points, posted as this person posts."""
    made = critiques.post(
        db,
        actor_of(db, world.people[who]),
        db.get_one(Round, world.round.id),
        "concern",
        text,
        f"{who} {key}",
        anchor=Pointing(**where),
    )
    db.commit()
    return made


def test_a_place_and_words_are_posted_with_the_critique(db, world, picture):
    tom = world.visitor("tom")
    assert tom.post(at(world), place(picture)).status == 303
    assert tom.post(at(world), SAID | {"quote": "no noise"}).status == 303
    assert kept(db) == [2, 2]


ODD = [
    {"x": "NaN"},
    {"x": "1e309"},
    {"x": "-1"},
    {"x": "0.5"},
    {"x": "10001"},
    {"x": "١٢"},
    {"x": "9" * 5_000},
    {"x": ""},
    {"x": ["1", "2"]},
    {"picture": ["a", "b"]},
    {"picture": "\x00"},
    {"picture": ""},
    {"width": "5", "height": "5"},
    {"width": "9000", "height": "200"},
    {"quote": "list"},
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: str(odd)[:40])
@pytest.mark.parametrize("way", ["plain", "htmx"])
def test_an_odd_place_is_refused_and_the_words_stay(db, world, picture, odd, way):
    tom = world.visitor("tom")
    page = (tom.post if way == "plain" else tom.hx_post)(at(world), place(picture, **odd))
    assert page.status == 422
    assert 'id="picture-error"' in page.html
    [text] = page.tree.all("textarea")[:1]
    assert text.text.strip() == "Here it is."
    assert kept(db) == [0, 0]


@pytest.mark.parametrize("quote", ["nothing of it", "list"])
def test_an_odd_quote_is_refused_and_stays(db, world, picture, quote):
    page = world.visitor("tom").post(at(world), SAID | {"quote": quote})
    assert page.status == 422
    assert 'id="quote-error"' in page.html
    assert [e.text.strip() for e in page.tree.all("textarea")] == ["Here it is.", quote]
    assert kept(db) == [0, 0]


def test_without_a_script_one_presses_on_a_picture_and_comes_back(db, world, picture):
    tom = world.visitor("tom")
    typed = SAID | {"submission": "s"}
    pictures = tom.post(at(world, "point"), typed)
    [button] = [e for e in pictures.tree.all("input") if e.attributes["type"] == "image"]
    assert button.attributes["width"] == "280"
    carried = {
        e.attributes["name"]: e.attributes["value"]
        for e in pictures.tree.all("input")
        if e.attributes["type"] == "hidden" and e.attributes["name"] != "csrf_token"
    }
    assert typed.items() <= carried.items()
    name = button.attributes["name"]
    back = tom.post(at(world, "point"), carried | {f"{name}.x": "70", f"{name}.y": "105"})
    assert "25 % from the left, 50 % from the top" in back.text
    [text] = back.tree.all("textarea")[:1]
    assert text.text.strip() == "Here it is."
    again = {
        e.attributes.get("name"): e.attributes.get("value", "") for e in back.tree.all("input")
    }
    assert (again["picture"], again["x"], again["y"]) == (picture.public_id, "2500", "5000")
    assert kept(db) == [0, 0]
    gone = tom.post(at(world, "point"), carried | {"away": "1"})
    assert "from the left" not in gone.text


def test_the_page_of_pictures_can_show_one_and_says_if_there_is_none(db, world, picture):
    tom = world.visitor("tom")
    assert "Press the place" in tom.get(f"{at(world, 'point')}?picture={picture.public_id}").text
    other = makers.draft(db, world.brand)
    first = other_revision(db, other)
    bare = makers.round(db, other, world.group, first_revision=first)
    db.commit()
    assert "No picture" in tom.get(f"/rounds/{bare.public_id}/point").text


def other_revision(db, draft):
    return db.query(Revision).filter_by(draft_id=draft.id).one()


def votes(db, world, *names):
    for name in names:
        makers.vote(db, world.round, world.people[name], revision=world.revision)
    db.commit()


def test_pins_and_marks_are_drawn_for_those_who_may_read(db, world, picture):
    pinned = says(db, world, "tess", "A seam.", picture=picture.public_id, x=1_200, y=4_000)
    quoted = says(db, world, "tess", "Which?", "q", quote="names", start=None)
    before = world.visitor("tom").get(shown(world))
    for name in (pinned, quoted):
        assert name not in before.html
    assert "<mark" not in before.html
    assert 'class="pin-on' not in before.html
    votes(db, world, "tom")
    page = world.visitor("tom").get(shown(world))
    links = {e.attributes.get("id"): e.attributes for e in page.tree.all("a")}
    assert links[f"pin-{pinned}"]["href"] == f"#critique-{pinned}"
    assert links[f"pin-{quoted}"]["data-number"] == "1"
    assert links[f"pin-{pinned}"]["data-number"] == "2"
    assert '<mark data-of="' in page.html
    assert re.search(r'<svg role="none" x="12%" y="40%">', page.html)
    badges = [
        e.attributes["href"]
        for e in page.tree.all("a")
        if "pin-link" in e.attributes.get("class", "")
    ]
    assert badges == [f"#pin-{quoted}", f"#pin-{pinned}"]


def test_the_first_vote_brings_the_pins_along(db, world, picture):
    pinned = says(db, world, "tess", picture=picture.public_id, x=1_200, y=4_000)
    page = world.visitor("tom").hx_post(
        f"/rounds/{world.round.public_id}/votes/{world.support.public_id}", {"answer": "for"}
    )
    assert f'id="pin-{pinned}"' in page.html
    assert page.html.count('hx-swap-oob="true"') == 4


def test_a_posted_pin_comes_back_beside_the_conversation(db, world, picture):
    page = world.visitor("tom").hx_post(at(world), place(picture))
    assert page.tree.roots[0].attributes["id"] == "conversation"
    assert f'id="pins-1-{picture.public_id}" hx-swap-oob="true"' in page.html


def test_a_removed_remark_takes_its_pin_along(db, world, picture):
    pinned = says(db, world, "tom", picture=picture.public_id, x=1_200, y=4_000)
    tom = world.visitor("tom")
    assert f'id="pin-{pinned}"' in tom.get(shown(world)).html
    tom.post(f"/critiques/{pinned}/delete")
    assert f'id="pin-{pinned}"' not in tom.get(shown(world)).html


def test_what_is_orphaned_keeps_its_old_picture_for_those_of_the_round(db, world, picture):
    makers.vote(db, world.round, world.tess, revision=world.revision)
    votes(db, world, "tom")
    pinned = says(db, world, "tess", picture=picture.public_id, x=1_200, y=4_000)
    second = makers.revision(db, world.draft, 2)
    row = db.scalars(select(Anchor)).one()
    db.add(AnchorPlace(critique_id=row.critique_id, revision_id=second.id, state="orphaned"))
    db.commit()
    tom = world.visitor("tom")
    page = tom.get(shown(world))
    assert "A picture of revision 1. It is not in this one." in page.text
    assert f'id="pin-{pinned}"' not in page.html
    assert f"/images/{picture.public_id}/" in page.html
    with_old = tom.get(shown(world) + "?revision=1")
    assert f'id="pin-{pinned}"' in with_old.html
    # The rule of pictures is asked; that there is no such file comes after it.
    reach = {
        who: world.visitor(who).get(f"/images/{picture.public_id}/1").status
        for who in ("vera", "maya")
    }
    assert reach == {"vera": 404, "maya": 404}


def test_pins_cost_the_page_no_statement(db, world, picture, database):
    tom = world.visitor("tom")
    page = shown(world)
    tom.get(page)
    with counted(database) as bare:
        tom.get(page)
    for n in range(12):
        says(db, world, "tom", key=str(n), picture=picture.public_id, x=800 * n, y=4_000)
    with counted(database) as crowded_page:
        tom.get(page)
    assert len(crowded_page) == len(bare)


def pin(number, x, y):
    return Pin(number, f"n{number}", "Tess", "Here.", x, y, 0, 0, False)


def of_size(width, height):
    return Picture("p", width, height, "#aaaaaa", "")


def test_pins_nearer_than_a_finger_are_one_mark_and_none_is_lost():
    # 36 pixels of 360 are a tenth of a wide picture.
    pins = [pin(1, 1_000, 1_000), pin(2, 1_990, 1_000), pin(3, 9_000, 9_000)]
    spots = crowded(list(reversed(pins)), of_size(800, 600))
    assert [[pin.number for pin in spot.pins] for spot in spots] == [[1, 2], [3]]
    apart = crowded([pin(1, 1_000, 1_000), pin(2, 2_010, 1_000)], of_size(800, 600))
    assert [len(spot.pins) for spot in apart] == [1, 1]
    # A tall one is shown narrow: what is apart on a wide one meets there.
    narrow = crowded([pin(1, 1_000, 1_000), pin(2, 2_010, 1_000)], of_size(600, 1_200))
    assert [len(spot.pins) for spot in narrow] == [2]


def test_the_face_of_a_variant_has_its_pin_wherever_it_hangs(db, world, picture):
    [face] = hung(db, world, other_revision(db, makers.draft(db, world.brand)), "Moss")
    [moss, _umber] = makers.variants(db, world.revision, "Moss", "Umber")
    db.query(RevisionImage).filter_by(image_id=face.id).update(
        {"revision_id": world.revision.id, "variant_id": moss.id, "position": 1}
    )
    db.commit()
    pinned = says(db, world, "tom", picture=face.public_id, x=1_200, y=4_000)
    tom = world.visitor("tom")
    assert tom.get(shown(world)).html.count(f'id="pin-{pinned}"') == 1
    # Where a question shows the variants to choose from, they hang in the gallery.
    makers.question(db, world.round, "choice")
    db.commit()
    page = tom.get(shown(world))
    assert "variants-title" not in page.html
    assert page.html.count(f'id="pin-{pinned}"') == 1


@pytest.mark.parametrize("what", ["hidden_at", "held_at"])
def test_a_pin_goes_with_the_words_that_are_taken_out_or_held(db, world, picture, what):
    pinned = says(db, world, "tess", picture=picture.public_id, x=1_200, y=4_000)
    votes(db, world, "tom")
    tom = world.visitor("tom")
    assert f'id="pin-{pinned}"' in tom.get(shown(world)).html
    assert "1 place pointed at" in tom.get(shown(world)).text
    db.query(Critique).update({what: clock.now()})
    db.commit()
    page = tom.get(shown(world))
    assert f'id="pin-{pinned}"' not in page.html
    assert "pointed at" not in page.text
