"""A new revision answers what was said: one finds it, sees what changed, and votes again."""

import pytest
from playwright.sync_api import expect

from tests.browsing import PHONE, Person
from tests.journeys.conftest import Arrive
from tests.journeys.scene import a_brand, a_revised_round
from tests.site import Site

pytestmark = pytest.mark.browser


def test_what_changed_is_found_seen_and_judged_again(site: Site, person: Arrive) -> None:
    round = a_revised_round(site, a_brand(site))
    tom = person()
    tom.enter("tom@mail.example")
    find(tom)
    tom.go(f"/rounds/{round}")
    tom.follow("See what changed since revision 1")
    tom.sees("What changed from revision 1 to 2")
    slide(tom)
    tom.check()
    vote_again(tom)
    on_a_phone(person(PHONE), round)


def find(tom: Person) -> None:
    tom.sees("needs your voice")
    tom.page.keyboard.press("/")
    tom.has_focus()
    tom.page.keyboard.type("cafe")
    tom.page.keyboard.press("Enter")
    expect(tom.page.locator("mark")).to_have_text("Café")
    tom.check()
    tom.page.get_by_role("link", name="Read it in its place").click()
    tom.sees("The Café mails are gone.")
    tom.page.get_by_role("link", name="in revision 2").click()
    expect(tom.page.locator(":target")).to_contain_text("Tess said")


def slide(tom: Person) -> None:
    slider = tom.page.get_by_role("slider")
    expect(slider).to_be_hidden()
    button = tom.page.get_by_role("button", name="Slide one over the other")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    slider.focus()
    tom.page.keyboard.press("ArrowUp")
    expect(slider).to_have_value("55")
    expect(slider).to_have_attribute("aria-valuetext", "55 percent newer")
    tom.shows_focus()


def vote_again(tom: Person) -> None:
    tom.sees("That was about r1. What do you think now?")
    tom.page.get_by_role("button", name="For", exact=True).click()
    tom.sees("You voted for.")
    tom.has_focus()
    tom.sees("What changed from revision 1 to 2")


def on_a_phone(tess: Person, round: str) -> None:
    """One over the other at once; search is a way to its page."""
    tess.enter("tess@mail.example")
    tess.sees("What changed because of you")
    tess.check()
    tess.page.locator(".search-way").click()
    tess.fill("Words of a draft, a critique or a name", "zeppelin")
    tess.press("Search", within=tess.page.locator("main"))
    tess.sees("Nothing found for “zeppelin”")
    tess.check()
    tess.go(f"/rounds/{round}/compare")
    expect(tess.page.get_by_role("slider")).to_be_visible()
    tess.check()
