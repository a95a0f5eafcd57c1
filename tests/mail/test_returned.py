"""Mail that came back, as mail servers and mailbox providers write it."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal import ids
from portal.mail.returned import Returned, read, return_path

LETTER = "AbCdEfGhIjKlMnOpQrStUw"
HOST = "firstlook.example"
BACK = return_path("back@firstlook.example", LETTER)

REPORT = """\
From: MAILER-DAEMON@relay.example (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

This is the mail system at host relay.example.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; ines@mail.example
Original-Recipient: rfc822;ines@mail.example
Action: {action}
Status: {status}
Remote-MTA: dns; mx.mail.example
Diagnostic-Code: smtp; {said}

--b1
Content-Type: {original}

From: Northlight <firstlook@firstlook.example>
To: ines@mail.example
Subject: Northlight invites you
Message-ID: <{id}@firstlook.example>

Hello.
--b1--
"""


def report(**different):
    usual = {
        "to": "firstlook@firstlook.example",
        "action": "failed",
        "status": "5.1.1",
        "said": "550 5.1.1 <ines@mail.example>: Recipient address rejected",
        "original": "message/rfc822",
        "id": LETTER,
    }
    return REPORT.format(**(usual | different)).replace("\n", "\r\n").encode()


@pytest.mark.parametrize("original", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_is_tied_to_its_letter_by_the_letters_own_id(original):
    found = read(report(original=original), HOST)
    assert found == Returned(
        "bounce", LETTER, "5.1.1", "550 5.1.1 <ines@mail.example>: Recipient address rejected"
    )
    assert found.is_for_good
    assert found.failure.startswith("There is no such mailbox. 550 5.1.1")


@pytest.mark.parametrize("how", [str, str.lower, str.upper])
def test_or_by_the_address_it_came_to_whatever_became_of_its_case(how):
    found = read(report(to=how(BACK), id="x" * 22), HOST)
    assert (found.letter, found.status) == (LETTER, "5.1.1")


def test_every_id_of_ours_fits_into_an_address_and_back():
    for _n in range(200):
        made = ids.public_id()
        address = return_path("back@firstlook.example", made)
        assert len(address.partition("@")[0]) <= 64
        assert read(report(to=address), HOST).letter == made


@pytest.mark.parametrize(
    ("status", "reason", "is_for_good"),
    [
        ("5.1.1", "There is no such mailbox.", True),
        ("5.1.10", "There is no such mailbox.", True),
        ("5.2.1", "This mailbox is switched off.", True),
        ("5.2.2", "This mailbox is full.", False),
        ("5.3.4", "The letter is too large for this mailbox.", False),
        ("5.4.4", "The mail server of this address cannot be found.", True),
        ("5.7.1", "The mail server of this address did not want the letter.", False),
        ("4.4.7", "The mail server of this address did not take the letter for days.", False),
        ("5.0.0", "The letter came back.", False),
        ("", "The letter came back.", False),
    ],
)
def test_each_status_has_its_words_and_only_some_are_for_good(status, reason, is_for_good):
    found = read(report(status=status, said="no"), HOST)
    assert (found.reason, found.is_for_good) == (reason, is_for_good)


@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered", "expanded", ""])
def test_what_has_not_failed_is_nothing(action):
    assert read(report(action=action), HOST) is None


@pytest.mark.parametrize("id", ["short", "x" * 23, "", LETTER + "@evil.example> <x"])
def test_what_is_about_no_letter_of_ours_is_nothing(id):
    assert read(report(id=id), HOST) is None
    assert read(report(), "other.example") is None


COMPLAINT = f"""\
From: <feedback@provider.example>
To: abuse@firstlook.example
Subject: FW: Earn money
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b2"

--b2
Content-Type: text/plain

This is an email abuse report.
--b2
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1

--b2
Content-Type: message/rfc822

From: firstlook@firstlook.example
Message-ID: <{LETTER}@firstlook.example>

Hello.
--b2--
"""


def test_a_complaint_is_one():
    found = read(COMPLAINT.encode(), HOST)
    assert (found.kind, found.letter) == ("complaint", LETTER)


PLAIN = """\
Return-Path: <>
From: {sender}
To: firstlook@firstlook.example
Subject: {subject}

Hi. This is the qmail-send program at mail.example.
<ines@mail.example>:
{said}

--- Below this line is a copy of the message.

Message-ID: <{id}@firstlook.example>
"""


def plain(**different):
    usual = {
        "sender": "MAILER-DAEMON@mail.example",
        "subject": "failure notice",
        "said": "Sorry, no mailbox here by that name. (#5.1.1)",
        "id": LETTER,
    }
    return PLAIN.format(**(usual | different)).encode()


def test_a_bounce_without_a_form_is_read_too():
    found = read(plain(), HOST)
    assert (found.letter, found.status, found.is_for_good) == (LETTER, "5.1.1", True)
    assert not read(plain(said="Something went wrong."), HOST).is_for_good


@pytest.mark.parametrize(
    "different",
    [
        {"sender": "Ines <ines@mail.example>", "subject": "I could not be there: out of office"},
        {"subject": "Re: Northlight invites you"},
        {"said": "Warning: 4.4.1 will be tried for 3 more days"},
        {"id": "none"},
    ],
)
def test_answers_of_people_and_delays_are_no_bounces(different):
    assert read(plain(**different), HOST) is None


ODD = [
    b"",
    b"\x00" * 1000,
    b"Content-Type: multipart/report; boundary=\r\n\r\n",
    b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n" * 50_000,
    b"To: " + b"\xff\xfe" * 5_000,
    b"Content-Type: message/delivery-status\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n",
    b"From: =?utf-8?b?//?=\r\nSubject: =?x?q?\x00?=\r\n\r\nundeliverable",
    report()[:400],
    report(said="=?utf-8?q?=0D=0ABcc:?= x\x1b[31m" + "y" * 5_000),
    b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(3_000)
    ),
]


@pytest.mark.parametrize("content", ODD, ids=range(len(ODD)))
def test_odd_mail_is_read_or_left_and_never_an_error(content):
    found = read(content, HOST)
    assert found is None or len(found.said) <= 200


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 1_500), st.binary(max_size=40))
def test_a_damaged_report_never_is_an_error(at, junk):
    whole = report()
    found = read(whole[:at] + junk + whole[at + len(junk) :], HOST)
    assert found is None or ids.is_public_id(found.letter)


def test_the_return_path_carries_the_id_itself():
    raw = base64.urlsafe_b64decode(LETTER + "==")
    assert f"back+{raw.hex()}@firstlook.example" == BACK
