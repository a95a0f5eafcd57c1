"""Questions of several screens: there and back, in an order of one's own, checked each time."""

from collections import Counter
from dataclasses import replace

import pytest

from portal import kinds
from portal.errors import Invalid
from portal.kinds import Screen, best_worst, price_steps
from tests.kinds.offered import offer, sent, tap, walked

STEPS = sorted(kinds.STEPS)


@pytest.mark.parametrize("kind", STEPS)
def test_the_last_screen_gives_an_answer_and_none_before(kind: str) -> None:
    answer, screens = walked(offer(kind))
    assert kinds.problems(offer(kind), answer) == {}
    assert [screen.number for screen in screens] == list(range(1, len(screens) + 1))
    assert len({screen.shown for screen in screens}) == len(screens)


@pytest.mark.parametrize("kind", STEPS)
def test_one_step_back_shows_the_screen_before(kind: str) -> None:
    first, second = walked(offer(kind, prices=[1, 2, 3, 4, 5, 6, 7, 8, 9]))[1][:2]
    asked = offer(kind, prices=[1, 2, 3, 4, 5, 6, 7, 8, 9])
    assert kinds.read(asked, sent(given=list(second.given), undo="1")) == first
    assert kinds.read(asked, sent(given=list(first.given), undo="1")) == first
    assert kinds.read(asked, sent(given=list(second.given), again="1")) == first


@pytest.mark.parametrize("kind", STEPS)
def test_what_does_not_fit_the_screens_starts_again(kind: str) -> None:
    first = kinds.screen(offer(kind), {})
    assert isinstance(first, Screen)
    for given in (["Z"], ["yes", "Z"], ["00"], ["i1 i1"], ["A"] * 99, ["yes"] * 99, ["\x00"]):
        with pytest.raises(Invalid) as refused:
            kinds.read(offer(kind), sent(given=given, **tap(kind, first)))
        assert set(refused.value.fields) == {"given"}
        assert kinds.screen(offer(kind), sent(given=given)) == first


@pytest.mark.parametrize("kind", STEPS)
def test_a_screen_without_an_answer_says_so_and_stays(kind: str) -> None:
    second = walked(offer(kind))[1][1]
    fields = sent(given=list(second.given), answer="Z")
    with pytest.raises(Invalid) as refused:
        kinds.read(offer(kind), fields)
    assert set(refused.value.fields) <= {"answer", "has", "has_not", "best", "worst"}
    assert kinds.screen(offer(kind), fields) == second


@pytest.mark.parametrize("kind", STEPS)
def test_each_person_meets_an_order_of_their_own_and_the_same_each_time(kind: str) -> None:
    def order(seed: str) -> tuple[tuple[str, ...], ...]:
        return tuple(screen.shown for screen in walked(replace(offer(kind), seed=seed))[1])

    found = {order(f"person {n}") for n in range(20)}
    assert len(found) > 1
    assert order("person 3") == order("person 3")


def test_every_pair_is_asked_once_and_either_stands_first() -> None:
    six = {key: key for key in "ABCDEF"}
    places: Counter[str] = Counter()
    for n in range(200):
        asked = replace(offer("pairs"), variants=six, seed=f"person {n}")
        answer, screens = walked(asked)
        assert len(screens) == 15
        assert kinds.problems(asked, answer) == {}
        places.update(screen.shown[0] for screen in screens)
    assert all(0.42 < places[key] / 1_000 < 0.58 for key in six)


def test_of_more_than_six_variants_the_first_six_are_compared() -> None:
    asked = replace(offer("pairs"), variants={key: key for key in "HGFEDCBA"})
    assert len(walked(asked)[1]) == 15
    assert asked.compared == tuple("FEDCBA")


@pytest.mark.parametrize("count", range(4, 13))
def test_every_item_is_shown_equally_often_to_everybody(count: int) -> None:
    keys = [f"i{n}" for n in range(1, count + 1)]
    for n in range(50):
        screens = best_worst.design(keys, f"person {n}")
        assert all(len(set(shown)) == 4 for shown in screens)
        times = Counter(key for shown in screens for key in shown)
        assert set(times.values()) == {best_worst.times_shown(count)}
        assert set(times) == set(keys)
        assert len({frozenset(shown) for shown in screens}) == len(screens) <= 11


def test_a_design_that_shows_an_item_more_often_is_no_answer() -> None:
    asked = offer("best_worst")
    value = kinds.value_of("best_worst", walked(asked)[0])
    value[0] = value[1]
    assert kinds.problems(asked, kinds.written(value))


@pytest.mark.parametrize("limit", [0, 15, 20, 25, 30, 40])
def test_stepping_finds_the_highest_accepted_price_from_every_start(limit: int) -> None:
    starts = set()
    for n in range(40):
        asked = replace(offer("price_steps"), seed=f"person {n}")
        screen = kinds.screen(asked, {})
        while isinstance(screen, Screen):
            word = "yes" if int(screen.shown[0]) <= limit else "no"
            screen = kinds.read(asked, sent(given=list(screen.given), answer=word))
        start = price_steps.start(asked)
        assert screen == kinds.written({"bought": limit, "start": start})
        starts.add(start)
    assert starts == {15, 20, 25, 30, 40}
