"""Preparing, registering, opening and closing a round in the browser."""

import pytest

from portal import clock, ids
from portal.actions import schedule
from portal.models import Criterion, Question, Round
from tests import makers
from tests.statements import counted


@pytest.fixture
def round(world, db):
    made = makers.round(
        db, world.draft, world.group, first_revision=world.revision, state="preparing"
    )
    db.commit()
    return made


def at(round, ending="set-up"):
    return f"/rounds/{round.public_id}/{ending}"


def when(**values):
    return {
        "opens": schedule.written(clock.hence(days=1), "Europe/Madrid"),
        "closes": schedule.written(clock.hence(days=8), "Europe/Madrid"),
        "timezone": "Europe/Madrid",
        "blindness": "until_vote",
        "who_counts": "joined",
        **values,
    }


def test_a_round_is_prepared_from_the_first_form_to_its_opening(world, db):
    hana = world.visitor("hana")
    new = f"/drafts/{world.draft.public_id}/rounds/new"
    assert hana.get(new).status == 200
    made = hana.post(new, when(group=world.group.public_id))
    assert made.status == 303
    page = hana.get(made.location)
    assert "Write at least one launch rule" in page.text
    base = made.location.removesuffix("/set-up")
    questions = [
        {"kind": "rating", "prompt": "How clear is it?"},
        {"kind": "intent", "prompt": "Would you?", "price": "9 EUR", "period": "1 month"},
    ]
    for question in questions:
        assert hana.post(f"{base}/questions", question).location.endswith("#questions")
    rating = db.query(Question).filter_by(kind="rating").one()
    db.rollback()
    rules = [
        {"signal": "support", "threshold": "62.5", "level": "950", "mode": "fixed"},
        {"signal": f"rating:{rating.public_id}", "threshold": "50 %", "level": "900"},
        {"signal": "concerns", "threshold": "30", "level": "950", "min_answers": "3"},
    ]
    for rule in rules:
        assert hana.post(f"{base}/criteria", {"mode": "sequential", **rule}).status == 303
    page = hana.get(made.location)
    assert "At least 62.5 % of the group are for it" in page.text
    assert "9 EUR" in page.text
    assert hana.post(f"{base}/register", {"do": "open"}).status == 303
    page = hana.get(made.location)
    assert "By Hana" in page.text
    assert "How clear is it?" in page.text
    assert "Add a rule" not in page.text
    assert page.tree.all("textarea") == []
    assert hana.post(f"{base}/close").status == 303
    assert "Closed" in hana.get(made.location).text


def test_refused_forms_keep_what_was_typed(world, db, round):
    hana = world.visitor("hana")
    page = hana.post(at(round), when(closes="2020-01-01T10:00", timezone="Europe/Madrid"))
    assert page.status == 422
    assert "2020-01-01T10:00" in page.html
    assert "over already" in page.text
    page = hana.post(at(round, "questions"), {"kind": "intent", "prompt": "Would you?"})
    assert page.status == 422
    assert "Write the price" in page.text
    assert "Would you?" in page.html
    page = hana.post(at(round, "criteria"), {"signal": "support", "threshold": "most"})
    assert page.status == 422
    assert "Write a share" in page.text
    assert "most" in page.html
    page = hana.post(
        f"/drafts/{world.draft.public_id}/rounds/new", when(group=world.group.public_id, opens="x")
    )
    assert page.status == 422
    assert "Write a date and an hour" in page.text
    assert db.query(Question).filter_by(round_id=round.id).count() == 1


def test_an_hour_that_does_not_exist_is_refused_with_its_zone(world, round):
    gap = when(opens="2027-03-28T02:30", closes="2027-04-28T02:30")
    page = world.visitor("hana").post(at(round), gap)
    assert page.status == 422
    assert "Europe/Madrid skip this hour" in page.text


def test_times_are_shown_on_the_clocks_they_were_written_for(world, db, round):
    hana = world.visitor("hana")
    sent = when(timezone="Pacific/Kiritimati")
    sent["opens"] = schedule.written(clock.hence(days=2), "Pacific/Kiritimati")
    sent["closes"] = schedule.written(clock.hence(days=3), "Pacific/Kiritimati")
    assert hana.post(at(round), sent).status == 303
    page = hana.get(at(round))
    assert sent["opens"] in page.html
    makers.criterion(db, db.get_one(Round, round.id))
    db.commit()
    hana.post(at(round, "register"))
    assert "Kiritimati" in hana.get(at(round)).text


def test_answers_open_from_the_start_and_mail_comes_at_once_in_words_of_their_own(world, db):
    db.merge(world.round).blindness = "open"
    db.commit()
    hana, tom = world.visitor("hana"), world.visitor("tom")
    assert "from the start" in hana.get(at(world.round)).text
    for visitor in (hana, tom):
        visitor.post("/language", {"language": "es"})
    assert "desde el principio" in hana.get(at(world.round)).text
    choices = tom.get("/notices/choices").text
    assert "al momento" in choices
    assert "desde el principio" not in choices


def test_a_group_of_another_brand_is_not_there(world, db):
    before = db.query(Round).count()
    new = f"/drafts/{world.draft.public_id}/rounds/new"
    foreign = world.visitor("hana").post(new, when(group=world.other_group.public_id))
    none = world.visitor("hana").post(new, when(group=ids.public_id()))
    assert foreign.status == none.status == 404
    assert db.query(Round).count() == before


