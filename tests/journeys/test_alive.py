"""A page that stays open: it says what is new, keeps what could not be saved and saves it once, and
turns read-only when its round closes."""

from typing import Any, cast

import pytest
from playwright.sync_api import expect

from portal import clock
from portal.models import Critique, Round, Vote
from tests.browsing import PHONE, Person
from tests.journeys.conftest import Arrive
from tests.journeys.scene import a_brand, a_round
from tests.site import Site

pytestmark = pytest.mark.browser
PULSE = "document.querySelector('live-pulse[data-round]').dispatchEvent(new Event('pulse'))"


def test_page_stays_alive_and_loses_nothing(site: Site, person: Arrive) -> None:
    round = a_round(site, a_brand(site))
    tess, tom = person(PHONE), person()
    for visitor, name in ((tess, "tess"), (tom, "tom")):
        visitor.enter(f"{name}@mail.example")
        visitor.go(f"/rounds/{round}")
    vote_offline(tess, site)
    tom.press("For")
    tom.sees("You voted for.")
    post_offline(tess, tom)
    mention(tom)
    lost_answer(tess, site)
    another_in_the_same_tab(tess, tom)
    paste(tom)
    close(site, tess, tom, round)


def vote_offline(tess: Person, site: Site) -> None:
    """A vote without a line is told, kept, and saved once the line is back."""
    tess.context.set_offline(True)
    expect(tess.page.locator("save-notice")).to_contain_text("You are offline.")
    tess.press("For")
    expect(tess.page.locator(".question .unsaved")).to_contain_text("Not saved yet.")
    expect(tess.page.get_by_role("button", name="For", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    back(tess)
    tess.sees("You voted for.")
    expect(tess.page.locator("save-notice")).to_contain_text("Saved now.")
    assert count(site, Vote) == 1


def post_offline(tess: Person, tom: Person) -> None:
    """Words without a line stand in their place; one remark comes of them, which others hear of."""
    tess.page.get_by_label("Your critique").fill("I would miss the badge.")
    tess.context.set_offline(True)
    tess.page.keyboard.press("Control+Enter")
    mine = tess.page.locator(".critique-sent")
    expect(mine).to_contain_text("I would miss the badge.")
    expect(mine).to_contain_text("Not saved yet.")
    tess.check()
    back(tess)
    expect(mine).to_have_count(0)
    expect(tess.page.locator(".thread")).to_have_count(1)
    tom.page.evaluate(PULSE)
    line = tom.page.locator("#show-new")
    expect(line).to_contain_text("1 new remark.")
    tom.sees_not("I would miss the badge.")
    tom.check()
    line.click()
    tom.sees("I would miss the badge.")
    expect(line).to_have_count(0)


def mention(tom: Person) -> None:
    """By the keyboard: those whose words one has read are offered, and one is called."""
    field = tom.page.get_by_label("Your critique")
    field.click()
    tom.page.keyboard.type("As @te")
    option = tom.page.get_by_role("option", name="Tess")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "text-mentions-0")
    tom.check()
    tom.page.keyboard.press("Escape")
    expect(option).to_have_count(0)
    tom.page.keyboard.type("s")
    expect(option).to_be_visible()
    tom.page.keyboard.press("Tab")
    expect(field).to_have_value("As @Tess ")
    tom.page.keyboard.type("says.")
    tom.press("Post")
    expect(tom.page.locator(".mention")).to_have_text("@Tess")


def lost_answer(tess: Person, site: Site) -> None:
    """The server saved it, the answer got lost, the page was loaded again: still one."""
    tess.page.get_by_label("Your critique").fill("And the sound.")
    tess.page.route("**/critiques", lambda route: (route.fetch(), route.abort()))
    tess.press("Post")
    expect(tess.page.locator(".critique-sent")).to_contain_text("Not saved yet.")
    tess.page.unroute("**/critiques")
    assert count(site, Critique) == 3
    tess.page.reload()
    expect(tess.page.get_by_label("Your critique")).to_have_value("And the sound.")
    tess.press("Post")
    expect(tess.page.get_by_label("Your critique")).to_have_value("")
    assert count(site, Critique) == 3
    forget(tess)


def another_in_the_same_tab(tess: Person, tom: Person) -> None:
    """Whoever signs in where somebody was typing finds no words of theirs, but their own again."""
    field = tess.page.get_by_label("Your critique")
    field.fill("Between us.")
    for cookies, words in ((tom.context.cookies(), ""), (tess.context.cookies(), "Between us.")):
        tess.context.clear_cookies()
        tess.context.add_cookies(cast(Any, cookies))
        tess.page.reload()
        expect(field).to_have_value(words)
    field.fill("")


PASTED = """async () => {
  const canvas = new OffscreenCanvas(64, 64);
  canvas.getContext("2d").fillRect(8, 8, 48, 48);
  const data = new DataTransfer();
  data.items.add(new File([await canvas.convertToBlob()], "coat.png", { type: "image/png" }));
  const about = { clipboardData: data, bubbles: true, cancelable: true };
  document.querySelector("#text").dispatchEvent(new ClipboardEvent("paste", about));
}"""


def paste(tom: Person) -> None:
    """A picture from the clipboard stands beside the words, with what it shows."""
    tom.page.get_by_label("Your critique").fill("Like this.")
    tom.page.evaluate(PASTED)
    tom.page.get_by_label("What does it show?").fill("A square")
    tom.check()
    tom.press("Post")
    expect(tom.page.locator(".critique-pictures img")).to_have_attribute("alt", "A square")


def close(site: Site, tess: Person, tom: Person, round: str) -> None:
    """It ends sooner than was said: both pages count down and turn read-only by themselves."""
    tess.page.get_by_label("Your critique").fill("One thing more")
    with site.writing() as db:
        db.query(Round).filter_by(public_id=round).one().closes_at = clock.hence(seconds=5)
        db.commit()
    for visitor in (tess, tom):
        visitor.page.evaluate(PULSE)
        expect(visitor.page.locator(".when")).to_contain_text("second")
    for visitor in (tess, tom):
        expect(visitor.page.locator(".when")).to_contain_text("Closed on", timeout=12_000)
        expect(visitor.page.get_by_role("button", name="Post", exact=True)).to_have_count(0)
    tess.sees("Your words are kept here until you leave; nothing was posted.")
    expect(tess.page.locator(".kept-words textarea")).to_have_value("One thing more")
    tess.check()


def back(visitor: Person) -> None:
    visitor.context.set_offline(False)
    forget(visitor)


def forget(visitor: Person) -> None:
    """What the console says of a line that was cut on purpose."""
    visitor.wrong[:] = [one for one in visitor.wrong if "Failed to fetch" not in one]


def count(site: Site, model: type[Vote] | type[Critique]) -> int:
    with site.database.reading() as db:
        return db.query(model).count()
