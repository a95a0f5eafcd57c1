"""python -m tests.screenshots [--only PATTERN] [--cache FOLDER] [--chosen]"""

import re
import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError

from portal.demo import load as demo
from portal.web.limits import limiter
from tests import makers, requirements
from tests.browsing import chromium_at
from tests.screenshots import chosen, shots
from tests.screenshots.camera import Camera, Shot
from tests.screenshots.places import places
from tests.site import Site, served

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"


def main() -> int:
    options = _options()
    path = requirements.chromium()
    if path is None:
        print("No Chromium is installed; see the README for how to get one.")
        return 1
    # Two hundred pages in two minutes from one address is what the limits are there for.
    limiter.enabled = False
    everything = FOLDER / "all"
    everything.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="firstlook-") as folder, chromium_at(path) as browser:
        failed = _empty(browser, Path(folder) / "fresh", everything, options.only)
        failed += _demo(browser, Path(folder) / "demo", everything, options)
    if not options.only:
        chosen.keep(everything, FOLDER)
    for line in failed:
        print(line)
    return 1 if failed else 0


def _options() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.screenshots")
    parser.add_argument("--only", help="names in which this pattern is found", default="")
    parser.add_argument(
        "--cache", type=Path, help="folder that keeps the demo world for the next time"
    )
    return parser.parse_args()


def _empty(browser: Browser, instance: Path, folder: Path, only: str) -> list[str]:
    with served(instance) as site:
        first = [Shot("first-run", None, "/first-run")]
        failed = _take(browser, site, folder, first, only)
        with site.writing() as db:
            brand = makers.brand(db)
            group = makers.group(db, brand)
            owner, member = makers.person(db, "Olga"), makers.person(db, "Tom")
            makers.staff(db, brand, owner, "owner")
            db.commit()
            ids = (owner.email, member.email, brand.public_id, group.public_id)
        failed += _take(browser, site, folder, shots.of_a_fresh_one(*ids), only)
    return failed


def _demo(browser: Browser, instance: Path, folder: Path, options: Namespace) -> list[str]:
    kept = options.cache / "demo" if options.cache else instance
    if not kept.exists():
        with served(kept) as site:
            demo.ensure(site.database, site.config)
    if kept != instance:
        # The shots move the world on; the next run begins where this one began.
        shutil.copytree(kept, instance)
    with served(instance) as site:
        site.run_jobs()
        with site.database.reading() as db:
            found = places(db, site.config.secret_key)
        return _take(browser, site, folder, shots.of_the_demo(found), options.only)


def _take(
    browser: Browser, site: Site, folder: Path, wanted: Iterable[Shot], only: str
) -> list[str]:
    """Sentences about what could not be taken."""
    camera, failed = Camera(browser, site, folder), []
    for shot in wanted:
        if not re.search(only, shot.name):
            continue
        try:
            camera.take(shot)
        except (BrowserError, AssertionError) as error:
            failed.append(f"{shot.name}: {str(error).splitlines()[0]}")
    print(f"{camera.taken} pictures in {folder}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
