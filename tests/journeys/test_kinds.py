"""One question of each kind, answered on a phone: by taps, by the keyboard alone, without a
script."""

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy import select

from portal.models import Question, Vote
from tests.browsing import PHONE, Person
from tests.journeys.conftest import Arrive
from tests.journeys.scene import a_brand, a_round_of_every_kind
from tests.site import Site

pytestmark = pytest.mark.browser
NARROW = (320, 640)
PRICES = {"Too expensive": "40", "Expensive": "25,50", "A bargain": "€ 18", "Too cheap": "12"}


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_every_kind_is_answered_on_a_phone(site: Site, person: Arrive, javascript: bool) -> None:
    round, asked = a_round_of_every_kind(site, a_brand(site))
    tom = person(NARROW, javascript=javascript)
    tom.enter("tom@mail.example")
    tom.go(f"/rounds/{round}")
    tom.check()
    places = {kind: tom.page.locator(f"#question-{id}") for kind, id in asked.items()}
    for kind, tap in {"rating": "4", "intent": "2", "recommend": "7"}.items():
        tom.press(tap, places[kind])
        expect(places[kind]).to_contain_text(f"You voted {tap} of")
    tom.press("Not disappointed", places["without_it"])
    tom.press("None of these", places["choice"])
    expect(places["choice"]).to_contain_text("You chose none of these.")
    rank(tom, places["ranking"])
    tap_pairs(tom, places["pairs"])
    name_prices(tom, places["price_range"])
    step_prices(tom, places["price_steps"])
    feel(tom, places["kano"])
    best_and_worst(tom, places["best_worst"])
    tom.check()
    assert kinds_answered(site) == set(asked)


def rank(tom: Person, place: Locator) -> None:
    last = place.locator(".rank-name").last.inner_text()
    tom.press(f"Move {last} up", place)
    expect(place.locator(".rank-name").nth(1)).to_have_text(last)
    tom.press(f"Move {last} up", place)
    expect(place.locator(".rank-name").first).to_have_text(last)
    tom.press("Save this order", place)
    expect(place).to_contain_text(f"You ranked: {last},")


def tap_pairs(tom: Person, place: Locator) -> None:
    for number in (1, 2):
        expect(place).to_contain_text(f"{number} of 3")
        place.locator(".answer").first.click()
    expect(place).to_contain_text("3 of 3")
    tom.press("One step back", place)
    for number in (2, 3):
        expect(place).to_contain_text(f"{number} of 3")
        place.locator(".answer").last.click()
    expect(place).to_contain_text("You compared 3 pairs.")


def name_prices(tom: Person, place: Locator) -> None:
    for label, typed in PRICES.items():
        place.get_by_label(label, exact=True).fill(typed)
    place.get_by_label("A bargain", exact=True).fill("30")
    for group in place.get_by_role("group").all()[1:]:
        group.get_by_label("2", exact=True).check(force=True)
    tom.expected.add(422)
    tom.press("Save", place)
    expect(place).to_contain_text("Expensive is more than a bargain")
    expect(place.get_by_label("A bargain", exact=True)).to_have_value("30")
    place.get_by_label("A bargain", exact=True).fill("€ 18")
    tom.press("Save", place)
    expect(place).to_contain_text("You find it too cheap at 12 EUR, a bargain at 18 EUR")


def step_prices(tom: Person, place: Locator) -> None:
    """Yes up to 25 EUR, wherever it begins."""
    for _step in range(6):
        price = place.locator(".price-asked > span").last
        if price.count() == 0:
            break
        asked = price.inner_text()
        tom.press("Yes" if int(asked.split()[0]) <= 25 else "No", place)
        expect(place).not_to_contain_text(f"Would you buy it at {asked}?")
    expect(place).to_contain_text("You would buy it at up to 25 EUR.")


