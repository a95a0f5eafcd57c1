"""A reply by mail: whose word is kept, and what was only quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.mail import replies

BASE = "Replies@mail.example"


def mail(body: str, *, to: str = "replies+1a-0123456789abcdef01234567@mail.example", **more: str):
    head = {
        "From": "Tom <tom@mail.example>",
        "To": to,
        "Subject": "Re: Tess answered you",
        "Message-ID": "<1@tom.example>",
        "Content-Type": "text/plain; charset=utf-8",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"{lines}\r\n{body}".encode()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("At night it is fine.\r\n", "At night it is fine."),
        (
            "At night it is fine.\n\nOn Mon, 3 May 2027 at 10:12, Northlight <x@y.example>\n"
            "wrote:\n> Too bright.\n",
            "At night it is fine.",
        ),
        (
            "De noche va bien.\n\nEl lun, 3 may 2027 a las 10:12, Northlight escribió:\n> Brilla.",
            "De noche va bien.",
        ),
        ("Ja.\n\nAm 03.05.2027 um 10:12 meinte Northlight:\n\n> Zu hell.\n", "Ja."),
        ("Yes.\n\n-----Original Message-----\nFrom: a@b.example\n", "Yes."),
        ("Yes.\n\n-- \nTom\nHead of lamps\n", "Yes."),
        ("Yes.\n\nSent from my phone\n", "Yes."),
        ("> Too bright.\nNot at night.\n> Really?\nReally.\n", "Not at night.\nReally."),
        ("I like three things:\nlight\nair\n", "I like three things:\nlight\nair"),
        ("> only quoted\n", ""),
    ],
)
def test_only_what_the_sender_wrote_is_kept(body, said):
    found = replies.read(mail(body), BASE)
    assert found is not None
    assert found.text == said
    assert found.word == "1a-0123456789abcdef01234567"
    assert found.sender == "tom@mail.example"


def test_html_alone_is_read_as_words_without_its_quotation():
    html = "<p>Fine &amp; calm.</p><div>At night.</div><blockquote><p>Too bright.</p></blockquote>"
    found = replies.read(mail(html, Content_Type="text/html; charset=utf-8"), BASE)
    assert found is not None
    assert found.text == "Fine & calm.\nAt night."


@pytest.mark.parametrize(
    "more",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<list.example>"},
    ],
)
def test_machines_are_not_listened_to(more):
    assert replies.read(mail("I am away."), BASE) is not None
    assert replies.read(mail("I am away.", **more), BASE) is None


@pytest.mark.parametrize(
    "to", ["replies@mail.example", "replies+1a@other.example", "replies+zz zz@mail.example", ""]
)
def test_other_addresses_are_none_of_ours(to):
    assert replies.read(mail("Hello.", to=to), BASE) is None


def test_the_address_is_found_where_servers_put_it():
    found = replies.read(
        mail(
            "Hello.",
            to="Northlight <hello@mail.example>",
            Delivered_To="REPLIES+1A-0123456789ABCDEF01234567@mail.example",
        ),
        BASE,
    )
    assert found is not None
    assert found.word == "1a-0123456789abcdef01234567"


@given(st.binary(max_size=2_000))
def test_no_bytes_are_too_odd(content):
    assert replies.read(content, BASE) is None or True
    replies.read(mail("x") + content, BASE)
