"""Letters handed to an SMTP relay.

Here: one connection, opened when first needed and kept for several letters, and time limits.
Not here: what its errors mean (`portal.mail.failures`) or when to try again (jobs).
"""

import io
import smtplib
import socket
import ssl
import time
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from portal.mail import failures
from portal.mail.message import Letter, compose
from portal.mail.url import Encryption, Relay

# Many relays cut a connection after some dozens of letters; leave before they do.
LETTERS_PER_CONNECTION = 50
SECONDS_TO_SAY_GOODBYE = 2.0


class SmtpPost:
    """Delivers letters one by one; use it in a `with` block, in one thread.

    A connection lost after the letter's last line, before the relay's answer, leaves open whether
    the relay has it. It is then Deferred and sent again with the same Message-ID: SMTP knows no
    better, and a letter seen twice is the accepted price of none lost.
    """

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._connection: smtplib.SMTP | None = None
        self._letters = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hang_up()

    def deliver(self, letter: Letter) -> None:
        """Return once the relay has taken the letter; else raise one of `failures`."""
        message = compose(letter, datetime.now(UTC)).as_bytes()
        connection = self._connected()
        if letter.needs_smtputf8 and not connection.has_extn("smtputf8"):
            raise failures.Bounced("letter", failures.NO_SMTPUTF8, None)
        options = ["SMTPUTF8", "BODY=8BITMIME"] if letter.needs_smtputf8 else []
        self._letters += 1
        try:
            connection.sendmail(
                letter.return_path or letter.sender, [letter.recipient], message, options
            )
        except (OSError, smtplib.SMTPException) as error:
            if connection.sock is None or not isinstance(error, smtplib.SMTPException):
                self._drop()
            raise failures.of_letter(error) from error

    def _connected(self) -> smtplib.SMTP:
        if self._letters >= LETTERS_PER_CONNECTION:
            self._hang_up()
        if self._connection is not None and not _is_alive(self._connection):
            self._drop()
        if self._connection is None:
            try:
                self._connection = _connect(self._relay)
            except (OSError, smtplib.SMTPException) as error:
                raise failures.of_connection(error) from error
            self._letters = 0
        return self._connection

    def _hang_up(self) -> None:
        if self._connection is not None and self._connection.sock is not None:
            self._connection.timeout = SECONDS_TO_SAY_GOODBYE
            self._connection.sock.settimeout(SECONDS_TO_SAY_GOODBYE)
            # What was accepted stays accepted, however the goodbye goes.
            with suppress(OSError, smtplib.SMTPException):
                self._connection.quit()
        self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def _is_alive(connection: smtplib.SMTP) -> bool:
    try:
        return connection.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def _connect(relay: Relay) -> smtplib.SMTP:
    name = relay.hello or _own_name()
    if relay.encryption is Encryption.FROM_THE_START:
        connection: smtplib.SMTP = _TlsConnection(
            relay.host, relay.port, name, timeout=relay.timeout, context=_tls(relay)
        )
    else:
        connection = _Connection(relay.host, relay.port, name, timeout=relay.timeout)
    try:
        _introduce(connection, relay)
    except BaseException:
        connection.close()
        raise
    return connection


def _introduce(connection: smtplib.SMTP, relay: Relay) -> None:
    connection.ehlo_or_helo_if_needed()
    if relay.encryption is not Encryption.FROM_THE_START:
        if connection.has_extn("starttls"):
            connection.starttls(context=_tls(relay))
            connection.ehlo_or_helo_if_needed()
        elif relay.encryption is Encryption.STARTTLS:
            raise failures.Misconfigured(failures.NOT_ENCRYPTED)
    if relay.user is not None:
        connection.login(relay.user, relay.password)


def _tls(relay: Relay) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=relay.cafile)
    if relay.encryption is Encryption.IF_OFFERED and relay.cafile is None:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _own_name() -> str:
    """For EHLO, without asking DNS, which may hang."""
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"


class _Patience(smtplib.SMTP):
    """Bounds each reply as a whole: a byte a second would never meet the socket's own limit."""

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = io.BufferedReader(_Reader(self.sock))
        if isinstance(self.file, io.BufferedReader) and isinstance(self.file.raw, _Reader):
            self.file.raw.until = time.monotonic() + self.timeout
        return super().getreply()


class _Connection(_Patience):
    pass


class _TlsConnection(_Patience, smtplib.SMTP_SSL):
    pass


class _Reader(io.RawIOBase):
    """The receiving side of a socket, readable until a moment of the monotonic clock."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self.until = 0.0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the reply took too long")
        usual = self._sock.gettimeout()
        self._sock.settimeout(left)
        try:
            return self._sock.recv_into(buffer)
        finally:
            self._sock.settimeout(usual)
