"""Drafts in the browser: begun, written, looked at, published; hidden from all others."""

from io import BytesIO

import pytest

from portal import ids
from portal.models import Draft, Image, Revision, RevisionImage, Variant
from tests import makers, uploads
from tests.actions.test_revisions import hung
from tests.statements import counted


@pytest.fixture
def second(world, db):
    made = makers.revision(db, world.draft, 2, published_at=None)
    db.commit()
    return made


def editor(world, number=2):
    return f"/drafts/{world.draft.public_id}/revisions/{number}/edit"


def test_a_draft_is_begun_and_written(world, db):
    hana = world.visitor("hana")
    assert hana.get(f"/brands/{world.brand.public_id}/drafts/new").status == 200
    made = hana.post(f"/brands/{world.brand.public_id}/drafts/new", {"title": "Winter coat"})
    assert made.status == 303
    assert made.location.endswith("/revisions/1/edit")
    page = hana.get(made.location)
    assert "Writing revision 1" in page.text
    assert "What changed" not in page.text


def test_a_draft_without_a_title_is_asked_for_one(world, db):
    page = world.visitor("hana").post(f"/brands/{world.brand.public_id}/drafts/new", {"title": ""})
    assert page.status == 422
    assert "Write a title" in page.text
    assert db.query(Draft).count() == 1


def test_everything_written_is_saved_and_shown_again(world, db, second):
    [front] = hung(db, world, second, "")
    db.commit()
    hana = world.visitor("hana")
    saved = hana.post(
        editor(world),
        {
            "version": "1",
            "title": "Winter coat",
            "story": "Wool.",
            "changes": "Longer, because of Tom.",
            "picture": front.public_id,
            "picture_alt": "A coat from the front",
            "picture_caption": "Front",
            "picture_variant": "",
            "variant_key": ["", ""],
            "variant_name": ["Blue", "Green"],
            "variant_description": ["Dyed with woad", ""],
        },
    )
    assert saved.status == 303
    db.expire_all()
    assert (second.title, second.version) == ("Winter coat", 2)
    assert db.query(RevisionImage).filter_by(revision_id=second.id).one().alt == (
        "A coat from the front"
    )
    assert [v.name for v in db.query(Variant).order_by("position")] == ["Blue", "Green"]
    page = hana.get(editor(world))
    for words in ("Winter coat", "Longer, because of Tom.", "A coat from the front", "Dyed with"):
        assert words in page.html


def test_a_refused_save_keeps_every_word(world, db, second):
    page = world.visitor("hana").post(
        editor(world),
        {
            "version": "1",
            "title": "",
            "story": "A long story",
            "variant_key": "",
            "variant_name": "Blue",
            "variant_description": "Dyed with woad",
        },
    )
    assert page.status == 422
    assert "A long story" in page.html
    assert "Dyed with woad" in page.html
    db.expire_all()
    assert second.title == "Quiet inbox"


def test_a_stale_form_gets_both_texts(world, db, second):
    hana, olga = world.visitor("hana"), world.visitor("olga")
    hana.post(editor(world), {"version": "1", "title": "Hana's title", "story": "Hana's story"})
    page = olga.post(
        editor(world),
        {
            "version": "1",
            "title": "Olga's title",
            "story": "Olga's story",
            "variant_key": "",
            "variant_name": "Olga's variant",
            "variant_description": "",
        },
    )
    assert page.status == 409
    for words in ("Hana&#39;s story", "Olga&#39;s story", "Olga&#39;s title", "Olga&#39;s variant"):
        assert words in page.html
    db.expire_all()
    assert second.story == "Hana's story"


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 5000, "１"])
def test_an_odd_version_is_a_stale_one(world, db, second, version):
    sent = {"version": version, "title": "T", "story": "S"}
    assert world.visitor("hana").post(editor(world), sent).status == 409


