"""Revisions: written, published once, never touched again; nobody's words are lost."""

import pytest
from sqlalchemy import select

from portal.actions import revisions
from portal.actions.writing import AttachmentPlace, PicturePlace, VariantText, Writing
from portal.errors import Invalid, Refused
from portal.models import (
    Attachment,
    Draft,
    Event,
    Image,
    Revision,
    RevisionAttachment,
    RevisionImage,
    Variant,
)
from tests import actors, makers, race

WRITTEN = Writing(title="Winter coat", story="Wool, **warm**.")


def hung(db, world, revision, *alts):
    """Pictures of the brand, on the wall of the revision."""
    made = []
    for position, alt in enumerate(alts):
        key = f"{world.brand.public_id}/{revision.id}-{position}"
        image = Image(
            brand_id=world.brand.id, storage_key=key, width=640, height=480, colour="#aaaaaa"
        )
        db.add(image)
        db.flush()
        db.add(
            RevisionImage(revision_id=revision.id, image_id=image.id, position=position, alt=alt)
        )
        made.append(image)
    db.flush()
    return made


@pytest.fixture
def hana(world, db):
    return actors.of(db, world.hana)


@pytest.fixture
def second(world, db):
    """The revision being written."""
    return makers.revision(db, world.draft, 2, published_at=None)


def pictures_of(db, revision):
    rows = db.execute(
        select(Image.public_id, RevisionImage.alt, RevisionImage.variant_id)
        .join(RevisionImage, RevisionImage.image_id == Image.id)
        .where(RevisionImage.revision_id == revision.id)
        .order_by(RevisionImage.position)
    )
    return [tuple(row) for row in rows]


def test_what_was_written_is_kept_with_its_safe_html(world, db, hana, second):
    wanted = Writing(title=" Winter  coat ", story="**Warm** <b>", changes="Because of *Tom*.")
    revisions.write(db, hana, world.draft, second, wanted, version=1)
    assert (second.title, second.version) == ("Winter coat", 2)
    assert second.story_html == "<p><strong>Warm</strong> &lt;b&gt;</p>\n"
    assert second.changes_html == "<p>Because of <em>Tom</em>.</p>\n"


def test_the_first_revision_has_no_changes_to_tell(world, db, hana):
    draft = makers.draft(db, world.brand, revisions=0)
    first = makers.revision(db, draft, 1, published_at=None)
    revisions.write(db, hana, draft, first, Writing("Coat", "Wool", "Changed"), version=1)
    assert first.changes == ""


def test_every_problem_is_said_at_once(world, db, hana, second):
    wanted = Writing(
        title="",
        story="x" * 20_001,
        changes="x" * 20_001,
        variants=tuple(VariantText("", f"V{n}") for n in range(9)),
        pictures=(PicturePlace("nothing", alt="x" * 501),),
    )
    with pytest.raises(Invalid) as caught:
        revisions.write(db, hana, world.draft, second, wanted, version=1)
    assert set(caught.value.fields) == {"title", "story", "changes", "variants", "pictures"}


def test_who_saves_second_is_told_and_what_the_first_wrote_stays(world, db, hana, second):
    revisions.write(db, hana, world.draft, second, WRITTEN, version=1)
    with pytest.raises(revisions.Stale, match="Somebody else"):
        revisions.write(db, hana, world.draft, second, Writing("Mine"), version=1)
    assert second.title == "Winter coat"


@pytest.mark.parametrize("name", ["ana", "tom", "bo"])
def test_only_those_who_manage_write(world, db, second, name):
    actor = actors.of(db, world.people[name])
    with pytest.raises(Refused):
        revisions.write(db, actor, world.draft, second, WRITTEN, version=1)
    with pytest.raises(Refused):
        revisions.publish(db, actor, world.draft, second, version=1)
    with pytest.raises(Refused):
        revisions.add_images(db, actor, world.draft, second, [])
    with pytest.raises(Refused):
        revisions.start_next(db, actor, world.draft)


def test_a_published_revision_is_never_touched_again(world, db, hana):
    with pytest.raises(Refused, match="published"):
        revisions.write(db, hana, world.draft, world.revision, WRITTEN, version=1)
    with pytest.raises(Refused):
        revisions.add_images(db, hana, world.draft, world.revision, [])
    with pytest.raises(Refused):
        revisions.publish(db, hana, world.draft, world.revision, version=1)


