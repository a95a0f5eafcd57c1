"""The conversation's forms: with htmx and plain, refused and kept, by the right people only."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actions.critiques import print_of
from portal.models import Critique, Response, Stance
from tests import makers
from tests.page import Page, Visitor
from tests.world import World


@pytest.fixture
def remark(db: Session, world: World) -> Critique:
    """Tess has spoken; Tom has voted and so may hear her."""
    row = makers.critique(db, world.round, world.tess, "Too quiet", revision=world.revision)
    makers.vote(db, world.round, world.tom, revision=world.revision)
    makers.vote(db, world.round, world.tess, revision=world.revision)
    db.commit()
    return row


def send(visitor: Visitor, way: str, path: str, data: dict[str, str]) -> Page:
    return visitor.hx_post(path, data) if way == "htmx" else visitor.post(path, data)


def of(remark: Critique, verb: str) -> str:
    return f"/critiques/{remark.public_id}/{verb}"


def newest(db: Session) -> Critique:
    db.rollback()  # A new transaction, to see what the request committed.
    found = select(Critique).order_by(Critique.id.desc()).limit(1)
    return db.scalars(found.execution_options(populate_existing=True)).one()


WAYS = pytest.mark.parametrize("way", ["plain", "htmx"])


@WAYS
def test_posting(db: Session, world: World, way: str) -> None:
    page = send(
        world.visitor("tom"),
        way,
        f"/rounds/{world.round.public_id}/critiques",
        {"kind": "idea", "text": "A bell, once a day", "submission": "k"},
    )
    row = newest(db)
    assert (row.kind, row.text) == ("idea", "A bell, once a day")
    if way == "plain":
        assert page.status == 303
        assert page.location.endswith(f"#critique-{row.public_id}")
    else:
        [root] = page.tree.roots
        assert root.attributes["id"] == "conversation"
        assert "A bell, once a day" in page.text


@WAYS
def test_posting_nothing_says_so_and_keeps_the_kind(db: Session, world: World, way: str) -> None:
    path = f"/rounds/{world.round.public_id}/critiques"
    page = send(world.visitor("tom"), way, path, {"kind": "praise", "text": " "})
    assert page.status == 422
    assert "Write something first." in page.text
    [chosen] = [e for e in page.tree.all("input") if "checked" in e.attributes]
    assert chosen.attributes["value"] == "praise"
    assert db.scalars(select(Critique)).all() == []


def test_a_text_that_is_too_long_comes_back_whole(db: Session, world: World) -> None:
    text = "x" * 5_001
    path = f"/rounds/{world.round.public_id}/critiques"
    page = world.visitor("tom").post(path, {"kind": "idea", "text": text})
    assert page.status == 422
    assert text in page.html


def test_the_same_form_twice_is_one_critique(db: Session, world: World) -> None:
    visitor = world.visitor("tom")
    for _ in range(2):
        page = visitor.post(
            f"/rounds/{world.round.public_id}/critiques",
            {"kind": "idea", "text": "Once", "submission": "same"},
        )
        assert page.status == 303
    assert len(db.scalars(select(Critique)).all()) == 1


@WAYS
def test_other_words_under_a_used_key_are_kept_and_asked_for_anew(
    db: Session, world: World, way: str
) -> None:
    """The server answered, the answer was lost, and then the words were changed."""
    visitor = world.visitor("tom")
    path = f"/rounds/{world.round.public_id}/critiques"
    send(visitor, way, path, {"kind": "idea", "text": "Once", "submission": "same"})
    page = send(visitor, way, path, {"kind": "idea", "text": "Twice", "submission": "same"})
    assert page.status == 409
    assert "What you wrote first was posted" in page.text
    [typed] = [e for e in page.tree.all("textarea") if e.attributes.get("name") == "text"]
    assert typed.text.strip() == "Twice"
    [key] = [e for e in page.tree.all("input") if e.attributes.get("name") == "submission"]
    assert key.attributes["value"] != "same"
    assert "Once" in page.text
    again = {"kind": "idea", "text": "Twice", "submission": key.attributes["value"]}
    assert send(visitor, way, path, again).status in (200, 303)
    assert len(db.scalars(select(Critique)).all()) == 2


@WAYS
def test_other_words_of_an_answer_under_a_used_key_are_asked_for_anew(
    db: Session, world: World, remark: Critique, way: str
) -> None:
    visitor = world.visitor("tom")
    send(visitor, way, of(remark, "reply"), {"text": "Once", "submission": "same"})
    page = send(visitor, way, of(remark, "reply"), {"text": "Twice", "submission": "same"})
    assert page.status == 409
    assert "What you wrote first was posted" in page.text
    assert newest(db).text == "Once"


def test_an_edit_sent_again_is_no_conflict(db: Session, world: World, remark: Critique) -> None:
    visitor = world.visitor("tess")
    sent = {"text": "Much too quiet", "seen": print_of("Too quiet")}
    assert [visitor.post(of(remark, "edit"), sent).status for _ in range(2)] == [303, 303]
    assert newest(db).text == "Much too quiet"


@WAYS
def test_answering(db: Session, world: World, remark: Critique, way: str) -> None:
    visitor = world.visitor("tom")
    form = (
        visitor.fragment(of(remark, "reply")) if way == "htmx" else visitor.get(of(remark, "reply"))
    )
    assert form.form("/reply").attributes["hx-target"] == "closest [data-thread]"
    page = send(visitor, way, of(remark, "reply"), {"text": "Not for me", "submission": "k"})
    assert newest(db).parent_id == remark.id
    if way == "plain":
        assert page.status == 303
        place = visitor.get(page.location).location
        assert "Not for me" in visitor.get(place).text
    else:
        assert page.tree.roots[0].attributes["id"] == f"thread-{remark.public_id}"
        assert "Not for me" in page.text


def test_a_form_opened_in_place_shares_no_id_with_the_page(world: World, remark: Critique) -> None:
    visitor = world.visitor("tom")
    page = visitor.get(f"/rounds/{world.round.public_id}")
    opened = visitor.fragment(of(remark, "reply"))
    ids, new = ({e.attributes.get("id", "") for e in p.tree.elements} for p in (page, opened))
    assert ids & new == {""}


@WAYS
def test_an_empty_answer_keeps_the_form(world: World, remark: Critique, way: str) -> None:
    page = send(world.visitor("tom"), way, of(remark, "reply"), {"text": ""})
    assert page.status == 422
    assert "Write something first." in page.text
    if way == "htmx":
        assert page.headers["HX-Retarget"] == f"#below-{remark.public_id}"


@WAYS
def test_editing(db: Session, world: World, remark: Critique, way: str) -> None:
    visitor = world.visitor("tess")
    form = visitor.get(of(remark, "edit"))
    [seen] = [e for e in form.tree.all("input") if e.attributes.get("name") == "seen"]
    assert "Too quiet" in form.tree.all("textarea")[0].text
    sent = {"text": "Much too quiet", "seen": seen.attributes["value"]}
    page = send(visitor, way, of(remark, "edit"), sent)
    assert page.status == (200 if way == "htmx" else 303)
    assert newest(db).text == "Much too quiet"
    stale = send(visitor, way, of(remark, "edit"), {**sent, "text": "Silent"})
    assert stale.status == 409
    assert "Much too quiet" in stale.text
    assert "Silent" in stale.text
    [seen] = [e for e in stale.tree.all("input") if e.attributes.get("name") == "seen"]
    sent = {"text": "Silent", "seen": seen.attributes["value"]}
    assert send(visitor, way, of(remark, "edit"), sent).status in (200, 303)
    assert newest(db).text == "Silent"


@WAYS
def test_removing_leaves_a_place_for_the_answers(
    db: Session, world: World, remark: Critique, way: str
) -> None:
    makers.critique(db, world.round, world.tom, "I see", revision=world.revision, parent=remark)
    db.commit()
    page = send(world.visitor("tess"), way, of(remark, "delete"), {})
    assert page.status == (200 if way == "htmx" else 303)
    shown = world.visitor("tom").get(f"/rounds/{world.round.public_id}")
    assert "Removed by its author." in shown.text
    assert "Too quiet" not in shown.html
    assert "I see" in shown.text


@WAYS
def test_taking_a_stance(db: Session, world: World, remark: Critique, way: str) -> None:
    visitor = world.visitor("tom")
    page = send(visitor, way, of(remark, "stance"), {"stance": "disagree"})
    assert db.scalars(select(Stance.value)).one() == -1
    shown = page if way == "htmx" else visitor.get(f"/rounds/{world.round.public_id}")
    [pressed] = [
        e
        for e in shown.tree.all("button")
        if e.attributes.get("name") == "stance" and e.attributes["aria-pressed"] == "true"
    ]
    assert pressed.text == "Disagree1"
    assert send(visitor, way, of(remark, "stance"), {"stance": "love"}).status == 422


@WAYS
def test_responding_for_the_brand(db: Session, world: World, remark: Critique, way: str) -> None:
    visitor = world.visitor("hana")
    form = visitor.get(of(remark, "response"))
    assert "r1" in form.text
    bad = send(visitor, way, of(remark, "response"), {"state": "declined", "sentence": ""})
    assert bad.status == 422
    assert "Write one sentence to its author." in bad.text
    sent = {"state": "declined", "sentence": "Quiet is the point."}
    good = send(visitor, way, of(remark, "response"), sent)
    assert good.status == (200 if way == "htmx" else 303)
    assert db.scalars(select(Response.sentence)).one() == "Quiet is the point."
    shown = world.visitor("tess").get(f"/rounds/{world.round.public_id}")
    assert "Declined" in shown.text
    assert "Quiet is the point." in shown.text


def test_a_link_to_a_critique_leads_to_its_thread(
    db: Session, world: World, remark: Critique
) -> None:
    answer = makers.critique(
        db, world.round, world.tom, "I see", revision=world.revision, parent=remark
    )
    db.commit()
    page = world.visitor("tom").get(f"/critiques/{answer.public_id}")
    assert page.status == 303
    assert f"thread={remark.public_id}" in page.location
    assert page.location.endswith(f"#critique-{answer.public_id}")
    assert "I see" in world.visitor("tom").get(page.location).text


VERBS = ("", "/reply", "/edit", "/response", "/stance", "/delete")


@pytest.mark.parametrize("who", ["vera", "maya", "bo", "rob", "ines"])
def test_for_strangers_no_critique_exists(world: World, remark: Critique, who: str) -> None:
    visitor = world.visitor(who)
    for verb in VERBS[:4]:
        hidden = visitor.get(f"/critiques/{remark.public_id}{verb}")
        missing = visitor.get(f"/critiques/AAAAAAAAAAAAAAAAAAAAAA{verb}")
        assert hidden.status == missing.status == 404
        assert len(hidden.html) == len(missing.html)
    for verb in VERBS[1:]:
        sent = {"text": "x", "stance": "agree", "state": "considering"}
        assert visitor.post(f"/critiques/{remark.public_id}{verb}", sent).status == 404


def test_for_a_blind_member_others_critique_does_not_exist(
    db: Session, world: World, remark: Critique
) -> None:
    second = makers.revision(db, world.draft, 2)
    late = makers.critique(db, world.round, world.tess, revision=second)
    db.commit()
    visitor = world.visitor("tom")
    for verb in VERBS[1:]:
        sent = {"text": "x", "stance": "agree", "state": "considering"}
        assert visitor.post(f"/critiques/{late.public_id}{verb}", sent).status == 404
    assert visitor.get(f"/critiques/{late.public_id}").status == 404
    assert visitor.get(f"/critiques/{remark.public_id}").status == 303


def test_others_words_are_neither_edited_nor_removed(world: World, remark: Critique) -> None:
    for who in ("tom", "hana", "ana"):
        visitor = world.visitor(who)
        assert visitor.get(of(remark, "edit")).status == 403
        assert visitor.post(of(remark, "edit"), {"text": "x"}).status == 403
        assert visitor.post(of(remark, "delete")).status == 403


def test_analysts_read_and_managers_answer_also_after_close(world: World, remark: Critique) -> None:
    hana, ana, tom = (world.visitor(who) for who in ("hana", "ana", "tom"))
    with clock.held_at(world.round.closes_at):
        assert hana.post(of(remark, "reply"), {"text": "Thank you"}).status == 303
        assert ana.post(of(remark, "reply"), {"text": "Thank you"}).status == 403
        assert ana.post(of(remark, "response"), {"state": "considering"}).status == 403
        late = tom.post(of(remark, "reply"), {"text": "Late"})
    assert late.status == 403
    assert "The round closed on" in late.text


def test_members_do_not_reach_the_brands_responses(world: World, remark: Critique) -> None:
    assert world.visitor("tom").get(of(remark, "response")).status == 404
    assert world.visitor("tess").post(of(remark, "response")).status == 404
