"""Posting, answering, editing and taking back critique: what is kept, and what close forbids."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal import clock
from portal.access import actor_of
from portal.actions import critiques
from portal.database import Database
from portal.errors import Conflict, Invalid, Refused
from portal.models import Critique, CritiqueEdit, Event, Round
from tests import makers
from tests.race import together
from tests.world import World


def post(
    db: Session, world: World, who: str = "tom", key: str = "once", **given: str
) -> str | None:
    values = {"kind": "concern", "text": "Too *quiet*", **given}
    round = db.get_one(Round, world.round.id)
    return critiques.post(
        db, actor_of(db, world.people[who]), round, values["kind"], values["text"], key
    )


def reply(
    db: Session, world: World, parent: Critique, who: str, text: str = "Why?", key: str = "r"
) -> str | None:
    round = db.get_one(Round, world.round.id)
    return critiques.reply(db, actor_of(db, world.people[who]), round, parent, text, key)


def only(db: Session) -> Critique:
    return db.scalars(select(Critique).execution_options(populate_existing=True)).one()


def count(db: Session, model: type = Critique) -> int | None:
    return db.scalar(select(func.count()).select_from(model))


def test_a_critique_is_stored_with_its_html_and_the_revision_it_judged(
    db: Session, world: World
) -> None:
    public_id = post(db, world)
    row = only(db)
    assert (row.public_id, row.kind, row.text) == (public_id, "concern", "Too *quiet*")
    assert row.html == "<p>Too <em>quiet</em></p>\n"
    assert (row.revision_id, row.author_id, row.is_staff) == (
        world.revision.id,
        world.tom.id,
        False,
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "![x](https://evil.example/p.png)",
        "<b onclick=alert(1)>x</b>",
    ],
)
def test_what_is_typed_becomes_inert(db: Session, world: World, text: str) -> None:
    post(db, world, text=text)
    html = only(db).html
    for sign in ("<script", "<img", "<b", 'href="javascript'):
        assert sign not in html
    assert only(db).text == text


def test_a_second_press_is_not_a_second_critique(
    db: Session, world: World, database: Database
) -> None:
    outcomes = together(database, *[lambda session: post(session, world)] * 6)
    assert outcomes == [None] * 6
    assert count(db) == 1
    assert count(db, Event) == 1


def test_another_form_is_another_critique(db: Session, world: World) -> None:
    post(db, world, key="one")
    post(db, world, key="two")
    post(db, world, key="")
    post(db, world, key="")
    assert count(db) == 4


def test_two_people_may_send_the_same_key(db: Session, world: World) -> None:
    assert post(db, world, "tom", "same")
    assert post(db, world, "tess", "same")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "reply"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"text": ""}, "text"),
        ({"text": " \n\t\u202e\ufeff"}, "text"),
        ({"text": "x" * 5_001}, "text"),
    ],
)
def test_what_cannot_be_posted_is_named(
    db: Session, world: World, given: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        post(db, world, **given)
    assert list(caught.value.fields) == [field]
    assert count(db) == 0


def test_all_problems_are_said_at_once(db: Session, world: World) -> None:
    with pytest.raises(Invalid) as caught:
        post(db, world, kind="rant", text="")
    assert set(caught.value.fields) == {"kind", "text"}


@pytest.mark.parametrize("who", ["olga", "hana", "ana", "vera", "bo", "maya", "rob", "ines"])
def test_only_active_members_post(db: Session, world: World, who: str) -> None:
    with pytest.raises(Refused):
        post(db, world, who)
    assert count(db) == 0


def test_nothing_is_posted_after_close_without_any_worker(db: Session, world: World) -> None:
    with clock.held_at(world.round.closes_at), pytest.raises(Refused, match="closed on"):
        post(db, world)
    assert count(db) == 0


def test_the_statement_refuses_a_round_closed_since_it_was_read(db: Session, world: World) -> None:
    actor = actor_of(db, world.tom)
    round = db.get_one(Round, world.round.id)
    db.execute(
        update(Round).values(closed_at=clock.now()).execution_options(synchronize_session=False)
    )
    with pytest.raises(Refused, match="closed on"):
        critiques.post(db, actor, round, "idea", "Late", "k")
    assert count(db) == 0


def test_a_reply_hangs_below_its_parent_and_its_root(db: Session, world: World) -> None:
    root = makers.critique(db, world.round, world.tom, revision=world.revision)
    reply(db, world, root, "tess", "One", "a")
    first = db.scalars(select(Critique).where(Critique.text == "One")).one()
    reply(db, world, first, "tom", "Two", "b")
    second = db.scalars(select(Critique).where(Critique.text == "Two")).one()
    assert (first.parent_id, first.root_id, first.depth) == (root.id, root.id, 1)
    assert (second.parent_id, second.root_id, second.depth) == (first.id, root.id, 2)
    assert second.kind == "reply"


def test_depth_is_stored_up_to_its_limit(db: Session, world: World) -> None:
    deep = makers.critique(db, world.round, world.tom, revision=world.revision, depth=100)
    reply(db, world, deep, "tess")
    assert db.scalars(select(Critique.depth).where(Critique.kind == "reply")).one() == 100


def test_managers_speak_for_the_brand_and_also_after_close(db: Session, world: World) -> None:
    root = makers.critique(db, world.round, world.tom, revision=world.revision)
    with clock.held_at(world.round.closes_at):
        assert reply(db, world, root, "hana")
        with pytest.raises(Refused, match="closed on"):
            reply(db, world, root, "tess", key="t")
        with pytest.raises(Refused, match="Analysts"):
            reply(db, world, root, "ana")
    assert db.scalars(select(Critique.is_staff).where(Critique.kind == "reply")).one() is True


def test_a_deleted_critique_takes_no_reply_even_if_deleted_meanwhile(
    db: Session, world: World
) -> None:
    root = makers.critique(db, world.round, world.tom, revision=world.revision)
    db.execute(
        update(Critique).values(deleted_at=clock.now()).execution_options(synchronize_session=False)
    )
    with pytest.raises(Refused, match="deleted"):
        reply(db, world, root, "tess")
    db.refresh(root)
    with pytest.raises(Refused, match="deleted"):
        reply(db, world, root, "tess")


def edit(db: Session, world: World, row: Critique, text: str, seen: str, who: str = "tom") -> None:
    round = db.get_one(Round, world.round.id)
    critiques.edit(db, actor_of(db, world.people[who]), round, row, text, critiques.print_of(seen))


def test_an_edit_keeps_what_was_said(db: Session, world: World) -> None:
    row = makers.critique(db, world.round, world.tom, "Old", revision=world.revision)
    edit(db, world, row, "New", seen="Old")
    assert (only(db).text, only(db).html) == ("New", "<p>New</p>\n")
    assert only(db).edited_at is not None
    assert db.scalars(select(CritiqueEdit.text)).all() == ["Old"]


def test_an_edit_that_changes_nothing_leaves_no_trace(db: Session, world: World) -> None:
    row = makers.critique(db, world.round, world.tom, "Old", revision=world.revision)
    edit(db, world, row, "Old ", seen="Old")
    assert only(db).edited_at is None
    assert count(db, CritiqueEdit) == 0


def test_an_edit_of_a_text_that_changed_meanwhile_is_a_conflict(db: Session, world: World) -> None:
    row = makers.critique(db, world.round, world.tom, "Old", revision=world.revision)
    edit(db, world, row, "First", seen="Old")
    with pytest.raises(Conflict):
        edit(db, world, row, "Second", seen="Old")
    assert only(db).text == "First"


def test_of_two_edits_at_once_one_wins(db: Session, world: World, database: Database) -> None:
    row = makers.critique(db, world.round, world.tom, "Old", revision=world.revision)
    db.commit()

    def change(text: str):
        return lambda session: edit(
            session, world, session.get_one(Critique, row.id), text, seen="Old"
        )

    outcomes = together(database, change("A"), change("B"))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]
    assert count(db, CritiqueEdit) == 1


def test_only_the_author_edits_and_only_while_the_round_is_open(db: Session, world: World) -> None:
    row = makers.critique(db, world.round, world.tom, "Old", revision=world.revision)
    for who in ("tess", "hana", "olga"):
        with pytest.raises(Refused):
            edit(db, world, row, "New", seen="Old", who=who)
    with clock.held_at(world.round.closes_at), pytest.raises(Refused, match="closed on"):
        edit(db, world, row, "New", seen="Old")
    assert only(db).text == "Old"


def test_removing_leaves_a_tombstone_without_the_words(db: Session, world: World) -> None:
    row = makers.critique(db, world.round, world.tom, "Old", revision=world.revision)
    edit(db, world, row, "New", seen="Old")
    round = db.get_one(Round, world.round.id)
    actor = actor_of(db, world.tom)
    critiques.remove(db, actor, round, row)
    critiques.remove(db, actor, round, row)
    assert (only(db).text, only(db).html) == ("", "")
    assert only(db).deleted_at is not None
    assert count(db, CritiqueEdit) == 0
    with pytest.raises(Refused, match="deleted"):
        edit(db, world, row, "Back", seen="")


def test_members_do_not_remove_after_close_but_staff_take_their_own_words_back(
    db: Session, world: World
) -> None:
    round = db.get_one(Round, world.round.id)
    row = makers.critique(db, world.round, world.tom, revision=world.revision)
    answer = makers.critique(
        db, world.round, world.hana, revision=world.revision, parent=row, is_staff=True
    )
    with clock.held_at(world.round.closes_at):
        with pytest.raises(Refused, match="closed on"):
            critiques.remove(db, actor_of(db, world.tom), round, row)
        critiques.remove(db, actor_of(db, world.hana), round, answer)
    db.refresh(answer)
    assert answer.deleted_at is not None
