"""A kit in one press: only what is missing, open where only the brand knows, and taken back."""

import pytest

from portal import kinds
from portal.actions import criteria, kits, questions, rounds
from portal.actions.kit_contents import KITS
from portal.errors import Conflict, NotFound, Refused
from portal.kinds import needs
from portal.language import speaking
from portal.models import Criterion, Event, Question
from portal.models.brands import KINDS as BRAND_KINDS
from portal.models.rounds import QUESTION_KINDS, SIGNALS
from tests import actors, makers


@pytest.fixture
def hana(world, db):
    return actors.of(db, world.hana)


@pytest.fixture
def round(world, db):
    return makers.round(
        db, world.draft, world.group, first_revision=world.revision, state="preparing"
    )


def asked(db, round):
    rows = db.query(Question).filter_by(round_id=round.id).order_by(Question.position)
    return [row.kind for row in rows]


def ruled(db, round):
    return {row.signal for row in db.query(Criterion).filter_by(round_id=round.id)}


def test_there_is_one_kit_for_each_kind_of_brand():
    assert [kit.brand_kind for kit in KITS] == list(BRAND_KINDS)
    for kit in KITS:
        assert {one.kind for one in kit.questions} <= set(QUESTION_KINDS)
        assert {rule.signal for rule in kit.rules} <= set(SIGNALS)
        # A rule of the kit reads a question of the kit.
        assert {rule.signal for rule in kit.rules} <= {
            "support",
            "concerns",
            *(one.kind for one in kit.questions),
        }


def test_a_kit_adds_its_questions_and_rules_and_says_so(db, hana, round):
    taken = kits.take(db, hana, round, kits.named("app-feature"))
    assert asked(db, round) == ["support", "rating", "without_it", "recommend", "kano"]
    assert ruled(db, round) == {"support", "without_it", "concerns"}
    assert (taken.questions, taken.rules, taken.left_out) == (4, 3, 0)
    told = db.query(Event).filter_by(round_id=round.id)
    assert {row.facts["kit"] for row in told} == {"app-feature"}


def test_a_kit_adds_only_what_is_missing(db, hana, round):
    own = questions.add(db, hana, round, kind="rating", prompt="My own words")
    criteria.add(db, hana, round, signal="support", threshold_permille=750)
    kits.take(db, hana, round, kits.named("plain"))
    assert asked(db, round) == ["support", "rating", "recommend"]
    assert own.prompt == "My own words"
    support = db.query(Criterion).filter_by(round_id=round.id, signal="support").one()
    assert support.threshold_permille == 750
    again = kits.take(db, hana, round, kits.named("plain"))
    assert (again.questions, again.rules) == (0, 0)


def test_what_only_the_brand_knows_stays_open_until_it_is_written(db, hana, round):
    kits.take(db, hana, round, kits.named("dish"))
    with pytest.raises(Conflict, match="cannot be asked yet"):
        rounds.register(db, hana, round)
    for row in db.query(Question).filter_by(round_id=round.id):
        if row.kind == "intent":
            row.settings = {"price": "14 EUR", "period": "3 months"}
        if row.kind == "best_worst":
            row.settings = {"items": [{"key": f"i{n}", "name": f"Part {n}"} for n in range(4)]}
    db.flush()
    rounds.register(db, hana, round)
    assert round.registered_at is not None


def test_a_question_about_variants_waits_for_variants(world, db, hana, round):
    taken = kits.take(db, hana, round, kits.named("garment"))
    assert taken.left_out == 1
    assert "choice" not in asked(db, round)
    makers.variants(db, world.revision, "Blue", "Green")
    assert kits.take(db, hana, round, kits.named("garment")).questions == 1
    price = db.query(Question).filter_by(round_id=round.id, kind="price_range").one()
    assert price.settings == {"currency": world.brand.currency}


def test_a_kit_is_taken_back_but_what_was_changed_stays(db, hana, round):
    kits.take(db, hana, round, kits.named("plain"))
    rating = db.query(Question).filter_by(round_id=round.id, kind="rating").one()
    questions.change(db, hana, round, rating, prompt="My own words")
    kits.give_back(db, hana, round, kits.named("plain"))
    assert asked(db, round) == ["support", "rating"]
    assert ruled(db, round) == set()


def test_a_full_round_takes_no_more_than_twelve(db, hana, round):
    for number in range(10):
        questions.add(db, hana, round, kind="rating", prompt=f"Question {number}")
    kits.take(db, hana, round, kits.named("app-feature"))
    assert len(asked(db, round)) == questions.MOST


def test_a_kit_is_worded_in_the_language_of_whoever_takes_it(db, hana, round):
    with speaking("es"):
        kits.take(db, hana, round, kits.named("plain"))
        kits.give_back(db, hana, round, kits.named("plain"))
    assert asked(db, round) == ["support"]


def test_only_managers_take_kits_and_only_those_there_are(world, db, round):
    with pytest.raises(Refused):
        kits.take(db, actors.of(db, world.ana), round, kits.named("plain"))
    with pytest.raises(NotFound):
        kits.named("wedding")


def test_every_kind_says_how_many_answers_it_needs():
    assert set(needs.FEWEST_ANSWERS) == set(QUESTION_KINDS) == set(kinds.KINDS)
    assert set(needs.VARIANTS) == kinds.OF_VARIANTS
