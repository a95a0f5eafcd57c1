"""Adding and changing a question of every kind, with and without JavaScript."""

import pytest

from portal.kinds import KINDS, settings_problems
from portal.models import Criterion, Question
from portal.web.forms import questions as forms
from tests import makers
from tests.statements import counted

SETTINGS = {
    "intent": {"price": " 39  EUR ", "period": "3 months"},
    "choice": {"offers_none": "y"},
    "price_range": {"currency": "eur", "asks_intent": "y"},
    "price_steps": {"currency": "EUR", "prices": "30, 15; 20\n25"},
    "kano": {"features": "- Works offline\n\n* Undo\n"},
    "best_worst": {"items": "Crust\nCrumb\nSalt\nSeeds"},
}
KEPT = {
    "intent": {"price": "39 EUR", "period": "3 months"},
    "choice": {"offers_none": True},
    "price_range": {"currency": "EUR", "asks_intent": True},
    "price_steps": {"currency": "EUR", "prices": [15, 20, 25, 30]},
    "kano": {"features": [{"key": "f1", "name": "Works offline"}, {"key": "f2", "name": "Undo"}]},
    "best_worst": {
        "items": [
            {"key": f"i{n}", "name": name}
            for n, name in enumerate(("Crust", "Crumb", "Salt", "Seeds"), start=1)
        ]
    },
}


@pytest.fixture
def round(world, db):
    made = makers.round(
        db, world.draft, world.group, first_revision=world.revision, state="preparing"
    )
    makers.variants(db, world.revision, "Blue", "Green")
    db.commit()
    return made


def at(round, ending="set-up"):
    return f"/rounds/{round.public_id}/{ending}"


@pytest.mark.parametrize("kind", forms.FORMS)
def test_a_question_of_every_kind_is_added_shown_and_changed(world, db, round, kind):
    hana = world.visitor("hana")
    page = hana.get(at(round, f"questions?kind={kind}"))
    assert page.status == 200
    sent = {"kind": kind, "prompt": "How is it?", **SETTINGS.get(kind, {})}
    assert hana.post(at(round, "questions"), sent).status == 303
    question = db.query(Question).filter_by(round_id=round.id, kind=kind).one()
    assert question.settings == KEPT.get(kind, {})
    assert settings_problems(kind, question.settings) == {}
    assert "How is it?" in hana.get(at(round)).text
    form = hana.get(at(round, f"questions/{question.public_id}"))
    fields = {e.attributes.get("name") for e in form.tree.all("input") + form.tree.all("textarea")}
    assert set(SETTINGS.get(kind, {})) <= fields
    others = {name for other, given in SETTINGS.items() if other != kind for name in given}
    assert not (others - set(SETTINGS.get(kind, {}))) & fields
    # What the form shows again says the same.
    with world.app.test_request_context():
        kept = forms.kept(kind, question.prompt, question.settings)
        assert kept.settings() == question.settings
    db.rollback()
    again = {**sent, "prompt": "How is it now?"}
    assert hana.post(at(round, f"questions/{question.public_id}"), again).status == 303
    assert "How is it now?" in hana.get(at(round)).text


@pytest.mark.parametrize("kind", forms.FORMS)
def test_a_question_without_settings_is_shown_and_can_be_finished(world, db, round, kind):
    """As a kit leaves it, or as it was kept before this kind had settings."""
    question = makers.question(db, round, kind, "As it was?")
    db.commit()
    hana = world.visitor("hana")
    page = hana.get(at(round))
    assert "As it was?" in page.text
    assert ("Not finished." in page.text) is (kind in set(SETTINGS) - {"choice"})
    assert hana.get(at(round, f"questions/{question.public_id}")).status == 200


def test_every_kind_but_support_is_offered_with_a_sentence(world, round):
    page = world.visitor("hana").get(at(round, "questions"))
    links = [e.attributes["href"] for e in page.tree.all("a") if "kind=" in e.attributes["href"]]
    assert {link.rpartition("=")[2] for link in links} == set(KINDS) - {"support"}
    assert "From 30 answers." in page.text


def test_htmx_opens_the_form_alone(world, round):
    page = world.visitor("hana").fragment(at(round, "questions?kind=kano"))
    [form] = page.tree.roots
    assert (form.tag, form.attributes["id"]) == ("form", "asking-new")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"kind": "price_steps", "currency": "EUR", "prices": "cheap"}, "Write 3 to 9 prices."),
        ({"kind": "price_steps", "currency": "?", "prices": "1, 2, 3"}, "three letters"),
        ({"kind": "kano", "features": "\n".join("abcdefghi")}, "Name between 1 and 8"),
        ({"kind": "best_worst", "items": "Crust\nCrumb"}, "Name between 4 and 12"),
        ({"kind": "essay"}, "Choose a kind of question."),
        ({"kind": "rating", "prompt": " "}, "Write the question"),
    ],
)
def test_what_is_missing_is_named_and_what_was_typed_stays(world, db, round, sent, sentence):
    page = world.visitor("hana").post(at(round, "questions"), {"prompt": "How?", **sent})
    assert page.status == 422
    assert sentence in page.text
    for name, typed in {"prompt": "How?", **sent}.items():
        if name != "kind" and typed.strip():
            assert typed in page.html
    assert db.query(Question).filter_by(round_id=round.id).count() == 1


