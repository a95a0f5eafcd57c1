"""Shoots the answers of simulated groups: `python -m tests.screenshots.answers FOLDER [MEMBERS …]`.

Charts of every kind of question for groups of 5 to 5,000, on a phone and on a desk, light and dark,
without a server.
"""

import sys
import tempfile
from itertools import product
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser

from portal import migrate
from portal.app import create_app
from portal.config import load
from portal.database import Database
from tests import simulated
from tests.browsing import chromium_at
from tests.reporting import drawn
from tests.requirements import chromium
from tests.screenshots.camera import SCHEMES, SIZES

RESPONSE = 70
ROOT = Path(__file__).parents[2]


def app_in(folder: str) -> Flask:
    config = load("development", {"PORTAL_INSTANCE": folder})
    database = Database.of(config)
    migrate.upgrade(database)
    database.close()
    return create_app(config)


def page(app: Flask, members: int) -> str:
    style = app.extensions["portal_assets"].bundles["app.css"].body.decode()
    style = style.replace("/static/", (ROOT / "static").as_uri() + "/")
    body = drawn.parts(app, drawn.built(simulated.facts(members, RESPONSE), is_studied=True))
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><style>{style}</style><body class="room">'
        f'<main id="main">{body}</main></body></html>'
    )


def shoot(browser: Browser, file: Path, folder: Path) -> None:
    for (size, (width, height)), scheme in product(SIZES.items(), SCHEMES):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme
        )
        shown = context.new_page()
        shown.goto(file.as_uri())
        shown.screenshot(path=folder / f"{file.stem}--{size}-{scheme}.png", full_page=True)
        context.close()


def main(folder: Path, sizes: list[int]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = chromium()
    assert path, "no Chromium is installed"
    with tempfile.TemporaryDirectory() as instance, chromium_at(path) as browser:
        app = app_in(instance)
        for members in sizes:
            file = folder / f"answers-{members}.html"
            file.write_text(page(app, members), encoding="utf-8")
            shoot(browser, file, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(n) for n in sys.argv[2:]] or list(simulated.SIZES))
