"""What the editor sends piece by piece: saves nobody asked for, one picture, one attachment."""

from io import BytesIO

import pytest

from portal import clock
from portal.models import (
    Attachment,
    Event,
    Image,
    Revision,
    RevisionAttachment,
    RevisionImage,
    Variant,
)
from tests import makers, papers, uploads
from tests.actions.test_revisions import hung

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def second(world, db):
    made = makers.revision(db, world.draft, 2, published_at=None)
    db.commit()
    return made


def at(world, ending, number=2):
    return f"/drafts/{world.draft.public_id}/revisions/{number}/{ending}"


def words(**more):
    return {"version": "1", "do": "autosave", "title": "Coat", "story": "Wool, **warm**.", **more}


def file(body, name, **more):
    return {"file": (BytesIO(body), name), **more}


def send(visitor, path, sent):
    page = visitor.post(path, sent, content_type="multipart/form-data", headers=FRAGMENT)
    page.response.request.input_stream.close()
    return page


def test_it_saves_by_itself_and_says_when_and_which_version(world, db, second):
    page = world.visitor("hana").post(at(world, "edit"), words(), headers=FRAGMENT)
    assert page.status == 200
    assert "Saved at" in page.text
    assert 'data-was="1" data-version="2"' in page.html
    assert "<html" not in page.html
    db.expire_all()
    assert (second.story, second.version, second.published_at) == ("Wool, **warm**.", 2, None)


def test_the_words_come_back_as_members_will_read_them(world, db, second):
    page = world.visitor("hana").post(
        at(world, "edit"), words(story="**Warm** <script>x</script>"), headers=FRAGMENT
    )
    assert '<div data-preview="story"><p><strong>Warm</strong> &lt;script&gt;' in page.html


def test_nothing_is_told_of_saves_that_nobody_asked_for(world, db, second):
    before = db.query(Event).count()
    hana = world.visitor("hana")
    for version in ("1", "2", "3"):
        hana.post(at(world, "edit"), words(version=version), headers=FRAGMENT)
    assert db.query(Event).count() == before


def test_what_cannot_be_saved_is_said_beside_its_field(world, db, second):
    page = world.visitor("hana").post(at(world, "edit"), words(title=""), headers=FRAGMENT)
    assert page.status == 422
    assert 'data-field="title"' in page.html
    assert "<strong>warm</strong>" in page.html
    db.expire_all()
    assert (second.title, second.version) == ("Quiet inbox", 1)


def test_of_two_who_write_the_second_is_told_and_overwrites_nothing(world, db, second):
    world.visitor("olga").post(at(world, "edit"), words(story="Hers"), headers=FRAGMENT)
    page = world.visitor("hana").post(at(world, "edit"), words(story="Mine"), headers=FRAGMENT)
    assert page.status == 409
    assert "See both texts" in page.text
    db.expire_all()
    assert second.story == "Hers"


def test_new_variants_are_told_their_letters_and_kept_once(world, db, second):
    sent = {"variant_key": ["", ""], "variant_name": ["Blue", "Green"]}
    sent["variant_description"] = ["", ""]
    hana = world.visitor("hana")
    page = hana.post(at(world, "edit"), words(**sent), headers=FRAGMENT)
    assert 'data-variants="A,B"' in page.html
    again = words(version="2", **{**sent, "variant_key": ["A", "B"]})
    hana.post(at(world, "edit"), again, headers=FRAGMENT)
    assert [row.key for row in db.query(Variant).order_by("key")] == ["A", "B"]


def test_an_unnamed_variant_keeps_its_name_until_somebody_saves(world, db, second):
    makers.variants(db, second, "Blue")
    db.commit()
    sent = {"variant_key": "A", "variant_name": "", "variant_description": ""}
    world.visitor("hana").post(at(world, "edit"), words(**sent), headers=FRAGMENT)
    assert db.query(Variant).one().name == "Blue"


def test_one_picture_is_hung_and_answers_with_its_row_and_step(world, db, second):
    page = send(world.visitor("hana"), at(world, "pictures"), file(uploads.picture(), "a.png"))
    assert page.status == 200
    image = db.query(Image).one()
    assert f'id="picture-{image.public_id}"' in page.html
    assert 'data-was="1" data-version="2"' in page.html
    assert page.html.lstrip().startswith("<li")
    assert db.query(RevisionImage).one().revision_id == second.id


