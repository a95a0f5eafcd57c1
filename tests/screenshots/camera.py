"""Takes one shot in its four ways: phone and desk, light and dark."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page
from sqlalchemy import select

from portal.actions import sessions
from portal.models import Person
from tests.site import Site

SIZES = {"390": (390, 844), "1280": (1280, 900)}
SCHEMES = ("light", "dark")
Step = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Shot:
    """What to see: `who` opens `path`, and before looking takes `steps`.

    `after` is taken once, when all four are done: it moves the world on for the shots that follow.
    """

    name: str
    who: str | None
    path: str
    steps: Step | None = None
    after: Step | None = None


class Camera:
    def __init__(self, browser: Browser, site: Site, folder: Path) -> None:
        self.browser = browser
        self.site = site
        self.folder = folder
        self.taken = 0

    def take(self, shot: Shot) -> None:
        for size, scheme in product(SIZES, SCHEMES):
            with self.page(shot.who, size, scheme) as page:
                answer = page.goto(shot.path)
                assert answer, shot.path
                assert answer.status < 500, f"{answer.status} {answer.url}"
                if shot.steps:
                    shot.steps(page)
                page.wait_for_load_state("networkidle")
                self._wake_pictures(page)
                self._unroll(page)
                name = f"{shot.name}--{size}-{scheme}.png"
                page.screenshot(path=self.folder / name, full_page=True, animations="disabled")
                self.taken += 1
        if shot.after:
            with self.page(shot.who, "1280", "light") as page:
                page.goto(shot.path)
                shot.after(page)
                page.wait_for_load_state("networkidle")
            self.site.run_jobs()

    @contextmanager
    def page(self, who: str | None, size: str, scheme: str) -> Iterator[Page]:
        width, height = SIZES[size]
        context = self.browser.new_context(
            base_url=self.site.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            is_mobile=size == "390",
        )
        context.set_default_timeout(8_000)
        if who:
            name = self.site.app.config["SIGN_IN_COOKIE_NAME"]
            url = self.site.url
            context.add_cookies([{"name": name, "value": self._cookie(who), "url": url}])
        yield context.new_page()
        context.close()

    def _cookie(self, email: str) -> str:
        with self.site.database.writing.begin() as db:
            person = db.scalars(select(Person).where(Person.email == email)).one()
            return sessions.start(db, person, device="camera")[0]

    def _unroll(self, page: Page) -> None:
        """A window as high as the page, so that what sticks to its end is not in the middle."""
        size = page.viewport_size
        assert size
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})

    def _wake_pictures(self, page: Page) -> None:
        """Pictures below the fold are fetched when one comes near; a camera comes near nothing."""
        page.evaluate(
            """async () => {
              const all = [...document.images];
              all.forEach((image) => { image.loading = "eager"; });
              await Promise.all(all.map((image) => image.decode().catch(() => {})));
            }"""
        )
