"""The workbook: typed cells, safe names, no word that becomes a formula, nothing withheld."""

import io
import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from sqlalchemy.orm import Session

from portal.exports import workbook
from portal.exports.workbook import safe_name
from portal.reporting import document, sheets, tables
from portal.reporting.facts import CritiqueFacts
from portal.reporting.numbers import Json
from tests import makers, simulated
from tests.queries.test_reports import closed_round
from tests.world import World

HOSTILE = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example","Look")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "http://x.example/",
    "{=1}",
)


def opened(found: Json) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook.workbook_of(sheets.sheets(found), "Shirt")))


def cells(book: Any) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("response", [0, 10, 80, 100])
@pytest.mark.parametrize("members", [5, 40, 200])
def test_every_kind_of_question_has_its_sheet(members: int, response: int) -> None:
    found = document.build(simulated.facts(members, response))
    book = opened(found)
    assert book.sheetnames[:3] == ["Summary", "Criteria", "Who"]
    rest = book.sheetnames[4 + len(found["questions"]) :]
    assert rest[:4] == ["Segments", "Movement", "Critique", "Reasons"]
    assert rest[-1] == "Method"
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert all(cell.value for cell in sheet[1])
    for question, name in zip(found["questions"], book.sheetnames[4:], strict=False):
        assert book[name]["A2"].value == question["prompt"]


def test_numbers_and_days_are_numbers_and_days() -> None:
    book = opened(document.build(simulated.facts(40, 80)))
    counts = {row[0].value: row[1].value for row in book["2 How well does it meet what yo"].rows}
    assert counts["Said · 4"] == 8
    rule = {h.value: c for h, c in zip(*book["Criteria"].iter_rows(), strict=True)}
    assert rule["Needed"].value == 24
    assert isinstance(rule["Registered"].value, datetime)
    assert rule["Registered"].number_format == "yyyy-mm-dd hh:mm"
    assert book["Segments"]["F2"].number_format == 'General" %"'


def test_words_stay_words_wherever_they_come_from(db: Session, world: World) -> None:
    round = closed_round(db, world)
    revision = db.get_one(makers.Revision, round.first_revision_id)
    makers.variants(db, revision, *HOSTILE)
    for text in HOSTILE:
        makers.question(db, round, "rating", text)
        makers.question(db, round, "choice", text)
        makers.critique(db, round, world.tess, text, revision=revision)
    db.commit()
    answer = world.visitor("ana").get(f"/rounds/{round.public_id}/report.xlsx")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    book = openpyxl.load_workbook(io.BytesIO(answer.response.data))
    found = cells(book)
    assert {cell.data_type for cell in found} <= {"s", "n", "d", "b"}
    assert not [cell for cell in found if cell.hyperlink]
    assert set(HOSTILE) <= {str(cell.value) for cell in found}


@pytest.mark.parametrize(
    ("names", "safe"),
    [
        (["a[b]:c*d?e/f\\g"], ["a b c d e f g"]),
        (["'quoted'"], ["quoted"]),
        (["x" * 40, "X" * 40], ["x" * 31, "X" * 29 + " 2"]),
        (["", "  ", "???"], ["–", "– 2", "– 3"]),
        (["History"], ["History–"]),
        (["a\nb\x07c"], ["a b c"]),
    ],
)
def test_a_sheet_is_called_as_a_sheet_may_be(names: list[str], safe: list[str]) -> None:
    taken: set[str] = set()
    assert [safe_name(name, taken) for name in names] == safe


def numbers_of(found: Any) -> set[float]:
    if isinstance(found, dict):
        return {n for value in found.values() for n in numbers_of(value)}
    if isinstance(found, list):
        return {n for value in found for n in numbers_of(value)}
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return {float(found)} if is_number else set()


@pytest.mark.parametrize("members", [5, 12, 40])
def test_exports_hold_no_number_that_the_document_withholds(members: int) -> None:
    """Each number in a file is one of the document; what is None there stands nowhere."""
    found = document.build(simulated.facts(members, 60))
    known = numbers_of(found)
    in_sheets = {
        float(cell.value)
        for cell in cells(opened(found))
        if isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    }
    in_rows = {
        float(cell)
        for row in tables.rows(found)
        for cell in row[3:]
        if isinstance(cell, int | float) and not isinstance(cell, bool)
    }
    assert in_sheets <= known
    assert in_rows <= known


def test_a_withheld_question_leaves_no_count() -> None:
    found = document.build(simulated.facts(5, 60, ("support", "rating", "recommend")))
    assert all(q["is_withheld"] for q in found["questions"])
    measured = {row[2] for row in tables.rows(found) if row[0] in ("support", "questions")}
    assert not [name for name in measured if str(name).startswith(("counts", "mean", "yes x"))]


def test_every_number_of_the_document_is_in_the_csv() -> None:
    found = document.build(simulated.facts(40, 80))
    exported = {
        float(cell)
        for row in tables.rows(found)
        # Prices and revisions name what is measured.
        for cell in (*row[3:], *(int(w) for w in re.findall(r"\d+", f"{row[1]} {row[2]}")))
        if isinstance(cell, int | float) and not isinstance(cell, bool)
    }
    left_out = numbers_of([q["settings"] for q in found["questions"]])
    assert numbers_of(found) - exported <= left_out


def test_what_a_later_version_adds_is_exported_too() -> None:
    found = document.build(simulated.facts(40, 80)) | {
        "weather": {"rain": [{"day": "Monday", "x": 12, "interval": {"low": 10, "high": 15}}]},
        "studies": {"words": {"for": [{"word": "warm", "z": 3.2}]}, "seed": 7},
    }
    rows = list(tables.rows(found))
    assert ("weather", None, "rain Monday x", 12, None, None, None) in rows
    assert ("weather", None, "rain Monday interval", None, 10, 15, None) in rows
    assert ("studies", "words", "for warm z", 3.2, None, None, None) in rows
    book = opened(found)
    assert "weather" in book.sheetnames
    assert "Studies" in book.sheetnames


def test_no_sheet_is_empty_and_each_has_a_name_in_words() -> None:
    book = opened(document.build(simulated.facts(40, 80)))
    assert "Day by day" not in book.sheetnames
    assert all(name[0].isupper() or name[0].isdigit() for name in book.sheetnames)
    told = [row[0].value for row in book["The silent"].iter_rows()]
    assert "Early against late answers · Later ones · Answers" in told


def test_bounds_stand_beside_a_value_of_their_own_unit_alone() -> None:
    rows = list(tables.rows(document.build(simulated.facts(40, 80))))
    beside = {row[2].split()[-1] for row in rows if row[4] is not None and row[3] is not None}
    assert beside == {"value", "points"}
    [asked] = [row for row in rows if row[0] == "support" and row[2] == "interval"]
    assert asked[4] <= asked[5] <= 40


def test_critique_of_few_is_not_broken_down() -> None:
    few = CritiqueFacts("c1", "concern", "Too dear.", 1, "open", 3, 1, 0, True)
    facts = simulated.facts(40, 80)
    book = opened(document.build(replace(facts, critiques=(few,))))
    row = {h.value: c.value for h, c in zip(*book["Critique"].iter_rows(), strict=True)}
    assert row["Critique"] == "Too dear."
    assert row["Agree"] is None
