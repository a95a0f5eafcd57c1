"""Mail that came back: which of our letters it is about, and what is said of it.

Here: delivery reports (RFC 3464), complaints (RFC 5965), and the older bounces without a form.
Not here: fetching them (`portal.mail.imap`), or what follows (actions). What cannot be tied to a
letter of ours by the letter's own id, which only its recipient knows, is nothing.
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.policy import default
from typing import Any, Final, Literal

from portal.language import N_
from portal.mail.failures import is_for_good

MOST_BYTES: Final = 200_000
_STATUS: Final = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_RETURN_PATH: Final = re.compile(r"\+([0-9a-f]{32})@", re.IGNORECASE)
_BOUNCING: Final = re.compile(r"mailer-daemon|postmaster|mail delivery", re.IGNORECASE)
_FAILING: Final = re.compile(r"undeliver|returned|fail|rejected|could not be", re.IGNORECASE)
REASONS: Final = (
    ("5.1", N_("There is no such mailbox.")),
    ("5.2.1", N_("This mailbox is switched off.")),
    ("5.2.2", N_("This mailbox is full.")),
    ("5.2.3", N_("The letter is too large for this mailbox.")),
    ("5.3.4", N_("The letter is too large for this mailbox.")),
    ("5.4", N_("The mail server of this address cannot be found.")),
    ("5.7", N_("The mail server of this address did not want the letter.")),
    ("4.", N_("The mail server of this address did not take the letter for days.")),
    ("", N_("The letter came back.")),
)


@dataclass(frozen=True, slots=True)
class Returned:
    """`letter` is the id in the letter's Message-ID; `said` what the other server wrote."""

    kind: Literal["bounce", "complaint"]
    letter: str
    status: str = ""
    said: str = ""

    @property
    def reason(self) -> str:
        """In English, to be kept; told in the reader's language."""
        return next(words for begin, words in REASONS if self.status.startswith(begin))

    @property
    def failure(self) -> str:
        return f"{self.reason} {self.said or self.status}".strip()

    @property
    def is_for_good(self) -> bool:
        """Whether no letter will ever arrive there."""
        return self.status.startswith("5") and is_for_good(self.status)


def return_path(address: str, letter: str) -> str:
    """Where this letter comes back to: the address, with the letter's id in it. In signs that
    survive a server that does not tell a from A."""
    local, _at, domain = address.rpartition("@")
    return f"{local}+{base64.urlsafe_b64decode(letter + '==').hex()}@{domain}"


def read(content: bytes, domain: str) -> Returned | None:
    """What a message says of a letter of ours; None where it says nothing, or is not about one."""
    try:
        message = BytesParser(policy=default).parsebytes(content[:MOST_BYTES])
        return _complaint(message, domain) or _report(message, domain) or _plain(message, domain)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # The library raises what it likes on headers nobody meant to be read.
        return None


def _complaint(message: Message, domain: str) -> Returned | None:
    if _part(message, "message/feedback-report") is None:
        return None
    letter = _letter(message, domain)
    return Returned("complaint", letter) if letter else None


def _report(message: Message, domain: str) -> Returned | None:
    part = _part(message, "message/delivery-status")
    if part is None:
        return None
    letter = _letter(message, domain)
    for fields in _fields(part):
        if letter and _value(fields, "action").lower() == "failed":
            said = _value(fields, "diagnostic-code").partition(";")[2]
            status = _STATUS.search(_value(fields, "status"))
            return Returned("bounce", letter, status[0] if status else "", _one_line(said))
    return None


def _plain(message: Message, domain: str) -> Returned | None:
    """As mail servers wrote before there were forms; a person's automatic answer is none."""
    sender, subject = str(message["From"] or ""), str(message["Subject"] or "")
    is_failing = message["X-Failed-Recipients"] or _FAILING.search(subject)
    if not _BOUNCING.search(sender) or not is_failing or _part(message, "message/delivery-status"):
        return None
    letter = _letter(message, domain)
    found = _STATUS.search(_text(message))
    status = found[0] if found else ""
    # A delay is told in the same words by many; only what ends with a five is over.
    return Returned("bounce", letter, status) if letter and status[:1] != "4" else None


def _letter(message: Message, domain: str) -> str | None:
    """Its id: by the address the message came to, else by the letter's own Message-ID in it."""
    for name in ("To", "Delivered-To", "X-Original-To", "Envelope-To"):
        for value in message.get_all(name, []):
            if found := _RETURN_PATH.search(str(value)):
                raw = bytes.fromhex(found[1])
                return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    ours = re.compile(rf"<([A-Za-z0-9_-]{{22}})@{re.escape(domain)}>")
    for text in _mentions(message):
        if named := ours.search(text):
            return named[1]
    return None


def _mentions(message: Message) -> Iterator[str]:
    for name in ("X-Original-Message-ID", "In-Reply-To", "References"):
        yield str(message[name] or "")
    for part in message.walk():
        if part is not message:
            yield str(part["Message-ID"] or "")
    yield _text(message)


def _part(message: Message, kind: str) -> Message | None:
    return next((part for part in message.walk() if part.get_content_type() == kind), None)


def _fields(part: Message) -> Iterator[Message]:
    """The blocks of a delivery report, one for the whole and one a recipient."""
    payload: Any = part.get_payload()
    if isinstance(payload, list):
        yield from payload


def _value(fields: Message, name: str) -> str:
    return _one_line(str(fields[name] or ""))


def _text(message: Message) -> str:
    """All words of it: the text parts, headers of the returned letter among them."""
    texts = []
    for part in message.walk():
        if part.get_content_maintype() == "text":
            raw = part.get_payload(decode=True)
            texts.append(raw.decode("utf-8", "replace") if isinstance(raw, bytes) else "")
    return "\n".join(texts)


def _one_line(text: str) -> str:
    return " ".join("".join(s if s.isprintable() else " " for s in text).split())[:200]
