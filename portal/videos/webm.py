"""WebM: elements in elements. What is not on the lists here becomes void of the same size."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from portal.errors import Invalid
from portal.language import gettext as _
from portal.videos.windows import Broken, Part, Steps, blank, read, write

MAGIC: Final = b"\x1a\x45\xdf\xa3"
SEGMENT: Final = b"\x18\x53\x80\x67"
INFO: Final = b"\x15\x49\xa9\x66"
TRACKS: Final = b"\x16\x54\xae\x6b"
TRACK: Final = b"\xae"
CLUSTER: Final = b"\x1f\x43\xb6\x75"
SEEK_HEAD: Final = b"\x11\x4d\x9b\x74"
CUES: Final = b"\x1c\x53\xbb\x6b"
DOC_TYPE: Final = b"\x42\x82"
TRACK_TYPE: Final = b"\x83"
VOID: Final = b"\xec"
APPS: Final = frozenset((b"\x4d\x80", b"\x57\x41"))
SHOWN: Final = {1: "picture", 2: "sound"}
TOP: Final = frozenset((SEEK_HEAD, INFO, TRACKS, CLUSTER, CUES))
# Elements that stand at the top of a segment: where one begins, a cluster of unknown length ends.
LEVEL_1: Final = TOP | {b"\x19\x41\xa4\x69", b"\x10\x43\xa7\x70", b"\x12\x54\xc3\x67"}
# Number, UID, type, flags, default duration, language, codec and its delays, video, audio.
_OF_A_TRACK: Final = "d7 73c5 83 b9 88 55aa 9c 23e383 234e7a 22b59c 22b59d 86 63a2 56aa 56bb e0 e1"
KEPT: Final[dict[bytes, frozenset[bytes]]] = {
    SEGMENT: TOP,
    INFO: APPS | {b"\x2a\xd7\xb1", b"\x44\x89"},
    TRACKS: frozenset((TRACK,)),
    TRACK: frozenset(bytes.fromhex(name) for name in _OF_A_TRACK.split()),
    CLUSTER: frozenset((b"\xe7", b"\xa7", b"\xab", b"\xa3", b"\xa0")),
}


def clean(file: BinaryIO, size: int) -> None:
    steps = Steps()
    head, *segments = _parts(file, 0, size, b"", steps)
    _check_kind(file, head, steps)
    if len(segments) != 1 or segments[0].kind != SEGMENT:
        raise Broken
    kinds = list(_kinds(file, segments[0], steps))
    if 1 not in kinds:
        raise Invalid(_("There is no picture in this film."))
    if any(kind not in SHOWN for kind in kinds):
        raise Invalid(_("Beside picture and sound this film carries other data. Save it without."))
    _clean(file, segments[0], steps)


def _clean(file: BinaryIO, part: Part, steps: Steps) -> None:
    for child in list(_parts(file, part.body, part.end, part.kind, steps)):
        if child.kind not in KEPT[part.kind]:
            _void(file, child)
        elif child.kind in APPS:
            blank(file, child.body, child.end)
        elif child.kind in KEPT:
            _clean(file, child, steps)


def _void(file: BinaryIO, part: Part) -> None:
    """An element that says nothing, as long as the one that was there."""
    length = part.end - part.start
    if length >= 9:
        write(file, part.start, VOID + b"\x01" + (length - 9).to_bytes(7))
        blank(file, part.start + 9, part.end)
    else:
        write(file, part.start, VOID + bytes([0x80 | length - 2]))
        blank(file, part.start + 2, part.end)


def _check_kind(file: BinaryIO, head: Part, steps: Steps) -> None:
    for part in _parts(file, head.body, head.end, MAGIC, steps):
        if part.kind == DOC_TYPE:
            if read(file, part.body, min(part.end - part.body, 16)).rstrip(b"\0") != b"webm":
                raise Invalid(_("This is a Matroska film. Save it as MP4 or WebM and send that."))
            return
    raise Broken


def _kinds(file: BinaryIO, segment: Part, steps: Steps) -> Iterator[int]:
    """What each track is."""
    for tracks in _parts(file, segment.body, segment.end, SEGMENT, steps):
        if tracks.kind != TRACKS:
            continue
        for track in _parts(file, tracks.body, tracks.end, TRACKS, steps):
            for part in _parts(file, track.body, track.end, TRACK, steps):
                if track.kind == TRACK and part.kind == TRACK_TYPE:
                    yield int.from_bytes(read(file, part.body, min(part.end - part.body, 8)))


def _parts(file: BinaryIO, start: int, end: int, within: bytes, steps: Steps) -> Iterator[Part]:
    """The elements between two places; each step goes forward, or the file is broken."""
    while start < end:
        steps()
        part = _part(file, start, end, within, steps)
        yield part
        start = part.end


def _part(file: BinaryIO, start: int, end: int, within: bytes, steps: Steps) -> Part:
    kind = _kind(file, start, end)
    at = start + len(kind)
    first = read(file, at, 1)[0]
    width = 9 - first.bit_length()
    if width > 8 or at + width > end:
        raise Broken
    body = at + width
    value = int.from_bytes(read(file, at, width)) & (1 << 7 * width) - 1
    if value == (1 << 7 * width) - 1:
        return Part(kind, start, body, _unsaid_end(file, kind, body, end, within, steps))
    if body + value > end:
        raise Broken
    return Part(kind, start, body, body + value)


def _kind(file: BinaryIO, start: int, end: int) -> bytes:
    width = 9 - read(file, start, 1)[0].bit_length()
    if width > 4 or start + width >= end:
        raise Broken
    return read(file, start, width)


def _unsaid_end(
    file: BinaryIO, kind: bytes, body: int, end: int, within: bytes, steps: Steps
) -> int:
    """Recordings of browsers do not say how long the segment and its clusters are."""
    if kind == SEGMENT and within == b"":
        return end
    if kind != CLUSTER or within != SEGMENT:
        raise Broken
    while body < end and _kind(file, body, end) not in LEVEL_1:
        steps()
        body = _part(file, body, end, CLUSTER, steps).end
    return body
