"""A manager writes a draft: it saves by itself, loses no word, takes pictures as they come, is
looked at as a member will see it, and published."""

import base64

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browsing import DESK, PHONE, Person
from tests.journeys.conftest import Arrive
from tests.journeys.scene import a_brand
from tests.journeys.test_judge import picture
from tests.site import Site

pytestmark = pytest.mark.browser
# Files as a browser hands them over when they are dropped or pasted.
HAND_OVER = """(target, { type, files }) => {
  const data = new DataTransfer();
  for (const { name, mime, body } of files) {
    const bytes = Uint8Array.from(atob(body), (c) => c.charCodeAt(0));
    data.items.add(new File([bytes], name, { type: mime }));
  }
  const about = { bubbles: true, cancelable: true };
  target.dispatchEvent(type === "paste"
    ? new ClipboardEvent("paste", { clipboardData: data, ...about })
    : new DragEvent(type, { dataTransfer: data, ...about }));
}"""


def test_a_draft_is_written_without_losing_a_word(site: Site, person: Arrive) -> None:
    a_brand(site)
    hana = person()
    # A picture that is none.
    hana.expected.add(422)
    hana.enter("hana@mail.example")
    begin(hana)
    write(hana)
    survive_a_failed_save_and_a_reload(hana)
    hang_pictures(hana)
    name_variants(hana)
    hana.check()
    look_and_publish(hana)


def begin(hana: Person) -> None:
    hana.follow("New draft")
    hana.fill("What is it?", "Quiet inbox")
    hana.page.get_by_role("radio", name="A thing").check()
    hana.check()
    hana.press("Begin")
    hana.sees("The questions are only a start")
    assert "## What is it" in hana.field("Story").input_value()


def write(hana: Person) -> None:
    """The tools write Markdown, undo takes it back, and the preview reads as members will."""
    story = hana.field("Story")
    story.fill("")
    story.press_sequentially("One list that waits.")
    story.press("Shift+Home")
    story.press("Control+b")
    assert story.input_value() == "**One list that waits.**"
    story.press("Control+z")
    assert story.input_value() == "One list that waits."
    tools = hana.page.get_by_role("toolbar").last
    hana.tab_to(tools.get_by_role("button", name="Bold"), "Shift+Tab")
    hana.page.keyboard.press("ArrowRight")
    hana.page.keyboard.press("ArrowRight")
    hana.page.keyboard.press("Enter")
    assert story.input_value() == "## One list that waits."
    saved(hana)
    expect(shown(hana)).to_have_text("One list that waits.")
    hana.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    expect(shown(hana)).to_be_hidden()
    hana.press("Preview")
    expect(shown(hana)).to_be_visible()
    hana.fits()
    hana.press("Write")
    hana.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})


def shown(hana: Person) -> Locator:
    return hana.page.locator('[data-shows="story"] h3')


def survive_a_failed_save_and_a_reload(hana: Person) -> None:
    def fail(route: Route) -> None:
        route.fulfill(status=503, body="")

    hana.expected.add(503)
    hana.page.route("**/edit", lambda r: fail(r) if r.request.method == "POST" else r.continue_())
    hana.fill("Story", "A story nobody may lose.")
    hana.sees("Your words are kept in this tab")
    hana.page.unroute("**/edit")
    hana.page.reload()
    hana.sees("The words you had not saved are back.")
    expect(hana.field("Story")).to_have_value("A story nobody may lose.")
    saved(hana)
    hana.page.reload()
    expect(hana.field("Story")).to_have_value("A story nobody may lose.")
    hana.sees_not("The words you had not saved are back.")


def hang_pictures(hana: Person) -> None:
    """Two dropped, one pasted that is none; described, put in order, kept."""
    hand_over(hana, "drop", "one", "two")
    described = hana.page.get_by_label("What does it show?")
    expect(described).to_have_count(2)
    hana.sees("2 of 2 pictures have no description yet")
    hand_over(hana, "paste", "broken")
    expect(hana.page.locator(".hanging-up [role=alert]")).to_be_visible()
    hana.press("Close", within=hana.page.locator(".hanging-up"))
    described.nth(0).fill("A phone")
    described.nth(1).fill("The same, empty")
    hana.sees("Every picture has its description")
    second = hana.page.locator(".hung").nth(1)
    second.get_by_role("button", name="Earlier").click()
    hana.has_focus()
    expect(described.nth(0)).to_have_value("The same, empty")
    saved(hana)
    hana.page.reload()
    expect(described.nth(0)).to_have_value("The same, empty")
    expect(described.nth(1)).to_have_value("A phone")


def name_variants(hana: Person) -> None:
    """A variant can hold a picture as soon as it has its letter."""
    hana.page.get_by_label("Name", exact=True).nth(0).fill("Calm")
    hana.page.get_by_label("Name", exact=True).nth(1).fill("Bold")
    expect(hana.page.get_by_role("group", name="Variant B")).to_be_visible()
    calm = hana.page.get_by_role("group", name="Variant A")
    calm.get_by_label("A picture of this variant").set_input_files([picture("calm", 90)])
    expect(calm.locator(".hung")).to_have_count(1)
    calm.get_by_label("What does it show?").fill("The calm one")
    # Pictures that hung before there was a variant can move to one, without a reload.
    hangs = hana.page.locator("#wall").get_by_label("Hangs").first
    hangs.select_option(label="at variant B · Bold")
    saved(hana)
    hana.page.reload()
    expect(hana.page.get_by_role("group", name="Variant B").locator(".hung")).to_have_count(1)


def look_and_publish(hana: Person) -> None:
    hana.press("See it as a member")
    hana.sees("This is what members will see")
    hana.sees("A story nobody may lose.")
    expect(hana.page.get_by_alt_text("The calm one")).to_be_visible()
    hana.check()
    hana.follow("Go on writing")
    hana.press("Publish")
    hana.sees("Published.")


def saved(hana: Person) -> None:
    expect(hana.page.locator(".saved")).to_contain_text("Saved at")


def hand_over(hana: Person, type: str, *names: str) -> None:
    files = []
    for number, name in enumerate(names):
        body = b"no picture" if name == "broken" else picture(name, 90 * number)["buffer"]
        assert isinstance(body, bytes)
        coded = base64.b64encode(body).decode()
        files.append({"name": f"{name}.png", "mime": "image/png", "body": coded})
    hana.page.locator("draft-editor form").evaluate(HAND_OVER, {"type": type, "files": files})
