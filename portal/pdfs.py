"""PDFs written anew: pages and what is drawn on them; nothing that acts, hides or tells of people.

Here: bytes in, bytes out. It runs in a child process (`portal.aside`), for a PDF can be built to
take all the time and memory there is.
"""

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from portal.errors import Invalid
from portal.language import gettext as _

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_PAGES: Final = 200
# Of a page only this travels on: no annotations, actions, thumbnails, notes of programs.
OF_A_PAGE: Final = {
    *("/Type", "/Parent", "/Resources", "/Contents", "/Group", "/Rotate", "/UserUnit"),
    *("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"),
}
# Of what is drawn on a page, this does not.
HIDDEN: Final = ("/AA", "/AF", "/Metadata", "/PieceInfo", "/OPI", "/LastModified", "/Alternates")
_START_OF_SCAN: Final = 0xDA


def cleaned(body: bytes) -> bytes:
    """The PDF anew; or Invalid with one sentence about what is wrong with it."""
    if len(body) > MOST_BYTES:
        raise Invalid(_("This PDF is larger than 20 MB. Save it smaller."))
    if b"%PDF-" not in body[:1024]:
        raise Invalid(_("This is not a PDF, whatever its name says."))
    try:
        return _rewritten(body)
    except Invalid:
        raise
    except Exception as error:  # Readers fail in every way; the file is what is wrong.
        raise Invalid(_("This PDF is damaged or cut off. Save it again and send that.")) from error


def _rewritten(body: bytes) -> bytes:
    reader = PdfReader(BytesIO(body), strict=False)
    if reader.is_encrypted:
        raise Invalid(_("This PDF is protected by a password. Save it without and send that."))
    count = len(reader.pages)
    if count == 0:
        raise Invalid(_("There is no page in this PDF."))
    if count > MOST_PAGES:
        raise Invalid(_("This PDF has more than 200 pages. Send the ones that matter."))
    # Twice: what the first copy let go of lies in it still, though nothing leads there.
    return _copied(PdfReader(BytesIO(_copied(reader))))


def _copied(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    writer.metadata = None
    for page in reader.pages:
        writer.add_page(_bare(page))
    for thing in _things(writer):
        _bare_drawing(thing)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _bare(page: PageObject) -> PageObject:
    for name in [name for name in page if name not in OF_A_PAGE]:
        del page[name]
    return page


def _things(writer: PdfWriter) -> Iterator[DictionaryObject]:
    """Everything in the new file that is a dictionary of its own."""
    for found in writer._objects:
        if isinstance(found, DictionaryObject):
            yield found


def _bare_drawing(thing: DictionaryObject) -> None:
    # A list of names (fonts, pictures) has no type: there a name is only a name.
    if "/Type" not in thing and not isinstance(thing, StreamObject):
        return
    for name in HIDDEN:
        thing.pop(name, None)
    if isinstance(thing, StreamObject) and _filters(thing) == ["/DCTDecode"]:
        thing._data = bare_jpeg(thing._data)


def _filters(thing: StreamObject) -> list[Any]:
    found = thing.get("/Filter")
    return [found] if isinstance(found, NameObject) else list(found or ())


def bare_jpeg(body: bytes) -> bytes:
    """A JPEG without the notes of its camera: of the marked segments before the picture only those
    that say how to decode it (JFIF, profile, Adobe's colour) stay."""
    if not body.startswith(b"\xff\xd8"):
        return body
    kept, at = [body[:2]], 2
    while at + 4 <= len(body) and body[at] == 0xFF:
        marker, length = body[at + 1], struct.unpack_from(">H", body, at + 2)[0]
        if marker == _START_OF_SCAN:
            break
        if not (0xE1 <= marker <= 0xEF and marker not in (0xE2, 0xEE)) and marker != 0xFE:
            kept.append(body[at : at + 2 + length])
        at += 2 + max(2, length)
    return b"".join(kept) + body[at:]
