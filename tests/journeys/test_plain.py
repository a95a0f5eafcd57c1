"""The same journeys with JavaScript off: plain forms, plain pages."""

import pytest
from playwright.sync_api import expect

from tests.browsing import Person
from tests.journeys.conftest import Arrive
from tests.journeys.scene import Stage, a_brand, a_judged_round
from tests.site import Site

pytestmark = pytest.mark.browser
THEIRS = "The button is hard to find."
MINE = "I would miss the badge."


def test_joining_judging_and_deciding_need_no_script(
    site: Site, person: Arrive, size: tuple[int, int]
) -> None:
    stage = a_brand(site)
    round = a_judged_round(site, stage)
    hana, kim = person(size, javascript=False), person(size, javascript=False)
    hana.sign_in("hana@mail.example")
    invite(hana, stage)
    join(kim)
    vote(kim)
    write(kim)
    answer_and_agree(kim)
    respond(hana, round)
    decide(hana, round)
    kim.go(f"/rounds/{round}")
    kim.sees("It stops here")


def invite(hana: Person, stage: Stage) -> None:
    hana.go(f"/groups/{stage.group}/invitations/new")
    hana.fill("Addresses", "kim@mail.example")
    hana.press("Look at the list")
    hana.press("Send one invitation")
    hana.press("Send again")
    hana.sees("Sent again. The older link no longer works.")
    hana.check()


def join(kim: Person) -> None:
    kim.go(kim.site.link_for("kim@mail.example"))
    kim.fill("Your name", "Kim")
    kim.press("Join")
    expect(kim.page.locator("h1")).to_have_text("Quiet inbox")
    kim.sees_not(THEIRS)
    kim.check()


def vote(kim: Person) -> None:
    kim.press("For")
    kim.sees("You voted for.")
    kim.sees(THEIRS)
    kim.page.get_by_text("Add a reason").click()
    kim.page.get_by_label("Your reason, if you like").fill("It is calm.")
    kim.press("Save the reason")
    expect(kim.page.get_by_label("Your reason, if you like")).to_have_value("It is calm.")
    kim.press("Unsure")
    kim.sees("You voted unsure.")
    expect(kim.page.get_by_label("Your reason, if you like")).to_have_value("It is calm.")


def write(kim: Person) -> None:
    kim.fill("Your critique", MINE)
    kim.page.get_by_label("Idea", exact=True).check()
    kim.press("Post")
    expect(kim.page.locator(".thread", has_text=MINE)).to_contain_text("Idea")


def answer_and_agree(kim: Person) -> None:
    theirs = kim.page.locator(".thread", has_text=THEIRS)
    theirs.get_by_role("button", name="Agree").first.click()
    expect(theirs.get_by_role("button", name="Agree").first).to_have_attribute(
        "aria-pressed", "true"
    )
    theirs.get_by_role("link", name="Answer").click()
    kim.check()
    kim.fill("Your answer", "It is below the list.")
    kim.press("Answer")
    expect(theirs).to_contain_text("It is below the list.")
    kim.check()


def respond(hana: Person, round: str) -> None:
    hana.go(f"/rounds/{round}")
    theirs = hana.page.locator(".thread", has_text=THEIRS)
    theirs.get_by_role("link", name="Respond for the brand").click()
    hana.check()
    hana.page.get_by_label("Declined", exact=True).check()
    hana.fill("One sentence to its author", "It stays where thumbs are.")
    hana.press("Save the response")
    expect(theirs).to_contain_text("It stays where thumbs are.")


def decide(hana: Person, round: str) -> None:
    hana.go(f"/rounds/{round}/set-up")
    hana.page.get_by_text("Close it before its time").click()
    hana.press("Close now")
    hana.site.run_jobs()
    hana.go(f"/rounds/{round}/report")
    hana.page.get_by_label("Stop it").check()
    hana.fill("Why", "We heard you.")
    hana.press("Decide and tell the group")
    hana.sees("The decision is made. The group sees it now.")
    hana.check()
