"""Journey 3: the round closes, the team reads the report, decides, and the group is told."""

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browsing import Person
from tests.journeys.conftest import Arrive
from tests.journeys.scene import a_brand, a_judged_round
from tests.site import Site

pytestmark = pytest.mark.browser
WHY = "Ten of twelve want it, and the one concern is answered."


def test_team_reads_the_report_and_decides(
    site: Site, person: Arrive, size: tuple[int, int]
) -> None:
    round = a_judged_round(site, a_brand(site))
    hana, ana, tom = person(size), person(size), person(size)
    hana.sign_in("hana@mail.example")
    hana.check()
    hana.go(f"/rounds/{round}/report")
    hana.sees("Open until")
    hana.sees("Not yet known")
    hana.check()

    hana.go(f"/rounds/{round}/set-up")
    hana.page.get_by_text("Close it before its time").click()
    hana.press("Close now")
    hana.sees("The round is closed")
    site.run_jobs()

    hana.go(f"/rounds/{round}/report")
    hana.sees("Frozen")
    expect(hana.page.locator(".verdict")).to_contain_text("Validated")
    hana.check()
    prints(hana)
    decide(hana)
    hears(tom, round)
    reads(ana, round)


def decide(hana: Person) -> None:
    hana.expected = {422}
    hana.page.get_by_label("Launch it").check()
    hana.field("Why").fill(" ")
    hana.page.locator("form[action$=decision]").evaluate("form => form.noValidate = true")
    hana.press("Decide and tell the group")
    hana.sees("Write why, in a sentence or two.")
    hana.has_focus()
    hana.check()
    hana.fill("Why", WHY)
    hana.press("Decide and tell the group")
    expect(hana.page.locator("#decision")).to_contain_text("Launch")
    hana.sees("The decision is made. The group sees it now.")
    hana.check()


def hears(tom: Person, round: str) -> None:
    tom.sign_in("tom@mail.example")
    tom.check()
    tom.go(f"/rounds/{round}")
    tom.sees(WHY)
    tom.check()
    tom.expected = {404}
    tom.go(f"/rounds/{round}/report")
    tom.sees_not("Took part")


def reads(ana: Person, round: str) -> None:
    """An analyst reads and takes the numbers along, and decides nothing."""
    ana.sign_in("ana@mail.example")
    ana.check()
    ana.go(f"/rounds/{round}/report")
    ana.sees(WHY)
    expect(ana.page.get_by_role("button", name="Change the decision")).to_have_count(0)
    ana.check()
    document = json.loads(download(ana, "JSON").read_text())
    assert document["round"]["id"] == round
    assert document["support"]["counts"] == {"for": 10, "unsure": 1, "against": 1}
    rows = list(csv.reader(download(ana, "CSV").read_text("utf-8-sig").splitlines()))
    assert len(rows) > 10


def prints(hana: Person) -> None:
    """On paper nothing is cut off and nothing is there to be pressed."""
    hana.page.emulate_media(media="print")
    hana.fits()
    expect(hana.page.get_by_role("button", name="Decide and tell the group")).to_be_hidden()
    hana.page.emulate_media(media="screen")


def download(ana: Person, name: str) -> Path:
    with ana.page.expect_download() as found:
        ana.follow(name)
    return Path(found.value.path())
