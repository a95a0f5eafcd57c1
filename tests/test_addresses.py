"""When is a text an address, and when are two addresses one person's?"""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import addresses
from portal.addresses import BadAddress, parse


@pytest.mark.parametrize(
    ("text", "stored", "canonical"),
    [
        ("bob@x.com", "bob@x.com", "bob@x.com"),
        ("Bob@X.com", "Bob@x.com", "bob@x.com"),
        (" bob@x.com\u00a0", "bob@x.com", "bob@x.com"),
        ("bob+1@x.com", "bob+1@x.com", "bob+1@x.com"),
        ("b.o.b@x.com", "b.o.b@x.com", "b.o.b@x.com"),
        ("bob@ｘ.com", "bob@x.com", "bob@x.com"),
        ("bob@x。com", "bob@x.com", "bob@x.com"),
        ("bob@xn--exmple-cua.de", "bob@exämple.de", "bob@xn--exmple-cua.de"),
        ("BOB@XN--EXMPLE-CUA.DE", "BOB@exämple.de", "bob@xn--exmple-cua.de"),
        ("ü@exämple.de", "ü@exämple.de", "ü@xn--exmple-cua.de"),
        ("U\u0308@x.com", "Ü@x.com", "ü@x.com"),
        ("bob@faß.de", "bob@faß.de", "bob@xn--fa-hia.de"),
        ("ana@shop.test", "ana@shop.test", "ana@shop.test"),
        ("ana@shop.example", "ana@shop.example", "ana@shop.example"),
        ("=1+1@x.com", "=1+1@x.com", "=1+1@x.com"),
        ("o'neil@x.com", "o'neil@x.com", "o'neil@x.com"),
    ],
)
def test_an_address_is_stored_as_written_and_known_without_case(
    text: str, stored: str, canonical: str
) -> None:
    address = parse(text)
    assert (address.stored, address.canonical) == (stored, canonical)


@pytest.mark.parametrize(
    ("other", "plain"),
    [
        ("mıke@x.com", "mike@x.com"),  # the dotless i, whose capital is I
        ("MİKE@x.com", "mike@x.com"),
        ("straße@x.com", "strasse@x.com"),
        ("STRAẞE@x.com", "strasse@x.com"),
        ("bob@еxample.com", "bob@example.com"),  # a Cyrillic е
        ("bоb@x.com", "bob@x.com"),  # a Cyrillic о
        ("bob+1@x.com", "bob@x.com"),
        ("b.ob@x.com", "bob@x.com"),
        ("bob@faß.de", "bob@fass.de"),
    ],
)
def test_a_look_alike_is_somebody_else(other: str, plain: str) -> None:
    assert parse(other).canonical != parse(plain).canonical


def test_upper_and_lower_case_outside_ascii_are_one_person() -> None:
    for one, another in (("ÉMILE", "émile"), ("STRAẞE", "straße"), ("ΣΑΣ", "σας")):
        assert parse(f"{one}@x.com").canonical == parse(f"{another}@x.com").canonical


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", addresses.EMPTY),
        ("   ", addresses.EMPTY),
        ('"bob"@x.com', addresses.DECORATED),
        ('"a@b"@x.com', addresses.DECORATED),
        ("bob(x)@x.com", addresses.DECORATED),
        ("bob@x.com(x)", addresses.DECORATED),
        ("Bob <bob@x.com>", addresses.DECORATED),
        ("bob@[1.2.3.4]", addresses.NUMBER),
        ("bob@[IPv6:::1]", addresses.NUMBER),
        ("bob@1.2.3.4", addresses.NUMBER),
        ("bob@12", addresses.NUMBER),
        ("bob", addresses.NO_AT),
        ("bob＠x.com", addresses.NO_AT),
        ("a@b@c.com", addresses.MANY_AT),
        ("a@b.com, c@d.com", addresses.MANY_AT),
        ("bob @x.com", addresses.SPACE),
        ("bob@x .com", addresses.SPACE),
        ("bob@x.com.", addresses.LAST_DOT),
        ("bob@x.com。", addresses.LAST_DOT),
        ("bob@x.com\n", addresses.INVISIBLE),
        ("bob\r\nBcc: eve@x.com", addresses.INVISIBLE),
        ("bob\0@x.com", addresses.INVISIBLE),
        ("bo\u200bb@x.com", addresses.INVISIBLE),
        ("bob\u202e@x.com", addresses.INVISIBLE),
        ("bob\ud800@x.com", addresses.INVISIBLE),
        ("bob@b\u00aduecher.de", addresses.INVISIBLE),
        ("ｂob@x.com", addresses.LOOK_ALIKE),
        ("ﬁ@x.com", addresses.LOOK_ALIKE),
        ("ſam@x.com", addresses.LOOK_ALIKE),
        ("\u212aim@x.com", addresses.LOOK_ALIKE),  # the Kelvin sign
        (".bob@x.com", addresses.BAD_LOCAL),
        ("bob.@x.com", addresses.BAD_LOCAL),
        ("bo..b@x.com", addresses.BAD_LOCAL),
        ("bo,b@x.com", addresses.BAD_LOCAL),
        ("@x.com", addresses.BAD_LOCAL),
        ("a" * 65 + "@x.com", addresses.BAD_LOCAL),
        ("ü" * 33 + "@x.com", addresses.BAD_LOCAL),
        ("bob@", addresses.BAD_DOMAIN),
        ("bob@x", addresses.BAD_DOMAIN),
        ("bob@localhost", addresses.BAD_DOMAIN),
        ("bob@x..com", addresses.BAD_DOMAIN),
        ("bob@-x.com", addresses.BAD_DOMAIN),
        ("bob@x_y.com", addresses.BAD_DOMAIN),
        ("bob@xn--a.com", addresses.BAD_DOMAIN),
        ("bob@" + "b" * 64 + ".com", addresses.BAD_DOMAIN),
        ("a@" + "b" * 249 + ".com", addresses.TOO_LONG),
        ("a" * 5_000_000, addresses.TOO_LONG),
    ],
)
def test_what_is_no_address_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BadAddress) as refusal:
        parse(text)
    assert refusal.value.sentence == sentence


