"""Replies by mail: what somebody wrote, without what they quoted, and which notice it answers.

Here: reading one message. Not here: who may reply (`portal.actions.mail_replies`), fetching
(`portal.mail.imap`). Which notice is said by the address alone, which we signed; machines that
answer by themselves are not listened to.
"""

import html
import re
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from email.utils import getaddresses, parseaddr
from itertools import pairwise
from typing import Any, Final

import nh3

MOST_BYTES: Final = 200_000
LONGEST: Final = 20_000
# Servers say in various headers whom a message was for.
FOR: Final = ("Delivered-To", "X-Original-To", "To", "Cc", "Envelope-To")
_QUOTING: Final = (
    re.compile(r"^-{2,} ?(original message|forwarded message|mensaje original)", re.IGNORECASE),
    re.compile(r"^_{10,}$"),
    re.compile(r"^(on|el|am|le) .{5,300}(wrote|escribió|schrieb|a écrit) ?:$", re.IGNORECASE),
    re.compile(r"^(from|de|von): .*@", re.IGNORECASE),
    re.compile(r"^-- ?$"),
    re.compile(r"^(sent from my|enviado desde mi) ", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class Reply:
    """`word` is what stands behind the + of the address; `id` names the message."""

    word: str
    sender: str
    text: str
    id: str


def address(base: str, word: str) -> str:
    """replies@host and a word make replies+word@host."""
    local, _at, domain = base.rpartition("@")
    return f"{local}+{word}@{domain}"


def read(content: bytes, base: str) -> Reply | None:
    """A reply to one of our letters; None for what is none, or was written by a machine."""
    try:
        message: Any = BytesParser(policy=default).parsebytes(content[:MOST_BYTES])
        word = _word(message, base)
        if word is None or _is_automatic(message):
            return None
        return Reply(word, _sender(message), written(_body(message)), str(message["Message-ID"]))
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # The library raises what it likes on headers nobody meant to be read.
        return None


def written(text: str) -> str:
    """What the sender wrote themselves: above the quotation, the signature, the old letter."""
    lines = [line.rstrip() for line in text[:LONGEST].replace("\r\n", "\n").split("\n")]
    kept = lines[: _end(lines)]
    while kept and (not kept[-1] or kept[-1].startswith(">")):
        kept.pop()
    return "\n".join(line for line in kept if not line.startswith(">")).strip()


def _end(lines: list[str]) -> int:
    """Where somebody else's words begin."""
    for number, line in enumerate(lines):
        # Long attributions are broken over two lines.
        both = f"{line} {lines[number + 1]}" if number + 1 < len(lines) else line
        if any(sign.match(line) or sign.match(both) for sign in _QUOTING):
            return number
    said = [(number, line) for number, line in enumerate(lines) if line]
    for (number, line), (_next, quoted) in pairwise(said):
        # In any language: a line that introduces, then the quotation.
        if line.endswith(":") and quoted.startswith(">"):
            return number
    return len(lines)


def _word(message: EmailMessage, base: str) -> str | None:
    local, _at, domain = base.lower().rpartition("@")
    form = re.compile(rf"{re.escape(local)}\+([0-9a-f-]{{3,60}})@{re.escape(domain)}")
    values = [str(value) for name in FOR for value in message.get_all(name, [])]
    for _name, address in getaddresses(values):
        if found := form.fullmatch(address.lower()):
            return found[1]
    return None


def _is_automatic(message: EmailMessage) -> bool:
    """Out-of-office notes, lists, bounces (RFC 3834)."""
    said = str(message.get("Auto-Submitted", "no")).lower()
    bulk = str(message.get("Precedence", "")).lower() in ("bulk", "junk", "list", "auto_reply")
    return said != "no" or bulk or "X-Autoreply" in message or "List-Id" in message


def _sender(message: EmailMessage) -> str:
    return parseaddr(str(message.get("From", "")))[1]


def _body(message: EmailMessage) -> str:
    part: Any = message.get_body(("plain", "html"))
    if part is None:
        return ""
    content = str(part.get_content())
    return content if part.get_content_type() == "text/plain" else _plain(content)


def _plain(source: str) -> str:
    """The words of HTML, without what it quotes."""
    bare = re.sub(r"(?is)<(blockquote|style|script)\b.*?(</\1>|$)", "", source)
    broken = re.sub(r"(?i)<br\s*/?>|</(p|div|li|tr)>", "\n", bare)
    return html.unescape(nh3.clean(broken, tags=set[str]()))
