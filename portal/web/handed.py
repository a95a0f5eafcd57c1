"""What leaves the portal: files to keep, and pages without ways back in.

Parts of a report may link to the conversation, which is not for whoever reads a shared page or a
printed one. Templates escape what people write, so a tag in their output is one of ours.
"""

import re
from typing import Final

from flask import Response, make_response

_ANCHOR: Final = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_HREF: Final = re.compile(r'\bhref="([^"]*)"')


def unlinked(page: str, *kept: str) -> str:
    """The page with its links made plain words, but for those within the page or under `kept`."""

    def plain(match: re.Match[str]) -> str:
        href = _HREF.search(match[1])
        to = href[1] if href else ""
        return match[0] if to.startswith(("#", *kept)) else f"<span>{match[2]}</span>"

    return _ANCHOR.sub(plain, page)


def attachment(body: str | bytes, kind: str, name: str) -> Response:
    response = make_response(body)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
