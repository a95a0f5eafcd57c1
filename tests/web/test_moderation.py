"""Moderation as it is met: telling the team, the page of a group, and what everybody reads."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.access import actor_of
from portal.actions import complaints, moderation
from portal.database import Database
from portal.models import Complaint, Critique, Group, Membership, Round
from tests import makers
from tests.page import Page, Visitor
from tests.statements import counted
from tests.world import World

WAYS = pytest.mark.parametrize("way", ["plain", "htmx"])
REASON = "Names a supplier."


@pytest.fixture
def remark(db: Session, world: World) -> Critique:
    """Tess has spoken; Tom has voted and so may hear her."""
    row = makers.critique(db, world.round, world.tess, "Made by Weber", revision=world.revision)
    for person in (world.tom, world.tess):
        makers.vote(db, world.round, person, revision=world.revision)
    db.commit()
    return row


def send(visitor: Visitor, way: str, path: str, data: dict[str, str] | None = None) -> Page:
    return visitor.hx_post(path, data) if way == "htmx" else visitor.post(path, data)


def of(remark: Critique, verb: str) -> str:
    return f"/critiques/{remark.public_id}/{verb}"


def page_of(world: World) -> str:
    return f"/rounds/{world.round.public_id}"


def desk_of(world: World) -> str:
    return f"/groups/{world.group.public_id}/moderation"


def tell(db: Session, world: World, row: Critique, who: str = "tom", words: str = "Look.") -> None:
    actor = actor_of(db, world.people[who])
    complaints.tell(db, actor, db.get_one(Round, row.round_id), row, "confidential", words)
    db.commit()


def hide(db: Session, world: World, row: Critique) -> None:
    round = db.get_one(Round, row.round_id)
    moderation.hide(db, actor_of(db, world.hana), round, db.get_one(Critique, row.id), REASON)
    db.commit()


@WAYS
def test_telling_the_team_gives_a_receipt(
    db: Session, world: World, remark: Critique, way: str
) -> None:
    visitor = world.visitor("tom")
    assert "Something is wrong" in visitor.get(page_of(world)).text
    ask = visitor.fragment if way == "htmx" else visitor.get
    form = ask(of(remark, "tell"))
    assert "never does" in form.text
    page = send(visitor, way, of(remark, "tell"), {"why": "confidential", "words": "A name"})
    if way == "plain":
        assert page.status == 303
        page = visitor.get(page.location)
    assert "The team knows." in page.text
    assert "A name" in page.text
    assert db.scalars(select(Complaint.why)).all() == ["confidential"]


@WAYS
def test_telling_nothing_says_so_and_keeps_the_words(
    db: Session, world: World, remark: Critique, way: str
) -> None:
    page = send(world.visitor("tom"), way, of(remark, "tell"), {"words": "It is odd"})
    assert page.status == 422
    assert "Choose what is wrong." in page.text
    assert "It is odd" in page.html
    assert db.scalars(select(Complaint)).all() == []


def test_who_told_hears_what_came_of_it(db: Session, world: World, remark: Critique) -> None:
    tell(db, world, remark)
    world.visitor("hana").post(of(remark, "keep"))
    assert "left the words" in world.visitor("tom").get(of(remark, "tell")).text
    db.rollback()
    db.query(Complaint).delete()
    db.commit()
    tell(db, world, remark)
    hide(db, world, remark)
    page = world.visitor("tom").get(of(remark, "tell"))
    assert "has removed the words" in page.text
    assert "Weber" not in page.html


def test_the_receipt_quotes_as_its_language_does(
    db: Session, world: World, remark: Critique
) -> None:
    tell(db, world, remark, words="A name")
    visitor = world.visitor("tom")
    assert "“A name”" in visitor.get(of(remark, "tell")).text
    visitor.post("/language", {"language": "es"})
    assert "«A name»" in visitor.get(of(remark, "tell")).text


def test_the_author_never_learns_who_told(db: Session, world: World, remark: Critique) -> None:
    tell(db, world, remark, words="Tom told it")
    hide(db, world, remark)
    visitor = world.visitor("tess")
    for path in (page_of(world), f"/groups/{world.group.public_id}", "/notices", "/"):
        page = visitor.get(path)
        assert "Tom" not in page.text, path
    assert visitor.get(of(remark, "tell")).status == 403


@WAYS
def test_hidden_words_are_gone_for_all_and_everybody_reads_why(
    db: Session, world: World, remark: Critique, way: str
) -> None:
    reply = makers.critique(
        db, world.round, world.tom, "I agree", revision=world.revision, parent=remark
    )
    db.commit()
    page = send(world.visitor("hana"), way, of(remark, "hide"), {"because": REASON})
    assert page.status == (200 if way == "htmx" else 303)
    if way == "htmx":
        assert page.tree.roots[0].attributes["id"] == f"thread-{remark.public_id}"
    for who in ("tom", "tess", "ana", "hana"):
        page = world.visitor(who).get(page_of(world))
        assert "Weber" not in page.html
        assert f"Removed by Northlight: {REASON}" in page.text
        assert "I agree" in page.text
    assert f"/critiques/{reply.public_id}" in page.html


def test_those_who_manage_read_the_removed_words_on_demand(
    db: Session, world: World, remark: Critique
) -> None:
    hide(db, world, remark)
    visitor = world.visitor("hana")
    assert "Show the removed words" in visitor.get(page_of(world)).text
    for page in (visitor.fragment(of(remark, "moderation")), visitor.get(of(remark, "moderation"))):
        assert "Made by Weber" in page.text
        assert "Removed by Hana" in page.text
    for who, status in (("ana", 403), ("tom", 404), ("tess", 404)):
        page = world.visitor(who).get(of(remark, "moderation"))
        assert page.status == status
        assert "Weber" not in page.html


@WAYS
def test_a_removal_without_a_reason_says_so(world: World, remark: Critique, way: str) -> None:
    page = send(world.visitor("hana"), way, of(remark, "hide"), {"because": " "})
    assert page.status == 422
    assert "Write why" in page.text


@WAYS
def test_put_back_the_words_are_there_again(
    db: Session, world: World, remark: Critique, way: str
) -> None:
    hide(db, world, remark)
    send(world.visitor("hana"), way, of(remark, "unhide"))
    assert "Made by Weber" in world.visitor("tom").get(page_of(world)).text


def test_the_author_may_delete_what_was_removed_but_not_change_it(
    db: Session, world: World, remark: Critique
) -> None:
    hide(db, world, remark)
    visitor = world.visitor("tess")
    assert visitor.get(of(remark, "edit")).status == 403
    page = visitor.get(page_of(world))
    assert page.form("/delete")
    visitor.post(of(remark, "delete"))
    assert "Removed by its author." in visitor.get(page_of(world)).text


@WAYS
def test_a_closed_thread_takes_no_answer_of_members(
    db: Session, world: World, remark: Critique, way: str
) -> None:
    send(world.visitor("hana"), way, of(remark, "lock"))
    visitor = world.visitor("tom")
    page = visitor.get(page_of(world))
    assert "This thread is closed." in page.text
    assert of(remark, "reply") not in page.html
    assert visitor.get(of(remark, "reply")).status == 403
    assert visitor.post(of(remark, "reply"), {"text": "Yes"}).status == 403
    assert world.visitor("hana").post(of(remark, "reply"), {"text": "Done"}).status == 303
    send(world.visitor("hana"), way, of(remark, "unlock"))
    assert visitor.post(of(remark, "reply"), {"text": "Yes"}).status == 303


@WAYS
def test_a_first_post_waits_and_is_let_through(db: Session, world: World, way: str) -> None:
    hana, tom = world.visitor("hana"), world.visitor("tom")
    group = f"/groups/{world.group.public_id}"
    form = {
        "name": "First circle",
        "purpose": "Look.",
        "capacity": "200",
        "terms": "Keep it between us.",
        "house_rules": "- Be kind",
        "holds_first_posts": "y",
    }
    assert hana.post(f"{group}/edit", form).status == 303
    db.rollback()
    assert db.get_one(Group, world.group.id, populate_existing=True).holds_first_posts
    makers.vote(db, world.round, world.tess, revision=world.revision)
    db.commit()
    page = tom.post(f"{page_of(world)}/critiques", {"kind": "idea", "text": "A bell"})
    assert page.status == 303
    assert "Waits until the team has read it" in tom.get(page_of(world)).text
    assert "A bell" not in world.visitor("tess").get(page_of(world)).text
    assert "A bell" in hana.get(desk_of(world)).text
    row = db.scalars(select(Critique)).one()
    send(hana, way, of(row, "let-through"))
    assert "A bell" in world.visitor("tess").get(page_of(world)).text
    assert "A bell" not in hana.get(desk_of(world)).text


def test_the_page_of_a_group_groups_what_was_told_by_remark(
    db: Session, world: World, remark: Critique, database: Database
) -> None:
    other = makers.person(db, "Noa")
    makers.member(db, world.group, other)
    makers.vote(db, world.round, other, revision=world.revision)
    db.commit()
    world.people["noa"] = other
    tell(db, world, remark)
    tell(db, world, remark, "noa", "I saw it too")
    page = world.visitor("hana").get(desk_of(world))
    assert page.text.count("Made by Weber") == 1
    assert "2 members told you" in page.text
    assert "I saw it too" in page.text
    assert "Be honest and kind." in page.text
    # The way to it carries the number.
    group = world.visitor("hana").get(f"/groups/{world.group.public_id}")
    assert "Moderation 1" in group.text
    assert (
        "One thing to look at" in world.visitor("hana").get(f"/brands/{world.brand.public_id}").text
    )
    assert "to look at" not in world.visitor("ana").get(f"/brands/{world.brand.public_id}").text


def test_the_page_takes_a_fixed_number_of_statements(
    db: Session, world: World, remark: Critique, database: Database
) -> None:
    costs = []
    visitor = world.visitor("hana")
    for n in range(2):
        for m in range(3 * n):
            row = makers.critique(db, world.round, world.tess, f"More {m}", revision=world.revision)
            tell(db, world, row)
            hide(db, world, row)
            row = makers.critique(db, world.round, world.tess, f"Else {m}", revision=world.revision)
            tell(db, world, row)
        with counted(database) as statements:
            assert visitor.get(desk_of(world)).status == 200
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 10


def test_what_was_done_is_told_in_sentences_a_page_at_a_time(
    db: Session, world: World, remark: Critique
) -> None:
    visitor = world.visitor("hana")
    tell(db, world, remark)
    visitor.post(of(remark, "keep"))
    visitor.post(of(remark, "hide"), {"because": REASON})
    visitor.post(of(remark, "unhide"))
    visitor.post(of(remark, "lock"))
    visitor.post(f"/memberships/{world.memberships['tess'].public_id}/pause", {"because": "Rest"})
    text = visitor.get(desk_of(world)).text
    for sentence in (
        "Hana removed words of Tess",
        REASON,
        "Hana put words of Tess back",
        "Hana closed a thread that Tess began",
        "Hana paused Tess",
        "Hana looked at what a member told about words of Tess, and left them",
    ):
        assert sentence in text
    for _ in range(15):
        visitor.post(of(remark, "unlock"))
        visitor.post(of(remark, "lock"))
    page = visitor.get(desk_of(world))
    assert "Hana removed words of Tess" not in page.text
    [more] = [e for e in page.tree.all("a") if "Show more" in e.text]
    assert "Hana removed words of Tess" in visitor.get(more.attributes["href"]).text
    for nonsense in ("nonsense", "2020-01-01", "9999-12-31T23:59:59-14:00"):
        assert visitor.get(f"{desk_of(world)}?before={nonsense}").status == 200


def test_a_paused_member_reads_why(db: Session, world: World) -> None:
    path = f"/memberships/{world.memberships['tess'].public_id}"
    world.visitor("hana").post(f"{path}/pause", {"because": "Please read the rules first."})
    page = world.visitor("tess").get(f"/groups/{world.group.public_id}")
    assert "Please read the rules first." in page.text
    assert "Please read" not in world.visitor("tom").get(f"/groups/{world.group.public_id}").text
    world.visitor("hana").post(f"{path}/resume")
    db.rollback()
    row = db.get_one(Membership, world.memberships["tess"].id, populate_existing=True)
    assert row.paused_because == ""
    assert world.visitor("hana").post(f"{path}/pause", {"because": "x" * 301}).status == 422


def test_members_read_what_was_removed_in_numbers_as_far_as_they_hear(
    db: Session, world: World, remark: Critique
) -> None:
    hide(db, world, remark)
    group = f"/groups/{world.group.public_id}"
    page = world.visitor("tom").get(group)
    assert "How we keep this place" in page.text
    assert f"1 {REASON}" in page.text
    assert "Tess" not in page.text
    # Whoever has not voted does not hear that there was anything.
    late = makers.person(db, "Noa")
    makers.member(db, world.group, late)
    db.commit()
    world.people["noa"] = late
    assert REASON not in world.visitor("noa").get(group).text
    row = db.get_one(Critique, remark.id)
    row.hidden_at = clock.ago(days=91)
    db.commit()
    assert REASON not in world.visitor("tom").get(group).text


def test_house_rules_are_a_tap_away_from_the_composer(world: World) -> None:
    visitor = world.visitor("tom")
    path = f"{page_of(world)}/house-rules"
    assert path in visitor.get(page_of(world)).html
    assert "Be honest and kind." in visitor.get(path).text


def test_in_a_thread_looked_at_by_itself_that_one_is_drawn_again(
    db: Session, world: World, remark: Critique
) -> None:
    """The page shows what is below an answer: what is done there finds it and puts it back."""
    first = makers.critique(db, world.round, world.tom, revision=world.revision, parent=remark)
    below = makers.critique(db, world.round, world.tess, revision=world.revision, parent=first)
    db.commit()
    here = {
        "HX-Request": "true",
        "HX-Current-URL": f"http://localhost{page_of(world)}?thread={first.public_id}",
    }
    hana = world.visitor("hana")
    case = hana.get(of(below, "moderation"), headers=here)
    assert f"#thread-{first.public_id}" in case.html
    page = hana.post(of(below, "hide"), {"because": REASON}, headers=here)
    assert f'id="thread-{first.public_id}"' in page.html
    assert REASON in page.text
    assert "Made by Weber" not in page.text
