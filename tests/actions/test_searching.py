"""What can be searched is what stands there now."""

import pytest
from sqlalchemy import select

from portal import clock, text
from portal.access import actor_of
from portal.actions import critiques, drafts, people, revisions, searching
from portal.actions.critiques import print_of
from portal.actions.writing import Writing
from portal.models import Critique, Image, Person, Revision, RevisionImage, SearchText
from tests import makers


def kept(db):
    return sorted(db.scalars(select(SearchText.words)))


def test_a_critique_is_kept_with_its_words_changed_with_them_and_dropped_with_them(db, world):
    tess = actor_of(db, world.tess)
    critiques.post(db, tess, world.round, "idea", "A **Café** for two.", "s" * 20)
    assert kept(db) == ["a cafe for two"]
    row = db.query(Critique).one()
    critiques.reply(db, tess, world.round, row, "Or three", "r" * 20)
    assert kept(db) == ["a cafe for two", "or three"]
    critiques.edit(db, tess, world.round, row, "A bar.", print_of(row.text))
    assert kept(db) == ["a bar", "or three"]
    critiques.remove(db, tess, world.round, row)
    assert kept(db) == ["or three"]


def test_a_second_press_of_the_button_keeps_nothing_twice(db, world):
    tess = actor_of(db, world.tess)
    for _again in range(2):
        critiques.post(db, tess, world.round, "idea", "Once", "s" * 20)
    assert kept(db) == ["once"]


def test_of_a_revision_everything_one_can_read_is_kept(db, world):
    olga = actor_of(db, world.olga)
    draft = drafts.create(db, olga, world.brand, "Quiet inbox")
    revision = db.query(Revision).filter_by(draft_id=draft.id).one()
    makers.variants(db, revision, "Moss")
    picture = Image(brand_id=world.brand.id, storage_key="k", width=9, height=9, colour="#ffffff")
    db.add(picture)
    db.flush()
    db.add(RevisionImage(revision_id=revision.id, image_id=picture.id, position=0, alt="A coat"))
    assert kept(db) == ["quiet inbox"]
    searching.keep_revision(db, revision)
    assert kept(db) == ["quiet inbox moss a coat"] or kept(db) == ["quiet inbox a coat moss"]
    revisions.write(db, olga, draft, revision, Writing(title="Loud", story="Söme"), 1)
    assert kept(db) == ["loud some"]


def test_a_name_is_kept_as_it_is_now(db, world):
    people.change_profile(db, world.tom.id, name="Tomás", language="en", timezone="UTC")
    assert kept(db) == ["tomas"]


def test_what_was_written_past_the_actions_is_caught_up_with_once(db, world):
    makers.critique(db, world.round, world.tess, "Words", revision=world.revision)
    makers.critique(
        db, world.round, world.tess, "Gone", revision=world.revision, deleted_at=clock.now()
    )
    for _again in range(2):
        searching.catch_up(db)
    assert "words" in kept(db)
    assert "gone" not in kept(db)
    assert "quiet inbox one list no noise" in kept(db)
    assert len(kept(db)) == 2 + db.query(Person).count()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("CAFÉ au-lait", ["cafe", "au", "lait"]),
        ("Straße ﬁn", ["strasse", "fin"]),
        ("\x00 \ud800 🙂 ** % - \" '", []),
        ("שלום עולם", ["שלום", "עולם"]),
        ("a" * 90, ["a" * 60]),
        ("r2_d2", ["r2", "d2"]),
    ],
)
def test_words_are_letters_and_figures_only(typed, words):
    assert text.words(typed) == words
