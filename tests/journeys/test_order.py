"""Keeping a group in order, in a browser: a member tells, the team removes, everybody reads why."""

import pytest
from playwright.sync_api import expect

from tests.browsing import Person
from tests.journeys.conftest import Arrive
from tests.journeys.scene import a_brand, a_judged_round
from tests.site import Site

pytestmark = pytest.mark.browser
THEIRS = "The button is hard to find."


def test_a_member_tells_and_the_team_removes_in_place(site: Site, person: Arrive) -> None:
    stage = a_brand(site)
    round = a_judged_round(site, stage)
    tom, hana = person((390, 844)), person()
    tom.enter("tom@mail.example")
    tell(tom, round)
    hana.enter("hana@mail.example")
    hana.go(f"/groups/{stage.group}/moderation")
    hana.sees("One member told you")
    hana.check()
    remove(hana, round)
    tom.go(f"/rounds/{round}")
    tom.sees("Removed by Northlight: Be honest and kind.")
    tom.sees_not(THEIRS)
    tom.check()


def tell(tom: Person, round: str) -> None:
    tom.go(f"/rounds/{round}")
    theirs = tom.page.locator(".thread", has_text=THEIRS)
    theirs.get_by_role("link", name="Something is wrong").click()
    theirs.get_by_label("It is unkind").check()
    tom.check()
    tom.press("Tell the team")
    expect(theirs).to_contain_text("The team knows.")
    tom.check()


def remove(hana: Person, round: str) -> None:
    hana.go(f"/rounds/{round}")
    theirs = hana.page.locator(".thread", has_text=THEIRS)
    theirs.get_by_role("link", name="Moderate").click()
    theirs.get_by_text("Remove the words").first.click()
    theirs.get_by_label("Why, in a few words").fill("Be honest and kind.")
    hana.check()
    theirs.get_by_role("button", name="Remove the words").click()
    gone = hana.page.locator(".thread", has_text="Removed by Northlight")
    gone.get_by_role("link", name="Show the removed words").click()
    expect(gone).to_contain_text(THEIRS)
    hana.check()
