"""Workbooks as Excel and its kin make them, and as somebody hostile would."""

import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from portal.imports import workbooks
from portal.imports.address_lists import MOST_ROWS, Entry, read
from portal.imports.workbooks import BadWorkbook, TooManyRows

ROWS = [
    ["Nombre", "Correo electrónico", "Segmentos"],
    ["Ana Peña", "ana@mail.example", "vegan; size M"],
    [],
    ["Bo", "Bo@mail.example", None],
]
BOOK = """<workbook xmlns:r="r"><sheets><sheet name="A" r:id="i1"/></sheets></workbook>"""
RELATIONS = """<Relationships><Relationship Id="i1" Target="worksheets/s.xml"/></Relationships>"""
SHEET = """<worksheet><sheetData>{}</sheetData></worksheet>"""


def book(*sheets, **hidden):
    made = Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets):
        sheet = made.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = hidden.get(f"sheet{number}", "visible")
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def packed(sheet="", strings=None, **parts):
    """A workbook of hand-written parts."""
    files = {
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/s.xml": SHEET.format(sheet),
        **({"xl/sharedStrings.xml": strings} if strings else {}),
        **parts,
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return out.getvalue()


def cells(content, most=100):
    return [row.cells for row in workbooks.read(content, most).rows]


def test_a_workbook_is_the_same_list_as_its_csv_with_the_lines_of_the_sheet():
    found = read(book(ROWS))
    assert found.entries == (
        Entry(2, "ana@mail.example", "ana@mail.example", "Ana Peña", ("vegan", "size M")),
        Entry(4, "Bo@mail.example", "bo@mail.example", "Bo", ()),
    )
    assert found.problems == ()


def test_the_first_sheet_that_is_shown_is_read_and_named():
    found = read(book([["x@old.example"]], ROWS, [["y@mail.example"]], sheet0="hidden"))
    assert [entry.email_key for entry in found.entries] == ["ana@mail.example", "bo@mail.example"]
    [note] = found.problems
    assert (note.is_note, "Sheet 1" in note.sentence) == (True, True)


def test_cells_hold_what_the_sheet_shows():
    rows = """
      <row r="2"><c r="B2" t="inlineStr"><is><r><t>An</t></r><r><t>a</t></r></is></c>
        <c t="b"><v>1</v></c><c t="str"><f>1+1</f><v>two</v></c></row>
      <row><c><v>42</v></c><c r="D3" t="s"><v>1</v></c><c t="s"><v>99</v></c></row>"""
    strings = "<sst><si><t>no</t></si><si><t>yes</t><rPh><t>loud</t></rPh></si></sst>"
    read = workbooks.read(packed(rows, strings), 10)
    assert [(row.line, row.cells) for row in read.rows] == [
        (2, ("", "Ana", "1", "two")),
        (3, ("42", "", "", "yes")),
    ]


def test_a_formula_is_not_run_and_stays_what_it_last_was():
    sheet = '<row r="1"><c t="str"><f>HYPERLINK("http://x","a")</f><v>a@mail.example</v></c></row>'
    assert cells(packed(sheet)) == [("a@mail.example",)]


def test_prefixes_and_the_strict_kind_are_read_too():
    sheet = (
        '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>'
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    assert cells(packed(**{"xl/worksheets/s.xml": sheet})) == [("a",)]


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/s.xml"])
@pytest.mark.parametrize("declared", [ENTITY, OUTSIDE, '<!DOCTYPE x SYSTEM "http://x/y.dtd">'])
def test_nothing_is_declared_or_fetched(part, declared):
    whole = {
        "xl/workbook.xml": BOOK,
        "xl/sharedStrings.xml": "<sst><si><t>&a;</t></si></sst>",
        "xl/worksheets/s.xml": SHEET.format(""),
    }
    with pytest.raises(BadWorkbook):
        workbooks.read(
            packed(**{"xl/sharedStrings.xml": "<sst/>", part: declared + whole[part]}), 9
        )


def test_a_bomb_is_let_go_early():
    many = f"<sst>{'<si><t>x</t></si>' * 3_000_000}</sst>"
    content = packed(strings=many)
    assert len(content) < 1_000_000
    started = time.monotonic()
    with pytest.raises(BadWorkbook):
        workbooks.read(content, 10)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        b"PK\x03\x04" + b"\x00" * 500,
        packed()[:-40],
        packed(**{"xl/workbook.xml": "<workbook><sheets/></workbook>"}),
        packed(**{"xl/_rels/workbook.xml.rels": "<Relationships/>"}),
        packed(
            **{
                "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="i1" '
                'TargetMode="External" Target="http://x"/></Relationships>'
            }
        ),
        packed(**{"xl/_rels/workbook.xml.rels": RELATIONS.replace("worksheets", "../../../etc")}),
        packed(**{"xl/worksheets/s.xml": "<worksheet><row>"}),
        packed(**{"xl/worksheets/s.xml": "\x00\x01"}),
    ],
)
def test_what_is_no_workbook_is_told_kindly(content):
    with pytest.raises(BadWorkbook):
        workbooks.read(content, 10)
    assert "CSV UTF-8" in read(content).refusal


def test_columns_and_cells_beyond_reason_cost_themselves_only():
    sheet = f"""<row r="1"><c r="XFD1"><v>1</v></c><c r="A1" t="str"><v>a@mail.example</v></c></row>
      <row r="2"><c r="A2" t="str"><v>{"x" * 100_000}</v></c></row>
      <row r="3"><c r="A3" t="str"><v>b@mail.example</v></c></row>"""
    found = read(packed(sheet))
    assert [entry.email for entry in found.entries] == ["a@mail.example", "b@mail.example"]
    assert [problem.line for problem in found.problems] == [2]


def test_more_rows_than_a_list_holds_are_refused_before_all_are_read():
    row = '<row><c t="str"><v>a@mail.example</v></c></row>'
    with pytest.raises(TooManyRows):
        workbooks.read(packed(row * 11), 10)
    assert "20,000" in read(packed(row * (MOST_ROWS + 2))).refusal


def test_ten_thousand_rows_take_a_second_or_two():
    rows = [["name", "email", "tags"]]
    rows += [[f"Person {i}", f"person.{i}@mail.example", "vegan"] for i in range(10_000)]
    content = book(rows)
    started = time.monotonic()
    found = read(content)
    took = time.monotonic() - started
    print(f"10,000 rows of a workbook: {took:.2f} s")
    assert len(found.entries) == 10_000
    assert took < 10


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 4_000), st.binary(max_size=30))
def test_a_damaged_workbook_never_is_an_error(at, junk):
    whole = book(ROWS)
    found = read(whole[:at] + junk + whole[at + len(junk) :])
    assert found.refusal is None or not found.entries
