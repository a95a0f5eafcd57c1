"""The triage board over HTTP: what it shows, and each deed of it, plain and in place."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import clock
from portal.actions import standing_counts
from portal.database import Database
from portal.models import Assignment, Critique, Note, Response
from portal.queries.triage import boards
from tests import makers
from tests.page import Page, Visitor
from tests.statements import counted
from tests.world import World


@pytest.fixture
def remarks(db: Session, world: World) -> list[Critique]:
    """Two concerns and an idea, the first one old and the second one agreed with."""
    rows = [
        said(db, world, "It is too quiet", created_at=clock.ago(days=5)),
        said(db, world, "I cannot hear it", by="tess"),
        said(db, world, "A bell", kind="idea"),
    ]
    makers.stance(db, rows[1], world.tom)
    db.commit()
    return rows


def said(db: Session, world: World, text: str, by: str = "tom", **more: object) -> Critique:
    return makers.critique(db, world.round, world.people[by], text, revision=world.revision, **more)


def path(world: World, rest: str = "") -> str:
    return f"/rounds/{world.round.public_id}/triage{rest}"


def words(page: Page, state: str) -> list[str]:
    """What the cards of a column say, from the top."""
    cards = [e for e in page.tree.elements if "triage-words" in e.attributes.get("class", "")]
    return [
        card.text.strip()
        for card in cards
        if any(f"triage-{state}" in p.attributes.get("class", "") for p in card.parents)
    ]


def send(visitor: Visitor, way: str, where: str, data: dict[str, object]) -> Page:
    return visitor.hx_post(where, data) if way == "htmx" else visitor.post(where, data)


def states(db: Session) -> list[tuple[int, str]]:
    db.rollback()
    return sorted(
        (row.critique_id, row.state)
        for row in db.scalars(select(Response).where(Response.superseded_at.is_(None)))
    )


WAYS = pytest.mark.parametrize("way", ["plain", "htmx"])


def test_the_board_shows_what_waits_in_columns(
    db: Session, world: World, remarks: list[Critique]
) -> None:
    db.add(Response(critique_id=remarks[2].id, state="declined", sentence="It stays."))
    db.commit()
    page = world.visitor("hana").get(path(world))
    assert words(page, "open") == ["I cannot hear it", "It is too quiet"]
    assert words(page, "declined") == ["A bell"]
    assert "2 are open. One of them" in page.text or "1 of them has waited" in page.text
    assert "Unanswered for 5 days" in page.text
    assert "1 agrees" in page.text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?sort=oldest", ["It is too quiet", "I cannot hear it", "A bell"]),
        ("?sort=newest", ["A bell", "I cannot hear it", "It is too quiet"]),
        ("?kind=idea", ["A bell"]),
        ("?whose=mine", ["I cannot hear it"]),
        ("?whose=nobody&sort=newest", ["A bell", "It is too quiet"]),
        ("?sort=odd&kind=odd&topic=odd&whose=odd&column=odd&after=odd", None),
    ],
)
def test_it_is_sorted_and_filtered(
    db: Session, world: World, remarks: list[Critique], query: str, shown: list[str] | None
) -> None:
    db.add(Assignment(critique_id=remarks[1].id, person_id=world.hana.id))
    db.commit()
    page = world.visitor("hana").get(path(world, query))
    assert words(page, "open") == (shown or ["I cannot hear it", "A bell", "It is too quiet"])


@pytest.mark.parametrize("sort", ["agreed", "oldest", "newest"])
def test_a_long_column_goes_on_below_without_losing_or_doubling_any(
    db: Session, world: World, remarks: list[Critique], sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boards, "PAGE", 2)
    more = [said(db, world, f"Number {n}") for n in range(4)]
    for row in more[:2]:
        makers.stance(db, row, world.tess)
    db.commit()
    hana, found, where = world.visitor("hana"), [], path(world, f"?sort={sort}")
    for _ in range(9):
        page = hana.get(where)
        found += words(page, "open")
        onward = [a for a in page.tree.all("a") if a.text == "Show more"]
        if not onward:
            break
        where = onward[0].attributes["href"]
    assert len(found) == len(set(found)) == 7


def test_merged_hidden_and_removed_ones_and_replies_have_no_card(
    db: Session, world: World, remarks: list[Critique]
) -> None:
    said(db, world, "Merged", merged_into_id=remarks[0].id)
    said(db, world, "", hidden_at=clock.now())
    said(db, world, "", deleted_at=clock.now())
    said(db, world, "So it is", parent=remarks[0])
    db.commit()
    page = world.visitor("ana").get(path(world))
    assert len(words(page, "open")) == 3
    assert "Stands for 1 more" in page.text
    assert "Only an owner or a manager" in page.text
    assert not [e for e in page.tree.all("form") if "csrf" in e.text]


def test_its_cost_does_not_grow(
    db: Session, world: World, remarks: list[Critique], database: Database
) -> None:
    hana = world.visitor("hana")
    hana.get(path(world))
    with counted(database) as few:
        hana.get(path(world))
    for n in range(30):
        row = said(db, world, f"Number {n}", by="tess")
        makers.stance(db, row, world.tom)
        db.add(Note(critique_id=row.id, author_id=world.hana.id, text="Look at it"))
    db.commit()
    with counted(database) as many:
        hana.get(path(world))
    assert len(few) == len(many) <= 12


@WAYS
def test_one_is_answered_from_the_board(
    db: Session, world: World, remarks: list[Critique], way: str
) -> None:
    where = f"/critiques/{remarks[0].public_id}/triage"
    page = send(
        world.visitor("hana"),
        way,
        f"{where}?sort=oldest&kind=concern",
        {"state": "declined", "sentence": "It stays quiet."},
    )
    assert states(db) == [(remarks[0].id, "declined")]
    if way == "plain":
        assert page.location == path(world, "?sort=oldest&kind=concern")
    else:
        assert words(page, "declined") == ["It is too quiet"]
        assert words(page, "open") == ["I cannot hear it"]


@WAYS
def test_what_is_missing_is_said_beside_it_and_typed_text_kept(
    db: Session, world: World, remarks: list[Critique], way: str
) -> None:
    where = f"/critiques/{remarks[0].public_id}/triage"
    page = send(
        world.visitor("hana"),
        way,
        where,
        {"state": "addressed", "revision": "7", "sentence": "Louder"},
    )
    assert (page.status, states(db)) == (422, [])
    assert "Choose the published revision" in page.text
    assert 'value="Louder"' in page.html


def test_several_are_answered_by_one_sentence(
    db: Session, world: World, remarks: list[Critique]
) -> None:
    hana = world.visitor("hana")
    ids = [row.public_id for row in remarks[:2]]
    page = hana.post(
        path(world, "/answers"), {"critique": ids, "state": "declined", "sentence": ""}
    )
    assert (page.status, states(db)) == (422, [])
    assert page.html.count('form="together" checked') == 2
    answer = {"critique": ids, "state": "considering", "sentence": "We look into it."}
    page = hana.post(path(world, "/answers?column=considering"), answer)
    assert page.location == path(world, "?column=considering")
    assert states(db) == [(row.id, "considering") for row in remarks[:2]]
    assert "2 are answered." in hana.get(page.location).html


def test_whatever_cannot_be_answered_is_named_and_none_is(
    db: Session, world: World, remarks: list[Critique]
) -> None:
    remarks[1].deleted_at = clock.now()
    db.commit()
    ids = [row.public_id for row in remarks]
    page = world.visitor("hana").post(
        path(world, "/answers"), {"critique": ids, "state": "considering", "sentence": ""}
    )
    assert (page.status, states(db)) == (403, [])
    assert "None was answered. “I cannot hear it”: This critique was deleted." in page.text


def test_two_are_merged_and_parted(db: Session, world: World, remarks: list[Critique]) -> None:
    hana = world.visitor("hana")
    ids = [row.public_id for row in remarks[:2]]
    assert hana.post(path(world, "/merge"), {"critique": ids[:1]}).status == 422
    page = hana.post(path(world, "/merge"), {"critique": ids})
    assert "Which one stands for all of them?" in page.text
    page = hana.post(path(world, "/merge"), {"critique": ids, "into": ids[0]})
    assert page.location == path(world)
    page = hana.get(f"/critiques/{ids[0]}/triage")
    assert "It also stands for I cannot hear it" in page.text
    page = hana.get(f"/critiques/{ids[1]}/triage")
    assert "Says the same as It is too quiet" in page.text
    assert hana.post(f"/critiques/{ids[1]}/part").status == 303
    db.rollback()
    assert db.scalars(select(Critique.merged_into_id)).all() == [None] * 3


def test_a_merge_that_came_too_late_is_told_with_what_was_chosen(
    db: Session, world: World, remarks: list[Critique]
) -> None:
    remarks[0].merged_into_id = remarks[1].id
    db.commit()
    ids = [row.public_id for row in remarks[:2]]
    page = world.visitor("hana").post(path(world, "/merge"), {"critique": ids, "into": ids[0]})
    assert page.status == 409
    assert "“I cannot hear it” was merged meanwhile." in page.text


@WAYS
def test_it_is_given_to_a_colleague(
    db: Session, world: World, remarks: list[Critique], way: str
) -> None:
    where = f"/critiques/{remarks[0].public_id}/assignment"
    hana = world.visitor("hana")
    page = send(hana, way, where, {"who": world.olga.public_id})
    db.rollback()
    assert db.scalars(select(Assignment.person_id)).all() == [world.olga.id]
    if way == "htmx":
        assert "Olga" in page.text
    assert send(hana, way, where, {"who": "nobody-of-ours"}).status == 422
    one = hana.post(f"{where}?from=one", {"who": ""})
    assert one.location == f"/critiques/{remarks[0].public_id}/triage"


@WAYS
def test_notes_are_written_read_and_removed(
    db: Session, world: World, remarks: list[Critique], way: str
) -> None:
    where = f"/critiques/{remarks[0].public_id}/notes"
    hana, ana = world.visitor("hana"), world.visitor("ana")
    assert send(hana, way, where, {"text": " "}).status == 422
    page = send(hana, way, where, {"text": "Ask the mill."})
    assert page.status == (303 if way == "plain" else 200)
    assert "Ask the mill." in hana.get(f"/critiques/{remarks[0].public_id}/triage").text
    read = ana.fragment(where)
    assert "Ask the mill." in read.text
    assert "Analysts read; they do not post." in read.text
    db.rollback()
    note = db.scalars(select(Note)).one()
    send(hana, way, f"/notes/{note.public_id}/remove", {})
    db.rollback()
    assert db.scalars(select(Note)).all() == []


def test_staff_of_another_brand_who_are_members_here_find_no_board(
    db: Session, world: World, remarks: list[Critique]
) -> None:
    makers.staff(db, world.other_brand, world.tom)
    makers.vote(db, world.round, world.tom, revision=world.revision)
    db.commit()
    tom = world.visitor("tom")
    assert tom.get(f"/rounds/{world.round.public_id}").status == 200
    for where in (
        path(world),
        *(f"/critiques/{remarks[0].public_id}/{p}" for p in ("triage", "notes")),
    ):
        assert tom.get(where).status == 404


def test_a_way_leads_there_from_desk_draft_and_report(
    db: Session, world: World, remarks: list[Critique]
) -> None:
    db.add(Assignment(critique_id=remarks[2].id, person_id=world.hana.id))
    db.commit()
    hana = world.visitor("hana")
    desk = hana.get(f"/brands/{world.brand.public_id}")
    assert "3 to answer" in desk.text
    assert "1 assigned to you in Quiet inbox" in desk.text
    assert "assigned to you" not in world.visitor("olga").get(desk_path(world)).text
    for page, where in (
        (desk, path(world)),
        (desk, path(world, "?whose=mine")),
        (hana.get(f"/rounds/{world.round.public_id}"), path(world)),
        (hana.get(f"/rounds/{world.round.public_id}/report"), path(world, "?kind=concern")),
    ):
        assert where in [a.attributes.get("href") for a in page.tree.all("a")]


def desk_path(world: World) -> str:
    return f"/brands/{world.brand.public_id}"


def test_the_conversation_leads_the_team_to_its_notes_and_members_to_what_stands_for_all(
    db: Session, world: World, remarks: list[Critique]
) -> None:
    for member in (world.tom, world.tess):
        makers.vote(db, world.round, member, revision=world.revision)
    db.add(Note(critique_id=remarks[1].id, author_id=world.hana.id, text="Ask the mill."))
    remarks[0].merged_into_id = remarks[1].id
    standing_counts.recount(db, remarks[1].id)
    db.commit()
    where = f"/rounds/{world.round.public_id}"
    for name in ("hana", "ana"):
        assert "Team notes (1)" in world.visitor(name).get(where).text
    page = world.visitor("tess").get(where)
    assert "Team notes" not in page.text
    assert "Says the same as another critique" in page.text
    assert f"stances-{remarks[0].public_id}" not in page.html
