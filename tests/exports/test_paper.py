"""A report on paper: tagged, in its language, with its charts, and from our own files alone."""

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject
from sqlalchemy.orm import Session

from portal import pictures
from portal.actions import reports as freezing
from portal.errors import Invalid
from portal.exports import paper
from portal.models import Round
from portal.reporting import document, studies
from portal.reporting.facts import Depths
from portal.web import papers
from tests import makers, simulated
from tests.queries.test_reports import closed_round
from tests.requirements import absent
from tests.world import World


@pytest.fixture(autouse=True)
def pango() -> None:
    if reason := paper.missing():
        absent("pdf", reason)


@pytest.fixture
def round(db: Session, world: World) -> Round:
    found = closed_round(db, world)
    freezing.freeze(db, found)
    db.commit()
    return found


def printed(world: World, round: Round, name: str = "ana") -> PdfReader:
    answer = world.visitor(name).get(f"/rounds/{round.public_id}/report.pdf")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    return PdfReader(io.BytesIO(answer.response.data))


def structure(pdf: PdfReader) -> Iterator[DictionaryObject]:
    """Every element of the tree that a screen reader walks."""
    waiting: list[Any] = [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        found = waiting.pop()
        found = found.get_object() if isinstance(found, IndirectObject) else found
        if isinstance(found, list):
            waiting.extend(found)
        elif isinstance(found, DictionaryObject):
            if "/S" in found:
                yield found
            waiting.append(found.get("/K"))


def test_first_page_sums_the_report_up(world: World, round: Round) -> None:
    first = printed(world, round).pages[0].extract_text()
    words = " ".join(first.split())
    assert "Validated, and decided. 9 of the 12 are for it; 8 are needed." in words
    assert "12 of the 12 voted" in words
    assert "At least 60 % of the group are for it" in words


def test_pages_say_where_they_are(world: World, round: Round) -> None:
    pages = printed(world, round).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page.extract_text()
    assert "Quiet inbox" in pages[1].extract_text()


def test_file_is_tagged_and_names_itself(world: World, round: Round) -> None:
    pdf = printed(world, round)
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Report: Quiet inbox"
    assert pdf.metadata.author == "Northlight"
    kinds = {str(element["/S"]) for element in structure(pdf)}
    assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TH", "/TD", "/L", "/Figure"} <= kinds


def test_every_drawing_says_what_it_shows(world: World, round: Round) -> None:
    drawings = [e for e in structure(printed(world, round)) if e["/S"] == "/Figure"]
    assert all("/Alt" in drawing for drawing in drawings)
    assert "9 for, 0 unsure, 3 against" in {str(d["/Alt"]) for d in drawings}


def test_bookmarks_are_the_headings(world: World, round: Round) -> None:
    outline = printed(world, round).outline
    assert outline[0].title == "Quiet inbox"
    titles = [entry.title for entry in outline[1] if not isinstance(entry, list)]
    assert "The rules, as registered" in titles


def test_fonts_are_our_own_and_inside(world: World, round: Round) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in printed(world, round).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert any("Figtree" in name for name in fonts)
    assert any("Newsreader" in name for name in fonts)


def test_it_speaks_the_readers_language(db: Session, world: World, round: Round) -> None:
    world.ana.language = "es"
    db.add(world.ana)
    db.commit()
    assert printed(world, round).trailer["/Root"]["/Lang"] == "es"


def test_drawings_are_drawn(world: World, round: Round, caplog: pytest.LogCaptureFixture) -> None:
    """WeasyPrint leaves out what it cannot draw and only says so in its log."""
    with caplog.at_level(logging.ERROR, logger="weasyprint"):
        printed(world, round)
    assert [record.getMessage() for record in caplog.records] == []


def test_every_kind_of_question_is_drawn(
    app: Flask, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    facts = simulated.facts(40, 80)
    made = document.build(facts, studies.run(facts, Depths(), "mark"))
    with app.test_request_context("/"), caplog.at_level(logging.ERROR, logger="weasyprint"):
        answer = papers.pdf(made, world.brand, None, None, "report.pdf")
    assert [record.getMessage() for record in caplog.records] == []
    pdf = PdfReader(io.BytesIO(answer.data))
    words = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    for question in made["questions"]:
        assert question["prompt"] in words
    assert all("/Alt" in part for part in structure(pdf) if part["/S"] == "/Figure")


def test_what_the_screen_folds_stands_open_on_paper(app: Flask, world: World) -> None:
    made = document.build(simulated.facts(40, 80))
    with app.test_request_context("/"):
        answer = papers.pdf(made, world.brand, None, None, "report.pdf")
    pages = PdfReader(io.BytesIO(answer.data)).pages
    words = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert "How was this computed? Put in:" in words
    assert "more questions by segment: none stands out" in words
    assert words.count("in all") == len(made["by_segment"]["tables"])
    assert "Of those who answered about each revision, whoever they were." in words
    # A table says again what its drawing says.
    assert "As a table" not in words


def test_a_long_decision_leaves_the_summary_one_page(
    db: Session, world: World, round: Round
) -> None:
    why = "It is warm enough for a winter in the north. " * 40
    sent = {"choice": "launch", "why": why, "what_next": "We make it. " * 60}
    assert world.visitor("hana").post(f"/rounds/{round.public_id}/decision", sent).status == 303
    pages = [" ".join(page.extract_text().split()) for page in printed(world, round).pages]
    assert "The decision Launch It is warm enough" in pages[0]
    assert "Who took part 12 of the 12 voted" in pages[1]
    assert " ".join(why.split()) in " ".join(pages)


def test_paper_has_no_floats() -> None:
    """One beside a box that may not break is more than WeasyPrint can lay out."""
    for sheet in (paper.STATIC / "paper").glob("*.css"):
        assert "float" not in sheet.read_text()


def test_the_decision_is_the_teams_alone(db: Session, world: World, round: Round) -> None:
    sent = {"choice": "launch", "why": "It is warm enough.", "what_next": ""}
    world.visitor("hana").post(f"/rounds/{round.public_id}/decision", sent)
    assert "It is warm enough." in printed(world, round).pages[0].extract_text()


def test_what_cannot_be_laid_out_is_printed_in_the_plainest_way(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    """A grid that may break, at a page's end, is where WeasyPrint gives up."""
    row = '<li><span>a</span><svg class="bar"><rect width="9" height="9"/></svg><b>3</b></li>'
    page = f'<html lang="en"><title>x</title><ul class="bars">{row * 300}</ul></html>'
    style = app.extensions["portal_assets"].bundles["app.css"].body.decode()
    breaking = ".bars > li { break-inside: auto !important; }"
    with app.test_request_context():
        words = papers._margins()
    sound = paper.pdf_of(page, style, ("40", "0.1"), words)
    assert "plainest" not in caplog.text
    plain = paper.pdf_of(page, style + breaking, ("40", "0.1"), words)
    assert "plainest" in caplog.text
    for body in (sound, plain):
        assert "a" in PdfReader(io.BytesIO(body)).pages[-1].extract_text()


HOSTILE = (
    '</style><img src="file:///etc/hostname"><link rel=attachment href="file:///etc/passwd">',
    '"; } @import url(http://127.0.0.1:9/x); a { background: url(http://127.0.0.1:9/y)',
    "<svg><image href='http://127.0.0.1:9/z'/></svg><script>alert(1)</script>",
)


def test_words_of_people_stay_words(
    db: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = closed_round(db, world)
    revision = db.get_one(makers.Revision, round.first_revision_id)
    revision.title = HOSTILE[1]
    for text in HOSTILE:
        makers.question(db, round, "rating", text)
        makers.critique(db, round, world.tess, text, revision=revision)
    db.commit()
    asked: list[str] = []
    own_file = paper.own_file
    monkeypatch.setattr(paper, "own_file", lambda url: asked.append(url) or own_file(url))
    pdf = printed(world, round)
    assert all(own_file(url) for url in asked)
    assert "/EmbeddedFiles" not in pdf.trailer["/Root"].get("/Names", {})
    words = " ".join(page.extract_text() for page in pdf.pages)
    for text in HOSTILE:
        assert "".join(text.split()) in "".join(words.split())


FONT = "/static/vendor/figtree/figtree-latin-wght-normal.woff2"


@pytest.mark.parametrize(
    ("url", "is_ours"),
    [
        (f"http://own.invalid{FONT}?v=1", True),
        (f"http://own.invalid{FONT}x", False),
        (f"http://own.invalid.evil.example{FONT}", False),
        (f"http://user@own.invalid{FONT}", False),
        (f"https://127.0.0.1{FONT}", False),
        ("http://own.invalid/static/../portal/config.py", False),
        ("http://own.invalid/static/%2e%2e/%2e%2e/etc/passwd", False),
        ("http://own.invalid/static/css/reports.css", False),
        ("http://own.invalid/static//etc/hostname", False),
        ("file:///etc/hostname", False),
        ("data:image/png;base64,AAAA", False),
    ],
)
def test_only_our_own_files_are_fetched(url: str, is_ours: bool) -> None:
    assert (paper.own_file(url) is not None) == is_ours


def test_where_no_pdf_can_be_made_the_page_says_what_to_do(
    app: Flask, world: World, round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "missing", lambda: "cannot load library 'libpango'")
    answer = world.visitor("ana").get(f"/rounds/{round.public_id}/report.pdf")
    assert answer.status == 503
    assert "Print the page from your browser instead." in answer.text
    assert "libpango" not in answer.text


def test_making_paper_leaves_uploads_as_strict_as_before() -> None:
    """WeasyPrint tells Pillow to take damaged pictures; for uploads they are none."""
    whole = io.BytesIO()
    Image.effect_noise((300, 300), 60).save(whole, "PNG")
    assert pictures.read(whole.getvalue()).width == 300
    with pytest.raises(Invalid):
        pictures.read(whole.getvalue()[:-4_000])
