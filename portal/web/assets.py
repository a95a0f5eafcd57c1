"""Style, script and fonts: one style sheet and one script a page, kept by browsers for ever. What
only the team needs is in a second one of each, so that a member's first visit is a light one.

The files in static/css and static/js are joined at the start, in the order of their ORDER files,
and squeezed; their address holds a print of their content, so a new one is fetched when it changed.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    request,
    send_from_directory,
    url_for,
)

from portal.web import squeezed
from portal.web.policy import open_to_all

FOREVER = "public, max-age=31536000, immutable"
blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Bundle:
    name: str
    body: bytes
    zipped: bytes
    mimetype: str


class Assets:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bundles = {
            "app.css": self._style("app.css", folder / "css"),
            "app.js": _script("app.js", folder / "js", _htmx(folder)),
            # What one writes with: the pages with a conversation load it beside the other.
            "talk.js": _script("talk.js", folder / "js/talk"),
            # What only the team needs: its pages load these beside the others.
            "desk.css": self._style("desk.css", folder / "css/desk"),
            "desk.js": _script("desk.js", folder / "js/desk"),
        }

    def by_name(self, name: str) -> Bundle | None:
        return next((bundle for bundle in self.bundles.values() if bundle.name == name), None)

    def print_of(self, file: str) -> str:
        return _print((self.folder / file).read_bytes())

    def _style(self, name: str, folder: Path) -> Bundle:
        text = squeezed.style(_joined(folder, ".css"))
        return _bundle(name, self._with_prints(text), "text/css")

    def _with_prints(self, style: bytes) -> bytes:
        def add(match: re.Match[bytes]) -> bytes:
            file = match[1].decode()
            return f'url("/static/{file}?v={self.print_of(file)}")'.encode()

        return re.sub(rb'url\("?/static/([^")?]+)"?\)', add, style)


def set_up(app: Flask, folder: Path) -> None:
    assets = Assets(folder)
    app.extensions["portal_assets"] = assets
    app.register_blueprint(blueprint)

    print_of = cache(assets.print_of)

    def asset(name: str) -> str:
        if name in assets.bundles:
            return url_for("assets.bundle", name=assets.bundles[name].name)
        return url_for("assets.file", name=name, v=print_of(name))

    app.jinja_env.globals["asset"] = asset


@blueprint.get("/assets/<name>")
@open_to_all
def bundle(name: str) -> Response:
    assets: Assets = current_app.extensions["portal_assets"]
    found = assets.by_name(name)
    if found is None:
        abort(404)
    zipped = bool(request.accept_encodings["gzip"])
    response = Response(found.zipped if zipped else found.body, mimetype=found.mimetype)
    response.headers["Cache-Control"] = FOREVER
    response.headers["Vary"] = "Accept-Encoding"
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    return response


@blueprint.get("/static/<path:name>")
@open_to_all
def file(name: str) -> Response:
    assets: Assets = current_app.extensions["portal_assets"]
    if mimetypes.guess_type(name)[0] not in ("font/woff2", "image/svg+xml", "image/png"):
        abort(404)
    response = send_from_directory(assets.folder, name, max_age=0)
    response.headers["Cache-Control"] = FOREVER if "v" in request.args else "public, max-age=3600"
    # It would say "expired already", and another moment in each answer.
    response.headers.pop("Expires", None)
    return response


def _joined(folder: Path, ending: str) -> bytes:
    names = (folder / "ORDER").read_text(encoding="utf-8").split()
    missing = {file.name for file in folder.glob(f"*{ending}")} ^ set(names)
    if missing:
        raise RuntimeError(
            f"{folder.name}/ORDER and the folder differ: {', '.join(sorted(missing))}"
        )
    return b"\n".join((folder / name).read_bytes() for name in names)


def _htmx(folder: Path) -> bytes:
    return (folder / "vendor" / "htmx" / "htmx.min.js").read_bytes() + b"\n;\n"


def _script(name: str, folder: Path, before: bytes = b"") -> Bundle:
    text = squeezed.script(_joined(folder, ".js"))
    return _bundle(name, before + text, "text/javascript")


def _bundle(name: str, body: bytes, mimetype: str) -> Bundle:
    stem, ending = name.split(".")
    return Bundle(
        f"{stem}-{_print(body)}.{ending}", body, gzip.compress(body, 9, mtime=0), mimetype
    )


def _print(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:12]
