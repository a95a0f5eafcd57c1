"""What is done on a page before it is looked at."""

from playwright.sync_api import Page, expect

from tests.screenshots.camera import Step


def sign_in_as(address: str) -> Step:
    def step(page: Page) -> None:
        page.get_by_label("E-mail address").fill(address)
        page.get_by_role("button", name="Go on").click()

    return step


def wrong_code(page: Page) -> None:
    sign_in_as("ana@mail.example")(page)
    page.get_by_label("Six-digit code").fill("000000")
    page.locator("main").get_by_role("button", name="Sign in").click()


def join_without_a_name(page: Page) -> None:
    page.get_by_label("Your name").fill(" ")
    page.locator("form.offer-answer").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="Join", exact=True).click()


def decline(page: Page) -> None:
    page.get_by_role("button", name="No, thank you").click()


def send_nothing(page: Page) -> None:
    form = page.locator("main .writing form").first
    form.evaluate("form => { form.noValidate = true }")
    form.get_by_role("button").click()
    expect(page.locator(".field-error")).to_be_visible()


def open_first(name: str) -> Step:
    def step(page: Page) -> None:
        page.get_by_role("link", name=name).first.click()
        expect(page.locator(".writing")).to_be_visible()

    return step


def show_link(page: Page) -> None:
    page.get_by_role("button", name="Show link").first.click()
    expect(page.locator("copy-text input")).to_be_visible()


def send_list(words: str) -> Step:
    def step(page: Page) -> None:
        page.get_by_label("Addresses").fill(words)
        page.get_by_role("button", name="Look at the list").click()

    return step


def invite(page: Page) -> None:
    send_list("Ana Ruiz <ana.ruiz@mail.example>\nBen <ben@mail.example>")(page)
    page.get_by_role("button", name="Send 2 invitations").click()


def open_member(page: Page) -> None:
    page.locator("tbody summary").first.click()


def begin_round(page: Page) -> None:
    page.get_by_role("button", name="Go on to the questions").click()


def first_prepared(page: Page) -> None:
    page.locator("main a[href$='/set-up']").last.click()


def bad_rule(page: Page) -> None:
    first_prepared(page)
    share = page.get_by_label("Share, in percent").first
    if not share.is_visible():
        page.get_by_text("Add a rule").click()
    share.fill("everybody")
    page.get_by_role("button", name="Add the rule").click()


def next_revision(page: Page) -> None:
    written = page.get_by_role("link", name="Go on writing")
    if written.count():
        written.click()
    else:
        page.get_by_role("button", name="Write revision").click()


def empty_title(page: Page) -> None:
    next_revision(page)
    page.get_by_label("Title").fill(" ")
    page.locator("form.editor").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="Publish").click()


def in_spanish(page: Page) -> None:
    page.get_by_role("button", name="Español").click()


def first_letter(page: Page) -> None:
    page.locator("main a").first.click()


def share(passcode: str = "") -> Step:
    def step(page: Page) -> None:
        page.get_by_label("For whom").fill("The bank")
        page.get_by_label("Passcode").fill(passcode)
        page.get_by_role("button", name="Make a link").click()

    return step


def follow_share(passcode: str = "") -> Step:
    """As somebody else would: what signed one in is left behind."""

    def step(page: Page) -> None:
        share(passcode)(page)
        link = page.locator("copy-text input").input_value()
        page.context.clear_cookies()
        page.goto(link)
        if not passcode:
            page.get_by_role("button", name="Open the report").click()

    return step


def stop(page: Page) -> None:
    """Once is enough: it stays stopped for the shots that follow."""
    button = page.get_by_role("button", name="Stop this mail")
    if button.count():
        button.click()


def undo_stop(page: Page) -> None:
    stop(page)
    page.locator("main form button").first.click()


def waves(page: Page) -> None:
    send_list("Ana Ruiz <ana.ruiz@mail.example>\nBen <ben@mail.example>")(page)
    page.get_by_text("Send in waves").click()


def open_join_link(page: Page) -> None:
    page.locator("main form .button-primary").first.click()


def through_the_door(page: Page) -> None:
    link = page.locator("copy-text input").input_value()
    page.context.clear_cookies()
    page.goto(link)


def ask_with_nothing(page: Page) -> None:
    through_the_door(page)
    page.locator("form.offer-answer").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="Ask to join").click()


def ask(kind: str = "") -> Step:
    def step(page: Page) -> None:
        first_prepared(page)
        page.goto(page.url.split("#")[0].replace("/set-up", f"/questions?kind={kind}"))

    return step


def other_kits(page: Page) -> None:
    first_prepared(page)
    page.get_by_text("Other kits").click()


def start_with_kit(page: Page) -> None:
    first_prepared(page)
    page.get_by_role("button", name="Start with this").first.click()


def try_it(page: Page) -> None:
    first_prepared(page)
    page.get_by_role("link", name="Try it as a member").click()


def two_alike(page: Page) -> None:
    page.get_by_label("Topic 1").fill("Taste")
    page.get_by_label("Topic 2").fill("Taste")
    page.locator("main form .button-primary").click()
