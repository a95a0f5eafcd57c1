"""Files that some may see: sent as what we know them to be, kept by nobody, fetched by no other
site, and in parts where a player asks for parts."""

from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import quote

from flask import Response, request
from werkzeug.datastructures import ContentRange

from portal.errors import NotFound

PIECE: Final = 256 * 1024
# A player asks again for what follows, and whoever has left meanwhile gets no more.
MOST_IN_A_PART: Final = 4 * 1024 * 1024
Read = Callable[[int, int], bytes]


def refuse_other_sites() -> None:
    """To a page elsewhere nothing private is there, whoever looks at that page."""
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        raise NotFound


def guarded(response: Response, *, name: str = "", is_shown: bool = True) -> Response:
    """Whatever the bytes are, they act as nothing."""
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Content-Disposition"] = _disposition(name, is_shown)
    return response


def in_parts(size: int, mimetype: str, read: Read) -> Response:
    """All of it, or the one range that was asked for. Files of ours never change and carry no
    mark of their version, so a condition on one is never met: then all of it is sent."""
    wanted = None if "If-Range" in request.headers else request.range
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        response = Response(_pieces(0, size, read), mimetype=mimetype)
        response.content_length = size
    else:
        response = _part(size, mimetype, read)
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _part(size: int, mimetype: str, read: Read) -> Response:
    found = request.range.range_for_length(size) if request.range else None
    if found is None:
        return Response(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = found[0], min(found[1], found[0] + MOST_IN_A_PART)
    response = Response(_pieces(start, end, read), 206, mimetype=mimetype)
    response.content_range = ContentRange("bytes", start, end, size)
    response.content_length = end - start
    return response


def _pieces(start: int, end: int, read: Read) -> Iterator[bytes]:
    for at in range(start, end, PIECE):
        yield read(at, min(at + PIECE, end))


def _disposition(name: str, is_shown: bool) -> str:
    """RFC 6266: a name any program can read, and the real one beside it."""
    how = "inline" if is_shown else "attachment"
    if not name:
        return how
    plain = "".join(c if c.isascii() and (c.isalnum() or c in " ._-()") else "_" for c in name)
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
