"""Two revisions side by side: what changed, whose critique it answers, the vote asked again."""

import pytest

from portal.access import actor_of
from portal.errors import NotFound
from portal.models import Membership, Response
from portal.queries import comparing_revisions, revision_changes
from portal.queries.images import Picture
from portal.queries.revisions import VariantShown
from tests import makers
from tests.statements import counted


def picture(name: str) -> Picture:
    return Picture(name, 8, 6, "#ffffff", "")


def told(before: str, after: str) -> list[tuple[str, int | None, int | None]]:
    changes = revision_changes.pictures(list(map(picture, before)), list(map(picture, after)))
    return [(change.what, change.was, change.now) for change in changes]


def test_pictures_are_paired_by_their_place():
    assert told("ab", "ab") == [("same", 1, 1), ("same", 2, 2)]
    assert told("ab", "xb") == [("changed", 1, 1), ("same", 2, 2)]
    assert told("a", "ax") == [("same", 1, 1), ("added", None, 2)]
    assert told("ab", "b") == [("removed", 1, None), ("same", 2, 1)]
    assert told("ab", "xyb") == [("changed", 1, 1), ("added", None, 2), ("same", 3 - 1, 3)]
    assert told("", "") == []


def test_the_same_picture_elsewhere_was_moved_not_replaced():
    assert sorted(told("abc", "cab")) == [("moved", 3, 1), ("same", 1, 2), ("same", 2, 3)]
    assert told("abx", "bay") == [("moved", 2, 1), ("same", 1, 2), ("changed", 3, 3)]


def test_variants_are_told_apart_by_their_letters():
    def one(key: str, name: str) -> VariantShown:
        return VariantShown(key, name, "", None)

    before = [one("A", "Moss"), one("B", "Umber")]
    after = [one("B", "Brown"), one("C", "Sand")]
    changes = revision_changes.variants(before, after)
    assert [(change.what, change.name) for change in changes] == [
        ("changed", "Brown"),
        ("added", "Sand"),
        ("removed", "Moss"),
    ]


@pytest.fixture
def two(db, world):
    """A second revision that answers a critique of Tess and one of Tom's."""
    second = makers.revision(db, world.draft, 2, "Quiet inbox", story="One list, less noise.")
    for who, text in (("tess", "Too loud"), ("tom", "Too long")):
        row = makers.critique(db, world.round, world.people[who], text, revision=world.revision)
        db.add(
            Response(critique_id=row.id, state="addressed", revision_id=second.id, sentence="Done.")
        )
    db.flush()
    return second


def compare(db, world, who="tom", older=None, newer=None):
    actor = actor_of(db, world.people[who])
    return comparing_revisions.of_round(db, actor, world.round.public_id, older, newer)


def names(found):
    return [(answer.author, answer.words) for answer in found.answers]


def test_the_newest_is_compared_with_the_one_before_it(db, world, two):
    found = compare(db, world)
    assert (found.before.number, found.after.number) == (1, 2)
    assert compare(db, world, older=2, newer=1).after.number == 2
    assert compare(db, world, older=1, newer=1).after.number == 2
    for wrong in (3, 0):
        with pytest.raises(NotFound):
            compare(db, world, newer=wrong or 9)


def test_where_there_is_but_one_revision_there_is_nothing_to_compare(db, world):
    with pytest.raises(NotFound):
        compare(db, world)


def test_answers_are_told_to_whom_the_critique_is_open(db, world, two):
    assert names(compare(db, world)) == [("Tom", "Too long")]
    makers.vote(db, world.round, world.tom, revision=world.revision)
    assert names(compare(db, world)) == [("Tess", "Too loud"), ("Tom", "Too long")]


def test_who_does_not_wish_to_be_named_is_not(db, world, two):
    makers.vote(db, world.round, world.tom, revision=world.revision)
    row = db.query(Membership).filter_by(person_id=world.tess.id).one()
    row.is_credited = False
    db.flush()
    assert names(compare(db, world))[0] == ("", "Too loud")
    assert names(compare(db, world, "tess")) == [("Tess", "Too loud")]


def test_the_vote_is_asked_again_with_what_one_said_before(db, world, two):
    makers.vote(db, world.round, world.tom, "unsure", revision=world.revision)
    ask = compare(db, world).ballot.ask
    assert ask.earlier == (1, "unsure")
    assert ask.answer is None


def test_the_team_compares_what_is_still_being_written(db, world, two):
    makers.revision(db, world.draft, 3, published_at=None)
    actor = actor_of(db, world.hana)
    found = comparing_revisions.of_draft(db, actor, world.draft.public_id, 1, None)
    assert (found.before.number, found.after.number) == (1, 3)
    assert len(found.answers) == 2
    with pytest.raises(NotFound):
        compare(db, world, newer=3)
    with pytest.raises(NotFound):
        comparing_revisions.of_draft(db, actor_of(db, world.tom), world.draft.public_id, None, None)


def test_members_of_other_groups_find_nothing(db, world, two):
    for who in ("vera", "bo", "maya", "ines", "rob"):
        with pytest.raises(NotFound):
            compare(db, world, who)


def test_the_page_costs_the_same_however_much_it_shows(db, world, database, two):
    db.commit()
    costs = []
    for many in (0, 12):
        for n in range(many):
            row = makers.critique(db, world.round, world.tom, f"C{n}", revision=world.revision)
            db.add(
                Response(critique_id=row.id, state="addressed", revision_id=two.id, sentence="So.")
            )
        db.commit()
        page = world.visitor("tom")
        with counted(database) as statements:
            page.get(f"/rounds/{world.round.public_id}/compare")
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 10, costs
