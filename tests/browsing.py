"""One person with a real browser: signs in by the mailed code, looks at pages, and notices what a
visitor would notice (errors in the console, pages that break, focus that is nowhere)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Response,
    expect,
    sync_playwright,
)

from portal.actions import sessions
from portal.models import Person as PersonRow
from tests.site import Site

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
PHONE, DESK = (390, 844), (1280, 900)
# Chromium writes this for every answer of 400 and more; those are counted by `Person._answered`.
REFUSED = "Failed to load resource"
# Where focus is, and whether the eye can tell: a ring on it, on what covers it or on its card. A
# place that came in a swap has it for a moment only, before the next key; it needs no ring.
FOCUS = """() => {
  const one = document.activeElement;
  if (one === document.body) return ["", false];
  const ring = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const places = [one, one.nextElementSibling, one.parentElement, one.closest(".card, li")];
  const seen = places.some((place) => place && ring(getComputedStyle(place)));
  return [one.outerHTML.slice(0, 90), seen || one.tabIndex < 0];
}"""


@contextmanager
def chromium_at(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


class Person:
    def __init__(
        self, browser: Browser, site: Site, size: tuple[int, int] = DESK, javascript: bool = True
    ) -> None:
        self.site = site
        self.javascript = javascript
        self._browser = browser
        self.context = browser.new_context(
            base_url=site.url,
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=javascript,
            reduced_motion="reduce",
            has_touch=size == PHONE,
        )
        self.context.set_default_timeout(8_000)
        self.page = self.context.new_page()
        self.expected: set[int] = set()
        self.wrong: list[str] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", self._threw)
        self.page.on("response", self._answered)

    def close(self) -> None:
        """Nothing may have gone wrong on the way that the steps did not look for."""
        self.context.close()
        assert self.wrong == []

    def go(self, path: str) -> None:
        self.page.goto(path)

    def sign_in(self, address: str) -> None:
        self.go("/sign-in")
        self.page.get_by_label("E-mail address").fill(address)
        self.press("Go on")
        self.page.get_by_label("Six-digit code").fill(self.site.code_for(address))
        self.press("Sign in", within=self.page.locator("main"))

    def enter(self, address: str) -> None:
        """At home, signed in. The way there through the mailed code is walked by other journeys."""
        with self.site.writing() as db:
            row = db.query(PersonRow).filter_by(email=address).one()
            token, _ = sessions.start(db, row, device="test")
            db.commit()
        name = self.site.app.config["SIGN_IN_COOKIE_NAME"]
        self.context.add_cookies([{"name": name, "value": token, "url": self.site.url}])
        self.go("/")

    def fill(self, label: str, words: str) -> None:
        self.field(label).fill(words)

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(\(optional\))?$"))

    def press(self, name: str, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("link", name=name, exact=True).click()

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def sees_not(self, words: str) -> None:
        expect(self.page.locator("main")).not_to_contain_text(words)

    def check(self) -> None:
        """What holds on every page: the scanner is content, nothing scrolls sideways, one h1."""
        expect(self.page.locator("h1")).to_have_count(1)
        with self._scanned() as page:
            results = Axe().run(page)
        broken = {
            rule["id"]: [node["html"][:160] for node in rule["nodes"]]
            for rule in results.response["violations"]
        }
        assert results.response["passes"]
        assert broken == {}, f"{self.page.url}: {broken}"
        self.fits()

    def fits(self) -> None:
        wide, room = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= room, f"{self.page.url} is {wide} wide on {room}"

    def tab_to(self, target: Locator, key: str = "Tab") -> None:
        """By the keyboard alone; each stop on the way must show where one is."""
        expect(target).to_be_visible()
        for _ in range(120):
            self.page.keyboard.press(key)
            where, is_seen = self.page.evaluate(FOCUS)
            assert not where or is_seen, f"focus cannot be seen on {where}"
            if target.evaluate("one => one === document.activeElement"):
                return
        raise AssertionError(f"{target} cannot be reached by {key}")

    def has_focus(self) -> None:
        """Something on the page has it; a swap has not thrown it away."""
        where, _ = self.page.evaluate(FOCUS)
        assert where, "focus was lost"

    def shows_focus(self) -> None:
        """After a key: also seen by the eye."""
        where, is_seen = self.page.evaluate(FOCUS)
        assert where, "focus was lost"
        assert is_seen, f"focus cannot be seen on {where}"

    @contextmanager
    def _scanned(self) -> Iterator[Page]:
        """The scanner is a script itself: without scripts it gets the same page, opened for it."""
        if self.javascript:
            yield self.page
            return
        state, size = self.context.storage_state(), self.page.viewport_size
        twin = self._browser.new_context(storage_state=state, viewport=size)
        page = twin.new_page()
        page.goto(self.page.url)
        yield page
        twin.close()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(REFUSED):
            self.wrong.append(f"{message.type}: {message.text}")

    def _threw(self, error: Error) -> None:
        self.wrong.append(f"{error.name}: {error.message}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.wrong.append(f"{response.status} {response.request.method} {response.url}")
