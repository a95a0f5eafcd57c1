"""Lists as Excel, mail programs and people make them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.imports.address_lists import Entry, read, read_text

TWO = [
    Entry(2, "ana@mail.example", "ana@mail.example", "Ana Peña", ("vegan", "size M")),
    Entry(3, "Bo@mail.example", "bo@mail.example", "Bo", ()),
]
CSV = (
    "Nombre;Correo electrónico;Segmentos\r\n"
    'Ana Peña;ana@mail.example;"vegan; size M"\r\n'
    "Bo;Bo@mail.example;\r\n"
)


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode("utf-8"),
        CSV.encode("utf-8-sig"),
        b"\xff\xfe" + CSV.encode("utf-16-le"),
        b"\xfe\xff" + CSV.encode("utf-16-be"),
        CSV.encode("utf-16-le"),
        CSV.encode("utf-16-be"),
        CSV.encode("cp1252"),
        CSV.replace("\r\n", "\r").encode(),
        CSV.replace("\r\n", "\n").encode(),
        CSV.replace(";", "\t").replace("vegan\t", "vegan;").encode(),
        CSV.replace(";", ",").encode(),
    ],
)
def test_a_list_is_the_same_in_every_encoding_and_separator(content):
    result = read(content)
    assert list(result.entries) == TWO
    assert result.problems == ()


def test_an_announced_separator_wins():
    result = read_text("sep=;\nname;email\nPérez, Ana;ana@mail.example\n")
    assert [(e.line, e.name) for e in result.entries] == [(3, "Pérez, Ana")]


def test_a_list_without_column_names_is_read_by_what_its_cells_hold():
    result = read_text("Ana,ana@mail.example,vegan\nbo@mail.example\nCy,cy@mail.example")
    assert [(e.name, e.email, e.segments) for e in result.entries] == [
        ("Ana", "ana@mail.example", ("vegan",)),
        ("", "bo@mail.example", ()),
        ("Cy", "cy@mail.example", ()),
    ]


def test_addresses_as_mail_programs_copy_them():
    result = read_text(
        'Pérez, Ana <ana@mail.example>; "Bo" <bo@mail.example>, cy@mail.example\n'
        "di@mail.example, ed@mail.example; flo@mail.example\n"
        "Gus <gus@mail.example>, vegan, size M\n"
        "mailto:hal@mail.example"
    )
    assert [(e.line, e.name, e.email_key.split("@")[0]) for e in result.entries] == [
        (1, "Pérez, Ana", "ana"),
        (1, "Bo", "bo"),
        (1, "", "cy"),
        (2, "", "di"),
        (2, "", "ed"),
        (2, "", "flo"),
        (3, "Gus", "gus"),
        (4, "", "hal"),
    ]
    assert result.entries[6].segments == ("vegan", "size M")
    assert result.problems == ()


def test_names_in_two_columns_and_columns_nobody_asked_for():
    result = read_text("First name,Last name,Email,Phone\nAna,Peña,ana@mail.example,123")
    assert result.entries[0].name == "Ana Peña"
    assert result.entries[0].segments == ()
    [note] = result.problems
    assert note.is_note
    assert note.sentence == "These columns were not read: Phone."


def test_each_bad_line_gets_one_sentence_with_its_number():
    result = read_text(
        "name,email\n"
        "Ana,ana@mail.example\n"
        "\n"
        "Bo,bo at mail.example\n"
        "Cy,\n"
        "Ana again,ANA@mail.example\n"
        "ragged\n"
        f"{'x' * 81},long@mail.example\n"
        '"never closed,di@mail.example\n'
        "Ed,ed@mail.example,extra,cells"
    )
    assert [e.email for e in result.entries] == ["ana@mail.example", "ed@mail.example"]
    assert {p.line: p.sentence for p in result.problems} == {
        4: "An address needs an @ between the name and the domain, as in name@example.com.",
        5: "Write an e-mail address.",
        6: "The same address as on line 2.",
        7: "Write an e-mail address.",
        8: "The name is longer than 80 characters.",
        9: "A quotation mark is opened here and never closed.",
    }


def test_a_quoted_name_may_hold_a_line_end_and_the_count_of_lines_goes_on():
    result = read_text('name,email\n"Ana\nPeña",ana@mail.example\nBo,nonsense')
    assert result.entries[0] == Entry(2, "ana@mail.example", "ana@mail.example", "Ana Peña")
    assert result.problems[0].line == 4


def test_a_formula_stays_text():
    result = read_text('name,email\n"=HYPERLINK(""http://x"")",ana@mail.example')
    assert result.entries[0].name == '=HYPERLINK("http://x")'


def test_half_decoded_names_are_left_out():
    damaged = "name,email\nPeña Núñez,ana@mail.example\n".encode() + b"Mu\xf1oz,bo@mail.example\n"
    result = read(damaged)
    assert [e.name for e in result.entries] == ["Peña Núñez"]
    assert [p.line for p in result.problems] == [3]
    assert read(b"ana\x00@mail.example").problems[0].line == 1


def test_a_cell_of_a_megabyte_costs_its_line_only():
    result = read(b"x" * 1_000_000 + b",a@mail.example\nBo,bo@mail.example")
    assert [e.name for e in result.entries] == ["Bo"]
    assert "too long" in result.problems[0].sentence


def test_a_workbook_named_csv_is_told_kindly():
    result = read(b"PK\x03\x04rest of a workbook")
    assert result.refusal is not None
    assert "CSV UTF-8" in result.refusal


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", b"sep=;\n"])
def test_an_empty_list_is_refused(content):
    assert read(content).refusal == "The list is empty. Write at least one address."


def test_too_much_is_refused_at_once():
    assert "5 MB" in (read(b"x" * (5 * 1024 * 1024 + 1)).refusal or "")
    many = "\n".join(f"p{i}@mail.example" for i in range(20_002))
    assert "20,000" in (read_text(many).refusal or "")


def test_ten_thousand_lines_half_of_them_doubled_take_less_than_five_seconds():
    lines = [f"Person {i},person.{i % 5000}@mail.example,vegan" for i in range(10_000)]
    before = time.monotonic()
    result = read("\n".join(["name,email,segments", *lines]).encode("utf-16"))
    assert time.monotonic() - before < 5
    assert (len(result.entries), len(result.problems)) == (5_000, 5_000)


TEXTS = st.text(alphabet=st.sampled_from('ab@.,;\t"\n\r<> =ñ\x00\ufeff1'), max_size=200)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        TEXTS.map(lambda t: t.encode()),
        TEXTS.map(lambda t: t.encode("utf-16")),
    )
)
def test_any_bytes_become_rows_and_problems_and_never_an_exception(content):
    result = read(content)
    assert result.refusal is None or not (result.entries or result.problems)
    keys = [e.email_key for e in result.entries]
    assert len(keys) == len(set(keys))
    for row in (*result.entries, *result.problems):
        assert 1 <= row.line <= content.count(b"\n") + content.count(b"\r") + 1
        assert "\x00" not in repr(row)
