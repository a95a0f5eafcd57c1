"""What a test may need besides Python: a browser, PostgreSQL, Redis, Pango (for PDF).

`REQUIRE=browser,postgres,redis,pdf` turns "skip, it is not installed" into a failure, so that
nothing is left out silently where everything is meant to run.
"""

import os
import shutil
from pathlib import Path

import pytest

REQUIRED = set(filter(None, os.environ.get("REQUIRE", "").replace(" ", "").split(",")))


def absent(what: str, reason: str) -> None:
    """Skip, or fail where `what` is required."""
    if what in REQUIRED:
        pytest.fail(f"{what} is required here: {reason}")
    pytest.skip(f"{what}: {reason}")


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    return found or (str(mac) if mac.exists() else None)


def postgres_bin() -> Path | None:
    """The folder of initdb and postgres."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


def shared_data() -> Path | None:
    """The real data beside the project, where there is any."""
    given = os.environ.get("FIRSTLOOK_SHARED_DATA")
    folder = Path(given) if given else Path(__file__).parents[2] / "shared" / "data"
    return folder if folder.is_dir() else None
