"""What is done on a page of the room before it is looked at."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page, expect

from tests.screenshots.camera import Step
from tests.screenshots.steps import next_revision

STORY = (
    "Pears poached in **perry**, with the last of the quince.\n\n"
    "## What we wonder\n\n- Is it sweet enough?\n- Would you miss the cream?\n\n"
    "> My grandmother would have put a bay leaf in."
)


def press(key: str) -> Step:
    def step(page: Page) -> None:
        page.locator("[data-card]").first.focus()
        page.keyboard.press(key)

    return step


def answer_first(page: Page) -> None:
    page.locator("[data-answer]:visible").first.click()
    expect(page.locator("[id^=below-] form").first).to_be_visible()


def read_notes(page: Page) -> None:
    page.locator("[data-notes]:visible").first.click()
    expect(page.locator("[id^=below-] form").first).to_be_visible()


def _choose_two(page: Page) -> None:
    boxes = page.locator("[data-card] input[type=checkbox]:visible")
    for n in range(2):
        boxes.nth(n).check()


def merge_two(page: Page) -> None:
    _choose_two(page)
    page.get_by_role("button", name="They say the same").click()
    page.wait_for_url("**/merge**")


def answer_none(page: Page) -> None:
    _choose_two(page)
    form = page.locator("form#together")
    form.evaluate("form => { form.noValidate = true }")
    form.get_by_label("Declined").check()
    form.get_by_role("button", name="Answer the chosen ones").click()
    expect(page.locator(".field-error").first).to_be_visible()


def open_details(page: Page) -> None:
    page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true })")


def begin(title: str) -> Step:
    def step(page: Page) -> None:
        page.locator("input[name=title]").fill(title)
        page.locator("form.form").evaluate("form => { form.noValidate = true }")
        page.locator("input[name=start]").first.check()
        page.get_by_role("button", name="Begin", exact=True).click()

    return step


def picture(name: str, ground: str, dot: str) -> FilePayload:
    drawn = Image.new("RGB", (1200, 900), ground)
    ImageDraw.Draw(drawn).ellipse((350, 200, 850, 700), fill=dot)
    body = BytesIO()
    drawn.save(body, "PNG")
    return FilePayload(name=name, mimeType="image/png", buffer=body.getvalue())


def write_it_all(page: Page) -> None:
    """A story, two pictures of which one has its words, and two variants."""
    begin("A dessert of pears")(page)
    page.get_by_label("Story").fill(STORY)
    page.locator("input[name=files]").set_input_files(
        [picture("pears.png", "#d9c9a8", "#8a9a4b"), picture("plate.png", "#2f3b45", "#e8e2d4")]
    )
    expect(page.locator("#wall .hung")).to_have_count(2)
    page.locator("#wall input[name=picture_alt]").first.fill("Three pears in a bowl")
    for n, name in enumerate(("With cream", "Without")):
        page.locator("input[name=variant_name]").nth(n).fill(name)
    expect(page.locator(".saved")).to_contain_text("Saved at", timeout=15_000)
    expect(page.locator("#wall select")).to_have_count(2, timeout=15_000)


def schedule(page: Page) -> None:
    begin("A dessert of pears")(page)
    page.get_by_text("Publish at a day and hour").click()
    in_a_month = datetime.now(UTC).date() + timedelta(days=30)
    page.locator("input[name=publish_at]").fill(f"{in_a_month}T09:00")
    page.get_by_role("button", name="Publish then").click()
    page.wait_for_load_state()


def two_editors(page: Page) -> None:
    begin("A dessert of pears")(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("input[name=title]").fill("A dessert of plums")
    other.get_by_role("button", name="Save", exact=True).last.click()
    other.wait_for_load_state()
    other.close()
    page.get_by_label("Story").fill(STORY)
    page.locator(".editor-foot").get_by_role("button", name="Save", exact=True).click()
    page.wait_for_load_state()


def look(page: Page) -> None:
    begin("A dessert of pears")(page)
    page.get_by_role("button", name="See it as a member").click()
    page.wait_for_load_state()


def back_to_draft(page: Page) -> None:
    begin("A dessert of pears")(page)
    page.get_by_role("link", name="The draft").click()


def next_with_toolbar(page: Page) -> None:
    next_revision(page)
    story = page.get_by_label("Story")
    story.click()
    page.keyboard.press("Control+End")
    page.get_by_role("button", name="Bold").last.focus()


def trace_unmarked(page: Page) -> None:
    page.locator("input[type=file]").set_input_files([picture("found.png", "#d9c9a8", "#8a9a4b")])
    page.get_by_role("button", name="Look for the mark").click()
    page.wait_for_load_state()
