"""What is written is what any mail program reads back, whatever people call themselves."""

import email
import email.policy
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.mail.headers import shown
from portal.mail.message import BadLetter, Letter, compose, one_click
from tests.smtp import Script

AT = datetime(2026, 3, 1, 12, 30, tzinfo=timezone(timedelta(hours=1)))
NAMES = [
    'Bob "; <x@y>',
    "Ünal Çelik, the elder",
    "日本 花子",
    "Ana (beta)",
    "back\\slash",
    '"',
    "a@b.example",
    "eve@x.example, bob",
    "=?utf-8?q?x?=",
    "=?utf-8?b?4pyT?= ✓",
    " leads and trails ",
    ".",
    "<script>alert(1)</script>",
    "👩‍🚒",
]
HOSTILE_LONG = ["a, b, c " * 14, "é <x@y.example>, eve " * 5, "é" * 120, "a" * 120, "日本" * 60]


def read(letter: Letter) -> EmailMessage:
    content = compose(letter, AT).as_bytes()
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    assert [part.defects for part in message.walk()] == [[], [], []]
    return message


def decoded(message: EmailMessage, name: str) -> str:
    """By the library's older reader, which joins encoded words as the standard says."""
    raw = dict(message.raw_items())[name]
    return str(make_header(decode_header("".join(raw.splitlines()))))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_as_written(letter: Callable[..., Letter], name: str) -> None:
    message = read(letter(to_name=name, sender_name=name, subject=name))
    for header, address in (("To", "tess@people.example"), ("From", "firstlook@localhost")):
        (mailbox,) = message[header].addresses
        assert (mailbox.display_name, mailbox.addr_spec) == (name, address)
        assert not message[header].defects
    assert message["Subject"] == name


@pytest.mark.parametrize("name", HOSTILE_LONG)
def test_a_long_name_stays_one_name_of_one_address(
    letter: Callable[..., Letter], name: str
) -> None:
    message = read(letter(to_name=name, subject=name))
    (mailbox,) = message["To"].addresses
    assert mailbox.addr_spec == "tess@people.example"
    # The reading library puts spaces between the pieces of a long name; nothing else differs.
    assert mailbox.display_name.replace(" ", "") == name.replace(" ", "")
    assert decoded(message, "To") == f"{name} <tess@people.example>"
    assert decoded(message, "Subject") == name


sendable = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))


@given(name=st.text(sendable, max_size=120), subject=st.text(sendable, min_size=1, max_size=300))
def test_no_name_or_subject_changes_who_gets_the_letter(name: str, subject: str) -> None:
    if not subject.strip():
        return
    letter = Letter(
        "<1@x.example>", "f@x.example", name, "t@y.example", name, None, subject, "text", "<p>h</p>"
    )
    content = compose(letter, AT).as_bytes()
    assert all(len(line) <= 78 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    message = read(letter)
    assert [box.addr_spec for box in message["To"].addresses] == ["t@y.example"]
    assert [box.addr_spec for box in message["From"].addresses] == ["f@x.example"]
    assert decoded(message, "Subject") == subject
    assert shown(dict(message.raw_items())["Subject"]) == subject
    assert len(message.items()) == len(compose(letter, AT).items())


def test_both_forms_are_there_and_the_richer_comes_last(letter: Callable[..., Letter]) -> None:
    text = "Hallo Tess,\nçà et là " + "é" * 300 + "\n.\nFrom here\n--=_x\n"
    message = read(letter(text=text, html="<p>Ünï</p>"))
    assert message.get_content_type() == "multipart/alternative"
    plain, html = message.iter_parts()
    assert plain.get_content().replace("\r\n", "\n") == text
    assert html.get_content_type() == "text/html"
    assert "<p>Ünï</p>" in html.get_content()
    for part in (plain, html):
        assert part["Content-Transfer-Encoding"] == "quoted-printable"
        assert part.get_content_charset() == "utf-8"


def test_the_message_says_when_and_that_a_machine_wrote_it(letter: Callable[..., Letter]) -> None:
    message = read(letter(reply_to="hana@exämple.de"))
    assert message["Date"].datetime == AT
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == "hana@xn--exmple-cua.de"
    assert message["Message-ID"] == "<invitation-1@firstlook.example>"
    assert message["List-Unsubscribe"] is None


def test_the_same_letter_at_the_same_moment_is_the_same_to_the_byte(
    letter: Callable[..., Letter],
) -> None:
    assert compose(letter(), AT).as_bytes() == compose(letter(), AT).as_bytes()


def test_a_long_address_for_unsubscribing_stays_in_one_piece(
    letter: Callable[..., Letter],
) -> None:
    url = f"https://firstlook.example/stop/{'a1-_' * 60}?x=%C3%A9&y=1"
    content = compose(letter(headers=one_click(url)), AT).as_bytes()
    assert f"\r\nList-Unsubscribe: <{url}>\r\n".encode() in content
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in content


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://x/>,<mailto:a@b.c", "https://x/ y", "https://x/é", ""]
)
def test_no_odd_address_becomes_an_unsubscribe_link(url: str) -> None:
    with pytest.raises(BadLetter):
        one_click(url)


