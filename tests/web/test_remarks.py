"""Remarks are kept as they were drawn; nobody gets what was drawn for somebody else."""

from sqlalchemy.orm import Session

from tests import makers
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
        assert "\x02" not in pages[who].html
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
