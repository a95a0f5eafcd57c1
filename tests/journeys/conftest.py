"""An installation of its own for every journey, and people with browsers in front of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsing import DESK, PHONE, Person
from tests.site import Site, served

Arrive = Callable[..., Person]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with served(tmp_path / "instance") as site:
        yield site


@pytest.fixture(params=[PHONE, DESK], ids=["390", "1280"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    found: tuple[int, int] = request.param
    return found


@pytest.fixture
def person(chromium: Browser, site: Site) -> Iterator[Arrive]:
    """A new visitor each time it is called; `person(size, javascript=False)`."""
    came: list[Person] = []

    def arrive(size: tuple[int, int] = DESK, javascript: bool = True) -> Person:
        came.append(Person(chromium, site, size, javascript))
        return came[-1]

    yield arrive
    for visitor in came:
        visitor.close()
