"""Questions and launch rules of a round being prepared."""

import pytest

from portal.actions import criteria, questions
from portal.errors import Invalid, NotFound, Refused
from portal.models import Criterion, Event, Question
from tests import actors, makers


@pytest.fixture
def hana(world, db):
    return actors.of(db, world.hana)


@pytest.fixture
def round(world, db):
    return makers.round(
        db, world.draft, world.group, first_revision=world.revision, state="preparing"
    )


def test_questions_are_asked_in_the_order_they_came(db, hana, round):
    questions.add(db, hana, round, kind="rating", prompt=" How  warm? ")
    questions.add(
        db,
        hana,
        round,
        kind="intent",
        prompt="Would you?",
        settings={"price": "39 EUR", "period": "3 months"},
    )
    rows = db.query(Question).filter_by(round_id=round.id).order_by("position").all()
    assert [(q.position, q.kind) for q in rows] == [(0, "support"), (1, "rating"), (2, "intent")]
    assert rows[1].prompt == "How warm?"
    assert rows[2].settings == {"price": "39 EUR", "period": "3 months"}


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"kind": "rating", "prompt": " "}, {"prompt"}),
        ({"kind": "rating", "prompt": "x" * 301}, {"prompt"}),
        ({"kind": "intent", "prompt": "Buy?"}, {"price", "period"}),
        (
            {"kind": "intent", "prompt": "Buy?", "settings": {"price": "9", "period": "x" * 41}},
            {"period"},
        ),
        ({"kind": "essay", "prompt": "Why?"}, {"kind"}),
        ({"kind": "choice", "prompt": "Which?"}, {"kind"}),
    ],
)
def test_what_a_question_lacks_is_named(db, hana, round, values, fields):
    with pytest.raises(Invalid) as caught:
        questions.add(db, hana, round, **values)
    assert set(caught.value.fields) == fields


def test_a_choice_needs_two_variants_in_the_newest_revision(world, db, hana, round):
    makers.variants(db, world.revision, "Blue", "Green")
    assert questions.add(db, hana, round, kind="choice", prompt="Which?").kind == "choice"
    makers.revision(db, world.draft, 2, published_at=None)
    with pytest.raises(Invalid, match="no two variants"):
        questions.add(db, hana, round, kind="choice", prompt="Which now?")


def test_support_keeps_its_place_and_takes_other_words(db, hana, round):
    support = db.query(Question).filter_by(round_id=round.id).one()
    questions.change(db, hana, round, support, prompt="Shall we?")
    assert (support.position, support.kind, support.prompt) == (0, "support", "Shall we?")
    with pytest.raises(Refused, match="always asked"):
        questions.remove(db, hana, round, support)


def test_a_question_goes_with_the_rules_that_read_it(db, hana, round):
    rating = questions.add(db, hana, round, kind="rating", prompt="How warm?")
    criteria.add(db, hana, round, signal="rating", threshold_permille=600, question=rating)
    questions.remove(db, hana, round, rating)
    assert db.query(Criterion).filter_by(round_id=round.id).count() == 0


def test_the_thirteenth_question_is_refused(db, hana, round):
    for number in range(11):
        questions.add(db, hana, round, kind="rating", prompt=f"Question {number}")
    with pytest.raises(Invalid, match="12 questions"):
        questions.add(db, hana, round, kind="rating", prompt="One more")


def test_questions_and_rules_are_found_through_their_round_alone(world, db, round):
    rule = makers.criterion(db, world.round)
    with pytest.raises(NotFound):
        questions.of_round(db, round, world.support.public_id)
    with pytest.raises(NotFound):
        criteria.of_round(db, round, rule.public_id)
    assert questions.of_round(db, world.round, world.support.public_id).id == world.support.id
    assert criteria.of_round(db, world.round, rule.public_id).id == rule.id


def test_a_support_rule_reads_the_support_question_with_the_usual_minimum(db, hana, round):
    rule = criteria.add(db, hana, round, signal="support", threshold_permille=600)
    support = db.query(Question).filter_by(round_id=round.id).one()
    assert (rule.question_id, rule.level_permille, rule.mode) == (support.id, 950, "fixed")
    # Two have joined, so both must answer.
    assert rule.min_answers == 2


@pytest.mark.parametrize(
    ("size", "needed"), [(0, 0), (2, 2), (5, 5), (12, 6), (40, 20), (200, 30), (5000, 30)]
)
def test_the_usual_minimum_of_answers(size, needed):
    assert criteria.usual_min_answers(size) == needed


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"signal": "mood", "threshold_permille": 600}, {"signal"}),
        ({"signal": "support", "threshold_permille": 0}, {"threshold"}),
        ({"signal": "support", "threshold_permille": 1001}, {"threshold"}),
        ({"signal": "support", "threshold_permille": 600, "level_permille": 800}, {"level"}),
        ({"signal": "support", "threshold_permille": 600, "mode": "often"}, {"mode"}),
        ({"signal": "support", "threshold_permille": 600, "min_answers": -1}, {"min_answers"}),
        ({"signal": "rating", "threshold_permille": 600}, {"question"}),
    ],
)
def test_what_a_rule_lacks_is_named(db, hana, round, values, fields):
    with pytest.raises(Invalid) as caught:
        criteria.add(db, hana, round, **values)
    assert set(caught.value.fields) == fields


