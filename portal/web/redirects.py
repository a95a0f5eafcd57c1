"""Where to go after signing in: only to a page of our own."""

from flask import current_app, request
from werkzeug.exceptions import HTTPException


def own_path(candidate: str | None) -> str | None:
    """`candidate` if it is a path that our own routing table answers, else None."""
    if not candidate or not candidate.startswith("/") or candidate.startswith(("//", "/\\")):
        return None
    if any(ord(sign) < 0x21 or sign == "\\" for sign in candidate):
        return None
    path = candidate.split("?", 1)[0].split("#", 1)[0]
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return None
    try:
        adapter.match(path, method="GET")
    except HTTPException:
        return None
    return candidate