def test_the_longest_address_is_taken_and_one_more_is_not() -> None:
    domain = f"{'b' * 63}.{'c' * 63}.{'d' * 57}.com"
    assert len(parse(f"{'a' * 64}@{domain}").stored) == addresses.LONGEST
    with pytest.raises(BadAddress):
        parse(f"{'a' * 64}@e{domain}")


def test_an_address_that_grows_too_long_in_ascii_is_refused() -> None:
    text = f"{'a' * 64}@{'.'.join(['日本語中文字' * 3 + 'üü'] * 4)}.com"
    assert len(text) < addresses.LONGEST
    with pytest.raises(BadAddress) as refusal:
        parse(text)
    assert refusal.value.sentence == addresses.TOO_LONG


def test_the_ascii_form_shows_every_look_alike() -> None:
    assert parse("bob@еxample.com").display_ascii == "bob@xn--xample-2of.com"
    assert parse("mıke@x.com").display_ascii == r"m\u0131ke@x.com"
    assert parse("Bob@x.com").display_ascii == "Bob@x.com"


def test_only_a_mailbox_outside_ascii_needs_an_international_relay() -> None:
    assert parse("ü@exämple.de").needs_smtputf8
    assert not parse("bob@exämple.de").needs_smtputf8
    assert parse("Bob@exämple.de").wire == "Bob@xn--exmple-cua.de"


def test_attempts_are_counted_without_dots_and_plus() -> None:
    keys = {parse(text).throttle_key for text in ("b.ob+1@x.com", "bob@X.com", "Bob+zz@x.com")}
    assert keys == {"bob@x.com"}


def test_domains_are_compared_whole() -> None:
    allowed = "example.com"
    assert parse("a@EXAMPLE.com").domain == allowed
    for text in ("a@evil-example.com", "a@example.com.evil.org", "a@sub.example.com"):
        assert parse(text).domain != allowed


@given(st.text(max_size=40), st.sampled_from(["x.com", "exämple.de", "ｘ.test"]))
def test_any_text_is_refused_or_has_one_stable_identity(local: str, domain: str) -> None:
    try:
        address = parse(f"{local}@{domain}")
    except BadAddress:
        return
    assert parse(address.stored) == address
    assert parse(address.canonical).canonical == address.canonical
    assert parse(address.wire).canonical == address.canonical
    assert address.canonical.isascii() == local.strip(" \u00a0").isascii()
    decomposed = unicodedata.normalize("NFD", address.stored.partition("@")[0])
    assert parse(f"{decomposed}@{domain}").canonical == address.canonical
    assert address.display_ascii.isascii()


@given(st.text())
def test_no_text_does_worse_than_be_refused(text: str) -> None:
    try:
        parse(text)
    except BadAddress as refusal:
        assert refusal.sentence  # noqa: PT017 - either outcome is right