def test_a_rule_reads_only_a_question_of_its_own_round_and_kind(world, db, hana, round):
    elsewhere = makers.question(db, world.round, "rating")
    intent = makers.question(db, round, "intent")
    for question in (elsewhere, intent):
        with pytest.raises(Invalid):
            criteria.add(
                db, hana, round, signal="rating", threshold_permille=600, question=question
            )


def test_one_rule_for_one_thing(db, hana, round):
    criteria.add(db, hana, round, signal="concerns", threshold_permille=300)
    with pytest.raises(Invalid, match="already"):
        criteria.add(db, hana, round, signal="concerns", threshold_permille=400)


def told(db, round):
    """What happened to the round, as the report will list it."""
    rows = db.query(Event).filter_by(round_id=round.id).order_by(Event.id)
    return [(row.kind, row.facts) for row in rows]


def test_a_question_is_moved_up_and_down_but_never_before_support(db, hana, round):
    first = questions.add(db, hana, round, kind="rating", prompt="First")
    second = questions.add(db, hana, round, kind="recommend", prompt="Second")
    questions.move(db, hana, round, second, "up")
    assert (second.position, first.position) == (1, 2)
    questions.move(db, hana, round, second, "up")
    questions.move(db, hana, round, first, "down")
    assert (second.position, first.position) == (1, 2)
    questions.move(db, hana, round, second, "down")
    assert (first.position, second.position) == (1, 2)
    support = db.query(Question).filter_by(round_id=round.id, position=0).one()
    with pytest.raises(Refused, match="first"):
        questions.move(db, hana, round, support, "down")
    with pytest.raises(Invalid):
        questions.move(db, hana, round, first, "sideways")
    assert [kind for kind, _ in told(db, round)].count("question.moved") == 2


def test_every_change_of_a_question_is_told(db, hana, round):
    intent = questions.add(
        db,
        hana,
        round,
        kind="intent",
        prompt="Would you?",
        settings={"price": "9 EUR", "period": "1 month"},
    )
    changed = {"price": "12 EUR", "period": "1 month"}
    questions.change(db, hana, round, intent, prompt="Would you?", settings=changed)
    questions.change(db, hana, round, intent, prompt="Would you?", settings=changed)
    criteria.add(db, hana, round, signal="intent", question=intent)
    questions.remove(db, hana, round, intent)
    kinds = [kind for kind, _ in told(db, round)]
    assert kinds == [
        "question.added",
        "question.changed",
        "criterion.added",
        "criterion.removed",
        "question.removed",
    ]
    facts = dict(told(db, round))
    assert facts["question.added"]["prompt"] == "Would you?"
    assert facts["question.changed"]["settings"] == changed
    assert facts["question.changed"]["before"]["settings"]["price"] == "9 EUR"
    assert facts["criterion.removed"]["prompt"] == "Would you?"


def test_a_rule_is_changed_in_place_and_both_bars_are_told(db, hana, round):
    rule = criteria.add(db, hana, round, signal="support", threshold_permille=600)
    criteria.change(db, hana, round, rule, threshold_permille=700, mode="sequential")
    criteria.change(db, hana, round, rule, threshold_permille=700, mode="sequential")
    assert (rule.threshold_permille, rule.mode, rule.signal) == (700, "sequential", "support")
    assert [kind for kind, _ in told(db, round)] == ["criterion.added", "criterion.changed"]
    facts = told(db, round)[-1][1]
    assert (facts["before"]["threshold_permille"], facts["threshold_permille"]) == (600, 700)
    assert facts["prompt"] == "Should we launch this as shown?"
    with pytest.raises(Invalid):
        criteria.change(db, hana, round, rule, threshold_permille=5)


def test_the_very_disappointed_are_asked_for_at_forty_percent(db, hana, round):
    without = questions.add(db, hana, round, kind="without_it", prompt="Without it?")
    rule = criteria.add(db, hana, round, signal="without_it", question=without)
    assert (rule.threshold_permille, rule.question_id) == (400, without.id)
    with pytest.raises(Invalid):
        criteria.add(db, hana, round, signal="without_it")


def test_a_change_that_is_refused_tells_nothing(world, db, round):
    ana = actors.of(db, world.ana)
    with pytest.raises(Refused):
        questions.add(db, ana, round, kind="rating", prompt="How?")
    with pytest.raises(Refused):
        criteria.add(db, ana, round, signal="concerns")
    assert told(db, round) == []