def test_a_picture_is_hung_at_a_variant(world, db, second):
    [blue] = makers.variants(db, second, "Blue")
    db.commit()
    sent = file(uploads.picture(), "a.png", variant_key="A")
    page = send(world.visitor("hana"), at(world, "pictures"), sent)
    assert '<option value="A" selected>' in page.html
    assert db.query(RevisionImage).one().variant_id == blue.id


@pytest.mark.parametrize(
    ("body", "sentence"), [(b"<svg/>", "SVG drawings"), (b"", "Choose a file"), (b"x", "picture")]
)
def test_what_is_no_picture_is_refused_in_a_sentence(world, db, second, body, sentence):
    name = "a.png" if body else ""
    page = send(world.visitor("hana"), at(world, "pictures"), file(body, name))
    assert page.status == 422
    assert sentence in page.text
    db.expire_all()
    assert second.version == 1


def test_a_twenty_first_picture_is_refused(world, db, second):
    hung(db, world, second, *"abcdefghijklmnopqrst")
    db.commit()
    page = send(world.visitor("hana"), at(world, "pictures"), file(uploads.picture(), "a.png"))
    assert (page.status, "at most 20 pictures" in page.text) == (422, True)
    assert db.query(RevisionImage).count() == 20


def test_a_pdf_is_attached_under_its_name(world, db, second):
    page = send(world.visitor("hana"), at(world, "attachments"), file(papers.laden(), "Menu.pdf"))
    assert page.status == 200
    assert "Name of the PDF" in page.text
    assert db.query(RevisionAttachment).one().name == "Menu"
    shown = world.visitor("hana").get(f"/drafts/{world.draft.public_id}/revisions/2")
    assert f"/attachments/{db.query(Attachment).one().public_id}" in shown.html


def test_a_plain_browser_attaches_with_everything_else(world, db, second):
    sent = words(do="attach", attachment_files=(BytesIO(papers.laden()), "Menu.pdf"))
    page = world.visitor("hana").post(at(world, "edit"), sent, content_type="multipart/form-data")
    assert page.location.endswith("/edit#attachments")
    assert db.query(RevisionAttachment).one().name == "Menu"


def test_a_plain_browser_hangs_a_picture_at_a_variant(world, db, second):
    [blue] = makers.variants(db, second, "Blue")
    db.commit()
    variant = {"variant_key": "A", "variant_name": "Blue", "variant_description": ""}
    picture = {"variant_files_A": (BytesIO(uploads.picture()), "a.png")}
    world.visitor("hana").post(
        at(world, "edit"),
        words(do="save", **variant, **picture),
        content_type="multipart/form-data",
    )
    assert db.query(RevisionImage).one().variant_id == blue.id


PIECES = ("edit", "pictures", "attachments", "unschedule")


@pytest.mark.parametrize("name", ["tom", "tess", "vera", "ines", "rob", "bo", "maya"])
@pytest.mark.parametrize("ending", PIECES)
def test_to_others_there_is_nothing_to_write(world, db, second, name, ending):
    sent = words(file=(BytesIO(uploads.picture()), "a.png"))
    assert send(world.visitor(name), at(world, ending), sent).status == 404
    db.expire_all()
    assert (second.version, db.query(Image).count()) == (1, 0)


@pytest.mark.parametrize("ending", PIECES)
def test_analysts_write_nothing_and_nobody_writes_what_is_published(world, db, second, ending):
    for name, number in (("ana", 2), ("hana", 1)):
        sent = words(file=(BytesIO(uploads.picture()), "a.png"))
        assert send(world.visitor(name), at(world, ending, number), sent).status == 403
    db.expire_all()
    assert (second.version, db.query(Image).count()) == (1, 0)


@pytest.mark.parametrize("ending", PIECES)
def test_the_signed_out_hear_so_and_stay_where_they_are(world, second, ending):
    page = send(world.visitor(), at(world, ending), words())
    assert page.status == 401


def schedule(visitor, world, at_):
    return visitor.post(at(world, "edit"), words(do="schedule", publish_at=at_))