def feel(tom: Person, place: Locator) -> None:
    for number, button in ((1, "Next"), (2, "Save")):
        expect(place).to_contain_text(f"Feature {number} of 2")
        place.get_by_label("I like it").first.check(force=True)
        place.get_by_label("I dislike it").last.check(force=True)
        tom.press(button, place)
    expect(place).to_contain_text("You answered for 2 features.")


def best_and_worst(tom: Person, place: Locator) -> None:
    for number, button in ((1, "Next"), (2, "Next"), (3, "Save")):
        expect(place).to_contain_text(f"{number} of 3")
        place.locator("input[name=best]").first.check(force=True)
        place.locator("input[name=worst]").last.check(force=True)
        tom.press(button, place)
    expect(place).to_contain_text("You chose 3 times.")


def test_orders_pairs_and_scales_need_nothing_but_keys(site: Site, person: Arrive) -> None:
    round, asked = a_round_of_every_kind(site, a_brand(site))
    tom = person(PHONE)
    tom.enter("tom@mail.example")
    tom.go(f"/rounds/{round}")
    ranking = tom.page.locator(f"#question-{asked['ranking']}")
    second = ranking.locator(".rank-name").nth(1).inner_text()
    tom.tab_to(ranking.get_by_role("button", name=f"Move {second} up"))
    tom.page.keyboard.press("Enter")
    expect(ranking.locator(".rank-name").first).to_have_text(second)
    expect(ranking.get_by_role("status")).to_have_text(f"{second} is now number 1 of 3.")
    tom.shows_focus()
    tom.tab_to(ranking.get_by_role("button", name="Save this order"))
    tom.page.keyboard.press("Enter")
    expect(ranking).to_contain_text(f"You ranked: {second},")
    tom.shows_focus()
    pairs = tom.page.locator(f"#question-{asked['pairs']}")
    for number in (1, 2, 3):
        expect(pairs).to_contain_text(f"{number} of 3")
        tom.tab_to(pairs.locator(".answer").first)
        tom.page.keyboard.press("Space")
    expect(pairs).to_contain_text("You compared 3 pairs.")
    worst = tom.page.locator(f"#question-{asked['best_worst']}")
    tom.tab_to(worst.locator("input[name=best]").first)
    tom.page.keyboard.press("Space")
    tom.tab_to(worst.locator("input[name=worst]").first)
    tom.page.keyboard.press("ArrowDown")
    tom.tab_to(worst.get_by_role("button", name="Next"))
    tom.page.keyboard.press("Enter")
    expect(worst).to_contain_text("2 of 3")
    tom.has_focus()


def test_an_item_is_dragged_to_its_place(site: Site, person: Arrive) -> None:
    round, asked = a_round_of_every_kind(site, a_brand(site))
    tom = person(PHONE)
    tom.enter("tom@mail.example")
    tom.go(f"/rounds/{round}")
    ranking = tom.page.locator(f"#question-{asked['ranking']}")
    names = ranking.locator(".rank-name").all_inner_texts()
    ranking.scroll_into_view_if_needed()
    grip = ranking.locator(".rank-grip").first.bounding_box()
    goal = ranking.locator(".rank").last.bounding_box()
    assert grip
    assert goal
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    tom.page.mouse.move(x, y)
    tom.page.mouse.down()
    for step in range(1, 11):
        tom.page.mouse.move(x, y + (goal["y"] + goal["height"] - y) * step / 10)
    tom.page.mouse.up()
    expect(ranking.locator(".rank-name")).to_have_text([names[1], names[2], names[0]])
    expect(ranking.get_by_role("status")).to_have_text(f"{names[0]} is now number 3 of 3.")
    tom.press("Save this order", ranking)
    expect(ranking).to_contain_text(f"You ranked: {names[1]}, {names[2]}, {names[0]}.")


def kinds_answered(site: Site) -> set[str]:
    with site.writing() as db:
        return set(db.scalars(select(Question.kind).join(Vote, Vote.question_id == Question.id)))