def test_a_form_that_was_open_while_the_revision_was_published_changes_nothing(
    world, db, database, hana, second
):
    db.commit()
    with database.writing.begin() as other:
        row = other.get_one(Revision, second.id)
        revisions.publish(other, hana, world.draft, row, version=1)
    # This session still believes that it is being written.
    assert second.published_at is None
    with pytest.raises(revisions.Stale, match="published meanwhile"):
        revisions.write(db, hana, world.draft, second, WRITTEN, version=1)
    assert second.title == "Quiet inbox"


@pytest.mark.parametrize(("story", "pictures"), [("Wool", 0), ("", 1)])
def test_a_story_or_a_picture_is_enough_to_publish(world, db, hana, second, story, pictures):
    second.story = story
    hung(db, world, second, *["Front"] * pictures)
    revisions.publish(db, hana, world.draft, second, version=1)
    assert second.published_at is not None


def test_with_neither_there_is_nothing_to_publish(world, db, hana, second):
    second.story = ""
    db.flush()
    with pytest.raises(Invalid, match="a story or a picture"):
        revisions.publish(db, hana, world.draft, second, version=1)


def test_publishing_in_an_open_round_is_told_to_that_round_alone(world, db, hana, second):
    closed = makers.round(
        db, world.draft, world.vip_group, first_revision=world.revision, state="closed"
    )
    revisions.publish(db, hana, world.draft, second, version=1)
    told = db.query(Event).filter_by(kind="round.revised").all()
    assert [(e.round_id, e.group_id, e.facts["revision"]) for e in told] == [
        (world.round.id, world.group.id, 2)
    ]
    assert closed.id != world.round.id
    assert db.query(Event).filter_by(kind="revision.published").count() == 1


def test_the_next_revision_begins_as_the_newest_and_only_once(world, db, hana):
    makers.variants(db, world.revision, "Blue", "Green")
    hung(db, world, world.revision, "Front")
    made = revisions.start_next(db, hana, world.draft)
    assert (made.number, made.title, made.changes) == (2, "Quiet inbox", "")
    assert made.story_html == world.revision.story_html
    variants = db.query(Variant).filter_by(revision_id=made.id).order_by("position")
    assert [(v.key, v.name) for v in variants] == [("A", "Blue"), ("B", "Green")]
    assert [alt for _, alt, _ in pictures_of(db, made)] == ["Front"]
    assert revisions.start_next(db, hana, world.draft).id == made.id


def test_pictures_are_ordered_described_given_to_variants_and_taken_down(world, db, hana, second):
    one, two, three = hung(db, world, second, "1", "2", "3")
    wanted = Writing(
        title="Coat",
        story="Wool",
        variants=(VariantText("", "Blue"),),
        pictures=(
            PicturePlace(three.public_id, alt="Third", variant_key="A"),
            PicturePlace(one.public_id, alt=" First \n shot "),
        ),
    )
    revisions.write(db, hana, world.draft, second, wanted, version=1)
    [variant] = db.query(Variant).filter_by(revision_id=second.id)
    assert pictures_of(db, second) == [
        (three.public_id, "Third", variant.id),
        (one.public_id, "First shot", None),
    ]
    assert db.get(Image, two.id) is not None


def test_a_picture_of_another_revision_or_brand_cannot_be_hung(world, db, hana, second):
    [elsewhere] = hung(db, world, world.revision, "Elsewhere")
    wanted = Writing("Coat", "Wool", pictures=(PicturePlace(elsewhere.public_id),))
    with pytest.raises(Invalid, match="not there"):
        revisions.write(db, hana, world.draft, second, wanted, version=1)
    foreign = Image(
        brand_id=world.other_brand.id, storage_key="x", width=1, height=1, colour="#aaaaaa"
    )
    db.add(foreign)
    db.flush()
    with pytest.raises(Invalid):
        revisions.add_images(db, hana, world.draft, second, [foreign])


def test_the_twenty_first_picture_is_refused(world, db, hana, second):
    images = hung(db, world, world.revision, *map(str, range(21)))
    revisions.add_images(db, hana, world.draft, second, images[:20])
    with pytest.raises(Invalid, match="20 pictures"):
        revisions.add_images(db, hana, world.draft, second, images[20:])
    assert len(pictures_of(db, second)) == 20


