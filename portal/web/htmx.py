"""htmx: is a fragment wanted, and how one is answered. The whole fork is `wants_fragment`.

htmx-flask 0.1.0 reads the headers of htmx 1; this guard adds what htmx 4 sends, and sets
HX-Reswap itself, because the library refuses values that htmx accepts.
"""

from typing import Any

from flask import Response, request
from htmx_flask import make_response
from htmx_flask.requests import HtmxAwareRequest, HtmxHeaders


class HtmxRequest(HtmxHeaders):  # type: ignore[misc]
    """The headers of htmx 4."""

    @property
    def source(self) -> str | None:
        """tag#id of the element that asked."""
        value: str | None = self._headers.get("HX-Source")
        return value

    @property
    def wants_fragment(self) -> bool:
        """A part of a page, not a page: not boosted, not a step back in history."""
        return (
            bool(self)
            and not self.boosted
            and not self.history_restore_request
            and self._headers.get("HX-Request-Type", "partial") != "full"
        )


class PortalRequest(HtmxAwareRequest):  # type: ignore[misc]
    htmx: HtmxRequest

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.htmx = HtmxRequest(self.headers)


def wants_fragment() -> bool:
    return bool(request.htmx.wants_fragment)  # type: ignore[attr-defined]


def hx(body: Any, status: int = 200, *, reswap: str | None = None, **headers: Any) -> Response:
    """An answer to htmx: `retarget`, `push_url`, `redirect`, … as htmx-flask names them."""
    response: Response = make_response(body, **headers)
    response.status_code = status
    if reswap:
        response.headers["HX-Reswap"] = reswap
    return response


def see_other(url: str) -> Response:
    """After a write: htmx goes there by itself, a plain browser by a 303."""
    if request.htmx:  # type: ignore[attr-defined]
        return hx("", redirect=url)
    return Response(status=303, headers={"Location": url})
