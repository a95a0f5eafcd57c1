"""The judging journey by Tab, Enter, Space and arrows alone. Each stop shows where one is, and no
swap throws the focus away."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browsing import Person
from tests.journeys.conftest import Arrive
from tests.journeys.scene import a_brand, a_judged_round, member_of
from tests.site import Site

pytestmark = pytest.mark.browser
THEIRS = "The button is hard to find."
MINE = "I would miss the badge."


def test_member_judges_by_the_keyboard_alone(
    site: Site, person: Arrive, size: tuple[int, int]
) -> None:
    stage = a_brand(site)
    round = a_judged_round(site, stage)
    member_of(site, stage, "Kim")
    kim = person(size)
    sign_in(kim)
    kim.tab_to(kim.page.get_by_role("link", name="Quiet inbox"))
    kim.page.keyboard.press("Enter")
    expect(kim.page).to_have_url(f"{site.url}/rounds/{round}")
    vote(kim)
    give_a_reason(kim)
    write(kim)
    agree_and_answer(kim)
    kim.check()


def sign_in(kim: Person) -> None:
    kim.go("/sign-in")
    kim.tab_to(kim.field("E-mail address"))
    kim.page.keyboard.type("kim@mail.example")
    kim.page.keyboard.press("Enter")
    expect(kim.page).to_have_url(f"{kim.site.url}/sign-in/code")
    kim.tab_to(kim.field("Six-digit code"))
    kim.page.keyboard.type(kim.site.code_for("kim@mail.example"))
    kim.page.keyboard.press("Enter")
    expect(kim.page).to_have_url(f"{kim.site.url}/")


def vote(kim: Person) -> None:
    press(kim, kim.page.get_by_role("button", name="For", exact=True), "Enter")
    kim.sees("You voted for.")
    expect(kim.page.get_by_role("button", name="For", exact=True)).to_be_focused()
    kim.page.keyboard.press("Tab")
    expect(kim.page.get_by_role("button", name="Unsure", exact=True)).to_be_focused()
    kim.page.keyboard.press("Space")
    kim.sees("You voted unsure.")
    expect(kim.page.get_by_role("button", name="Unsure", exact=True)).to_be_focused()


def give_a_reason(kim: Person) -> None:
    press(kim, kim.page.get_by_text("Add a reason"), "Enter")
    kim.tab_to(kim.page.get_by_label("Your reason, if you like"))
    kim.page.keyboard.type("Not sure about the badge.")
    press(kim, kim.page.get_by_role("button", name="Save the reason"), "Enter")
    expect(kim.page.get_by_text("Your reason", exact=True)).to_be_visible()
    kim.shows_focus()


def write(kim: Person) -> None:
    kim.tab_to(kim.page.get_by_label("Your critique"))
    kim.page.keyboard.type(MINE)
    kim.tab_to(kim.page.get_by_label("Concern", exact=True))
    kim.page.keyboard.press("ArrowRight")
    expect(kim.page.get_by_label("Idea", exact=True)).to_be_checked()
    press(kim, kim.page.get_by_role("button", name="Post", exact=True), "Enter")
    expect(thread(kim, MINE)).to_be_visible()
    kim.shows_focus()


def agree_and_answer(kim: Person) -> None:
    agree = thread(kim, THEIRS).get_by_role("button", name="Agree").first
    press(kim, agree, "Space")
    expect(agree).to_have_attribute("aria-pressed", "true")
    expect(agree).to_be_focused()
    press(kim, thread(kim, THEIRS).get_by_role("link", name="Answer"), "Enter")
    kim.tab_to(kim.page.get_by_label("Your answer"))
    kim.page.keyboard.type("It is below the list.")
    press(kim, thread(kim, THEIRS).get_by_role("button", name="Answer", exact=True), "Enter")
    expect(thread(kim, THEIRS)).to_contain_text("It is below the list.")
    kim.shows_focus()


def press(kim: Person, target: Locator, key: str) -> None:
    kim.tab_to(target)
    kim.page.keyboard.press(key)


def thread(kim: Person, words: str) -> Locator:
    return kim.page.locator(".thread", has_text=words)
