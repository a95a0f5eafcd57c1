"""PORTAL_MAIL_URL, read into where and how letters leave.

Here: syntax and safe defaults. Not here: connecting (`portal.mail.smtp`, `portal.mail.folder`).
No error line repeats a password.
"""

import ipaddress
import re
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

KINDS = "smtp://, smtp+starttls://, smtp+tls:// or file:"


class BadMailUrl(ValueError):
    """What is wrong with PORTAL_MAIL_URL, in one line."""


class Encryption(Enum):
    IF_OFFERED = "if offered"  # then not verified: no worse than the plain text it allows
    STARTTLS = "required"
    FROM_THE_START = "implicit"


@dataclass(frozen=True, slots=True)
class Relay:
    """An SMTP server. `timeout` in seconds bounds each reply as a whole, not each byte of it."""

    host: str
    port: int
    encryption: Encryption
    user: str | None = None
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    cafile: Path | None = None
    hello: str | None = None


@dataclass(frozen=True, slots=True)
class Outbox:
    """A folder that keeps each letter as a file instead of sending it."""

    folder: Path


_SCHEMES = {
    "smtp": (Encryption.IF_OFFERED, 25),
    "smtp+starttls": (Encryption.STARTTLS, 587),
    "smtp+tls": (Encryption.FROM_THE_START, 465),
}
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]+")
_OPTIONS = ("timeout", "cafile", "hello")


def parse(url: str) -> Relay | Outbox:
    """The relay or folder that `url` names, or BadMailUrl."""
    if any(sign.isspace() or not sign.isprintable() for sign in url):
        raise _bad("it holds a space or line break; write those as %20 or remove them")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise _bad("it is not a URL; check its brackets") from None
    if parts.fragment or "#" in url:
        raise _bad("write # as %23")
    if parts.scheme == "file":
        return _outbox(parts)
    if parts.scheme not in _SCHEMES:
        raise _bad(f"it must start with {KINDS}")
    return _relay(parts)


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _outbox(parts: SplitResult) -> Outbox:
    if parts.netloc not in ("", "localhost") or parts.query:
        raise _bad("a folder is written file:path or file:///absolute/path")
    path = unquote(parts.path)
    if not path or "\0" in path:
        raise _bad("file: needs the path of a folder")
    return Outbox(Path(path))


def _relay(parts: SplitResult) -> Relay:
    encryption, usual_port = _SCHEMES[parts.scheme]
    host = _host(parts)
    user, password = _credentials(parts)
    if user and encryption is Encryption.IF_OFFERED and not is_loopback(host):
        encryption = Encryption.STARTTLS
    options = _options(parts.query)
    return Relay(
        host=host,
        port=_port(parts) or usual_port,
        encryption=encryption,
        user=user,
        password=password,
        timeout=_timeout(options.get("timeout", "30")),
        cafile=_cafile(options.get("cafile")),
        hello=_hello(options.get("hello")),
    )


def _host(parts: SplitResult) -> str:
    if parts.path not in ("", "/"):
        raise _bad("nothing may follow the host and port but ?options")
    if not parts.hostname:
        raise _bad("the host is missing, as in smtp://mail.example:587")
    if not _HOST.fullmatch(parts.hostname):
        raise _bad("the host is not a name or number; write @ : / in a password as %40 %3A %2F")
    return parts.hostname


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        raise _bad("the port is not a number from 1 to 65535") from None
    if port == 0:
        raise _bad("the port is not a number from 1 to 65535")
    return port


def _credentials(parts: SplitResult) -> tuple[str | None, str]:
    if parts.username is None:
        return None, ""
    user, password = unquote(parts.username), unquote(parts.password or "")
    if not user or not password:
        raise _bad("a user name and a password go together, as in smtp://user:password@host")
    if not (user + password).isascii() or not (user + password).isprintable():
        raise _bad("the user name and password may hold only printable ASCII characters")
    return user, password


def _options(query: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    except ValueError:
        raise _bad("the options are written ?name=value&name=value") from None
    for name, value in pairs:
        if name not in _OPTIONS or not value:
            raise _bad(f"{name!r} is no option with a value; those are {', '.join(_OPTIONS)}")
    if len(dict(pairs)) < len(pairs):
        raise _bad("an option is given twice")
    return dict(pairs)


def _timeout(text: str) -> float:
    if not re.fullmatch(r"\d{1,3}(\.\d{1,3})?", text, re.ASCII) or not 0.1 <= float(text) <= 600:
        raise _bad("timeout is not a number of seconds from 0.1 to 600")
    return float(text)


def _cafile(text: str | None) -> Path | None:
    if text is None:
        return None
    if "\0" in text or not Path(text).is_file():
        raise _bad("cafile does not name a file")
    return Path(text)


def _hello(text: str | None) -> str | None:
    if text is not None and not re.fullmatch(r"[A-Za-z0-9.:\[\]-]{1,255}", text):
        raise _bad("hello is not a host name")
    return text


def _bad(what: str) -> BadMailUrl:
    return BadMailUrl(f"PORTAL_MAIL_URL: {what}")
