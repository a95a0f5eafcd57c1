"""The pattern page: every component can be drawn, looks right to a scanner, and fits a phone."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, render_template
from playwright.sync_api import Browser, Page, Route, expect

from portal.web.headers import POLICY
from portal.web.patterns import examples
from tests import page as pages

ORIGIN = "http://localhost:8000"


@pytest.fixture
def html(app: Flask) -> str:
    with app.test_request_context():
        return render_template("patterns/show.html", **examples())


@pytest.fixture
def open_page(app: Flask, chromium: Browser, html: str) -> Iterator[Page]:
    """The page as a browser sees it, under the policy; its files come from the app."""
    client = app.test_client()

    def answer(route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.path == "/-/patterns":
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)
            return
        with client.get(f"{url.path}?{url.query}") as found:
            route.fulfill(
                body=found.data, status=found.status_code, content_type=found.content_type
            )

    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    opened.route("**/*", answer)
    opened.goto(f"{ORIGIN}/-/patterns")
    yield opened
    context.close()


def test_pattern_page_keeps_the_rules_of_every_page(app: Flask, html: str) -> None:
    seen = pages.Page(app.make_response(html)).check()
    assert seen.is_page
    assert len(seen.tree.all("article")) > 10


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_scanner_finds_nothing_wrong(open_page: Page, width: int, scheme: str) -> None:
    open_page.set_viewport_size({"width": width, "height": 844})
    open_page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    results = Axe().run(open_page)
    assert results.response["passes"]
    assert [rule["id"] for rule in results.response["violations"]] == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 640])
def test_nothing_makes_the_page_scroll_sideways(open_page: Page, width: int) -> None:
    open_page.set_viewport_size({"width": width, "height": 800})
    wide = open_page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]


@pytest.mark.browser
def test_targets_are_large_enough_for_a_thumb(open_page: Page) -> None:
    open_page.set_viewport_size({"width": 390, "height": 844})
    small = open_page.evaluate(
        """[...document.querySelectorAll(`button, select, textarea, summary, .button, .link-button,
             .tabs a, .switcher a, .page-nav a, label.check, input.input`)]
          .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
          .filter(([, box]) => box.width > 0 && (box.height < 43.9 || box.width < 43.9))
          .map(([words]) => words)"""
    )
    assert small == []


@pytest.mark.browser
def test_gallery_moves_by_button_and_by_key(open_page: Page) -> None:
    gallery = open_page.locator("#light-gallery")
    frames = gallery.locator(".gallery-frames")
    forward = gallery.get_by_role("button", name="Next picture")
    forward.click()
    expect(forward).to_have_attribute("aria-disabled", "true")
    frames.focus()
    open_page.keyboard.press("ArrowLeft")
    expect(forward).to_have_attribute("aria-disabled", "false")


@pytest.mark.browser
def test_dialog_opens_where_one_is_and_gives_focus_back(open_page: Page) -> None:
    link = open_page.get_by_role("link", name="Withdraw the draft").first
    link.click()
    expect(open_page.locator("#light-dialog")).to_be_visible()
    open_page.keyboard.press("Escape")
    expect(open_page.locator("#light-dialog")).to_be_hidden()
    expect(link).to_be_focused()
