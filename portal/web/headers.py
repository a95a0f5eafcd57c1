"""Headers of every answer, and the refusal of writes that another site sends.

Nothing inline runs (no nonce is needed), nothing is framed, nothing dynamic is kept by a cache.
"""

from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import Forbidden

from portal.config import Config
from portal.web import sign_in

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    ]
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def set_up(app: Flask, config: Config) -> None:
    app.before_request(_refuse_cross_site_writes)

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        if config.is_https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
            response.vary.update(["Cookie", "HX-Request", "HX-Request-Type", "Accept-Language"])
        return sign_in.set_cookie(response)


def _refuse_cross_site_writes() -> None:
    """On top of the CSRF token: browsers say where a request comes from."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site in ("cross-site", "same-site"):
        raise Forbidden
    # A page with "no-referrer" writes "null" even to its own origin; the other header still tells.
    if site == "same-origin" and origin == "null":
        return
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise Forbidden