def test_styles_move_into_the_elements_and_media_rules_stay(letter: Callable[..., Letter]) -> None:
    html = (
        "<html><head><style>p { color: #123456 }"
        "@media (prefers-color-scheme: dark) { p { color: #fedcba } }</style></head>"
        "<body><p>Hello</p></body></html>"
    )
    sent = list(read(letter(html=html)).iter_parts())[1].get_content()
    assert re.search(r'<p style="color: ?#123456;?">', sent)
    assert "prefers-color-scheme: dark" in sent


def test_no_stylesheet_is_fetched(
    letter: Callable[..., Letter], script: Callable[..., Script], tmp_path: Path
) -> None:
    server = script()
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: #abcdef }")
    html = (
        f'<html><head><link rel="stylesheet" href="http://127.0.0.1:{server.port}/x.css">'
        f'<link rel="stylesheet" href="{secret}"><link rel="stylesheet" href="file://{secret}">'
        "</head><body><p>Hello</p></body></html>"
    )
    sent = list(read(letter(html=html)).iter_parts())[1].get_content()
    assert "abcdef" not in sent
    assert server.commands == []


@pytest.mark.parametrize("name", ["sender_name", "to_name", "subject"])
@pytest.mark.parametrize(
    "sign", ["\r", "\n", "\r\nBcc: eve@x.example", "\0", "\x85", "\u2028", "\ud800"]
)
def test_no_line_break_enters_a_header(letter: Callable[..., Letter], name: str, sign: str) -> None:
    with pytest.raises(BadLetter):
        letter(**{name: f"Tess{sign}x"})


@pytest.mark.parametrize(
    "different",
    [
        {"to": "tess@people.example\r\nBcc: eve@x.example"},
        {"to": "tess@people.example, eve@x.example"},
        {"to": "Tess <tess@people.example>"},
        {"to": ""},
        {"reply_to": "x@y.example\nBcc: eve@x.example"},
        {"reply_to": ""},
        {"sender": "a@b.example\nBcc: eve@x.example"},
        {"sender": "é@b.example"},
        {"sender": "nobody"},
        {"message_id": "<a@b>\r\nBcc: eve@x.example"},
        {"message_id": "a@b"},
        {"message_id": "<a@b> <c@d>"},
        {"subject": "  "},
        {"subject": "a" * 301},
        {"to_name": "a" * 121},
        {"text": ""},
        {"html": "\n"},
        {"text": "a\0b"},
        {"html": "<p>\ud800</p>"},
        {"headers": (("X-A", "a\r\nBcc: eve@x.example"),)},
        {"headers": (("X-A\r\nBcc", "eve@x.example"),)},
        {"headers": (("X-A: b", "c"),)},
        {"headers": (("Bcc", "eve@x.example"),)},
        {"headers": (("content-type", "text/html"),)},
        {"headers": (("X-A", "é"),)},
        {"headers": (("X-A", "a" * 998),)},
    ],
)
def test_a_letter_that_would_be_read_otherwise_cannot_be_made(
    letter: Callable[..., Letter], different: dict[str, object]
) -> None:
    with pytest.raises(BadLetter):
        letter(**different)


def test_an_international_domain_travels_in_ascii(letter: Callable[..., Letter]) -> None:
    abroad = letter(to="Tess@exämple.de")
    assert abroad.recipient == "Tess@xn--exmple-cua.de"
    assert not abroad.needs_smtputf8
    assert compose(abroad, datetime(2026, 1, 1, tzinfo=UTC)).as_bytes().isascii()


def test_an_international_mailbox_is_written_raw(letter: Callable[..., Letter]) -> None:
    abroad = letter(to="ü@exämple.de")
    assert abroad.needs_smtputf8
    assert "ü@xn--exmple-cua.de".encode() in compose(abroad, AT).as_bytes()
    assert letter(reply_to="ü@exämple.de").needs_smtputf8
