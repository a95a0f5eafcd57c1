"""A relay that misbehaves: each fault has its kind and reason, and blocks no other letter."""

import socket
import time
from collections.abc import Callable

import pytest

from portal.mail import failures
from portal.mail.message import Letter
from portal.mail.post import Bounced, Deferred, Misconfigured, Undelivered, open_post
from tests.smtp import Script

Start = Callable[..., Script]
Make = Callable[..., Letter]


def attempt(script: Script, letter: Letter, options: str = "") -> Undelivered:
    with (
        open_post(f"smtp://127.0.0.1:{script.port}{options}") as post,
        pytest.raises(Undelivered) as failure,
    ):
        post.deliver(letter)
    return failure.value


def test_the_script_itself_takes_a_letter(script: Start, letter: Make) -> None:
    good = script()
    with open_post(f"smtp://127.0.0.1:{good.port}") as post:
        post.deliver(letter())
    assert good.commands == ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"]


@pytest.mark.parametrize(
    ("lines", "kind", "reason", "code"),
    [
        ({"connect": "421 busy"}, Deferred, failures.NOT_NOW, 421),
        ({"connect": "554 go away"}, Misconfigured, failures.NO_RELAYING, 554),
        ({"connect": "drop"}, Deferred, failures.CUT_OFF, None),
        ({"connect": "nonsense"}, Deferred, failures.NOT_NOW, -1),
        ({"EHLO": "drop"}, Deferred, failures.CUT_OFF, None),
        ({"EHLO": "421 busy"}, Deferred, None, None),
        ({"MAIL": "421 busy"}, Deferred, failures.NOT_NOW, 421),
        ({"MAIL": "451 later"}, Deferred, failures.NOT_NOW, 451),
        ({"MAIL": "550 who are you"}, Misconfigured, failures.BAD_SENDER, 550),
        ({"MAIL": "552 too big"}, Bounced, failures.NO_LETTER, 552),
        ({"MAIL": "drop"}, Deferred, failures.CUT_OFF, None),
        ({"RCPT": "421 busy"}, Deferred, failures.NOT_NOW, 421),
        ({"RCPT": "450 greylisted"}, Deferred, failures.NOT_NOW, 450),
        ({"RCPT": "451 greylisted"}, Deferred, failures.NOT_NOW, 451),
        ({"RCPT": "452 full"}, Deferred, failures.NOT_NOW, 452),
        ({"RCPT": "550 5.1.1 no such person"}, Bounced, failures.NO_MAILBOX, 550),
        ({"RCPT": "553 bad name"}, Bounced, failures.NO_MAILBOX, 553),
        ({"RCPT": "554 5.7.1 Relay access denied"}, Misconfigured, failures.NO_RELAYING, 554),
        ({"RCPT": "530 sign in first"}, Misconfigured, failures.NO_RELAYING, 530),
        ({"RCPT": "drop"}, Deferred, failures.CUT_OFF, None),
        ({"DATA": "451 later"}, Deferred, failures.NOT_NOW, 451),
        ({"DATA": "554 no"}, Bounced, failures.NO_LETTER, 554),
        ({"end": "451 later"}, Deferred, failures.NOT_NOW, 451),
        ({"end": "452 disk full"}, Deferred, failures.NOT_NOW, 452),
        ({"end": "554 looks like spam"}, Bounced, failures.NO_LETTER, 554),
        ({"end": "drop"}, Deferred, failures.CUT_OFF, None),
        ({"EHLO": "250-x\r\n250 STARTTLS", "STARTTLS": "454 no"}, Deferred, failures.NOT_NOW, 454),
        ({"EHLO": "250-x\r\n250 STARTTLS", "STARTTLS": "220 go\r\nrubbish"}, Deferred, None, None),
        ({"EHLO": "250-x\r\n250 STARTTLS", "STARTTLS": "drop"}, Deferred, failures.CUT_OFF, None),
    ],
)
def test_each_fault_has_its_kind(
    script: Start,
    letter: Make,
    lines: dict[str, str],
    kind: type[Undelivered],
    reason: str | None,
    code: int | None,
) -> None:
    failure = attempt(script(**lines), letter(), "?timeout=5")
    assert type(failure) is kind
    if reason is not None:
        assert (failure.reason, failure.code) == (reason, code)


@pytest.mark.parametrize("command", ["connect", "EHLO", "MAIL", "RCPT", "DATA", "end"])
def test_a_byte_now_and_then_is_too_slow(script: Start, letter: Make, command: str) -> None:
    started = time.monotonic()
    failure = attempt(script(**{command: f"slow 250 {'.' * 200}"}), letter(), "?timeout=0.4")
    assert type(failure) is Deferred
    assert failure.reason == failures.TOO_SLOW
    assert 0.3 < time.monotonic() - started < 5


def test_a_slow_goodbye_does_not_undo_a_delivery(
    script: Start, letter: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.mail.smtp.SECONDS_TO_SAY_GOODBYE", 0.2)
    started = time.monotonic()
    with open_post(f"smtp://127.0.0.1:{script(QUIT='slow 221 bye bye bye').port}") as post:
        post.deliver(letter())
    assert time.monotonic() - started < 5


def test_nobody_listening_is_deferred(letter: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with open_post(f"smtp://127.0.0.1:{port}") as post, pytest.raises(Deferred) as failure:
        post.deliver(letter())
    assert failure.value.reason == failures.UNREACHABLE


def test_a_host_without_a_name_is_deferred(letter: Make) -> None:
    with open_post("smtp://mail.invalid") as post, pytest.raises(Deferred) as failure:
        post.deliver(letter())
    assert failure.value.reason == failures.UNREACHABLE


@pytest.mark.parametrize("passing", ["451 RCPT", "550 RCPT", "421 RCPT", "drop RCPT", "554 end"])
def test_one_refused_letter_does_not_block_the_next(
    script: Start, letter: Make, passing: str
) -> None:
    answer, command = passing.split()
    relay = script(**{command: answer})
    with open_post(f"smtp://127.0.0.1:{relay.port}") as post:
        with pytest.raises(Undelivered):
            post.deliver(letter())
        relay.lines.clear()
        post.deliver(letter())


def test_after_a_lost_answer_the_same_letter_goes_again(script: Start, letter: Make) -> None:
    relay = script(end="drop")
    with open_post(f"smtp://127.0.0.1:{relay.port}") as post:
        with pytest.raises(Deferred):
            post.deliver(letter())
        relay.lines.clear()
        post.deliver(letter())
    first, second = relay.letters
    ids = {line for line in first + second if line.startswith(b"Message-ID:")}
    assert ids == {b"Message-ID: <invitation-1@firstlook.example>\r\n"}


def test_a_bounce_tells_the_address_from_the_letter(script: Start, letter: Make) -> None:
    for lines, of in (({"RCPT": "550 no"}, "address"), ({"end": "554 no"}, "letter")):
        failure = attempt(script(**lines), letter())
        assert isinstance(failure, Bounced)
        assert failure.of == of


def test_what_the_relay_says_is_kept_to_one_short_line(script: Start, letter: Make) -> None:
    said = "550-first\r\n550-second \x1b[31m\0\r\n550 " + "x" * 400
    failure = attempt(script(RCPT=said), letter())
    assert failure.detail.startswith("first second [31m x")
    assert len(failure.detail) == 200
    assert failure.detail.isprintable()
