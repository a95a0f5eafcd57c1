"""Pointing at a picture and at words: by pointer, by keyboard, by touch, and without a script."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browsing import PHONE, Person
from tests.journeys.conftest import Arrive
from tests.journeys.scene import a_brand, a_pictured_round
from tests.site import Site

pytestmark = pytest.mark.browser
# A whole selection made by the keyboard: caret browsing is a choice of the browser's.
SELECT = """(words) => {
  const story = document.querySelector(".story .prose");
  const walk = document.createTreeWalker(story, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let last;
  while (walk.nextNode()) {
    const at = walk.currentNode.data.indexOf(words[0]);
    if (at >= 0 && !last) range.setStart(walk.currentNode, at);
    const end = walk.currentNode.data.indexOf(words[1]);
    if (end >= 0) { last = walk.currentNode; range.setEnd(last, end + words[1].length); break; }
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture
def round(site: Site) -> str:
    return a_pictured_round(site, a_brand(site), pins=8)


def test_pointer_and_keyboard(site: Site, person: Arrive, round: str) -> None:
    tom = arrive(person(), round)
    draw_a_box(tom)
    tom.check()
    post(tom, "This corner.")
    expect(pin_of(tom, "This corner.")).to_be_visible()

    point_by_keys(tom)
    post(tom, "This place.")
    mirror_each_other(tom, "This place.")

    select_words(tom)
    post(tom, "Whose names?")
    expect(tom.page.locator("mark", has_text="names").first).to_be_visible()
    expect(remark(tom, "Whose names?").locator(".critique-quote")).to_have_text(
        "And a list of names"
    )
    tom.check()


def test_touch_on_a_phone(site: Site, person: Arrive, round: str) -> None:
    tom = arrive(person(PHONE), round)
    picture = tom.page.locator(".gallery .pins").first
    box = picture.bounding_box()
    assert box
    tom.page.touchscreen.tap(box["x"] + 30, box["y"] + 200)
    expect(tom.page.locator(".pin-draft")).to_have_count(0)
    start(tom).tap()
    picture.tap(position={"x": 30, "y": 200})
    expect(tom.page.locator(".pin-draft")).to_have_count(1)
    tom.check()
    tom.page.keyboard.press("Escape")
    expect(tom.page.locator(".pin-draft")).to_have_count(0)
    start(tom).tap()
    picture.tap(position={"x": 30, "y": 200})
    tom.press("Go on to the words")
    post(tom, "Here.")
    expect(pin_of(tom, "Here.")).to_have_count(1)
    open_a_crowd(tom)
    tom.check()


def test_without_a_script(site: Site, person: Arrive, round: str) -> None:
    tom = arrive(person(PHONE, javascript=False), round)
    tom.page.get_by_label("Your critique").fill("Half a thought.")
    tom.press("Point at a picture")
    tom.check()
    tom.page.locator(".point-picture").first.click(position={"x": 140, "y": 93})
    tom.sees("A place on a picture: 50 % from the left, 50 % from the top")
    expect(tom.page.get_by_label("Your critique")).to_have_value("Half a thought.")
    tom.press("Post")
    expect(pin_of(tom, "Half a thought.")).to_have_count(1)


def arrive(tom: Person, round: str) -> Person:
    tom.enter("tom@mail.example")
    tom.go(f"/rounds/{round}")
    return tom


def start(tom: Person) -> Locator:
    return tom.page.get_by_role("button", name="Point at the picture")


def draw_a_box(tom: Person) -> None:
    start(tom).click()
    box = tom.page.locator(".gallery .pins").first.bounding_box()
    assert box
    mouse = tom.page.mouse
    mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.6)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.9, steps=4)
    mouse.up()
    says(tom, "50 % from the left, 60 % from the top, 20 % wide, 30 % high")
    tom.press("Go on to the words")


def point_by_keys(tom: Person) -> None:
    tom.tab_to(start(tom), "Shift+Tab")
    for key in ("Enter", "ArrowRight", "Shift+ArrowUp"):
        tom.page.keyboard.press(key)
    tom.shows_focus()
    says(tom, "51 % from the left, 45 % from the top")
    for key in ("Alt+ArrowRight", "Alt+ArrowDown"):
        tom.page.keyboard.press(key)
    says(tom, "46 % from the left, 40 % from the top, 10 % wide, 11 % high")
    for key in ("Delete", "Shift+Tab"):
        tom.page.keyboard.press(key)
    expect(tom.page.locator(".pin-draft")).to_have_count(0)
    tom.tab_to(start(tom), "Shift+Tab")
    for key in ("Enter", "Shift+ArrowLeft", "Enter"):
        tom.page.keyboard.press(key)
    expect(tom.page.get_by_label("Your critique")).to_be_focused()
    tom.sees("45 % from the left, 50 % from the top")


def mirror_each_other(tom: Person, words: str) -> None:
    """The number leads to the pin, the pin to the words; both light up."""
    tom.page.mouse.move(0, 0)
    badge = remark(tom, words).locator(".pin-link")
    badge.focus()
    tom.page.keyboard.press("Enter")
    pin = pin_of(tom, words)
    expect(pin).to_be_in_viewport()
    pin.focus()
    expect(remark(tom, words)).to_have_class("critique critique-level-0 is-pointed")
    tom.page.keyboard.press("Enter")
    expect(remark(tom, words)).to_be_in_viewport()


def select_words(tom: Person) -> None:
    tom.page.evaluate(SELECT, ["And", "names"])
    tom.press("Say something about these words")
    expect(tom.page.get_by_label("Your critique")).to_be_focused()
    expect(tom.page.get_by_label("The words, as they stand there")).to_have_value(
        "And a list of names"
    )


def open_a_crowd(tom: Person) -> None:
    crowd = tom.page.locator(".pin-crowd").first
    crowd.focus()
    tom.page.keyboard.press("Enter")
    expect(tom.page.locator(".pin-together").first).to_be_in_viewport()


def post(tom: Person, words: str) -> None:
    tom.page.get_by_label("Your critique").fill(words)
    tom.press("Post")
    expect(remark(tom, words)).to_be_visible()


def says(tom: Person, words: str) -> None:
    expect(tom.page.locator("pin-board [role=status]")).to_have_text(words)


def remark(tom: Person, words: str) -> Locator:
    return tom.page.locator("article.critique[id]", has_text=words).first


def pin_of(tom: Person, words: str) -> Locator:
    name = (remark(tom, words).get_attribute("id") or "").removeprefix("critique-")
    return tom.page.locator(f"#pin-{name}")
