"""MP4: boxes in boxes. What is not on the lists here becomes free space of the same size.

The lists are also the only way down, so no nesting is deeper than they are.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO, Final

from portal.errors import Invalid
from portal.language import gettext as _
from portal.videos import samples
from portal.videos.windows import Broken, Part, Steps, blank, read, write

Within = dict[bytes, frozenset[bytes]]


def _names(text: str) -> frozenset[bytes]:
    return frozenset(name.encode() for name in text.split())


# What may stand in which box; everything else in it is overwritten.
KEPT: Final[Within] = {
    b"": _names("ftyp styp moov mdat moof sidx ssix mfra"),
    b"moov": _names("mvhd trak mvex"),
    b"trak": _names("tkhd edts mdia"),
    b"edts": _names("elst"),
    b"mdia": _names("mdhd hdlr minf elng"),
    b"minf": _names("vmhd smhd nmhd dinf stbl"),
    b"dinf": _names("dref"),
    b"stbl": _names("stsd stts ctts cslg stsc stsz stz2 stco co64 stss stsh sdtp sbgp sgpd subs"),
    b"mvex": _names("mehd trex trep"),
    b"moof": _names("mfhd traf"),
    b"traf": _names("tfhd tfdt trun sbgp sgpd subs sdtp"),
    b"mfra": _names("tfra mfro"),
}
DATED: Final = frozenset((b"mvhd", b"tkhd", b"mdhd"))
SHOWN: Final = frozenset((b"vide", b"soun"))
# In a handler's box: version, a zero, the handler, three zeros; then a name for people.
HANDLER: Final = slice(8, 12)
HANDLER_NAME: Final = 24


def clean(file: BinaryIO, size: int) -> None:
    steps = Steps()
    tops = list(_parts(file, 0, size, steps, is_top=True))
    tracks = _tracks(file, tops, steps)
    kinds = [kind for kind, _track in tracks]
    if b"vide" not in kinds:
        raise Invalid(_("There is no picture in this film."))
    others = [track for kind, track in tracks if kind not in SHOWN]
    if others and any(part.kind == b"moof" for part in tops):
        raise Invalid(_("Beside picture and sound this film carries other data. Save it without."))
    for track in others:
        samples.blank_all(file, _child(file, track, (b"mdia", b"minf", b"stbl"), steps), tops)
        _free(file, track)
    for part in tops:
        _clean(file, part, b"", steps)


def _clean(file: BinaryIO, part: Part, within: bytes, steps: Steps) -> None:
    if part.kind not in KEPT[within]:
        _free(file, part)
        return
    if part.kind in DATED:
        _forget_dates(file, part)
    if part.kind == b"hdlr":
        blank(file, min(part.body + HANDLER_NAME, part.end), part.end)
    if part.kind == b"dref":
        _check_is_whole(file, part)
    if part.kind in KEPT:
        for child in list(_parts(file, part.body, part.end, steps)):
            _clean(file, child, part.kind, steps)


def _parts(
    file: BinaryIO, start: int, end: int, steps: Steps, *, is_top: bool = False
) -> Iterator[Part]:
    """The boxes between two places; each step goes forward, or the file is broken."""
    while start < end:
        steps()
        part = _part(file, start, end, is_top)
        yield part
        start = part.end


def _part(file: BinaryIO, start: int, end: int, is_top: bool) -> Part:
    if end - start < 8:
        raise Broken
    size, kind = struct.unpack(">I4s", read(file, start, 8))
    body = start + 8
    if size == 1:
        if end - start < 16:
            raise Broken
        size, body = int.from_bytes(read(file, body, 8)), start + 16
    elif size == 0 and is_top:
        size = end - start
    if start + size < body or start + size > end:
        raise Broken
    return Part(kind, start, body, start + size)


def _free(file: BinaryIO, part: Part) -> None:
    write(file, part.start + 4, b"free")
    blank(file, part.body, part.end)


def _forget_dates(file: BinaryIO, part: Part) -> None:
    """When it was recorded and changed: two times behind version and flags."""
    length = 16 if read(file, part.body, 1) == b"\1" else 8
    if part.end - part.body < 4 + length:
        raise Broken
    blank(file, part.body + 4, part.body + 4 + length)


def _check_is_whole(file: BinaryIO, part: Part) -> None:
    """Each of its data lies in this file, not at an address elsewhere."""
    start = part.body + 8
    while start < part.end:
        entry = _part(file, start, part.end, is_top=False)
        if entry.kind not in (b"url ", b"urn ") or entry.end < entry.body + 4:
            raise Broken
        if not read(file, entry.body, 4)[3] & 1:
            raise Broken
        # Some write an empty address behind it.
        blank(file, entry.body + 4, entry.end)
        start = entry.end


def _tracks(file: BinaryIO, tops: list[Part], steps: Steps) -> list[tuple[bytes, Part]]:
    """Every track with what it is: picture, sound or something else."""
    movies = [part for part in tops if part.kind == b"moov"]
    if len(movies) != 1:
        raise Broken
    boxes = _parts(file, movies[0].body, movies[0].end, steps)
    tracks = [part for part in boxes if part.kind == b"trak"]
    return [(_handler(file, track, steps), track) for track in tracks]


def _handler(file: BinaryIO, track: Part, steps: Steps) -> bytes:
    found = _child(file, track, (b"mdia", b"hdlr"), steps)
    if found.end - found.body < HANDLER_NAME:
        raise Broken
    return read(file, found.body, HANDLER_NAME)[HANDLER]


def _child(file: BinaryIO, part: Part, path: tuple[bytes, ...], steps: Steps) -> Part:
    """The one box on the way down; two of a name could tell two stories."""
    for name in path:
        found = [box for box in _parts(file, part.body, part.end, steps) if box.kind == name]
        if len(found) != 1:
            raise Broken
        part = found[0]
    return part
