"""Questions that nobody could answer reach no member: neither by registering nor by publishing."""

import pytest
from sqlalchemy import delete

from portal.actions import revisions, rounds
from portal.errors import Conflict, Invalid
from portal.kinds import needs
from portal.models import Round, Variant
from tests import actors, makers


@pytest.fixture
def hana(world, db):
    return actors.of(db, world.hana)


@pytest.fixture
def asking(world, db):
    """A round with a launch rule that asks for a choice; its draft has two variants."""
    made = makers.round(
        db, world.draft, world.group, first_revision=world.revision, state="preparing"
    )
    makers.criterion(db, made)
    makers.question(db, made, "choice", "Which colour?")
    makers.variants(db, world.revision, "Blue", "Green")
    return made


def forget_variants(db, revision):
    db.execute(delete(Variant).where(Variant.revision_id == revision.id))


def test_a_round_that_asks_about_variants_is_registered_while_there_are_some(db, hana, asking):
    rounds.register(db, hana, asking)
    rounds.open_now(db, hana, asking)
    assert asking.opened_at is not None


def test_a_round_whose_variants_are_gone_is_not_registered(world, db, hana, asking):
    forget_variants(db, world.revision)
    with pytest.raises(Conflict, match="Which colour"):
        rounds.register(db, hana, asking)
    assert asking.registered_at is None


@pytest.mark.parametrize(
    ("kind", "settings"),
    [("kano", {"features": []}), ("intent", {"price": "", "period": "3 months"})],
)
def test_an_unfinished_question_is_not_registered(db, hana, asking, kind, settings):
    makers.question(db, asking, kind, "Unfinished?", **settings)
    with pytest.raises(Conflict, match="Unfinished"):
        rounds.register(db, hana, asking)


def test_a_round_waits_where_the_published_revision_has_no_variants(world, db, hana, asking):
    """The newest revision has them, but it is still being written: members judge the other."""
    forget_variants(db, world.revision)
    second = makers.revision(db, world.draft, 2, published_at=None)
    makers.variants(db, second, "Blue", "Green")
    rounds.register(db, hana, asking)
    with pytest.raises(Conflict, match="Which colour"):
        rounds.open_now(db, hana, asking)
    asking.opens_at = asking.registered_at
    assert rounds.open_due(db) == 0
    revisions.publish(db, hana, world.draft, second, second.version)
    assert rounds.open_due(db) == 1


@pytest.mark.parametrize("state", ["scheduled", "open"])
def test_a_revision_that_drops_what_a_round_asks_about_is_not_published(world, db, hana, state):
    made = makers.round(db, world.draft, world.group, first_revision=world.revision, state=state)
    makers.question(db, made, "ranking", "Your order?")
    second = makers.revision(db, world.draft, 2, published_at=None)
    with pytest.raises(Invalid, match="Your order"):
        revisions.publish(db, hana, world.draft, second, second.version)
    assert second.published_at is None
    makers.variants(db, second, "Blue", "Green")
    revisions.publish(db, hana, world.draft, second, second.version)
    assert second.published_at is not None


def test_a_closed_round_holds_no_revision_back(world, db, hana):
    made = makers.round(db, world.draft, world.group, first_revision=world.revision, state="closed")
    makers.question(db, made, "choice", "Which?")
    db.get_one(Round, world.round.id).closed_at = made.closed_at
    second = makers.revision(db, world.draft, 2, published_at=None)
    revisions.publish(db, hana, world.draft, second, second.version)
    assert second.published_at is not None


@pytest.mark.parametrize(
    ("kind", "variants", "is_fine"),
    [
        ("choice", 1, False),
        ("choice", 2, True),
        ("choice", 9, True),
        ("ranking", 6, True),
        ("ranking", 7, False),
        ("pairs", 1, False),
        ("pairs", 7, False),
        ("rating", 0, True),
    ],
)
def test_how_many_variants_a_kind_compares(kind, variants, is_fine):
    assert (needs.why_not_with(kind, variants) is None) is is_fine
