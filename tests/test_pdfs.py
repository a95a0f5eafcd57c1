"""PDFs written anew: what acts, hides or tells of people stays behind."""

import re
import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader

from portal import pdfs
from portal.errors import Invalid
from tests import papers, uploads

BAD = (
    *(b"JavaScript", b"/JS", b"OpenAction", b"/AA 1", b"Launch", b"SubmitForm", b"spy.example"),
    *(b"embedded", b"secret", b"EmbeddedFile", b"XFA", b"xdp", b"/Annots", b"/AcroForm"),
    *(b"Ada", b"SpyCam", b"xmpmeta", b"/Metadata", b"GPS", b"/Info"),
)


def unpacked(body: bytes) -> bytes:
    """All of it, what was compressed once more in the clear."""
    clear = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", body, re.DOTALL):
        try:
            clear.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return body + b"".join(clear)


def test_nothing_that_acts_or_hides_or_tells_comes_through():
    laden = unpacked(papers.laden())
    clean = unpacked(pdfs.cleaned(papers.laden()))
    assert sum(word in laden for word in BAD) >= len(BAD) - 2
    assert [word for word in BAD if word in clean] == []


def test_what_is_drawn_comes_through():
    reader = PdfReader(BytesIO(pdfs.cleaned(papers.laden())))
    page = reader.pages[0]
    assert page.mediabox == [0, 0, 200, 300]
    # A font or picture may be called as an action is.
    drawn = page["/Resources"]["/XObject"]["/AA"]
    assert papers.picture_of(drawn._data).size == (60, 40)


def test_a_jpeg_keeps_its_picture_and_loses_its_notes():
    sent = uploads.halves(exif=uploads.exif(), comment=b"Ada was here")
    bare = pdfs.bare_jpeg(sent)
    assert b"Ada" in sent
    assert b"Ada" not in bare
    assert papers.picture_of(bare).tobytes() == papers.picture_of(sent).tobytes()


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"<html>", "not a PDF"),
        (b"%PDF-1.7 nothing", "damaged"),
        (papers.plain()[:200], "damaged"),
        (papers.locked(), "password"),
        (papers.plain(0), "no page"),
        (papers.plain(201), "200 pages"),
        (b"%PDF-" + b"\0" * pdfs.MOST_BYTES, "20 MB"),
    ],
)
def test_what_cannot_be_kept_is_named_in_one_sentence(body, word):
    with pytest.raises(Invalid, match=word):
        pdfs.cleaned(body)
