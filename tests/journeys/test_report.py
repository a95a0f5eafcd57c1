"""Journey 3: the round closes, the team reads the report, decides, and the group is told."""

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browsing import Person
from tests.journeys.conftest import Arrive
from tests.journeys.scene import a_brand, a_judged_round, a_round
from tests.site import Site

pytestmark = pytest.mark.browser
WHY = "Ten of twelve want it, and the one concern is answered."


def test_team_reads_the_report_and_decides(
    site: Site, person: Arrive, size: tuple[int, int]
) -> None:
    round = a_judged_round(site, a_brand(site))
    hana, ana, tom = person(size), person(size), person(size)
    hana.enter("hana@mail.example")
    hana.check()
    hana.go(f"/rounds/{round}/report")
    hana.sees("Open until")
    hana.sees("Not yet known")
    hana.check()

    closes(hana, site, round)
    hana.go(f"/rounds/{round}/report")
    hana.sees("Frozen")
    expect(hana.page.locator(".verdict")).to_contain_text("Validated")
    hana.check()
    prints(hana)
    decide(hana)
    hears(tom, round)
    reads(ana, round)


def test_report_is_handed_on_and_set_beside_another(
    site: Site, person: Arrive, size: tuple[int, int]
) -> None:
    stage = a_brand(site)
    round, other = a_judged_round(site, stage), a_round(site, stage)
    hana = person(size)
    hana.enter("hana@mail.example")
    grows_fresh(hana, site, round)
    closes(hana, site, round)
    hana.go(f"/rounds/{round}/report")
    finds_its_way(hana)
    opens_what_is_folded(hana)
    assert download(hana, "PDF").read_bytes().startswith(b"%PDF-")

    url = shares(hana, round)
    board = person(size)
    opens(board, url)
    hana.go(f"/rounds/{round}/shares")
    hana.check()
    hana.press("Revoke")
    board.expected = {404}
    board.go(url)
    board.sees_not("took part")
    board.check()

    hana.go(f"/compare?a={round}&b={other}")
    hana.sees("10 of 12 for it")
    hana.check()
    hana.go(f"/brands/{stage.brand}/reports")
    hana.sees("Validated")
    hana.check()


def grows_fresh(hana: Person, site: Site, round: str) -> None:
    """The line asks by itself while the worker computes, and says when there is something."""
    hana.go(f"/rounds/{round}/report")
    line = hana.page.locator("#report-fresh")
    expect(line).to_contain_text("is being worked through")
    site.run_jobs()
    expect(line).to_contain_text("The rest was computed")
    hana.follow("Show the newest", within=line)
    hana.sees_not("being computed")


def closes(hana: Person, site: Site, round: str) -> None:
    hana.go(f"/rounds/{round}/set-up")
    hana.page.get_by_text("Close it before its time").click()
    hana.press("Close now")
    hana.sees("The round is closed")
    site.run_jobs()


def finds_its_way(hana: Person) -> None:
    """Every part named in the contents is there, and the link goes to it."""
    small = hana.page.locator(".report-contents-small > summary")
    if small.is_visible():
        small.click()
    ways = hana.page.locator(":is(.report-contents, .report-contents-small) a:visible")
    targets = [way.get_attribute("href") or "" for way in ways.all()]
    assert targets[:3] == ["#who", "#rules", "#answers"]
    for target in targets:
        expect(hana.page.locator(f"{target} h2").first).to_be_visible()
    ways.nth(2).click()
    expect(hana.page.locator("#answers")).to_be_in_viewport()


def opens_what_is_folded(hana: Person) -> None:
    """With everything open: no id twice, no broken table, nothing too wide."""
    hana.page.evaluate(
        "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
    )
    hana.check()
    hana.page.reload()
    summary = hana.page.locator("#answers summary", has_text="As a table").first
    summary.focus()
    hana.page.keyboard.press("Enter")
    expect(hana.page.locator("#answers table").first).to_be_visible()


def shares(hana: Person, round: str) -> str:
    hana.follow("Share it by a link")
    hana.fill("Passcode", "winter wool")
    hana.check()
    hana.press("Make a link")
    hana.sees("Copy it now")
    hana.check()
    return hana.page.get_by_role("textbox").input_value()


def opens(board: Person, url: str) -> None:
    """Signed out, with the passcode alone."""
    board.go(url)
    board.sees_not("Quiet inbox")
    board.check()
    board.expected = {422}
    board.fill("Passcode", "summer wool")
    board.press("Open the report")
    board.sees("This is not the passcode")
    board.check()
    board.fill("Passcode", "winter wool")
    board.press("Open the report")
    board.sees("Who took part")
    board.check()
    board.fits()


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
    tom.enter("tom@mail.example")
    tom.check()
    tom.go(f"/rounds/{round}")
    tom.sees(WHY)
    tom.check()
    tom.expected = {404}
    tom.go(f"/rounds/{round}/report")
    tom.sees_not("Took part")


def reads(ana: Person, round: str) -> None:
    """An analyst reads and takes the numbers along, and decides nothing."""
    ana.enter("ana@mail.example")
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