def test_a_refused_change_keeps_what_was_typed(world, db, round):
    kano = makers.question(db, round, "kano", features=[{"key": "f1", "name": "Undo"}])
    db.commit()
    path = at(round, f"questions/{kano.public_id}")
    page = world.visitor("hana").post(path, {"prompt": "Other words", "features": " "})
    assert page.status == 422
    assert "Other words" in page.html
    db.expire_all()
    assert db.get_one(Question, kano.id).settings["features"][0]["name"] == "Undo"


@pytest.mark.parametrize(
    ("typed", "prices"),
    [
        ("15, 20, 25, 30", [15, 20, 25, 30]),
        ("15,20,25", [15, 20, 25]),
        ("30 25 20 25", [20, 25, 30]),
        ("€ 15; € 20,50; € 25", [15, 20.5, 25]),
        ("15 EUR, 20 EUR", [15, 20]),
        ("15\n20\r\n25", [15, 20, 25]),
        ("15, twenty", []),
        ("", []),
        ("NaN, 1e9, -5", []),
    ],
)
def test_prices_are_read_however_they_are_parted(typed, prices):
    assert forms.prices_of(typed, "EUR") == prices


def test_questions_change_places(world, db, round):
    first = makers.question(db, round, "rating", "Once")
    second = makers.question(db, round, "recommend", "Twice")
    db.commit()
    hana = world.visitor("hana")
    done = hana.post(at(round, f"questions/{second.public_id}/move"), {"towards": "up"})
    assert done.location.endswith(f"#question-{second.public_id}")
    text = hana.get(at(round)).text
    assert text.index("Twice") < text.index("Once")
    db.expire_all()
    assert (db.get_one(Question, first.id).position, second.position) == (2, 1)


def test_a_kit_is_taken_and_given_back_in_one_press_each(world, db, round):
    hana = world.visitor("hana")
    assert "An app feature" in hana.get(at(round)).text
    assert hana.post(at(round, "kits/app-feature"), {"do": "take"}).status == 303
    page = hana.get(at(round))
    assert "4 questions are added." in page.text
    assert "Not finished." in page.text
    assert "One question is not finished" in page.text
    assert hana.post(at(round, "register")).status == 409
    hana.post(at(round, "kits/app-feature"), {"do": "give-back"})
    assert "Not finished." not in hana.get(at(round)).text
    assert hana.post(at(round, "kits/wedding")).status == 404


def test_a_rule_is_changed_on_a_page_of_its_own(world, db, round):
    rule = makers.criterion(db, round)
    db.commit()
    hana = world.visitor("hana")
    path = at(round, f"criteria/{rule.public_id}")
    assert 'value="60"' in hana.get(path).html
    bar = {"level": "900", "mode": "sequential", "min_answers": "12"}
    page = hana.post(path, {**bar, "threshold": "most"})
    assert page.status == 422
    assert "most" in page.html
    assert hana.post(path, {**bar, "threshold": "72,5 %"}).status == 303
    assert "At least 72.5 %" in hana.get(at(round)).text
    db.expire_all()
    kept = db.get_one(Criterion, rule.id)
    assert (kept.threshold_permille, kept.level_permille, kept.mode) == (725, 900, "sequential")


def test_a_locked_round_shows_no_forms(world, db, round):
    """The same addresses answer while it is being prepared."""
    rating = makers.question(db, round, "rating")
    rule = makers.criterion(db, round)
    db.commit()
    hana = world.visitor("hana")
    endings = ("questions", f"questions/{rating.public_id}", f"criteria/{rule.public_id}")
    assert [hana.get(at(round, ending)).status for ending in endings] == [200, 200, 200]
    assert hana.post(at(round, "register")).status == 303
    assert [hana.get(at(round, ending)).status for ending in endings] == [403, 403, 403]


def test_twelve_questions_cost_what_one_costs(world, db, database, round):
    hana = world.visitor("hana")
    with counted(database) as one:
        hana.get(at(round))
    for number in range(11):
        makers.question(db, round, "kano", features=[{"key": "f1", "name": f"Thing {number}"}])
    db.commit()
    with counted(database) as twelve:
        page = hana.get(at(round))
    assert len(one) == len(twelve)
    assert "at most 12 questions" in page.text
    assert "Add a question" not in page.text
