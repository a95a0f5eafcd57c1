"""portal report and portal stats, as one calls them from the shell."""

import io
import json

import pytest
from sqlalchemy.orm import Session

from portal.cli import main
from portal.config import Config
from portal.models import Report, Vote
from tests.queries.test_reports import closed_round
from tests.world import World


@pytest.fixture
def installed(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_INSTANCE", str(config.instance))
    monkeypatch.setenv("PORTAL_DATABASE_URL", config.database_url)
    monkeypatch.setenv("PORTAL_SECRET_KEY", config.secret_key)


@pytest.mark.usefixtures("installed")
def test_json_is_what_the_page_offers(
    db: Session, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    from portal.actions import reports

    round = closed_round(db, world)
    reports.freeze(db, round)
    db.commit()
    assert main(["report", round.public_id, "--json"]) == 0
    downloaded = world.visitor("ana").get(f"/rounds/{round.public_id}/report.json")
    assert capsys.readouterr().out == downloaded.response.get_data(as_text=True)


@pytest.mark.usefixtures("installed")
def test_summary_starts_with_the_verdict(
    db: Session, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    round = closed_round(db, world)
    assert main(["report", round.public_id]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "Validated, and decided. 9 of the 12 are for it; 8 are needed."


@pytest.mark.usefixtures("installed", "world")
def test_unknown_round_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "nothing"]) == 1
    assert "There is no round of this id." in capsys.readouterr().err


def test_stats_answers_without_a_database(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", "postgresql://nowhere/nothing")
    asked = [{"op": "support.manski_bounds", "input": {"N": 200, "n": 80, "x": 62}}]
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(asked)))
    assert main(["stats"]) == 0
    [answer] = json.loads(capsys.readouterr().out)
    assert (answer["low"], answer["high"]) == (0.31, 0.91)


@pytest.mark.usefixtures("installed")
def test_a_frozen_report_is_made_again_to_the_digit(
    db: Session, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    from portal.actions import reports

    round = closed_round(db, world, 40, 23)
    assert main(["report", round.public_id, "--again"]) == 1
    reports.freeze(db, round)
    # What happens afterwards is not read.
    db.query(Vote).update({"answer": "against", "counted_answer": "against"})
    db.commit()
    assert main(["report", round.public_id, "--again"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "The same to the last digit."


@pytest.mark.usefixtures("installed")
def test_a_report_that_was_tampered_with_is_found_out(
    db: Session, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    from portal.actions import reports

    round = closed_round(db, world)
    reports.freeze(db, round)
    report = db.query(Report).one()
    counts = report.document["support"]["counts"]
    support = {**report.document["support"], "counts": {**counts, "for": counts["for"] + 1}}
    report.document = {**report.document, "support": support}
    db.commit()
    assert main(["report", round.public_id, "--again"]) == 1
    assert "- support.counts.for" in capsys.readouterr().out
