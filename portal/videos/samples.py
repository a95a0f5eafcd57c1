"""Where the samples of an MP4 track lie, so that those of a track nobody shall read can go.

Cameras write where they were in a track of its own, beside picture and sound.
"""

import struct
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from portal.videos.windows import Broken, Part, blank, read


def blank_all(file: BinaryIO, table: Part, tops: Sequence[Part]) -> None:
    """Overwrite the samples that the sample table names, inside the file's media data only."""
    data = [part for part in tops if part.kind == b"mdat"]
    left = sum(part.end - part.body for part in data)
    for start, length in list(_chunks(file, table)):
        # Chunks do not overlap; many of one place would only cost time.
        left -= length
        inside = any(part.body <= start and start + length <= part.end for part in data)
        if left < 0 or not inside:
            raise Broken
        blank(file, start, start + length)


def _chunks(file: BinaryIO, table: Part) -> Iterator[tuple[int, int]]:
    """Start and length of each chunk."""
    boxes = _boxes(file, table)
    starts = _starts(boxes)
    sizes = _sizes(boxes)
    runs = [(run[0], run[1]) for run in _rows(boxes.get(b"stsc", b""), 4, ">III")]
    sample, run = 0, -1
    for chunk, start in enumerate(starts, 1):
        while run + 1 < len(runs) and runs[run + 1][0] <= chunk:
            run += 1
        if run < 0:
            raise Broken
        count = runs[run][1]
        if sample + count > sizes.count:
            raise Broken
        yield start, sizes.between(sample, sample + count)
        sample += count


class _Sizes:
    def __init__(self, each: int, count: int, listed: Sequence[int]) -> None:
        self.each, self.count, self._listed = each, count, listed

    def between(self, first: int, last: int) -> int:
        return self.each * (last - first) if self.each else sum(self._listed[first:last])


def _sizes(boxes: dict[bytes, bytes]) -> _Sizes:
    """Only the plain table of sizes; its compact form (stz2) is refused for such tracks."""
    body = boxes.get(b"stsz", b"")
    if len(body) < 12:
        raise Broken
    each, count = struct.unpack_from(">II", body, 4)
    listed = [] if each else [row[0] for row in _rows(body, 8, ">I")]
    return _Sizes(each, count, listed)


def _starts(boxes: dict[bytes, bytes]) -> list[int]:
    if b"co64" in boxes:
        return [row[0] for row in _rows(boxes[b"co64"], 4, ">Q")]
    return [row[0] for row in _rows(boxes.get(b"stco", b""), 4, ">I")]


def _rows(body: bytes, at: int, form: str) -> list[tuple[int, ...]]:
    """A counted table: how many rows at `at`, then the rows."""
    if len(body) < at + 4:
        raise Broken
    (count,) = struct.unpack_from(">I", body, at)
    start, length = at + 4, struct.calcsize(form)
    if len(body) - start < count * length:
        raise Broken
    return list(struct.iter_unpack(form, body[start : start + count * length]))


def _boxes(file: BinaryIO, table: Part) -> dict[bytes, bytes]:
    """The small boxes of a sample table by name; each body at most what the file is long."""
    found, start = {}, table.body
    while start < table.end:
        if table.end - start < 8:
            raise Broken
        size, kind = struct.unpack(">I4s", read(file, start, 8))
        if size < 8 or start + size > table.end or kind in found:
            raise Broken
        found[kind] = read(file, start + 8, size - 8)
        start += size
    return found
