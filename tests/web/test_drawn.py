"""Remarks and questions are kept as they were drawn; nobody gets what was drawn for another."""

import re

import pytest
from sqlalchemy.orm import Session

from portal.models import Person
from portal.web import drawn
from tests import makers
from tests.kinds.offered import SETTINGS
from tests.page import Page, Visitor
from tests.world import World


def tokens(page: Page) -> set[str]:
    return {
        e.attributes["value"]
        for e in page.tree.all("input")
        if e.attributes.get("name") == "csrf_token"
    }


def test_each_reader_gets_their_own_token_stance_and_buttons(db: Session, world: World) -> None:
    remark = makers.critique(db, world.round, world.tess, "Too quiet", revision=world.revision)
    for who in (world.tom, world.tess):
        makers.vote(db, world.round, who, revision=world.revision)
    makers.stance(db, remark, world.tom, -1)
    db.commit()
    path = f"/rounds/{world.round.public_id}"
    pages: dict[str, Page] = {}
    for who in ("tom", "tess", "hana", "tom"):
        pages[who] = world.visitor(who).get(path)
        assert len(tokens(pages[who])) == 1, "one browser, one token, in kept remarks too"
        assert drawn._MARK not in pages[who].html
    assert f"/critiques/{remark.public_id}/stance" in pages["tom"].html
    assert f"/critiques/{remark.public_id}/stance" not in pages["tess"].html
    assert f"/critiques/{remark.public_id}/edit" in pages["tess"].html
    assert f"/critiques/{remark.public_id}/edit" not in pages["tom"].html
    assert f"/critiques/{remark.public_id}/response" in pages["hana"].html
    assert "Tess (you)" in pages["tess"].text
    assert "(you)" not in pages["hana"].text
    pressed = [
        e.text for e in pages["tom"].tree.all("button") if e.attributes.get("name") == "stance"
    ]
    assert pressed == ["Agree0", "Disagree1", "Pass"]


def test_a_change_is_seen_at_once(db: Session, world: World) -> None:
    remark = makers.critique(db, world.round, world.tess, "Too quiet", revision=world.revision)
    makers.vote(db, world.round, world.tom, revision=world.revision)
    db.commit()
    path = f"/rounds/{world.round.public_id}"
    visitor = world.visitor("tom")
    assert "Too quiet" in visitor.get(path).text
    world.visitor("tess").post(f"/critiques/{remark.public_id}/delete")
    after: Visitor = world.visitor("tom")
    assert "Too quiet" not in after.get(path).html
    assert "Removed by its author." in after.get(path).text


READERS = ("olga", "hana", "ana", "tom", "tess")
ONE_S_OWN = re.compile(r'name="(csrf_token|submission|since)"[^>]*>|data-now="[^"]*"')


def everything(world: World, is_kept: bool) -> dict[tuple[str, str, str], str]:
    """The page as each reader gets it, in both languages and two zones."""
    if not is_kept:
        drawn._drawn.cache_clear()
    found = {}
    for tag, zone in (("en", "UTC"), ("es", "Pacific/Auckland")):
        with world.app.extensions["portal_database"].writing.begin() as session:
            session.query(Person).update({"language": tag, "timezone": zone})
        for who in READERS:
            if not is_kept:
                drawn._drawn.cache_clear()
            html = world.visitor(who).get(f"/rounds/{world.round.public_id}").html
            found[who, tag, zone] = ONE_S_OWN.sub("", html)
    return found


@pytest.mark.parametrize("blindness", ["until_vote", "until_close", "open"])
def test_what_is_kept_is_what_would_be_drawn(db: Session, world: World, blindness: str) -> None:
    db.merge(world.round).blindness = blindness
    makers.variants(db, world.revision, "Linen", "Wool")
    for kind, settings in SETTINGS.items():
        if kind != "support":
            makers.question(db, world.round, kind, **settings)
    remarks = [
        makers.critique(db, world.round, world.people[who], revision=world.revision)
        for who in ("tom", "tess")
    ]
    makers.critique(
        db, world.round, world.hana, "Thanks", revision=world.revision, parent=remarks[0]
    )
    for person in [makers.person(db) for _ in range(5)]:
        makers.vote(db, world.round, person, revision=world.revision)
    for step in range(3):
        if step == 1:
            makers.vote(db, world.round, world.tom, "against", revision=world.revision)
        if step == 2:
            makers.stance(db, remarks[1], world.tom, -1)
        db.commit()
        everything(world, is_kept=True)
        assert everything(world, is_kept=True) == everything(world, is_kept=False), step
