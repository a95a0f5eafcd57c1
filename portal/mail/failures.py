"""Why a letter did not leave, and what follows: try again, give up, or ask the operator.

Here: the three kinds and how an SMTP reply becomes one. Not here: back-off, lists of bounced
addresses (jobs, actions). `reason` is a sentence to translate and show, `detail` what the relay
said in its own words, `code` its number where there was one.
"""

import re
import smtplib
import ssl
from typing import Literal

from portal.language import N_

UNREACHABLE = N_("The mail server could not be reached.")
TOO_SLOW = N_("The mail server took too long to answer.")
CUT_OFF = N_("The mail server broke off the connection.")
NOT_NOW = N_("The mail server asked to try again later.")
NO_TLS = N_("The encrypted connection to the mail server failed.")
NOT_KEPT = N_("The letter could not be written to the outbox folder.")
NO_MAILBOX = N_("The mail server refuses this address.")
NO_LETTER = N_("The mail server refuses this letter.")
NO_SMTPUTF8 = N_("The mail server cannot write to addresses with such letters before the @.")
BAD_SIGN_IN = N_("The mail server does not accept the user name and password set for it.")
BAD_CERTIFICATE = N_("The certificate of the mail server is not trusted.")
NOT_ENCRYPTED = N_("The mail server offers no encryption, which its setting requires.")
NO_RELAYING = N_("The mail server does not accept letters from this installation.")
BAD_SENDER = N_("The mail server refuses the sender address of this installation.")


_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


class Undelivered(Exception):
    """The letter has not been taken over by the relay, as far as anybody knows."""

    def __init__(self, reason: str, code: int | None = None, detail: str = "") -> None:
        super().__init__(" ".join(filter(None, (reason, str(code or ""), detail))))
        self.reason = reason
        self.code = code
        self.detail = detail


class Deferred(Undelivered):
    """Try again later."""


class Bounced(Undelivered):
    """Never try this again. `of` tells whether the address or only this letter is at fault."""

    def __init__(
        self, of: Literal["address", "letter"], reason: str, code: int | None, detail: str = ""
    ) -> None:
        super().__init__(reason, code, detail)
        self.of = of

    @property
    def is_for_good(self) -> bool:
        """Whether the mailbox is not there, rather than full, or unwilling to hear from us."""
        return self.of == "address" and is_for_good(self.detail, self.code)


def is_for_good(said: str, code: int | None = None) -> bool:
    """By the enhanced status in what was said (RFC 3463), else by the reply's number."""
    found = _STATUS.search(said)
    if found is None:
        return code in (550, 551, 553)
    return found[0].startswith("5.1.") or found[0] in ("5.2.1", "5.4.1", "5.4.4")


class Misconfigured(Undelivered):
    """Neither address nor letter is at fault: keep it, tell the operator, try again later."""


def of_connection(error: Exception) -> Undelivered:
    """What went wrong before the letter was mentioned."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        kind = Deferred if _is_passing(error.smtp_code) else Misconfigured
        return kind(NOT_NOW if kind is Deferred else BAD_SIGN_IN, *_said(error))
    if isinstance(error, smtplib.SMTPResponseException):
        if _is_passing(error.smtp_code):
            return Deferred(NOT_NOW, *_said(error))
        return Misconfigured(NO_RELAYING, *_said(error))
    if isinstance(error, ssl.SSLCertVerificationError):
        return Misconfigured(BAD_CERTIFICATE, None, _printable(error.verify_message))
    if isinstance(error, ssl.SSLError):
        return Deferred(NO_TLS, None, _printable(error.reason or ""))
    if _is_timeout(error):
        return Deferred(TOO_SLOW)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return Deferred(CUT_OFF)
    if isinstance(error, smtplib.SMTPException):
        # Signing in is not offered, or in no way known here.
        return Misconfigured(BAD_SIGN_IN, None, _printable(str(error)))
    return Deferred(UNREACHABLE, None, _printable(getattr(error, "strerror", None) or ""))


def of_letter(error: Exception) -> Undelivered:
    """What went wrong once the letter was on its way."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return _refused("address", code, said)
    if isinstance(error, smtplib.SMTPSenderRefused) and not _is_passing(error.smtp_code):
        # 552 at this point means the announced size.
        if error.smtp_code != 552:
            return Misconfigured(BAD_SENDER, *_said(error))
        return Bounced("letter", NO_LETTER, *_said(error))
    if isinstance(error, smtplib.SMTPResponseException):
        return _refused("letter", error.smtp_code, error.smtp_error)
    return of_connection(error)


def _refused(of: Literal["address", "letter"], code: int, said: bytes | str) -> Undelivered:
    detail = _printable(said)
    if _is_passing(code):
        return Deferred(NOT_NOW, code, detail)
    if code in (530, 535) or "relay" in detail.lower():
        # Otherwise a forgotten password would write off every invited person.
        return Misconfigured(NO_RELAYING, code, detail)
    return Bounced(of, NO_MAILBOX if of == "address" else NO_LETTER, code, detail)


def _is_passing(code: int) -> bool:
    # smtplib says -1 for a reply that is none.
    return not 500 <= code <= 599


def _is_timeout(error: BaseException) -> bool:
    # smtplib reports a time-out as a disconnection, with the cause as its context.
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _said(error: smtplib.SMTPResponseException) -> tuple[int, str]:
    return error.smtp_code, _printable(error.smtp_error)


def _printable(said: bytes | str) -> str:
    """One short line, whatever the relay sent."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join("".join(s if s.isprintable() else " " for s in text).split())[:200]
