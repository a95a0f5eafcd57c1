"""The report page: for the brand's team alone, live and frozen, in any state of its round."""

import csv
import io
import json

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal import clock
from portal.access import actor_of
from portal.actions import moderation, studies
from portal.actions import reports as freezing
from portal.database import Database
from portal.models import Critique, Report, Revision, Round
from portal.reporting.tables import HEADER
from tests import makers
from tests.jobs.conftest import Desk, desk
from tests.queries.test_reports import closed_round
from tests.reporting.test_upgrade import released
from tests.statements import counted
from tests.world import CAST, World

__all__ = ["desk"]
TEAM = ("olga", "hana", "ana")
URLS = (
    "/rounds/{}/report",
    "/rounds/{}/report/fresh",
    "/rounds/{}/report.json",
    "/rounds/{}/report.csv",
)


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("name", CAST)
def test_only_the_team_of_the_brand_reads_a_report(world: World, name: str, url: str) -> None:
    answer = world.visitor(name).get(url.format(world.round.public_id))
    if name in TEAM:
        assert answer.status == 200
    else:
        assert answer.status == (303 if name == "nil" else 404)


def test_page_says_the_verdict_and_why(db: Session, world: World) -> None:
    round = closed_round(db, world)
    page = world.visitor("ana").get(f"/rounds/{round.public_id}/report")
    assert "Validated, and decided. 9 of the 12 are for it; 8 are needed." in page.text
    assert "At least 60 % of the group are for it" in page.text
    assert "9 of 12 counted answers (75 %)" in page.text


def test_open_round_waits_for_its_close(world: World) -> None:
    page = world.visitor("ana").get(f"/rounds/{world.round.public_id}/report")
    assert "Not yet known." in page.text
    assert "Nobody answered the support question." in page.text


def test_reasons_stand_without_names(db: Session, world: World) -> None:
    round = closed_round(db, world)
    page = world.visitor("hana").get(f"/rounds/{round.public_id}/report")
    assert "Reason 3" in page.text
    names = db.query(makers.Person.name).filter(makers.Person.name.like("Person %")).all()
    assert names
    assert not [name for (name,) in names if f"{name} " in page.text]


def test_frozen_page_says_when_and_by_which_method(db: Session, world: World) -> None:
    round = closed_round(db, world)
    live = world.visitor("ana").get(f"/rounds/{round.public_id}/report")
    freezing.freeze(db, round)
    db.commit()
    frozen = world.visitor("ana").get(f"/rounds/{round.public_id}/report")
    assert "Counts are of this moment" in live.text
    assert "It does not change any more." in frozen.text
    assert "method 2026.2, document version 2" in frozen.text


def test_page_of_a_report_frozen_by_the_first_version_is_shown(db: Session, world: World) -> None:
    round = closed_round(db, world)
    document = released()
    db.add(
        Report(
            round_id=round.id,
            schema_version=1,
            method_version=document["method_version"],
            document=document,
        )
    )
    db.commit()
    page = world.visitor("ana").get(f"/rounds/{round.public_id}/report")
    assert page.status == 200
    assert "Quiet inbox" in page.text
    assert "8 of the 10 voted" in page.text
    assert "method 2026.1, document version 1" in page.text
    stored = db.query(Report).filter_by(round_id=round.id).one()
    assert stored.document == document


def test_reading_a_running_round_asks_the_worker_and_says_so(
    db: Session, world: World, desk: Desk
) -> None:
    url = f"/rounds/{world.round.public_id}/report"
    visitor = world.visitor("ana")
    assert 'hx-trigger="every 2s"' in visitor.get(url).html
    first = visitor.get(f"{url}/fresh?percent=0")
    assert first.status == 204
    assert visitor.get(f"{url}/fresh?percent=nonsense").status == 200
    assert desk.run() == 1
    found = visitor.get(f"{url}/fresh?percent=0")
    assert "Show the newest" in found.text
    assert "hx-trigger" not in found.html
    page = visitor.get(url)
    assert "The rest was computed" in page.text
    assert "every 2s" not in page.html
    assert desk.run() == 0


