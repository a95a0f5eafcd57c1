"""A letter as a frozen set of facts, and its form on the wire.

Here: headers, MIME parts, inlined styles. Not here: the words (they come rendered) or sending.
A Letter that would break a header, or be read otherwise than written, cannot be made.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from css_inline import CSSInliner, InlineError

from portal.addresses import BadAddress, parse
from portal.mail.headers import WIRE, line, mailbox

LONGEST_NAME = 120
LONGEST_SUBJECT = 300
LONGEST_LINE = 998

_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._+-]{1,100}@[A-Za-z0-9.-]{1,100}>")
SENDER = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,189}")
# Thirty-three signs are put before its @.
RETURNS = re.compile(r"[A-Za-z0-9._-]{1,31}@[A-Za-z0-9.-]{1,189}")
_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_OURS = frozenset(
    {"from", "to", "cc", "bcc", "sender", "reply-to", "return-path", "subject", "date"}
    | {"message-id", "mime-version", "auto-submitted"}
)


class BadLetter(ValueError):
    """The facts given cannot make a letter that is read as it was written."""


@dataclass(frozen=True, slots=True)
class Letter:
    """`message_id` stays the same however often the letter is tried: `<id@domain>`."""

    message_id: str
    sender: str
    sender_name: str
    to: str
    to_name: str
    reply_to: str | None
    subject: str
    text: str
    html: str
    headers: tuple[tuple[str, str], ...] = ()
    # Where it comes back to, if not to the sender.
    return_path: str | None = None

    def __post_init__(self) -> None:
        if not _MESSAGE_ID.fullmatch(self.message_id):
            raise BadLetter("the message id is not of the form <id@domain>")
        if not SENDER.fullmatch(self.sender):
            raise BadLetter("the sender is not a plain ASCII address")
        if self.return_path is not None and not SENDER.fullmatch(self.return_path):
            raise BadLetter("the return path is not a plain ASCII address")
        for name, value, longest in (
            ("sender name", self.sender_name, LONGEST_NAME),
            ("recipient name", self.to_name, LONGEST_NAME),
            ("subject", self.subject, LONGEST_SUBJECT),
        ):
            _refuse_line(name, value, longest)
        _wire("recipient", self.to)
        if self.reply_to is not None:
            _wire("reply-to", self.reply_to)
        if not self.subject.strip():
            raise BadLetter("the subject is empty")
        _refuse_body(self.text, self.html)
        _refuse_headers(self.headers)

    @property
    def recipient(self) -> str:
        """The envelope address: the domain in ASCII."""
        return _wire("recipient", self.to)

    @property
    def needs_smtputf8(self) -> bool:
        replies = self.reply_to and _wire("reply-to", self.reply_to)
        return not f"{self.recipient}{replies}".isascii()


def one_click(url: str) -> tuple[tuple[str, str], ...]:
    """The headers with which a mail program offers to stop such mail (RFC 8058)."""
    if not re.fullmatch(r"https?://[!-;=?-~]+", url):
        raise BadLetter("the address for unsubscribing is not a plain URL")
    return (
        ("List-Unsubscribe", f"<{url}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    )


def compose(letter: Letter, at: datetime) -> EmailMessage:
    """The message as it leaves at `at`; alike to the byte for the same letter and moment."""
    message = EmailMessage(policy=WIRE)
    message["From"] = mailbox(letter.sender_name, letter.sender)
    message["To"] = mailbox(letter.to_name, letter.recipient)
    if letter.reply_to:
        message["Reply-To"] = _wire("reply-to", letter.reply_to)
    message["Subject"] = line(letter.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    for name, value in letter.headers:
        message[name] = value
    message["MIME-Version"] = "1.0"
    message.make_alternative(boundary=_boundary(letter))
    message.attach(_part(letter.text, "plain"))
    message.attach(_part(_inlined(letter.html), "html"))
    return message


# Nothing is fetched while a letter is written, whatever its HTML asks for.
_inliner = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def _inlined(html: str) -> str:
    try:
        return _inliner.inline(html)
    except InlineError as error:
        raise BadLetter(f"the styles of the letter cannot be inlined: {error}") from error


def _part(text: str, subtype: str) -> EmailMessage:
    part = EmailMessage(policy=SMTP)
    part.set_content(text, subtype=subtype, charset="utf-8", cte="quoted-printable")
    del part["MIME-Version"]  # said once, by the whole
    return part


def _boundary(letter: Letter) -> str:
    # "=_" cannot occur in quoted-printable, so no text can forge the border between parts.
    return f"=_{hashlib.sha256(letter.message_id.encode()).hexdigest()[:24]}"


def _wire(name: str, address: str) -> str:
    try:
        return parse(address).wire
    except BadAddress as error:
        raise BadLetter(f"the {name} is not an address: {error}") from error


def _refuse_line(name: str, value: str, longest: int) -> None:
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in value):
        raise BadLetter(f"the {name} holds a line break or another control character")
    if len(value) > longest:
        raise BadLetter(f"the {name} is longer than {longest} characters")


def _refuse_body(*bodies: str) -> None:
    for body in bodies:
        if not body.strip():
            raise BadLetter("a letter needs both a text and an HTML form")
        if "\0" in body or any("\ud800" <= sign <= "\udfff" for sign in body):
            raise BadLetter("the letter holds a character that cannot be sent")


def _refuse_headers(headers: tuple[tuple[str, str], ...]) -> None:
    for name, value in headers:
        if not _HEADER_NAME.fullmatch(name):
            raise BadLetter("a header has a name that is none")
        if name.lower() in _OURS or name.lower().startswith("content-"):
            raise BadLetter(f"the header {name} is written by the letter itself")
        _refuse_line(f"header {name}", value, LONGEST_LINE - len(name) - 2)
        if not value.isascii():
            raise BadLetter(f"the header {name} is not ASCII")
