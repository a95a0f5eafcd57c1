"""What changed because of me: draft by draft, with pictures where they changed."""

from portal import clock
from portal.access import actor_of
from portal.models import Image, Membership, Response, RevisionImage
from portal.queries import because
from tests import makers


def of(db, world, who="tom"):
    return because.of_me(db, actor_of(db, world.people[who]))


def hang(db, world, revision, name):
    picture = Image(brand_id=world.brand.id, storage_key=name, width=9, height=9, colour="#ffffff")
    db.add(picture)
    db.flush()
    db.add(RevisionImage(revision_id=revision.id, image_id=picture.id, position=0, alt=name))
    db.flush()
    return picture


def answered(db, world, state="addressed", revision=None, text="Too long", **values):
    row = makers.critique(db, world.round, world.tom, text, revision=world.revision, **values)
    db.add(
        Response(
            critique_id=row.id,
            state=state,
            sentence="Shorter now.",
            revision_id=revision.id if revision else None,
        )
    )
    db.flush()
    return row


def test_answers_stand_together_by_draft_with_the_pictures_that_changed(db, world):
    second = makers.revision(db, world.draft, 2)
    hang(db, world, world.revision, "before")
    hang(db, world, second, "after")
    answered(db, world, revision=second)
    answered(db, world, "declined", text="Too loud")
    [one] = of(db, world)
    assert [answer.state for answer in one.answers] == ["declined", "addressed"]
    assert one.compared == (1, 2)
    assert one.before
    assert one.after
    assert (one.before.alt, one.after.alt) == ("before", "after")
    assert one.is_credited
    assert one.has_changed


def test_the_same_picture_is_not_shown_as_a_change(db, world):
    second = makers.revision(db, world.draft, 2)
    picture = hang(db, world, world.revision, "same")
    db.add(RevisionImage(revision_id=second.id, image_id=picture.id, position=0))
    answered(db, world, revision=second)
    [one] = of(db, world)
    assert (one.before, one.after) == (None, None)


def test_a_revision_the_round_does_not_show_is_named_but_not_shown(db, world):
    late = makers.revision(db, world.draft, 2, published_at=clock.now())
    hang(db, world, world.revision, "before")
    hang(db, world, late, "after")
    answered(db, world, revision=late)
    [shown] = of(db, world)
    assert shown.after
    world.round.closed_at = clock.ago(hours=1)
    db.merge(world.round)
    db.flush()
    [one] = of(db, world)
    assert (one.before, one.after, one.compared) == (None, None, None)
    assert one.answers[0].addressed_in == 2


def test_what_was_said_by_somebody_else_too_counts_for_both(db, world):
    second = makers.revision(db, world.draft, 2)
    stands = makers.critique(db, world.round, world.tess, "Long", revision=world.revision)
    makers.critique(
        db, world.round, world.tom, "Too long", revision=world.revision, merged_into_id=stands.id
    )
    db.add(
        Response(critique_id=stands.id, state="addressed", sentence="Yes.", revision_id=second.id)
    )
    db.flush()
    [one] = of(db, world)
    assert [(answer.words, answer.sentence) for answer in one.answers] == [("Too long", "Yes.")]


def test_home_says_whether_i_am_named_and_where_to_change_it(db, world):
    second = makers.revision(db, world.draft, 2)
    answered(db, world, revision=second)
    db.commit()
    page = world.visitor("tom").get("/")
    assert "You are credited by name." in page.text
    assert f"/groups/{world.group.public_id}#credit" in page.html
    assert "See what changed" in page.text
    db.query(Membership).filter_by(person_id=world.tom.id).update({"is_credited": False})
    db.commit()
    assert "You asked not to be named." in world.visitor("tom").get("/").text
