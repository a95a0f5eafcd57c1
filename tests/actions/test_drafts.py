"""Drafts begin with a revision being written, can be copied, and put away."""

import pytest

from portal import clock
from portal.actions import drafts
from portal.errors import Conflict, Invalid, Refused
from portal.models import Event, Revision, RevisionAttachment, RevisionImage, Topic, Variant
from tests import actors, makers
from tests.actions.test_revisions import hung


def test_a_draft_begins_with_its_first_revision_being_written(world, db):
    draft = drafts.create(db, actors.of(db, world.hana), world.brand, "  Winter   coat ")
    [revision] = db.query(Revision).filter_by(draft_id=draft.id)
    assert (revision.number, revision.title, revision.published_at) == (1, "Winter coat", None)
    assert draft.created_by_id == world.hana.id
    assert db.query(Event).filter_by(kind="draft.created", brand_id=world.brand.id).count() == 1


@pytest.mark.parametrize("title", ["", "   ", "x" * 121])
def test_a_draft_needs_a_title(world, db, title):
    with pytest.raises(Invalid) as caught:
        drafts.create(db, actors.of(db, world.hana), world.brand, title)
    assert set(caught.value.fields) == {"title"}


@pytest.mark.parametrize("name", ["ana", "tom", "bo"])
def test_only_those_who_manage_touch_drafts(world, db, name):
    actor = actors.of(db, world.people[name])
    with pytest.raises(Refused):
        drafts.create(db, actor, world.brand, "Coat")
    for verb in (drafts.duplicate, drafts.archive, drafts.restore):
        with pytest.raises(Refused):
            verb(db, actor, world.draft)


def test_a_copy_begins_as_the_newest_revision_with_its_pictures_in_their_places(world, db):
    second = makers.revision(db, world.draft, 2, "Quiet inbox, again")
    [variant] = makers.variants(db, second, "Blue")
    hung(db, world, second, "One", "Two")
    db.query(RevisionImage).filter_by(position=1).one().variant_id = variant.id
    copy = drafts.duplicate(db, actors.of(db, world.hana), world.draft)
    [revision] = db.query(Revision).filter_by(draft_id=copy.id)
    assert (revision.number, revision.title) == (1, "Quiet inbox, again")
    assert revision.published_at is None
    [face] = db.query(Variant).filter_by(revision_id=revision.id)
    rows = db.query(RevisionImage).filter_by(revision_id=revision.id).order_by("position")
    assert [(row.alt, row.variant_id) for row in rows] == [("One", None), ("Two", face.id)]


def test_a_copy_takes_attachments_and_topics_along_and_no_schedule(world, db):
    hana = actors.of(db, world.hana)
    draft = makers.draft(db, world.brand, revisions=0)
    source = makers.revision(db, draft, 1, published_at=None, publish_at=clock.hence(hours=1))
    files = [makers.attached(db, source, "Film"), makers.attached(db, source, "Card", "pdf")]
    db.add(Topic(draft_id=draft.id, name="Fit", seeds=["tight"], position=0))
    copy = drafts.duplicate(db, hana, draft)
    [revision] = db.query(Revision).filter_by(draft_id=copy.id)
    held = db.query(RevisionAttachment).filter_by(revision_id=revision.id).order_by("position")
    assert [(row.attachment_id, row.name) for row in held] == [
        (files[0].id, "Film"),
        (files[1].id, "Card"),
    ]
    assert [row.name for row in db.query(Topic).filter_by(draft_id=copy.id)] == ["Fit"]
    assert revision.publish_at is None


def test_a_draft_is_put_away_and_brought_back(world, db):
    actor = actors.of(db, world.hana)
    other = makers.draft(db, world.brand, "Old idea")
    drafts.archive(db, actor, other)
    drafts.archive(db, actor, other)
    assert other.archived_at is not None
    drafts.restore(db, actor, other)
    assert other.archived_at is None
    assert db.query(Event).filter_by(kind="draft.archived").count() == 1


@pytest.mark.parametrize("state", ["scheduled", "open"])
def test_a_draft_in_an_unfinished_round_is_not_put_away(world, db, state):
    draft = makers.draft(db, world.brand)
    revision = db.query(Revision).filter_by(draft_id=draft.id).one()
    makers.round(db, draft, world.group, first_revision=revision, state=state)
    with pytest.raises(Conflict, match="Close it first"):
        drafts.archive(db, actors.of(db, world.hana), draft)
    assert draft.archived_at is None
