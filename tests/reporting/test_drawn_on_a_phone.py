"""The charts of answers in a browser: no page scrolls sideways, and what is drawn is accessible."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser

from tests.screenshots import answers

# Of a whole page, which these parts are not.
OF_A_PAGE = {"document-title", "page-has-heading-one"}


def test_charts_fit_the_narrowest_phone_and_break_no_rule(
    app: Flask, chromium: Browser, tmp_path: Path
) -> None:
    for members in (12, 200):
        file = tmp_path / f"{members}.html"
        file.write_text(answers.page(app, members), encoding="utf-8")
        context = chromium.new_context(viewport={"width": 320, "height": 800})
        shown = context.new_page()
        shown.goto(file.as_uri())
        assert shown.evaluate("document.documentElement.scrollWidth") <= 320
        broken = {one["id"] for one in Axe().run(shown).response["violations"]}
        assert broken <= OF_A_PAGE, broken
        context.close()
