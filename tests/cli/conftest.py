"""An installation for each test, ended with everything it started."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.processes import Installation, free_port

PRODUCTION = {
    "PORTAL_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz",
    "PORTAL_BASE_URL": "https://firstlook.example",
    "PORTAL_MAIL_URL": "smtp://127.0.0.1:9",
}


@pytest.fixture
def install(tmp_path: Path) -> Iterator[Callable[..., Installation]]:
    """`install()`, `install("other", PORTAL_HOST="::1")`: a folder and a free port of its own."""
    with ExitStack() as stack:

        def make(name: str = "one", **settings: str) -> Installation:
            port = str(free_port())
            made = Installation(
                tmp_path / name, {"PORTAL_PORT": port, "PORTAL_WORKERS": "1", **settings}
            )
            stack.callback(made.end)
            return made

        yield make


@pytest.fixture
def one(install: Callable[..., Installation]) -> Installation:
    return install()
