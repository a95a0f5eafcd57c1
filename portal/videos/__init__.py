"""Videos: known by their bytes, and freed of what came along, each byte in its place.

`clean` walks the containers of an open file and overwrites whatever is neither picture nor sound
nor needed to play them: places, devices, authors, dates, comments, tracks of other kinds. Nothing
moves, so every offset in the file stays right. What is inside the pictures and the sound stays as
it is: that would take decoding them. Decision 0012 says why not.
"""

from typing import BinaryIO

from portal.errors import Invalid
from portal.language import gettext as _
from portal.videos import mp4, webm
from portal.videos.windows import Broken, size_of


def clean(file: BinaryIO) -> str:
    """The type the file is served as, once it is clean; or Invalid with one sentence."""
    file.seek(0)
    start = file.read(16)
    if not start:
        raise Invalid(_("This file is empty."))
    try:
        if start.startswith(webm.MAGIC):
            webm.clean(file, size_of(file))
            return "video/webm"
        if start[4:8] == b"ftyp":
            _check_brand(start[8:12])
            mp4.clean(file, size_of(file))
            return "video/mp4"
    except Broken as error:
        raise Invalid(_("This film is damaged or cut off. Save it again and send that.")) from error
    raise Invalid(_("This is not a film, whatever its name says. Send MP4 or WebM."))


def _check_brand(brand: bytes) -> None:
    if brand == b"qt  ":
        raise Invalid(_("This is a QuickTime film. Save it as MP4 and send that."))
    if brand in (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis", b"M4A "):
        raise Invalid(_("This is not a film, whatever its name says. Send MP4 or WebM."))