def test_the_letter_of_a_variant_never_comes_to_mean_another(world, db, hana):
    makers.variants(db, world.revision, "Blue", "Green")
    made = revisions.start_next(db, hana, world.draft)
    wanted = Writing("Coat", "Wool", variants=(VariantText("A", "Sky"), VariantText("", "Red")))
    revisions.write(db, hana, world.draft, made, wanted, version=1)
    variants = db.query(Variant).filter_by(revision_id=made.id).order_by("position")
    assert [(v.key, v.name) for v in variants] == [("A", "Sky"), ("C", "Red")]


def test_of_two_who_save_at_once_one_is_told(world, db, database, hana, second):
    db.commit()

    def save(title):
        def step(session):
            row = session.get_one(Revision, second.id)
            revisions.write(session, hana, world.draft, row, Writing(title, "x"), version=1)

        return step

    outcomes = race.at_once(database, save("mine"), save("yours"))
    db.refresh(second)
    assert sorted(outcomes) == ["Stale", "done"]
    assert second.title == ("mine", "yours")[outcomes.index("done")]


def test_of_two_who_start_the_next_revision_at_once_both_get_the_same(world, db, database, hana):
    db.commit()

    def step(session):
        revisions.start_next(session, hana, session.get_one(Draft, world.draft.id))

    assert race.at_once(database, step, step) == ["done", "done"]
    assert db.query(Revision).filter_by(draft_id=world.draft.id).count() == 2


def attachments_of(db, revision):
    rows = db.execute(
        select(Attachment.public_id, RevisionAttachment.name)
        .join(RevisionAttachment, RevisionAttachment.attachment_id == Attachment.id)
        .where(RevisionAttachment.revision_id == revision.id)
        .order_by(RevisionAttachment.position)
    )
    return [tuple(row) for row in rows]


def test_attachments_are_named_ordered_and_taken_away(world, db, hana, second):
    film, card, menu = (makers.attached(db, second, name).public_id for name in ("F", "C", "M"))
    places = (AttachmentPlace(menu, " The  menu "), AttachmentPlace(film, "F"))
    revisions.write(db, hana, world.draft, second, Writing("Coat", attachments=places), 1)
    assert attachments_of(db, second) == [(menu, "The menu"), (film, "F")]
    again = Writing("Coat", attachments=(AttachmentPlace(card, "C"),))
    with pytest.raises(Invalid):
        revisions.write(db, hana, world.draft, second, again, 2)


@pytest.mark.parametrize("name", ["", "  ", "x" * 121])
def test_an_attachment_has_a_name(world, db, hana, second, name):
    film = makers.attached(db, second, "Film").public_id
    wanted = Writing("Coat", attachments=(AttachmentPlace(film, name),))
    with pytest.raises(Invalid) as caught:
        revisions.write(db, hana, world.draft, second, wanted, 1)
    assert set(caught.value.fields) == {"attachments"}


def test_a_sixth_attachment_and_one_of_another_brand_are_refused(world, db, hana, second):
    file = makers.attached(db, second, "Film")
    other = makers.draft(db, world.other_brand)
    foreign = makers.attached(db, makers.revision(db, other, 9), "Foreign")
    with pytest.raises(Invalid):
        revisions.attach(db, hana, world.draft, second, foreign, "Foreign")
    for name in "BCDE":
        makers.attached(db, second, name)
    with pytest.raises(Invalid) as caught:
        revisions.attach(db, hana, world.draft, second, file, "Once more")
    assert set(caught.value.fields) == {"attachments"}


def test_what_saves_by_itself_takes_no_variant_away(world, db, hana, second):
    """A name that is empty for a moment is about to be written anew."""
    makers.variants(db, second, "Blue", "Green")
    half = (VariantText("A", "", "Dyed"), VariantText("B", "Greener"))
    revisions.write(db, hana, world.draft, second, Writing("Coat", variants=half), 1, is_auto=True)
    rows = db.query(Variant).filter_by(revision_id=second.id).order_by("position")
    assert [(row.key, row.name, row.description) for row in rows] == [
        ("A", "Blue", "Dyed"),
        ("B", "Greener", ""),
    ]
    revisions.write(db, hana, world.draft, second, Writing("Coat", variants=half), 2)
    assert [row.key for row in rows] == ["B"]


def test_a_picture_is_hung_at_a_variant(world, db, hana, second):
    [variant, _] = makers.variants(db, second, "Blue", "Green")
    first = makers.revision(db, world.draft, 3, published_at=None)
    [image] = hung(db, world, first, "A coat")
    revisions.add_images(db, hana, world.draft, second, [image], "A")
    assert pictures_of(db, second) == [(image.public_id, "", variant.id)]
