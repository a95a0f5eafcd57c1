"""A manager works through the board by the keyboard alone: answers, answers several at once,
merges two that say the same, and parts them again."""

import pytest
from playwright.sync_api import Locator, expect

from portal.models import Person as PersonRow
from portal.models import Revision, Round
from tests import makers
from tests.browsing import DESK, Person
from tests.journeys.conftest import Arrive
from tests.journeys.scene import a_brand, a_round, address
from tests.site import Site

pytestmark = pytest.mark.browser
SAID = ("It is too quiet.", "I cannot hear it.", "The bell is small.", "Where is the bell?")


def test_manager_answers_merges_and_parts_by_the_keyboard_alone(site: Site, person: Arrive) -> None:
    stage = a_brand(site)
    round = a_round(site, stage)
    said(site, round)
    hana = person(DESK)
    hana.enter(address("hana"))
    hana.go(f"/rounds/{round}/triage?sort=oldest")
    answer_one(hana)
    keys_can_be_switched_off(hana)
    answer_two_at_once(hana)
    merge_and_part(hana)


def said(site: Site, public_id: str) -> None:
    with site.writing() as db:
        round = db.query(Round).filter_by(public_id=public_id).one()
        revision = db.query(Revision).filter_by(draft_id=round.draft_id).one()
        tom = db.query(PersonRow).filter_by(email=address("tom")).one()
        for text in SAID:
            makers.critique(db, round, tom, text, revision=revision)
        db.commit()


def answer_one(hana: Person) -> None:
    keys(hana, "jj", "k")
    expect(card(hana, SAID[0])).to_be_focused()
    hana.shows_focus()
    keys(hana, "d")
    sentence = card(hana, SAID[0]).get_by_label("One sentence to its author")
    expect(sentence).to_be_focused()
    # Letters are letters while one types.
    hana.page.keyboard.type("It jokes: quiet is calm.")
    expect(sentence).to_have_value("It jokes: quiet is calm.")
    hana.page.keyboard.press("Enter")
    expect(column(hana, "Declined")).to_contain_text(SAID[0])
    expect(hana.page.locator("#messages")).to_contain_text("It is answered.")
    # It goes on with the next one, in the place of the one that left.
    expect(card(hana, SAID[1])).to_be_focused()
    keys(hana, "c")
    expect(column(hana, "Being considered")).to_contain_text(SAID[1])
    expect(card(hana, SAID[2])).to_be_focused()
    keys(hana, "m")
    expect(card(hana, SAID[2])).to_contain_text("Hana")
    hana.check()


def keys_can_be_switched_off(hana: Person) -> None:
    keys(hana, "?")
    switch = hana.page.get_by_label("Use these keys here")
    expect(switch).to_be_visible()
    for is_on in (False, True):
        hana.tab_to(switch)
        hana.page.keyboard.press("Space")
        expect(switch).to_be_checked(checked=is_on)
    hana.page.keyboard.press("Escape")
    expect(switch).not_to_be_visible()


def answer_two_at_once(hana: Person) -> None:
    choose(hana, SAID[2], SAID[3])
    expect(hana.page.get_by_text("2 chosen")).to_be_visible()
    press(hana, hana.page.get_by_role("button", name="Answer the chosen ones"))
    expect(hana.page.locator("#messages")).to_contain_text("2 are answered.")
    expect(column(hana, "Being considered")).to_contain_text(SAID[3])


def merge_and_part(hana: Person) -> None:
    choose(hana, SAID[2], SAID[3])
    press(hana, hana.page.get_by_role("button", name="They say the same"))
    expect(hana.page.get_by_role("heading", level=1)).to_have_text(
        "Which one stands for all of them?"
    )
    hana.check()
    press(hana, hana.page.get_by_role("button", name="Let it stand for all"))
    expect(card(hana, SAID[2])).to_contain_text("Stands for 1 more")
    expect(hana.page.get_by_text(SAID[3])).to_have_count(0)
    press(hana, hana.page.get_by_role("link", name=SAID[2]))
    press(hana, hana.page.get_by_role("button", name="Part them"))
    expect(hana.page.locator("#messages")).to_contain_text("It speaks for itself again.")
    hana.check()


def choose(hana: Person, *texts: str) -> None:
    for text in texts:
        card(hana, text).focus()
        keys(hana, "x")
        expect(card(hana, text).get_by_role("checkbox")).to_be_checked()


def keys(hana: Person, *words: str) -> None:
    for word in words:
        for key in word:
            hana.page.keyboard.press(key)


def press(hana: Person, what: Locator) -> None:
    hana.tab_to(what)
    hana.page.keyboard.press("Enter")


def card(hana: Person, text: str) -> Locator:
    return hana.page.locator("[data-card]").filter(has_text=text)


def column(hana: Person, name: str) -> Locator:
    return hana.page.locator(".triage-column").filter(
        has=hana.page.get_by_role("heading", name=name)
    )
