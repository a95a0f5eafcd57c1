"""One request by one of the cast, and what of its answer two equal answers have in common."""

import re
from typing import Any

from werkzeug.test import TestResponse

from portal import ids
from tests.page import Visitor

Essence = tuple[int, list[tuple[str, str]], bytes]
NEVER = ids.public_id()
_TOKEN = re.compile(rb'(name="csrf_token" value=")[^"]*"')
_SUBMISSION = re.compile(rb'(name="submission"[^>]*value=")[^"]*"')
VARYING = {"Date", "Set-Cookie", "Content-Length"}


def send(
    visitor: Visitor,
    verb: str,
    path: str,
    data: dict[str, Any] | None = None,
    *,
    token: bool = True,
    headers: dict[str, str] | None = None,
) -> TestResponse:
    """As a browser would: a POST carries the CSRF token, unless told not to."""
    body = None
    if verb == "POST":
        body = {**({"csrf_token": visitor._token()} if token else {}), **(data or {})}
    return visitor.client.open(path, method=verb, data=body, headers=headers, buffered=True)


def essence(answer: TestResponse, *words: str) -> Essence:
    """Status, headers and body, without what differs by chance and without `words` (the ids that
    were asked for, which an answer may repeat)."""
    body = _SUBMISSION.sub(rb"\1", _TOKEN.sub(rb"\1", answer.get_data()))
    headers = [(key, value) for key, value in answer.headers if key not in VARYING]
    for word in filter(None, words):
        body = body.replace(word.encode(), b"#")
        headers = [(key, value.replace(word, "#")) for key, value in headers]
    return answer.status_code, sorted(headers), body