def test_a_busy_database_costs_the_studies_and_not_the_page(
    db: Session, world: World, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise OperationalError("BEGIN IMMEDIATE", {}, Exception("database is locked"))

    monkeypatch.setattr(studies, "ask", busy)
    page = world.visitor("ana").get(f"/rounds/{world.round.public_id}/report")
    assert page.status == 200
    assert "every 2s" not in page.html


def test_page_takes_few_statements_whatever_its_length(
    db: Session, database: Database, world: World
) -> None:
    numbers = []
    for members in (6, 30):
        round = closed_round(db, world, members, members // 2)
        visitor = world.visitor("ana")
        with counted(database) as seen:
            visitor.get(f"/rounds/{round.public_id}/report")
        numbers.append(len(seen))
    assert numbers[0] == numbers[1] <= 12


def test_json_is_the_stored_document(db: Session, world: World) -> None:
    round = closed_round(db, world)
    freezing.freeze(db, round)
    db.commit()
    answer = world.visitor("ana").get(f"/rounds/{round.public_id}/report.json")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert json.loads(answer.response.data)["verdict"]["status"] == "validated"


def test_csv_keeps_words_from_becoming_formulas(db: Session, world: World) -> None:
    round = closed_round(db, world)
    revision = db.get_one(makers.Revision, round.first_revision_id)
    for text in ('=HYPERLINK("x")', "+1 for this", "@all", " -2", "＝1", 'Say "no", please'):
        makers.critique(db, round, world.tess, text, revision=revision)
    db.commit()
    answer = world.visitor("ana").get(f"/rounds/{round.public_id}/report.csv")
    body = answer.response.data.decode("utf-8-sig")
    assert "\r\n" in body
    rows = list(csv.reader(io.StringIO(body, newline="")))
    assert tuple(rows[0]) == HEADER
    assert {len(row) for row in rows} == {len(HEADER)}
    texts = {row[1] for row in rows if row[0] == "critiques"}
    assert {'\'=HYPERLINK("x")', "'+1 for this", "'@all", "' -2", "'＝1"} <= texts
    assert 'Say "no", please' in texts


@pytest.mark.parametrize("name", ["ana", "hana"])
def test_managers_see_the_form_and_analysts_the_reason(
    db: Session, world: World, name: str
) -> None:
    page = world.visitor(name).get(f"/rounds/{closed_round(db, world).public_id}/report")
    has_form = "Decide and tell the group" in page.text
    assert has_form == (name == "hana")
    assert ("Only an owner or a manager" in page.text) == (name == "ana")


def decide(world: World, name: str, round: Round, **typed: str) -> object:
    sent = {"choice": "revise", "why": "The hem was wrong.", "what_next": "In May.", **typed}
    return world.visitor(name).post(f"/rounds/{round.public_id}/decision", sent)


def test_decision_is_made_and_shown(db: Session, world: World) -> None:
    round = closed_round(db, world)
    answer = decide(world, "hana", round)
    assert answer.status == 303
    assert answer.location == f"/rounds/{round.public_id}/report#decision"
    page = world.visitor("ana").get(f"/rounds/{round.public_id}/report")
    assert "The hem was wrong." in page.text


def test_what_was_typed_stays_when_something_is_missing(db: Session, world: World) -> None:
    answer = decide(world, "hana", closed_round(db, world), why="", what_next="Kept words.")
    assert answer.status == 422
    assert "Kept words." in answer.html
    assert "Write why, in a sentence or two." in answer.text


@pytest.mark.parametrize(
    ("name", "status"), [("ana", 403), ("tom", 404), ("bo", 404), ("nil", 303)]
)
def test_others_cannot_decide(db: Session, world: World, name: str, status: int) -> None:
    assert decide(world, name, closed_round(db, world)).status == status


def test_page_draws_every_kind_of_question(app: Flask, db: Session, world: World) -> None:
    draft = makers.draft(db, world.brand, revisions=2)
    first, second = db.query(makers.Revision).filter_by(draft_id=draft.id).order_by("number")
    makers.variants(db, second, "Loose", "Fitted")
    group = makers.group(db, world.brand, "Everyone")
    people = [makers.person(db) for _ in range(20)]
    for person in people:
        makers.member(db, group, person)
    round = makers.round(db, draft, group, first_revision=first, state="closed")
    makers.criterion(db, round, signal="concerns", question_id=None)
    kinds = {kind: makers.question(db, round, kind) for kind in ("rating", "intent", "choice")}
    for i, person in enumerate(people):
        makers.vote(db, round, person, "for" if i > 14 else "against", revision=first)
        makers.vote(db, round, person, "for" if i > 9 else "against", revision=second)
        makers.vote(db, round, person, str(i % 5 + 1), revision=second, question=kinds["rating"])
        makers.vote(db, round, person, str(i % 3 + 3), revision=second, question=kinds["intent"])
        makers.vote(db, round, person, "AB"[i > 6], revision=second, question=kinds["choice"])
    db.commit()
    page = world.visitor("ana").get(f"/rounds/{round.public_id}/report")
    assert "From r1 to r2, 5 moved up and 0 down" in page.text
    assert "In the lead: Fitted, and the silent cannot change it" in page.text
    assert "8 of 20 rate it 4 or 5" in page.text
    assert "13 of 20 would probably or definitely buy it" in page.text
    assert "No open concern is shared by as many as 12 members." in page.text


def test_what_was_removed_or_waits_is_not_read_in_a_report_and_the_method_says_so(
    db: Session, world: World
) -> None:
    """Also in one that was frozen before, and in every form in which it is taken along."""
    round = closed_round(db, world)
    row = db.scalars(select(Critique).where(Critique.round_id == round.id)).one()
    row.text = "Made by Weber"
    freezing.freeze(db, round)
    db.commit()
    visitor = world.visitor("hana")
    paths = [f"/rounds/{round.public_id}/report{kind}" for kind in ("", ".json", ".csv")]

    def read() -> list[str]:
        return [visitor.get(path).response.get_data(as_text=True) for path in paths]

    assert all("Weber" in text for text in read())
    moderation.hide(db, actor_of(db, world.hana), round, row, "Names a supplier.")
    makers.critique(
        db, round, world.tess, revision=db.get_one(Revision, row.revision_id), held_at=clock.now()
    )
    db.commit()
    assert not any("Weber" in text for text in read())
    text = visitor.get(paths[0]).text
    assert "1 critique or answer that the team removed" in text
    assert "1 first post that waits for the team" in text