def test_a_published_revision_has_no_editor(world, db):
    hana = world.visitor("hana")
    assert hana.get(editor(world, 1)).status == 403
    sent = {"version": "1", "title": "Other", "story": "Other"}
    assert hana.post(editor(world, 1), sent).status == 403
    db.expire_all()
    assert world.revision.title == "Quiet inbox"


def test_several_pictures_come_at_once_and_bad_ones_are_named(world, db, second):
    hana = world.visitor("hana")
    sent = {
        "version": "1",
        "title": "Coat",
        "story": "Wool",
        "do": "upload",
        "files": [
            (BytesIO(uploads.picture()), "front.png"),
            (BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "logo.svg"),
            (BytesIO(uploads.picture(kind="JPEG")), "back.jpg"),
        ],
    }
    saved = hana.post(editor(world), sent, content_type="multipart/form-data")
    assert saved.status == 303
    page = hana.get(editor(world))
    assert "logo.svg: SVG drawings can carry programs" in page.text
    assert db.query(RevisionImage).filter_by(revision_id=second.id).count() == 2


def test_two_megabytes_are_taken_by_the_editor_and_by_no_other_form(world, db, second):
    def status(name, path):
        words = {"version": "1", "title": "Coat", "story": "Wool"}
        large = (BytesIO(b"\0" * 2_000_000), "large.png")
        page = world.visitor(name).post(
            path, {**words, "files": large}, content_type="multipart/form-data"
        )
        # The test client keeps a large body in a file that nobody else closes.
        page.response.request.input_stream.close()
        return page.status

    assert status("hana", editor(world)) == 303
    assert status("hana", f"/brands/{world.brand.public_id}/drafts/new") == 413
    assert status("nil", editor(world)) == 413


def test_pictures_move_by_their_buttons(world, db, second):
    one, two, three = (image.public_id for image in hung(db, world, second, "1", "2", "3"))
    db.commit()
    hana = world.visitor("hana")

    def press(do, order, version):
        sent = {"version": version, "title": "Coat", "story": "Wool", "do": do}
        sent |= {"picture": order, "picture_alt": order, "picture_caption": order}
        assert hana.post(editor(world), {**sent, "picture_variant": [""] * 3}).status == 303
        db.rollback()
        rows = db.query(Image.public_id).join(RevisionImage, RevisionImage.image_id == Image.id)
        hung_now = rows.filter(RevisionImage.revision_id == second.id)
        return [row[0] for row in hung_now.order_by(RevisionImage.position)]

    assert press(f"up:{three}", [one, two, three], "1") == [one, three, two]
    assert press(f"down:{one}", [one, three, two], "2") == [three, one, two]
    assert press(f"away:{one}", [three, one, two], "3") == [three, two]


def test_publishing_saves_first_and_shows_the_draft(world, db, second):
    sent = {"version": "1", "title": "Final", "story": "Done", "do": "publish"}
    done = world.visitor("hana").post(editor(world), sent)
    assert done.location == f"/drafts/{world.draft.public_id}"
    db.expire_all()
    assert second.published_at is not None
    assert second.title == "Final"


def test_nothing_is_published_without_story_and_picture(world, db, second):
    sent = {"version": "1", "title": "Empty", "story": "", "do": "publish"}
    page = world.visitor("hana").post(editor(world), sent)
    assert page.status == 422
    assert "a story or a picture" in page.text
    db.expire_all()
    assert (second.title, second.published_at) == ("Quiet inbox", None)


def test_the_preview_shows_what_members_will_see(world, db, second):
    makers.variants(db, second, "Blue", "Green")
    hung(db, world, second, "A coat")
    db.commit()
    page = world.visitor("ana").get(f"/drafts/{world.draft.public_id}/revisions/2")
    assert page.status == 200
    assert "what members will see" in page.text
    assert "Variants Blue Green" in page.text
    assert 'alt="A coat"' in page.html