def test_a_rule_cannot_read_a_question_of_another_round(world, db, round):
    elsewhere = makers.question(db, world.round, "rating")
    db.commit()
    sent = {"signal": f"rating:{elsewhere.public_id}", "threshold": "50", "level": "950"}
    page = world.visitor("hana").post(at(round, "criteria"), {**sent, "mode": "fixed"})
    assert page.status == 404
    own = f"questions/{elsewhere.public_id}"
    assert world.visitor("hana").post(at(round, own), {"prompt": "Mine"}).status == 404


def test_questions_and_rules_are_changed_and_taken_away(world, db, round):
    rating = makers.question(db, round, "rating")
    rule = makers.criterion(db, round)
    db.commit()
    hana = world.visitor("hana")
    one = at(round, f"questions/{rating.public_id}")
    assert hana.post(one, {"prompt": "How warm?"}).status == 303
    assert "How warm?" in hana.get(at(round)).text
    assert hana.post(one, {"prompt": "How warm?", "do": "remove"}).status == 303
    assert hana.post(at(round, f"criteria/{rule.public_id}/remove")).status == 303
    assert db.query(Criterion).filter_by(round_id=round.id).count() == 0
    assert db.query(Question).filter_by(round_id=round.id).count() == 1


def test_the_page_says_what_the_group_can_decide(world, db, round):
    page = world.visitor("ana").get(at(round))
    assert "2 people count." in page.text
    assert "nearly everyone must answer" in page.text
    for _ in range(38):
        makers.member(db, world.group, makers.person(db))
    makers.criterion(db, round)
    db.commit()
    page = world.visitor("ana").get(at(round))
    assert "40 people count." in page.text
    for words in ("Read once", "Read any day", "65 %", "Camps of opinion", "from 30 answers"):
        assert words in page.text, words
    assert "nearly everyone" not in page.text


def test_nobody_counts_is_said_and_does_not_break(world, db):
    group = makers.group(db, world.brand, "Nobody yet")
    made = makers.round(db, world.draft, group, first_revision=world.revision, state="preparing")
    makers.criterion(db, made)
    db.commit()
    hana = world.visitor("hana")
    assert "Nobody would count yet" in hana.get(at(made)).text
    refused = hana.post(at(made, "register"), {"do": "open"})
    assert refused.status == 409
    assert "has joined" in refused.text
    db.expire_all()
    assert db.get_one(Round, made.id).registered_at is None


def test_a_locked_round_refuses_every_change(world, db):
    hana = world.visitor("hana")
    for ending, sent in (
        ("set-up", when()),
        ("questions", {"kind": "rating", "prompt": "?"}),
        (f"questions/{world.support.public_id}", {"prompt": "?"}),
        ("criteria", {"signal": "concerns", "threshold": "30", "level": "950", "mode": "fixed"}),
    ):
        assert hana.post(at(world.round, ending), sent).status == 403, ending
    for ending in ("register", "open", "discard"):
        assert hana.post(at(world.round, ending)).status == 409, ending


def test_a_round_nobody_saw_is_taken_away(world, db, round):
    done = world.visitor("hana").post(at(round, "discard"))
    assert done.location == f"/drafts/{world.draft.public_id}"
    assert db.query(Round).filter_by(id=round.id).count() == 0


POSTS = (
    *("set-up", "questions", "questions/{question}", "criteria", "criteria/{rule}/remove"),
    *("register", "open", "close", "discard"),
)


def test_the_analyst_reads_the_set_up_and_changes_nothing(world, db, round):
    rule = makers.criterion(db, round)
    question = makers.question(db, round, "rating")
    db.commit()
    ana = world.visitor("ana")
    page = ana.get(at(round))
    assert page.status == 200
    assert "Register and open" not in page.text
    for ending in POSTS:
        path = at(round, ending.format(question=question.public_id, rule=rule.public_id))
        sent = {**when(), "signal": "concerns", "threshold": "30", "prompt": "?", "kind": "rating"}
        assert ana.post(path, sent).status in (403, 422), ending
    db.expire_all()
    assert db.get_one(Round, round.id).registered_at is None
    assert db.query(Question).filter_by(round_id=round.id).count() == 2


@pytest.mark.parametrize("name", ["tom", "vera", "ines", "rob", "bo", "maya"])
def test_others_find_no_set_up_whatever_they_try(world, db, name):
    """Also those who see the round itself."""
    rule = db.query(Criterion).filter_by(round_id=world.round.id).one()
    db.rollback()
    visitor = world.visitor(name)
    real = visitor.get(at(world.round))
    none = visitor.get(f"/rounds/{ids.public_id()}/set-up")
    assert real.status == none.status == 404
    assert len(real.html) == len(none.html)
    for ending in POSTS:
        path = at(world.round, ending.format(question=world.support.public_id, rule=rule.public_id))
        assert visitor.post(path, when()).status == 404, ending
    db.expire_all()
    assert db.get_one(Round, world.round.id).closed_at is None


def test_the_set_up_costs_the_same_with_one_and_three_questions(world, db, database, round):
    hana = world.visitor("hana")
    with counted(database) as one:
        hana.get(at(round))
    for _ in range(2):
        makers.question(db, round, "rating")
        makers.criterion(db, round)
    db.commit()
    with counted(database) as three:
        hana.get(at(round))
    assert len(one) == len(three) <= 10
