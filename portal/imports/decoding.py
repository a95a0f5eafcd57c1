"""Bytes of a text file → text, whatever program saved it; never a half-decoded name.

Where a sign cannot be read it becomes U+FFFD, so that the reader of the text can refuse the line.
"""

import codecs
import re
from typing import Final

from portal.language import gettext as _

UNREADABLE: Final = "\ufffd"
_SEVERAL_BYTES: Final = re.compile(
    rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def why_not_text(content: bytes) -> str | None:
    """What to say of a file that is no text file, whatever its name ends in."""
    if content.startswith(b"PK\x03\x04"):
        return _(
            "This is an Excel workbook, although its name may end in .csv. Open it in Excel, "
            "choose “Save as”, then “CSV UTF-8”, and upload that file."
        )
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _(
            "This is a workbook of an old kind, or one with a password. Save it as .xlsx without a "
            "password, or as “CSV UTF-8”, and upload that file."
        )
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff")):
        return _("This is not a list. Upload a CSV file, or paste the addresses.")
    return None


def decoded(content: bytes) -> str:
    """UTF-8 or UTF-16, with or without a mark, else Windows-1252; line ends made one kind."""
    text = _decoded(content)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    if unmarked := _unmarked_utf16(content[:4000]):
        return content.decode(unmarked, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # A damaged UTF-8 file still has many signs of several bytes; Windows-1252 hardly any.
        several = len(_SEVERAL_BYTES.findall(content))
        lone = len(content.decode("utf-8", "replace")) - len(content.decode("utf-8", "ignore"))
        return content.decode("utf-8" if several > lone else "cp1252", "replace")


def _unmarked_utf16(sample: bytes) -> str | None:
    """Text in a Latin script has a zero in every other byte."""
    pairs = len(sample) // 2
    if pairs < 4:
        return None
    if sample[1::2].count(0) > 0.6 * pairs and sample[0::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.6 * pairs and sample[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    return None
