"""Journey 2: a draft is posted, put before its group, judged, discussed, answered, judged again."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, expect

from tests.browsing import Person
from tests.journeys.conftest import Arrive
from tests.journeys.scene import a_brand
from tests.site import Site

pytestmark = pytest.mark.browser
STORY = "One list for everything that **waits** for you.\n\n- no badges\n- no red dots"
WORRY = "I lose the mails of my family."


def test_draft_is_judged_answered_and_judged_again(
    site: Site, person: Arrive, size: tuple[int, int]
) -> None:
    a_brand(site)
    hana, tom, tess = person(size), person(size), person(size)
    hana.sign_in("hana@mail.example")
    draft = post_a_draft(hana)
    round = open_a_round(hana)

    tess.sign_in("tess@mail.example")
    tess.follow("Quiet inbox")
    vote(tess, "Against")
    post_critique(tess, "Concern", WORRY)

    tom.sign_in("tom@mail.example")
    tom.check()
    tom.follow("Quiet inbox")
    tom.sees("Others’ critique opens when your vote is in")
    tom.sees_not(WORRY)
    tom.check()
    needs_no_scrolling(tom, size[1])
    vote(tom, "For")
    tom.sees(WORRY)
    rate(tom)
    reply_and_take_a_stance(tom)
    tom.check()

    publish_the_next(hana, draft)
    respond(hana, round)
    judge_again(tom)

    close(hana, round)
    tom.page.reload()
    tom.sees("Closed on")
    expect(tom.page.get_by_role("button", name="For", exact=True)).to_have_count(0)
    tom.check()
    decide(hana, round)
    tom.page.reload()
    tom.sees("It will be launched")
    tom.sees("Half of you asked for it.")
    tom.check()
    tom.go("/")
    tom.check()


def post_a_draft(hana: Person) -> str:
    hana.check()
    hana.page.get_by_role("link", name="New draft").click()
    hana.check()
    hana.fill("What is it?", "Quiet inbox")
    hana.press("Begin")
    hana.fill("Story", STORY)
    hana.field("Add pictures").set_input_files(files=[picture("one", 30), picture("two", 200)])
    described = hana.page.get_by_label("What does it show?")
    expect(described).to_have_count(2)
    described.nth(0).fill("A phone with a short list")
    described.nth(1).fill("The same list, empty")
    hana.page.get_by_label("Name").nth(0).fill("Calm")
    hana.page.get_by_label("Name").nth(1).fill("Bold")
    hana.check()
    hana.press("Publish")
    hana.sees("Published.")
    hana.check()
    return hana.page.url


def open_a_round(hana: Person) -> str:
    hana.follow("Prepare a round")
    hana.check()
    hana.press("Go on to the questions")
    add_question(hana, "A rating from 1 to 5", "How clear is it?")
    add_question(hana, "A choice between the variants", "Which one?")
    hana.fill("Answers at least", "1")
    hana.press("Add the rule")
    hana.sees("At least 60 % of the group are for it")
    hana.check()
    hana.press("Register and open now")
    hana.sees("The round is open.")
    hana.check()
    return hana.page.url.split("/set-up")[0]


def add_question(hana: Person, kind: str, prompt: str) -> None:
    hana.page.get_by_text("Add a question").click()
    hana.page.get_by_role("link", name=kind).click()
    form = hana.page.locator("#asking-new")
    form.get_by_label("Question").fill(prompt)
    hana.check()
    hana.press("Add the question", within=form)
    hana.sees(prompt)


def needs_no_scrolling(tom: Person, height: int) -> None:
    """Picture, title and the first vote are on the first screen."""
    first = [".gallery img", "h1", ".question-first .answers"]
    for place in first:
        box = tom.page.locator(place).first.bounding_box()
        assert box, place
        assert box["y"] + box["height"] <= height, place


def vote(visitor: Person, answer: str) -> None:
    button = visitor.page.get_by_role("button", name=answer, exact=True)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    visitor.sees(f"You voted {answer.lower()}.")


def rate(tom: Person) -> None:
    scale = tom.page.get_by_role("group", name="How clear is it?")
    scale.get_by_role("button", name="4", exact=True).click()
    tom.sees("You voted 4 of 5.")
    tom.page.get_by_role("button", name="Calm").click()
    tom.sees("You voted Calm.")


def post_critique(visitor: Person, kind: str, text: str) -> None:
    visitor.fill("Your critique", text)
    visitor.page.get_by_label(kind, exact=True).check()
    visitor.press("Post")
    expect(thread(visitor, text)).to_be_visible()
    expect(visitor.field("Your critique")).to_have_value("")


def reply_and_take_a_stance(tom: Person) -> None:
    agree = thread(tom, WORRY).get_by_role("button", name="Agree").first
    agree.click()
    expect(agree).to_have_attribute("aria-pressed", "true")
    tom.has_focus()
    thread(tom, WORRY).get_by_role("link", name="Answer").click()
    tom.fill("Your answer", "Mine too, on the first day.")
    tom.press("Answer")
    expect(thread(tom, WORRY)).to_contain_text("Mine too, on the first day.")
    tom.has_focus()


def publish_the_next(hana: Person, draft: str) -> None:
    hana.go(draft)
    hana.press("Write revision 2")
    hana.fill("What changed, and because of whom", "People you answer stay on top: Tess asked.")
    hana.press("Publish")
    hana.sees("Published.")


def respond(hana: Person, round: str) -> None:
    hana.go(round)
    hana.check()
    thread(hana, WORRY).get_by_role("link", name="Respond for the brand").click()
    hana.page.get_by_label("Addressed", exact=True).check()
    hana.page.get_by_label("In which revision").select_option("2")
    hana.fill("One sentence to its author", "People you answer now stay on top.")
    hana.press("Save the response")
    expect(thread(hana, WORRY)).to_contain_text("in revision 2")
    hana.check()


def judge_again(tom: Person) -> None:
    tom.go("/")
    tom.check()
    tom.follow("Quiet inbox")
    tom.sees("You voted for. That was about r1. What do you think now?")
    tom.sees("What changed in revision 2")
    tom.check()
    vote(tom, "Unsure")
    tom.follow("Revision 1")
    tom.sees("You voted for. That was about r1.")
    tom.check()
    tom.page.go_back()
    vote(tom, "For")


def close(hana: Person, round: str) -> None:
    hana.go(f"{round}/set-up")
    hana.page.get_by_text("Close it before its time").click()
    hana.press("Close now")
    hana.site.run_jobs()
    hana.check()


def decide(hana: Person, round: str) -> None:
    hana.go(f"{round}/report")
    hana.check()
    hana.page.get_by_label("Launch it").check()
    hana.fill("Why", "Half of you asked for it.")
    hana.press("Decide and tell the group")
    hana.sees("The decision is made. The group sees it now.")
    hana.check()


def thread(visitor: Person, words: str) -> Locator:
    return visitor.page.locator(".thread", has_text=words)


def picture(name: str, hue: int) -> dict[str, object]:
    drawn = Image.new("RGB", (640, 480), f"hsl({hue}, 40%, 88%)")
    ImageDraw.Draw(drawn).rounded_rectangle((220, 40, 420, 440), 24, f"hsl({hue}, 45%, 40%)")
    file = BytesIO()
    drawn.save(file, "PNG")
    return {"name": f"{name}.png", "mimeType": "image/png", "buffer": file.getvalue()}