def test_it_is_scheduled_on_the_clocks_of_the_brand_and_says_so_everywhere(world, db, second):
    world.brand.timezone = "Europe/Madrid"
    db.commit()
    hana = world.visitor("hana")
    day = clock.hence(days=3)
    assert schedule(hana, world, f"{day:%Y-%m-%d}T09:30").status == 303
    db.expire_all()
    assert (second.publish_by_id, second.published_at) == (world.hana.id, None)
    assert (second.title, f"{second.publish_at:%M}") == ("Coat", "30")
    for page in (f"/drafts/{world.draft.public_id}", at(world, "edit")):
        assert "will be published on" in hana.get(page).text
        assert "09:30 Madrid" in hana.get(page).text
    assert "Scheduled" in hana.get(f"/brands/{world.brand.public_id}").text
    assert hana.post(at(world, "unschedule")).status == 303
    db.rollback()
    assert second.publish_at is None


@pytest.mark.parametrize("typed", ["", "tomorrow", "2020-01-01T09:00", "2027-03-28T02:30"])
def test_an_hour_that_cannot_be_is_refused_beside_the_field_and_nothing_is_lost(
    world, db, second, typed
):
    world.brand.timezone = "Europe/Madrid"
    db.commit()
    page = schedule(world.visitor("hana"), world, typed)
    assert page.status == 422
    assert 'id="publish_at-error"' in page.html
    assert "Wool, **warm**." in page.html
    db.expire_all()
    assert (second.publish_at, second.version) == (None, 1)


def test_why_it_was_not_published_is_told_to_the_team_until_it_was_seen(world, db, second):
    second.publish_at, second.publish_refused = clock.ago(hours=1), "The draft was put away."
    db.commit()
    hana, ana = world.visitor("hana"), world.visitor("ana")
    for visitor in (hana, ana):
        page = visitor.get(f"/drafts/{world.draft.public_id}")
        assert "was not published on" in page.text
        assert "The draft was put away." in page.text
        assert "Could not be published" in visitor.get(f"/brands/{world.brand.public_id}").text
    hana.post(at(world, "unschedule"))
    assert "was not published" not in hana.get(f"/drafts/{world.draft.public_id}").text


def test_members_see_nothing_of_what_is_scheduled(world, db, second):
    second.title, second.publish_at = "Secret coat", clock.hence(hours=1)
    db.commit()
    assert "Secret coat" in world.visitor("hana").get(f"/drafts/{world.draft.public_id}").text
    tom = world.visitor("tom")
    for page in ("/", f"/rounds/{world.round.public_id}"):
        assert "Secret coat" not in tom.get(page).text
    assert tom.get(f"/rounds/{world.round.public_id}?revision=2").status == 404


def test_a_draft_begins_with_questions_in_the_language_of_the_brand(world, db):
    world.brand.kind, world.brand.language = "restaurant", "en"
    db.commit()
    hana = world.visitor("hana")
    new = f"/brands/{world.brand.public_id}/drafts/new"
    assert "A dish" in hana.get(new).text
    made = hana.post(new, {"title": "Leeks", "start": "dish"})
    page = hana.get(made.location)
    assert "## What is on the plate?" in page.html
    assert "The plate as it comes to the table" in page.text
    db.expire_all()
    begun = db.query(Revision).filter_by(title="Leeks").one()
    assert "<h3>What is on the plate?</h3>" in begun.story_html


@pytest.mark.parametrize("start", ["", "garment", "nothing"])
def test_without_a_start_of_its_kind_the_story_is_empty(world, db, start):
    world.brand.kind = "restaurant"
    db.commit()
    new = f"/brands/{world.brand.public_id}/drafts/new"
    world.visitor("hana").post(new, {"title": "Leeks", "start": start})
    assert db.query(Revision).filter_by(title="Leeks").one().story == ""


def test_members_are_shown_films_and_pdfs_after_the_story(world, db):
    film = makers.attached(db, world.revision, "How it moves")
    card = makers.attached(db, world.revision, "The card", "pdf")
    db.commit()
    page = world.visitor("tom").get(f"/rounds/{world.round.public_id}")
    assert f'preload="none" playsinline src="/attachments/{film.public_id}"' in page.html
    assert f'href="/attachments/{card.public_id}" download' in page.html
    assert "The card" in page.text
