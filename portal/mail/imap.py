"""A mailbox to which letters come back, read by IMAP.

Here: its URL, connecting, one message after the other. Not here: what they mean
(`portal.mail.returned`). A message is marked as read only after whoever reads it has kept what it
says: read twice is harmless, lost is not.
"""

import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from portal.mail.returned import MOST_BYTES
from portal.mail.url import BadMailUrl, is_loopback

SECONDS: Final = 30.0
MOST_AT_ONCE: Final = 100
_PORTS: Final = {"imap+ssl": 993, "imap+starttls": 143, "imap": 143}
_FORM: Final = "it looks like imap+ssl://user:password@host/INBOX"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where to look; the password is never shown."""

    kind: str
    host: str
    port: int
    user: str
    folder: str
    password: str = field(repr=False)


class Unreadable(Exception):
    """The mailbox cannot be read now; the sentence says why, without a password."""


@dataclass(frozen=True, slots=True)
class Message:
    uid: str
    content: bytes


def parse(url: str, whose: str = "BOUNCES") -> Mailbox:
    """The URL in PORTAL_…_URL of bounces or replies, or BadMailUrl."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadMailUrl(f"PORTAL_{whose}_URL: {_FORM}") from None
    if parts.scheme not in _PORTS or not parts.hostname or parts.query:
        raise BadMailUrl(f"PORTAL_{whose}_URL: {_FORM}")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if not user or not password or not re.fullmatch(r"[\w ./-]{1,100}", folder, re.ASCII):
        raise BadMailUrl(f"PORTAL_{whose}_URL: {_FORM}")
    if parts.scheme == "imap" and not is_loopback(parts.hostname):
        raise BadMailUrl(f"PORTAL_{whose}_URL: without encryption only this machine is read")
    return Mailbox(
        parts.scheme, parts.hostname, port or _PORTS[parts.scheme], user, folder, password
    )


class Reader:
    """An open mailbox."""

    def __init__(self, connection: imaplib.IMAP4) -> None:
        self._connection = connection

    def unread(self) -> Iterator[Message]:
        """Not seen yet, oldest first, a hundred at most; looking does not mark them."""
        _kind, found = self._connection.uid("SEARCH", "UNSEEN")
        for uid in (found[0] or b"").decode().split()[:MOST_AT_ONCE]:
            _kind, parts = self._connection.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
            content = next((part[1] for part in parts if isinstance(part, tuple)), None)
            if content is not None:
                yield Message(uid, content)

    def mark(self, message: Message) -> None:
        self._connection.uid("STORE", message.uid, "+FLAGS", r"(\Seen)")


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[Reader]:
    """Raises Unreadable for whatever goes wrong between here and the mailbox."""
    try:
        connection = _connected(mailbox)
        try:
            connection.login(mailbox.user, mailbox.password)
            kind, _said = connection.select(f'"{mailbox.folder}"')
            if kind != "OK":
                raise Unreadable("The folder for returned mail is not there.")
            yield Reader(connection)
        finally:
            with suppress(OSError, imaplib.IMAP4.error):
                connection.logout()
    except imaplib.IMAP4.error as error:
        raise Unreadable("The mailbox for returned mail does not let us in.") from error
    except (OSError, ssl.SSLError) as error:
        raise Unreadable("The mailbox for returned mail cannot be reached.") from error


def taken(url: str, whose: str, take: Callable[[bytes], bool]) -> int:
    """Give each unread message to `take`, then mark it; how many it said were ours."""
    count = 0
    with opened(parse(url, whose)) as mailbox:
        for message in mailbox.unread():
            count += take(message.content)
            mailbox.mark(message)
    return count


def _connected(mailbox: Mailbox) -> imaplib.IMAP4:
    if mailbox.kind == "imap+ssl":
        return imaplib.IMAP4_SSL(
            mailbox.host, mailbox.port, ssl_context=ssl.create_default_context(), timeout=SECONDS
        )
    connection = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=SECONDS)
    if mailbox.kind == "imap+starttls":
        connection.starttls(ssl.create_default_context())
    return connection
