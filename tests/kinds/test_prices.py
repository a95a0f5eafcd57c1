"""Prices as people type them, in the order that makes sense."""

import pytest

from portal import kinds
from portal.errors import Invalid
from portal.kinds import amounts
from tests.kinds.offered import offer, sent

GOOD = {"too_expensive": "40", "expensive": "25,50", "cheap": "€ 18", "too_cheap": "12.00 EUR"}

NO_PRICES = [
    "",
    "NaN",
    "inf",
    "1e9",
    "-5",
    "+5",
    "０１",
    "٣",
    "12.345",
    "1.250",
    "12,5,5",
    "12 USD",
    "0x1",
    "12345678",
    "twelve",
    "1.250.00",
    "12 or 13",
    "9" * 5_000,
    "\x0012",
    "1.2.3,00",
]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12", 12),
        ("12,50", 12.5),
        ("12.50", 12.5),
        ("12.5", 12.5),
        ("€ 12", 12),
        ("12€", 12),
        ("12 EUR", 12),
        ("eur12", 12),
        (" 12 ", 12),
        ("1 250", 1250),
        ("1.250,00", 1250),
        ("1,250.75", 1250.75),
        ("1'234'567.5", 1234567.5),
        ("0", 0),
        ("0,99", 0.99),
    ],
)
def test_what_people_write_is_a_price(typed: str, amount: float) -> None:
    assert amounts.read(typed, "EUR") == amount


@pytest.mark.parametrize(
    "typed",
    NO_PRICES,
)
def test_what_could_be_anything_is_no_price(typed: str) -> None:
    assert amounts.read(typed, "EUR") is None


def test_four_prices_in_order_are_kept_whatever_signs_they_carry() -> None:
    fields = sent(**GOOD, intent_cheap="4", intent_expensive="2")
    answer = kinds.read(offer("price_range"), fields)
    assert kinds.value_of("price_range", str(answer)) == {
        "too_cheap": 12,
        "cheap": 18,
        "expensive": 25.5,
        "too_expensive": 40,
        "intent_cheap": 4,
        "intent_expensive": 2,
    }
    assert kinds.problems(offer("price_range"), str(answer)) == {}


def test_prices_that_do_not_rise_are_told_at_the_one_that_does_not() -> None:
    typed = GOOD | {"cheap": "12"}
    with pytest.raises(Invalid) as refused:
        kinds.read(offer("price_range", asks_intent=False), sent(**typed))
    assert set(refused.value.fields) == {"cheap"}
    assert "12 EUR" in refused.value.fields["cheap"]


def test_every_field_that_is_no_price_is_named() -> None:
    typed = GOOD | {"cheap": "NaN", "too_cheap": "", "expensive": "1e9"}
    with pytest.raises(Invalid) as refused:
        kinds.read(offer("price_range"), sent(**typed, intent_cheap="6"))
    found = {"cheap", "too_cheap", "expensive", "intent_cheap", "intent_expensive"}
    assert set(refused.value.fields) == found


@pytest.mark.parametrize(
    "text",
    [
        '{"cheap":18,"expensive":25,"too_cheap":12}',
        '{"cheap":18,"expensive":25,"too_cheap":true,"too_expensive":40}',
        '{"cheap":18,"expensive":25,"too_cheap":12,"too_expensive":1e+30}',
        '{"cheap":18.005,"expensive":25,"too_cheap":12,"too_expensive":40}',
        '{"cheap":18.0,"expensive":25,"too_cheap":12,"too_expensive":40}',
        '{"cheap":18,"expensive":18,"too_cheap":12,"too_expensive":40}',
        '{"cheap":18,"expensive":25,"too_cheap":"12","too_expensive":40}',
        '{"cheap":18,"expensive":25,"intent_cheap":4,"too_cheap":12,"too_expensive":40}',
    ],
)
def test_only_four_rising_amounts_are_a_price_range(text: str) -> None:
    assert kinds.problems(offer("price_range", asks_intent=False), text)


@pytest.mark.parametrize(
    "text",
    [
        '{"bought":26,"start":30}',
        '{"bought":25,"start":26}',
        '{"bought":25}',
        '{"bought":-1,"start":30}',
        '{"bought":false,"start":30}',
        '{"bought":25.0,"start":30}',
        '{"bought":"25","start":30}',
    ],
)
def test_only_prices_of_the_ladder_are_bought(text: str) -> None:
    assert kinds.problems(offer("price_steps"), text)


def test_none_of_the_prices_is_an_answer_too() -> None:
    answer = '{"bought":0,"start":30}'
    assert kinds.problems(offer("price_steps"), answer) == {}
    assert kinds.said(offer("price_steps"), answer) == "You would buy it at none of these prices."
