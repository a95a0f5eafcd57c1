"""While a round is open, a rule that is read once at the close gives no interval to peek at: not
on the page, not side by side, not in a list, not in a file. The same round shows them closed."""

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Round, Vote
from tests.queries.test_reports import closed_round
from tests.world import World

# What is certain whatever the silent would say is no estimate.
INTERVAL = re.compile(r"(?<!would say: )[Bb]etween \d+ and \d+ of the 31")


def partly_answered(db: Session, world: World, state: str) -> Round:
    """The same 31 members, of whom the last seven are silent; 24 are counted when it is over."""
    round = closed_round(db, world, 31, 14)
    people = sorted({vote.person_id for vote in _votes(db, round)})
    for vote in _votes(db, round):
        if vote.person_id in people[-7:] or vote.answer == "4":
            db.delete(vote)
    if state == "open":
        round.closed_at, round.closes_at = None, clock.now() + timedelta(days=2)
    db.commit()
    return round


def _votes(db: Session, round: Round) -> list[Vote]:
    return db.query(Vote).filter_by(round_id=round.id).all()


@pytest.mark.parametrize(("state", "is_seen"), [("open", False), ("closed", True)])
def test_a_fixed_rule_cannot_be_peeked_at(
    db: Session, world: World, state: str, is_seen: bool
) -> None:
    round = partly_answered(db, world, state)
    ana = world.visitor("ana")
    report = f"/rounds/{round.public_id}/report"
    pages = [
        ana.get(report).text,
        ana.get(f"/compare?a={round.public_id}&b={world.round.public_id}").text,
        ana.get(f"/brands/{world.brand.public_id}/reports").text,
    ]
    # A list holds frozen reports only.
    assert [bool(INTERVAL.search(page)) for page in pages] == [is_seen, is_seen, False]
    rows = csv.DictReader(io.StringIO(ana.get(f"{report}.csv").response.text.lstrip("\ufeff")))
    told = {(row["section"], row["measure"]) for row in rows if row["low"]}
    assert (("criteria", "interval") in told) is is_seen
    assert (("support", "interval") in told) is is_seen

    assert ("support", "certain") in told
    criterion = _criteria_in(ana.get(f"{report}.xlsx").response.data)
    assert (criterion["From"] is not None, criterion["To"] is not None) == (is_seen, is_seen)


def _criteria_in(body: bytes) -> dict[str, object]:
    names, first = openpyxl.load_workbook(io.BytesIO(body))["Criteria"].iter_rows(max_row=2)
    return {name.value: cell.value for name, cell in zip(names, first, strict=True)}


def test_what_is_counted_in_fives_is_so_in_every_file(db: Session, world: World) -> None:
    """24 have voted; what they said is told of twenty, everywhere."""
    round = partly_answered(db, world, "open")
    ana = world.visitor("ana")
    document = ana.get(f"/rounds/{round.public_id}/report.json").response.json
    assert document["support"]["n"] == sum(document["support"]["counts"].values()) == 20
    assert (document["participation"]["voted"], document["participation"]["waiting"]) == (24, 4)
    page = ana.get(f"/rounds/{round.public_id}/report").text
    assert "4 newer answers wait: open rounds are counted in fives" in page
    compared = ana.get(f"/compare?a={round.public_id}&b={world.round.public_id}").text
    assert re.search(r"\d+ of 20 for it", compared)