def test_the_next_revision_a_copy_and_putting_away(world, db):
    hana = world.visitor("hana")
    at = f"/drafts/{world.draft.public_id}"
    assert hana.post(f"{at}/revisions/next").location.endswith("/revisions/2/edit")
    copy = hana.post(f"{at}/duplicate")
    assert copy.location.endswith("/revisions/1/edit")
    other = copy.location.split("/")[2]
    assert hana.post(f"/drafts/{other}/archive").status == 303
    assert "put away" in hana.get(f"/drafts/{other}").text
    assert hana.post(f"/drafts/{other}/restore").status == 303
    assert hana.post(f"{at}/archive").status == 409


def test_a_member_is_sent_to_the_newest_round_of_the_draft(world, db):
    sent = world.visitor("tom").get(f"/drafts/{world.draft.public_id}")
    assert (sent.status, sent.location) == (303, f"/rounds/{world.round.public_id}")


STAFF_GETS = ("", "/revisions/1", "/revisions/1/edit", "/revisions/2", "/rounds/new")
STAFF_POSTS = (
    *("/revisions/next", "/duplicate", "/archive", "/restore"),
    *("/revisions/1/edit", "/revisions/2/edit", "/rounds/new"),
)


@pytest.mark.parametrize("name", ["tom", "tess", "vera", "ines", "rob", "bo", "maya"])
def test_others_find_nothing_whatever_they_try(world, db, second, name):
    """The same answer as for a draft that never was."""
    visitor = world.visitor(name)
    sees_round = name in ("tom", "tess")
    for verb, endings in ((visitor.get, STAFF_GETS), (visitor.post, STAFF_POSTS)):
        for ending in endings:
            if sees_round and verb == visitor.get and ending == "":
                continue
            real = verb(f"/drafts/{world.draft.public_id}{ending}")
            none = verb(f"/drafts/{ids.public_id()}{ending}")
            assert real.status == none.status == 404, ending
            assert len(real.html) == len(none.html), ending
    for verb in (visitor.get, visitor.post):
        if name == "bo":
            assert verb(f"/brands/{world.brand.public_id}/drafts/new").status == 404
    db.expire_all()
    assert second.version == 1
    assert db.query(Revision).count() == 2


def test_the_analyst_reads_and_writes_nothing(world, db, second):
    ana = world.visitor("ana")
    for ending in ("", "/revisions/1", "/revisions/2", "/rounds/new"):
        page = ana.get(f"/drafts/{world.draft.public_id}{ending}")
        assert page.status == 200, ending
    assert "Go on writing" not in ana.get(f"/drafts/{world.draft.public_id}").text
    for ending in ("/revisions/next", "/duplicate", "/archive", "/restore", "/revisions/2/edit"):
        assert ana.post(f"/drafts/{world.draft.public_id}{ending}").status in (403, 422), ending
    assert ana.get(editor(world)).status == 403


def test_the_signed_out_are_asked_to_sign_in(world):
    sent = world.visitor().get(f"/drafts/{world.draft.public_id}")
    assert sent.location.startswith("/sign-in")


def test_the_draft_page_costs_the_same_with_one_and_three_revisions(world, db, database):
    hana = world.visitor("hana")
    at = f"/drafts/{world.draft.public_id}"
    with counted(database) as one:
        hana.get(at)
    for number in (2, 3):
        made = makers.revision(db, world.draft, number)
        makers.variants(db, made, "Blue", "Green")
        hung(db, world, made, "One", "Two")
        makers.round(db, world.draft, world.vip_group, first_revision=made, state="closed")
    db.commit()
    with counted(database) as three:
        hana.get(at)
    assert len(one) == len(three) <= 10


def test_a_variant_shows_all_its_pictures_and_none_says_its_name_twice(world, db, second):
    [blue] = makers.variants(db, second, "Blue")
    hung(db, world, second, "Blue", "The lining")
    for row in db.query(RevisionImage).filter_by(revision_id=second.id):
        row.variant_id = blue.id
    db.commit()
    page = world.visitor("hana").get(f"/drafts/{world.draft.public_id}/revisions/2")
    variants = page.html.split("judge-variants")[1]
    assert 'alt="The lining"' in variants
    assert 'alt="Blue"' not in page.html
