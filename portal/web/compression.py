"""gzip for pages. A random name in the gzip header varies the length of equal pages, so that the
size of an answer tells an eavesdropper nothing about the token inside it."""

import gzip
import io
import secrets
import string

from flask import Flask, Response, request

SMALLEST = 1_400
LEVEL = 5
_TYPES = ("text/html", "application/json", "text/csv", "image/svg+xml")


def set_up(app: Flask) -> None:
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if (
        response.mimetype not in _TYPES
        or response.direct_passthrough
        or response.is_streamed
        or "Content-Encoding" in response.headers
    ):
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) < SMALLEST or not request.accept_encodings["gzip"]:
        return response
    response.set_data(_zip(body))
    response.headers["Content-Encoding"] = "gzip"
    return response


def _zip(body: bytes) -> bytes:
    name = "".join(secrets.choice(string.ascii_letters) for _ in range(secrets.randbelow(32) + 1))
    out = io.BytesIO()
    with gzip.GzipFile(name, "wb", LEVEL, out, mtime=0) as file:
        file.write(body)
    return out.getvalue()
